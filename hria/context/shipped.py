"""The list of goods that comes with hria: which goods of which countries the US Department of Labor names."""

from __future__ import annotations

import datetime
import hashlib
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path

import msgspec

from hria.context.places import place_of
from hria.context.sources import known_sources
from hria.country_fact import CountryFact, Exploitation
from hria.document import Block, Document, Page, evidence
from hria.finding import Finding, finding_id
from hria.resources import read_toml

FILE = Path(__file__).with_name("dol-goods-2022.toml")
SOURCE = "dol-goods"
EXPLOITATIONS: tuple[Exploitation, ...] = ("child_labour", "forced_labour", "forced_child_labour")


class ListedGood(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A good with the countries (ISO 3166 alpha-3) that are named for each kind of exploitation. `inputs` are the
    countries named for what goes into it, each with the country that it comes from."""

    name: str
    sector: str
    child_labour: tuple[str, ...] = ()
    forced_labour: tuple[str, ...] = ()
    forced_child_labour: tuple[str, ...] = ()
    inputs: dict[str, str] = {}

    def countries(self) -> tuple[str, ...]:
        """All countries that are named, sorted by code."""
        named = (*self.child_labour, *self.forced_labour, *self.forced_child_labour, *self.inputs)
        return tuple(sorted(set(named)))


class ShippedList(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The table in its edition."""

    edition: str
    published: datetime.date
    good: tuple[ListedGood, ...]


@cache
def shipped_list() -> ShippedList:
    """The table that comes with hria."""
    return read_toml(FILE, ShippedList)


def is_shipped_edition(facts: Iterable[CountryFact]) -> bool:
    """Whether these facts name just the goods and countries of the table that comes with hria."""
    named = {(fact.good or "", fact.iso3 or "") for fact in facts}
    return named == {(good.name, code) for good in shipped_list().good for code in good.countries()}


@cache
def shipped_document() -> Document:
    """The table as a document: a line for each good of each country."""
    lines = [line for line, _ in _lines()]
    blocks, start = [], 0
    for line in lines:
        blocks.append(Block("paragraph", start, start + len(line), 1))
        start += len(line) + 1
    digest = hashlib.sha256(FILE.read_bytes()).hexdigest()
    known = known_sources()[SOURCE]
    table = shipped_list()
    return Document(
        id=digest[:16],
        sha256=digest,
        path=f"hria/context/{FILE.name}",
        format="toml",
        title=f"{known.title}, {table.edition} edition (hria's table)",
        kind="context",
        text="\n".join(lines),
        blocks=tuple(blocks),
        pages=(Page(1, 0.0, 0.0),),
        published=table.published,
        publisher=known.publisher,
        language="en",
        notes=(
            f"{len(lines)} rows; facts of the list, in a table that comes with hria",
            *([newer] if (newer := known.outdated(table.edition)) else []),
        ),
        edition=table.edition,
        licence=known.licence,
    )


@cache
def shipped_findings() -> tuple[Finding, ...]:
    """The rows of the table as findings of its document."""
    document = shipped_document()
    return tuple(
        Finding(
            id=finding_id(document.sha256, "context", block.start, block.end),
            kind="context",
            evidence=evidence(document, block.start, block.end),
            attributes=fact,
            rule="context.shipped",
            confidence=1.0,
        )
        for block, (_, fact) in zip(document.blocks, _lines(), strict=True)
    )


def is_shipped(finding: Finding) -> bool:
    """Whether a finding is a row of the table, and so of no document of the workspace."""
    return finding.evidence.document_id == shipped_document().id


def _lines() -> Iterator[tuple[str, CountryFact]]:
    row = 0
    for good in shipped_list().good:
        for code in good.countries():
            row += 1
            named = tuple(kind for kind in EXPLOITATIONS if code in getattr(good, kind))
            place, origin = place_of(code), place_of(good.inputs.get(code, ""))
            country = place[0] if place else code
            said = ", ".join(kind.replace("_", " ") for kind in named)
            if origin:
                said = "; ".join([*([said] if said else []), f"made with inputs from {origin[0]}"])
            fact = CountryFact(
                country=country,
                kind="good",
                measure=f"Listed good: {good.name}",
                iso3=code,
                good=good.name,
                sector=good.sector,
                exploitation=named,
                inputs_from=origin[0] if origin else None,
                source=SOURCE,
                row=row,
            )
            yield f"{good.name}, {country}: {said}.", fact
