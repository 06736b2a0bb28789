"""The countries and goods of a value chain: from lists of suppliers, audits, complaints, risks and the settings."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from hria.audited import AuditFinding
from hria.context.commodities import goods_in
from hria.context.places import place_of
from hria.context.profile import Context
from hria.finding import Finding, Risk
from hria.incident import Incident
from hria.listed import Facility, Grievance


class ChainCountry(NamedTuple):
    """A country of the value chain: the rows of supplier lists there, the findings of audits and logs that name it,
    the risks that are said to lie there, and whether the settings name it."""

    country: str
    facilities: tuple[Finding, ...]
    seen: tuple[Finding, ...]
    risks: tuple[Finding, ...]
    is_set: bool


class ChainGood(NamedTuple):
    """A listed good of the value chain: the rows of supplier lists whose product it is or is in."""

    good: str
    facilities: tuple[Finding, ...]
    is_set: bool

    def products(self) -> tuple[str, ...]:
        """The products by which it was known, as the lists print them."""
        found = (f.attributes.product for f in self.facilities if isinstance(f.attributes, Facility))
        return tuple(sorted({product for product in found if product}, key=str.casefold))

    def countries(self) -> tuple[str, ...]:
        """The countries of these rows."""
        found = (f.attributes.country for f in self.facilities if isinstance(f.attributes, Facility))
        return tuple(sorted({country for country in found if country}))


def chain_countries(findings: Iterable[Finding], named: Sequence[str] = ()) -> list[ChainCountry]:
    """The countries of a value chain, those with most rows of supplier lists first."""
    groups: dict[str, tuple[list[Finding], list[Finding], list[Finding]]] = {}
    for finding in findings:
        for country, group in _places(finding):
            groups.setdefault(country, ([], [], []))[group].append(finding)
    set_ = {place[0] for name in named if (place := place_of(name))}
    for country in set_:
        groups.setdefault(country, ([], [], []))
    found = [ChainCountry(c, tuple(a), tuple(b), tuple(r), c in set_) for c, (a, b, r) in groups.items()]
    return sorted(
        found, key=lambda one: (-len(one.facilities), not one.is_set, -len(one.seen), -len(one.risks), one.country)
    )


def _places(finding: Finding) -> Iterable[tuple[str, int]]:
    """The countries that a finding names, each with the group that it belongs to there."""
    named: tuple[str, ...]
    match finding.attributes:
        case Facility(country=str() as written):
            named, group = (written,), 0
        case (
            AuditFinding(country=str() as written)
            | Grievance(country=str() as written)
            | Incident(country=str() as written)
        ):
            named, group = (written,), 1
        case Risk(countries=countries):
            named, group = countries, 2
        case _:
            return ()
    return [(place[0], group) for written in named if (place := place_of(written))]


def chain_goods(findings: Iterable[Finding], context: Context, named: Sequence[str] = ()) -> list[ChainGood]:
    """The listed goods that products of a value chain are or are made of, those of most rows first."""
    groups: dict[str, list[Finding]] = {}
    for finding in findings:
        if isinstance(finding.attributes, Facility) and finding.attributes.product:
            for good in goods_in(finding.attributes.product, context.goods):
                groups.setdefault(good, []).append(finding)
    set_ = {good for name in named for good in goods_in(name, context.goods)}
    for good in set_:
        groups.setdefault(good, [])
    found = [ChainGood(good, tuple(rows), good in set_) for good, rows in groups.items()]
    return sorted(found, key=lambda one: (-len(one.facilities), one.good))
