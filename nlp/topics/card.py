"""The model card: what stands in MODEL_CARD.md between its marks is written from the measured results."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from nlp.topics.measure import Score, macro

HERE = Path(__file__).parent
RESULTS = HERE / "results.json"
CARD = HERE / "MODEL_CARD.md"
BEGIN, END = "<!-- measured -->\n", "<!-- /measured -->"


def write(results: Mapping[str, Any]) -> None:
    """Puts the tables of these results into the card."""
    text = CARD.read_text(encoding="utf-8")
    head, rest = text.split(BEGIN)
    _, tail = rest.split(END)
    CARD.write_text(f"{head}{BEGIN}{tables(results)}{END}{tail}", encoding="utf-8")


def tables(results: Mapping[str, Any]) -> str:
    """The results as Markdown: the means, then each label where it was measured."""
    by_statement, held_out = results["by_statement"], results["by_jurisdiction"]
    columns = [("5-fold, " + place, found) for place, found in by_statement.items()]
    columns += [(f"{place} held out", found) for place, found in held_out.items()]
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
