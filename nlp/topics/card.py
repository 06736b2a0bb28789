"""The model card: what stands in MODEL_CARD.md between its marks is written from the measured results."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import msgspec

from nlp.topics.measure import Score, macro
from nlp.topics.tiers import Tier

HERE = Path(__file__).parent
RESULTS = HERE / "results.json"
ENCODER_RESULTS = HERE / "results_onnx.json"
CARD = HERE / "MODEL_CARD.md"
MARKS: dict[Tier, tuple[str, str]] = {
    "default": ("<!-- measured -->\n", "<!-- /measured -->"),
    "onnx": ("<!-- measured onnx -->\n", "<!-- /measured onnx -->"),
}


def results(tier: Tier) -> dict[str, Any]:
    """What was measured when a tier was trained; that of the encoder is known without it being installed."""
    read: dict[str, Any] = msgspec.json.decode((RESULTS if tier == "default" else ENCODER_RESULTS).read_bytes())
    return read


def write(measured: Mapping[str, Any], tier: Tier) -> None:
    """Keeps what was measured on a tier, and puts its tables into the card."""
    file = RESULTS if tier == "default" else ENCODER_RESULTS
    file.write_bytes(msgspec.json.format(msgspec.json.encode(measured)) + b"\n")
    begin, end = MARKS[tier]
    text = CARD.read_text(encoding="utf-8")
    head, rest = text.split(begin)
    _, tail = rest.split(end)
    by_statement = "5-fold" if tier == "default" else "by statement"
    CARD.write_text(f"{head}{begin}{tables(measured, by_statement)}{end}{tail}", encoding="utf-8")


def tables(measured: Mapping[str, Any], by_statement: str) -> str:
    """What was measured as Markdown: the means, then each label where it was measured."""
    columns = [(f"{by_statement}, {place}", found) for place, found in measured["by_statement"].items()]
    columns += [(f"{place} held out", found) for place, found in measured["by_jurisdiction"].items()]
    lines = ["| measured on | macro-9 | macro-11 |", "|---|--:|--:|"]
    lines += [f"| {name} | {_number(found['macro_9'])} | {_number(found['macro_11'])} |" for name, found in columns]
    for name, found in columns:
        lines += ["", f"{name}:", "", "| label | precision | recall | F1 | support |", "|---|--:|--:|--:|--:|"]
        lines += [
            f"| {label} | {s['precision']:.2f} | {s['recall']:.2f} | {s['f1']:.2f} | {s['support']} |"
            for label, s in found["labels"].items()
        ]
    return "\n".join(lines) + "\n"


def _number(value: float | None) -> str:
    return "-" if value is None else f"{value:.3f}"


def table(scores: list[Score]) -> dict[str, Any]:
    """Scores as plain values."""
    return {
        "macro_9": macro(scores, everywhere=True),
        "macro_11": macro(scores, everywhere=False),
        "labels": {
            s.label: {"precision": s.precision, "recall": s.recall, "f1": s.f1, "support": s.support}
            for s in scores
            if s.support
        },
    }
