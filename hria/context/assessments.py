"""The US Department of Labor's country chapters (PDF): how a government's efforts are rated, figures on children's
work, the work that children do, conventions and laws."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Literal

from hria.context.goods import WORKING
from hria.context.places import place_of
from hria.context.tables import Fact, number_of
from hria.country_fact import CountryFact
from hria.document import Document
from hria.lists.reading import Row, cells_by_row

TITLE = re.compile(r"(?P<year>20\d\d) Findings on the Worst Forms of Child Labor:\s*(?P<country>[^:]+)$", re.I)
LEVEL = re.compile(
    r"In (?P<year>20\d\d), (?P<country>[^.]{2,60}?) made (?P<level>no|minimal|moderate|significant) advancement", re.I
)
CHECKED = ("✓", "✔", "√", "x")
# The tables by the first names of their columns.
HEADS: dict[tuple[str, str], Literal["statistic", "activity", "convention", "standard"]] = {
    ("children", "age"): "statistic",
    ("sector/industry", "activity"): "activity",
    ("convention", "ratification"): "convention",
    ("standard", "meets international standards"): "standard",
}


def country_chapter(document: Document) -> tuple[str, str | None, int] | None:
    """The country, its code, and the year that a chapter is on; None for any other document."""
    if not re.search(r"worst\s+forms\s+of\s+child\s+labor", document.text[:4000], re.I):
        return None
    titled = TITLE.search(document.title)
    said = LEVEL.search(document.text[:2000])
    for match in (titled, said):
        place = place_of(match["country"].strip()) if match else None
        if match and place:
            return (*place, int(match["year"]))
    return None


def chapter_facts(document: Document) -> tuple[list[Fact], list[tuple[int, str]], int]:
    """The facts of a country chapter, the rows of its tables that cannot be read (by number, with the reason), and
    how many rows were read in all."""
    chapter = country_chapter(document)
    if chapter is None:
        return [], [], 0
    country, iso3, year = chapter
    facts: list[Fact] = []
    unread: list[tuple[int, str]] = []
    read = 0
    if said := LEVEL.search(document.text[:2000]):
        words = f"{said['level'].capitalize()} advancement"
        level = CountryFact(
            country, "assessment", "Efforts against child labour", iso3, words=words, year=year, source="dol-findings"
        )
        facts.append(Fact(level, said.start(), said.end()))
    for rows in cells_by_row(document):
        kind = _kind(rows[0].cells)
        if kind is None:
            continue
        sector = ""
        for row in rows[1:]:
            sector = row.cells.get(0, "") if len(row.cells) > 1 else sector
            made = list(_row_facts(kind, row, sector, (country, iso3, year)))
            read += bool(made)
            facts += [Fact(fact, row.start, row.end) for fact in made]
            if not made:
                unread.append((row.number, f"no value in it (“{next(iter(row.cells.values()))[:40]}”)"))
    return facts, unread, read


def tables_unread(facts: Sequence[Fact]) -> str:
    """Which of the tables that a chapter has hria found nothing in, in words; "" where it read them all."""
    told = {one.fact.kind for one in facts}
    names = {
        "statistic": "1 (statistics)",
        "activity": "2 (work)",
        "convention": "3 (conventions)",
        "standard": "4 (laws)",
    }
    missing = [name for kind, name in names.items() if kind not in told]
    return f"nothing taken from table {', '.join(missing)}" if missing else ""


def _kind(head: Mapping[int, str]) -> Literal["statistic", "activity", "convention", "standard"] | None:
    names = [" ".join(head.get(column, "").split()).casefold() for column in (0, 1)]
    return HEADS.get((names[0], names[1]))


def _row_facts(
    kind: Literal["statistic", "activity", "convention", "standard"],
    row: Row,
    sector: str,
    chapter: tuple[str, str | None, int],
) -> Iterator[CountryFact]:
    country, iso3, year = chapter
    first = " ".join(row.cells.get(0, "").split())
    cells: Sequence[str] = [" ".join(text.split()) for column, text in sorted(row.cells.items()) if column > 0]
    value, words = None, None
    match kind:
        case "statistic":
            if not cells:
                return
            number = re.match(r"[\d.,]+", cells[-1])
            value = number_of(number.group()) if number else None
            words = f"aged {cells[0]}" if len(cells) > 1 else None
            if value is None:
                words = cells[-1]
            measure = WORKING if first.startswith("Working") else first.removesuffix(" (%)")
        case "activity":
            # The name of the sector stands beside its first activity only.
            measure = (
                f"Work that children do: {' '.join(sector.split()).casefold()}" if sector else "Work that children do"
            )
            words = cells[0] if cells else first
        case "convention":
            measure = first
            words = "ratified" if cells and cells[0].casefold() in CHECKED else "not ratified"
        case _:
            if not cells:
                return
            measure = first
            words = f"meets international standards: {cells[0]}"
    yield CountryFact(country, kind, measure, iso3, value, words, year=year, source="dol-findings", row=row.number)
