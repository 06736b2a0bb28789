"""Draws the made-up audit reports with their labels.

    python -m tests.audits.make OUT            those that the rules were tuned on
    python -m tests.audits.make OUT --held-out the layout of each scheme that was kept out of it
    python -m tests.audits.make OUT --unseen   layouts that were drawn after all rules stood

Then: hria eval audits --gold OUT
"""

from __future__ import annotations

import json
import sys
from dataclasses import asdict
from pathlib import Path
from typing import Any

from tests.audits.layouts import LAYOUTS
from tests.audits.made_up import MadeUpReport, report
from tests.audits.wording import Style

TUNED = {
    "rba": ("ruled", "prose", "word", "sheet"),
    "smeta": ("ruled", "cards", "office", "sheet"),
    "bsci": ("plain", "prose", "word", "striped"),
    "sa8000": ("ruled", "plain", "sheet", "striped"),
    "wrap": ("cards", "office", "plain"),
    "slcp": ("sheet", "ruled", "cards"),
    "cap": ("word", "calc", "plain"),
}
HELD_OUT = {
    "rba": "calc",
    "smeta": "plain",
    "bsci": "cards",
    "sa8000": "office",
    "wrap": "word",
    "slcp": "prose",
    "cap": "ruled",
}
# Layouts that no rule was made for, seen only after all rules stood.
UNSEEN = {
    "rba": "grouped",
    "smeta": "paired",
    "bsci": "centred",
    "sa8000": "stacked",
    "wrap": "grouped",
    "slcp": "centred",
    "cap": "paired",
}
UNSEEN_STYLES = (Style("b", "slashes", ""), Style("a", "american", "-"), Style("b", "short", "N/A"))
STYLES = (Style("a", "words", ""), Style("a", "iso", "N/A"), Style("a", "short", ""))
HELD_OUT_STYLES = (Style("b", "american", "–"), Style("b", "words", ""), Style("b", "dots", "n/a"))


def main(folder: Path, chosen: str = "tuned") -> None:
    """Writes every report of the chosen set, and `labels.json`."""
    folder.mkdir(parents=True, exist_ok=True)
    labels: dict[str, Any] = {}
    for scheme in TUNED:
        layouts, styles, seed = {
            "tuned": (TUNED[scheme], STYLES, 0),
            "held-out": ((HELD_OUT[scheme],) * 3, HELD_OUT_STYLES, 1000),
            "unseen": ((UNSEEN[scheme],) * 3, UNSEEN_STYLES, 2000),
        }[chosen]
        for number, layout in enumerate(layouts):
            style = styles[number % len(styles)]
            drawn = report(scheme, seed + number)
            draw, suffix = LAYOUTS[layout]
            name = f"{scheme}-{layout}-{number}.{suffix}"
            (folder / name).write_bytes(draw(drawn, style))
            labels[name] = labels_of(drawn, style, layout)
    (folder / "labels.json").write_text(json.dumps({"documents": labels}, indent=1, default=str), encoding="utf-8")


def labels_of(drawn: MadeUpReport, style: Style, layout: str) -> dict[str, Any]:
    """What should be found: only what this layout prints."""
    names = set(style.columns(drawn)) | ({"area"} if layout == "prose" else set())
    plain = asdict(drawn)
    found = []
    for finding in plain.pop("findings"):
        kept = {
            "description": finding["description"],
            "class_printed": finding["class_printed"],
            "class": finding["class_"],
        }
        kept |= {key: finding[key] for key in finding if key in names}
        if "status" in names or "repeat" in names:
            kept["is_repeat"] = finding["is_repeat"]
        found.append(kept)
    plain.pop("address")
    plain["audit_type"] = plain["audit_type"].lower().replace("-", "_")
    plain["country"] = {"Viet Nam": "Vietnam"}.get(plain["country"], plain["country"])
    return {**plain, "audit_findings": found}


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2].lstrip("-") if len(sys.argv) > 2 else "tuned")
