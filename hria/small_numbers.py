"""Small numbers in tables for the public: a cell of 1 to 4 could tell of a person or a site, so it is not shown, and
neither is another one from which it could be computed.

This is the usual suppression of statistical offices: primary cells first, then the smallest others until no known sum
gives one away. Zeros are shown: they tell of nobody.
"""

from __future__ import annotations

from collections.abc import Collection, Hashable, Mapping, Sequence
from typing import NamedTuple, TypeVar

FEWEST = 5
K = TypeVar("K", bound=Hashable)


class Sum(NamedTuple):
    """Cells that add up to another: the reader knows this of them."""

    whole: Hashable
    parts: tuple[Hashable, ...]


def not_shown(
    cells: Mapping[Hashable, int],
    sums: Sequence[Sum],
    unprinted: Collection[Hashable] = (),
    fixed: Collection[Hashable] = (),
) -> frozenset[Hashable]:
    """The keys of cells that a public table leaves out.

    `unprinted` cells stand in no table, but follow from others (all less the open ones are the closed ones); they are
    guarded as well. `fixed` cells are printed elsewhere in any case.
    """
    hidden = {key for key, count in cells.items() if _is_small(count) and key not in unprinted and key not in fixed}
    while True:
        added = _next(cells, sums, hidden, unprinted, fixed)
        if added is None:
            return frozenset(hidden)
        hidden.add(added)


def _next(
    cells: Mapping[Hashable, int],
    sums: Sequence[Sum],
    hidden: Collection[Hashable],
    unprinted: Collection[Hashable],
    fixed: Collection[Hashable],
) -> Hashable | None:
    """Another cell that has to be left out; None where nothing small can be computed any more."""
    for whole, parts in sums:
        members = (*parts, whole)
        unknown = [key for key in members if key in hidden or key in unprinted]
        # What was left out for the sake of another is guarded like it: who finds it finds the other.
        guarded = [key for key in unknown if key in hidden or _is_small(cells[key])]
        if not guarded or _is_safe(cells, whole, parts, unknown):
            continue
        # The smallest part first, the sum itself last; a zero only where nothing else is left.
        free = [key for key in members if key not in unknown and key not in fixed]
        if free:
            return min(free, key=lambda key: (cells[key] == 0, key == whole, cells[key], str(key)))
    return None


def _is_safe(
    cells: Mapping[Hashable, int], whole: Hashable, parts: tuple[Hashable, ...], unknown: Sequence[Hashable]
) -> bool:
    """Whether what is left out of a sum cannot be computed, and may be 5 or more for all that a reader knows."""
    if len(unknown) == 1:
        return False
    if whole in unknown or not any(_is_small(cells[key]) for key in unknown):
        return True
    left = sum(cells[key] for key in parts if key in unknown)
    return left - (len(unknown) - 1) >= FEWEST


def grouped(counts: Mapping[str, int], other: str) -> list[tuple[str, int]]:
    """The groups, largest first, those under 5 put together under one name; if they come to less than 5 with the next
    smallest. Empty where all of them together do."""
    ranked = sorted(((name, count) for name, count in counts.items() if count), key=lambda one: (-one[1], one[0]))
    shown = [one for one in ranked if not _is_small(one[1])]
    rest = sum(count for _, count in ranked) - sum(count for _, count in shown)
    while shown and _is_small(rest):
        rest += shown.pop()[1]
    if _is_small(rest):
        return []
    return [*shown, (other, rest)] if rest else shown


def _is_small(count: int) -> bool:
    return 0 < count < FEWEST
