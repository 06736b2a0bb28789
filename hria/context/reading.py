"""From a document on countries or goods to its facts."""

from __future__ import annotations

from typing import NamedTuple

import msgspec

from hria.context.assessments import chapter_facts, country_chapter, tables_unread
from hria.context.goods import goods_facts, known_root, reporting_year
from hria.context.shipped import is_shipped_edition, shipped_list
from hria.context.tables import CountryTable, Fact, facts_of, layout_of
from hria.document import Document
from hria.lists.reading import cells_by_row


class ContextRead(NamedTuple):
    """A document on countries as it was read: the id of its source where it is a known one, its edition where it
    says so, its facts, the rows that could not be read, how many rows could, and what its columns stand for."""

    source: str | None
    edition: str | None
    facts: tuple[Fact, ...]
    unread: tuple[tuple[int, str], ...]
    rows: int
    described: str


def read_context(document: Document) -> ContextRead | None:
    """The facts of a document on countries or goods; None where hria finds none in it."""
    if root := known_root(document):
        facts, unread, read = goods_facts(document)
        if root == "dol-goods":
            edition = shipped_list().edition if is_shipped_edition([one.fact for one in facts]) else None
        else:
            year = reporting_year(document)
            edition = str(year) if year else None
            facts = [_of_year(one, year) for one in facts]
        return ContextRead(root, edition, tuple(facts), tuple(unread), read, _counts(facts)) if facts else None
    if chapter := country_chapter(document):
        facts, unread, read = chapter_facts(document)
        told = "; ".join(filter(None, (_counts(facts), tables_unread(facts))))
        return ContextRead("dol-findings", str(chapter[2]), tuple(facts), tuple(unread), read, told)
    return _table(document)


def recognised_as_context(rows: list[dict[int, str]]) -> bool:
    """Whether a table is by its columns alone one of governance indicators."""
    layout = layout_of(rows)
    return layout is not None and layout.is_governance


def _of_year(one: Fact, year: int | None) -> Fact:
    """A rating is of the year that the findings are on; figures and lists in them are of other years."""
    is_of_it = one.fact.kind == "assessment"
    return one._replace(fact=msgspec.structs.replace(one.fact, year=year)) if is_of_it else one


def _table(document: Document) -> ContextRead | None:
    facts: list[Fact] = []
    unread: list[tuple[int, str]] = []
    read = 0
    first: CountryTable | None = None
    for rows in cells_by_row(document):
        layout = layout_of([row.cells for row in rows], document.columns)
        if layout is None:
            continue
        first = first or layout
        found, bad, number = facts_of(rows, layout, document.title)
        facts += found
        unread += bad
        read += number
    if first is None:
        return None
    years = {one.fact.year for one in facts if one.fact.year}
    source = "wgi" if first.is_governance and any(one.fact.source == "wgi" for one in facts) else None
    edition = f"data to {max(years)}" if years else None
    described = f"{first.described()}; the newest value of each country is kept: {_counts(facts)}"
    return ContextRead(source, edition, tuple(facts), tuple(unread), read, described)


def _counts(facts: list[Fact]) -> str:
    countries = {one.fact.country for one in facts}
    return f"{len(facts):,} facts on {len(countries)} countr{'y' if len(countries) == 1 else 'ies'}"
