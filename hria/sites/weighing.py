"""The published weights, and weights of one's own."""

from __future__ import annotations

import math
from functools import cache
from pathlib import Path
from typing import NamedTuple

import msgspec

from hria.errors import BadData
from hria.resources import read_toml


class Item(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What is measured of a site. `half` is the amount that makes half of the weight, for items that are counted."""

    label: str
    why: str
    half: float | None = None


class Weighing(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Weights by item, and how the items are measured."""

    weight: dict[str, float]
    item: dict[str, Item]
    audit_class: dict[str, float]
    share: dict[str, float]
    assessment: dict[str, float]

    def part(self, item: str, amount: float) -> float:
        """An amount as a part of the item's weight, from 0 to 1: half of it at `half`, never quite all."""
        half = self.item[item].half
        assert half is not None, item
        return amount / (amount + half)

    def reweighted(self, weight: dict[str, float]) -> Weighing:
        """The same with other weights, of those items that are named."""
        return msgspec.structs.replace(self, weight={**self.weight, **weight})


class _Own(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    weight: dict[str, float]


class Weights(NamedTuple):
    """Weights, and where they come from in words."""

    weighing: Weighing
    origin: str


@cache
def published() -> Weighing:
    """The weights that come with hria."""
    return read_toml(Path(__file__).with_name("weights.toml"), Weighing)


def weights_from(path: Path | None) -> Weights:
    """The published weights, or those of a file; items that it leaves out keep the published ones. Raises BadData."""
    if path is None:
        return Weights(published(), "the published weights")
    own = read_toml(path, _Own).weight
    for name, weight in own.items():
        if name not in published().item:
            raise BadData(f'{path.name}: there is no item "{name}"', f"there are {', '.join(published().item)}")
        if weight < 0 or not math.isfinite(weight):
            raise BadData(f"{path.name}: the weight of {name} is {weight:g}", "weights are 0 or more")
    weighing = published().reweighted(own)
    if not any(weighing.weight.values()):
        raise BadData(f"{path.name}: all weights are 0", "give one item a weight")
    return Weights(weighing, f"the weights of {path.name}")
