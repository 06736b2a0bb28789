"""What is known of each country, put together from all sources: of two that say the same, the newer one."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from hria.context.shipped import shipped_findings
from hria.country_fact import CountryFact
from hria.finding import Finding

# The indicators of governance that say most about whether rights can be claimed.
GOVERNANCE = ("Rule of law", "Voice and accountability", "Control of corruption")


class Said(NamedTuple):
    """A fact with the finding that it stands in."""

    fact: CountryFact
    finding: Finding


class CountryProfile(NamedTuple):
    """What sources say of a country: the newest of each measure by name, the goods listed for it, and how its
    government's efforts against child labour are rated; None where no source says so."""

    country: str
    indicators: Mapping[str, Said]
    goods: tuple[Said, ...]
    assessment: Said | None
    working_children: Said | None

    def governance(self) -> float | None:
        """The mean percentile rank (0 to 100, 100 the best) of the governance indicators; None where one is missing."""
        ranks = [said.fact.percentile for name in GOVERNANCE if (said := self.indicators.get(name))]
        known = [rank for rank in ranks if rank is not None]
        return sum(known) / len(known) if len(known) == len(GOVERNANCE) else None


class Context:
    """All facts on countries and goods of a workspace. The list of goods that comes with hria is used where the
    workspace has none of its own."""

    def __init__(self, findings: Iterable[Finding]) -> None:
        said = [Said(f.attributes, f) for f in findings if isinstance(f.attributes, CountryFact)]
        self.is_shipped = not any(one.fact.kind == "good" for one in said)
        if self.is_shipped:
            said += [Said(f.attributes, f) for f in shipped_findings() if isinstance(f.attributes, CountryFact)]
        self._by_country: dict[str, list[Said]] = {}
        for one in said:
            self._by_country.setdefault(one.fact.country, []).append(one)
        goods = [one for one in said if one.fact.kind == "good"]
        self.goods = tuple(sorted({one.fact.good for one in goods if one.fact.good}))
        self._by_good: dict[str, dict[str, Said]] = {}
        for one in goods:
            self._by_good.setdefault(one.fact.good or "", {}).setdefault(one.fact.country, one)
        self._profiles: dict[str, CountryProfile] = {}

    def of(self, country: str) -> CountryProfile:
        """What is known of a country by its usual English name; all of it empty where nothing is."""
        if country not in self._profiles:
            self._profiles[country] = _profile(country, self._by_country.get(country, ()))
        return self._profiles[country]

    def countries_of(self, good: str) -> tuple[Said, ...]:
        """The listings of a good, by country."""
        return tuple(said for _, said in sorted(self._by_good.get(good, {}).items()))

    def listing(self, good: str, country: str) -> Said | None:
        """The listing of a good of a country; None where it is not listed."""
        return self._by_good.get(good, {}).get(country)

    def measures(self) -> tuple[str, ...]:
        """The measures of indices that anything is known of, sorted."""
        return tuple(
            sorted(
                {one.fact.measure for said in self._by_country.values() for one in said if one.fact.kind == "indicator"}
            )
        )

    def values(self, measure: str) -> list[float]:
        """The newest values of a measure over all countries."""
        found = [self.of(country).indicators.get(measure) for country in self._by_country]
        return [one.fact.value for one in found if one is not None and one.fact.value is not None]

    def findings(self) -> tuple[Finding, ...]:
        """All findings that it rests on, those of the list that comes with hria too."""
        return tuple(one.finding for said in self._by_country.values() for one in said)


def _profile(country: str, said: Iterable[Said]) -> CountryProfile:
    indicators: dict[str, Said] = {}
    goods: dict[str, Said] = {}
    assessment: Said | None = None
    working: Said | None = None
    for one in said:
        fact = one.fact
        if fact.kind == "indicator":
            before = indicators.get(fact.measure)
            indicators[fact.measure] = one if before is None or _is_newer(one, before) else before
        elif fact.kind == "good":
            goods.setdefault(fact.good or "", one)
        elif fact.kind == "assessment" and (assessment is None or _is_newer(one, assessment)):
            assessment = one
        elif fact.kind == "statistic" and fact.measure == "Children who work" and fact.value is not None:
            working = one if working is None or _is_newer(one, working) else working
    in_order = tuple(goods[name] for name in sorted(goods))
    return CountryProfile(country, dict(sorted(indicators.items())), in_order, assessment, working)


def _is_newer(one: Said, other: Said) -> bool:
    return (one.fact.year or 0) > (other.fact.year or 0)
