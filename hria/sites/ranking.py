"""Scores that show their work: each item's measure times its weight, added up, and how far they hang on each weight."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from hria.sites.items import Measured
from hria.sites.site import Site
from hria.sites.weighing import Weighing

# By these factors each weight is changed, one at a time.
FACTORS = (0.0, 0.5, 2.0)


class Ranked(NamedTuple):
    """A site with its rank (from 1), its items and what each contributes to the score. `highest` is the score if
    everything that is not known were as bad as can be; best and worst rank are those under other weights."""

    rank: int
    site: Site
    items: dict[str, Measured]
    contributions: dict[str, float]
    score: float
    highest: float
    best_rank: int
    worst_rank: int

    @property
    def known(self) -> int:
        """How many items there is data on."""
        return sum(measured.value is not None for measured in self.items.values())


class Sensitivity(NamedTuple):
    """What a weight decides: how many of the first sites change when it is left out, halved or doubled, and the
    farthest that any site moves (in ranks)."""

    item: str
    weight: float
    changed: dict[float, int]
    farthest: int


def contributions(items: dict[str, Measured], weighing: Weighing) -> dict[str, float]:
    """What each item adds to the score: its measure times its weight, 0 where there is no data."""
    total = sum(weighing.weight.values())
    return {name: (measured.value or 0.0) * weighing.weight[name] * 100 / total for name, measured in items.items()}


def ranked(sites: Sequence[tuple[Site, dict[str, Measured]]], weighing: Weighing) -> list[Ranked]:
    """The sites, the highest score first, those with the same score by name."""
    order = _order(sites, weighing)
    places: dict[int, list[int]] = {number: [] for number in range(len(sites))}
    for changed in (weighing, *(_changed(weighing, name, f) for name in weighing.weight for f in FACTORS)):
        if not any(changed.weight.values()):
            continue
        for place, number in enumerate(_order(sites, changed), 1):
            places[number].append(place)
    total = sum(weighing.weight.values())
    found = []
    for place, number in enumerate(order, 1):
        site, items = sites[number]
        parts = contributions(items, weighing)
        unknown = sum(weighing.weight[name] * 100 / total for name, m in items.items() if m.value is None)
        score = sum(parts.values())
        ranks = places[number]
        found.append(Ranked(place, site, items, parts, score, score + unknown, min(ranks), max(ranks)))
    return found


def sensitivities(
    sites: Sequence[tuple[Site, dict[str, Measured]]], weighing: Weighing, first: int
) -> list[Sensitivity]:
    """What each weight decides of the `first` sites, the most telling first."""
    usual = _order(sites, weighing)
    rank = {number: place for place, number in enumerate(usual)}
    top = set(usual[:first])
    found = []
    for name, weight in weighing.weight.items():
        changed: dict[float, int] = {}
        farthest = 0
        for factor in FACTORS:
            other = _changed(weighing, name, factor)
            if not weight or not any(other.weight.values()):
                continue
            order = _order(sites, other)
            changed[factor] = len(top - set(order[:first]))
            farthest = max([farthest, *(abs(rank[number] - place) for place, number in enumerate(order))])
        found.append(Sensitivity(name, weight, changed, farthest))
    return sorted(found, key=lambda one: (-sum(one.changed.values()), -one.farthest, one.item))


def _changed(weighing: Weighing, name: str, factor: float) -> Weighing:
    return weighing.reweighted({name: weighing.weight[name] * factor})


def _order(sites: Sequence[tuple[Site, dict[str, Measured]]], weighing: Weighing) -> list[int]:
    # Rounded, so that sums of the same parts in another order never part two sites.
    scores = [round(sum(contributions(items, weighing).values()), 9) for _, items in sites]
    return sorted(range(len(sites)), key=lambda n: (-scores[n], sites[n][0].name.casefold(), sites[n][0].key))
