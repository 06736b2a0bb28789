"""Several statements side by side: peers, or the years of one company."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from hria.check.checked import VERDICT_WORDS, Checked

MARKS = {
    "met": "met",
    "partly": "partly",
    "planned_only": "planned",
    "contradicted": "contradicted",
    "silent": "silent",
}
LONGEST_NAME = 60


class Cell(msgspec.Struct, frozen=True):
    """What one statement says to one requirement; `verdict` chooses the colour, `note` says where."""

    text: str
    verdict: str = ""
    note: str = ""


class Row(msgspec.Struct, frozen=True):
    """A requirement with a cell for each statement."""

    group: str
    ref: str
    title: str
    force: str
    cells: tuple[Cell, ...]


class Comparison(msgspec.Struct, frozen=True):
    """A table with a column for each statement."""

    columns: tuple[str, ...]
    rows: tuple[Row, ...]


def compare(checks: Sequence[Checked]) -> Comparison:
    """The statements side by side: formal facts, then each requirement that some of them had to answer, then scores."""
    ordered = sorted(checks, key=lambda one: (_ending(one), one.company or "", one.path))
    rows = [*_facts(ordered), *_requirements(ordered), *_lints(ordered), *_score(ordered)]
    return Comparison(tuple(_column(one) for one in ordered), tuple(rows))


def _ending(one: Checked) -> str:
    return one.facts.periods[0].end.isoformat() if one.facts.periods else "9999"


def _column(one: Checked) -> str:
    name = one.company or one.title
    year = f" {one.facts.periods[0].end.year}" if one.facts.periods else ""
    return f"{name[:LONGEST_NAME]}{year}"


def _facts(checks: Sequence[Checked]) -> list[Row]:
    def row(title: str, texts: list[str]) -> Row:
        return Row("Formal facts", "", title, "", tuple(Cell(text or "not stated") for text in texts))

    return [
        row("File", [one.path.replace("\\", "/").rsplit("/", 1)[-1] for one in checks]),
        row("Pages", [str(one.pages) for one in checks]),
        row("Period ends", [one.facts.periods[0].end.isoformat() if one.facts.periods else "" for one in checks]),
        row(
            "Approved by",
            [one.facts.approvals[0].body or "unstated body" if one.facts.approvals else "" for one in checks],
        ),
        row("Approved on", [_iso(one.facts.approvals[0].date) if one.facts.approvals else "" for one in checks]),
        row("Signed by", [_signed(one) for one in checks]),
        row("Legal entities named", [str(len(one.facts.entities)) for one in checks]),
    ]


def _iso(date: object) -> str:
    return str(date) if date else ""


def _signed(one: Checked) -> str:
    return "; ".join(", ".join(filter(None, (s.name, s.title))) for s in one.facts.signers[:2])


def _requirements(checks: Sequence[Checked]) -> list[Row]:
    asked = {answer.id: answer for one in checks for answer in one.answers if answer.verdict != "not_judged"}
    order = {answer.id: place for one in checks for place, answer in enumerate(one.answers)}
    rows = []
    for id_ in sorted(asked, key=lambda key: (order[key], key)):
        first = asked[id_]
        cells = []
        for one in checks:
            answer = next((a for a in one.answers if a.id == id_), None)
            if answer is None or answer.verdict == "not_judged":
                cells.append(Cell("not judged"))
                continue
            pages = ", ".join(dict.fromkeys(passage.place for passage in answer.passages[:3]))
            cells.append(Cell(VERDICT_WORDS[answer.verdict], answer.verdict, pages))
        mark = "" if first.is_verified else " [not verified]"
        rows.append(Row(first.framework, first.ref + mark, first.title, first.force, tuple(cells)))
    return rows


def _lints(checks: Sequence[Checked]) -> list[Row]:
    def count(one: Checked, kind: str) -> str:
        return str(sum(r.kind == kind and r.weight != "note" for r in one.remarks))

    return [
        Row(
            "Lints",
            "",
            f"{kind.capitalize()}: errors and cautions",
            "",
            tuple(Cell(count(one, kind)) for one in checks),
        )
        for kind in ("formal", "language", "consistency")
    ]


def _score(checks: Sequence[Checked]) -> list[Row]:
    first = next((one.score for one in checks if one.score), None)
    if first is None:
        return []
    total = tuple(Cell(f"{one.score.points} of {len(one.score.variables)}" if one.score else "") for one in checks)
    rows = [Row(first.title, "", "Variables disclosed", "", total)]
    for place, variable in enumerate(first.variables):
        cells = tuple(
            Cell(
                "yes" if one.score and one.score.variables[place].is_disclosed else "no",
                "met" if one.score and one.score.variables[place].is_disclosed else "silent",
            )
            for one in checks
        )
        rows.append(Row(first.title, variable.id, variable.title, "", cells))
    return rows
