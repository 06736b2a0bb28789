"""Small numbers: what is left out can neither be read nor be computed from what is printed."""

from __future__ import annotations

from collections.abc import Hashable, Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hria.small_numbers import FEWEST, Sum, grouped, not_shown

COUNTS = st.lists(st.integers(0, 30), min_size=2, max_size=5)


def column(counts: Sequence[int]) -> tuple[dict[Hashable, int], Sum]:
    """A column of numbers with its sum, the last."""
    cells: dict[Hashable, int] = {**dict(enumerate(counts)), "sum": sum(counts)}
    return cells, Sum("sum", tuple(range(len(counts))))


@given(COUNTS)
def test_no_small_number_is_shown(counts: list[int]) -> None:
    """Neither among the parts nor as their sum."""
    cells, whole = column(counts)
    hidden = not_shown(cells, [whole])
    assert all(not 0 < cells[key] < FEWEST for key in cells if key not in hidden)


@given(COUNTS)
def test_what_is_left_out_cannot_be_computed(counts: list[int]) -> None:
    """For each number that is left out there is another table with the same printed cells in which it is another
    one, and one in which it is 5 or more."""
    cells, whole = column(counts)
    hidden = not_shown(cells, [whole])
    parts = [key for key in whole.parts if key in hidden]
    if "sum" in hidden:
        assert parts
        return
    left = sum(cells[key] for key in parts)
    if parts:
        possible = _possible(left, len(parts))
        assert len(possible) > 1
        if any(0 < cells[key] < FEWEST for key in parts):
            assert max(possible) >= FEWEST


def _possible(total: int, parts: int) -> set[int]:
    """What one of so many numbers can be that add up to a total: that a cell is left out says that it is no zero."""
    if parts == 1:
        return {total}
    return {number for number in range(1, total + 1) if total - number >= parts - 1}


def test_a_part_is_left_out_where_the_rest_is_small() -> None:
    """Of 20 complaints 17 were admissible: 3 were not, and that could be computed."""
    cells: dict[Hashable, int] = {"received": 20, "admissible": 17, "others": 3}
    hidden = not_shown(cells, [Sum("received", ("admissible", "others"))], unprinted=("others",))
    assert hidden == {"admissible"}


def test_a_number_left_out_for_another_is_guarded_too() -> None:
    """The 17 of the year cannot be computed from the sum of all years and the other year."""
    cells: dict[Hashable, int] = {("a", 1): 20, ("a", 2): 17, "a rest": 3, ("b", 1): 40, ("b", 2): 31, "b rest": 9}
    cells |= {("all", 1): 60, ("all", 2): 48, "all rest": 12}
    sums = [Sum((year, 1), ((year, 2), f"{year} rest")) for year in ("a", "b", "all")]
    sums += [Sum(("all", at), (("a", at), ("b", at))) for at in (1, 2)]
    hidden = not_shown(cells, sums, unprinted=("a rest", "b rest", "all rest"))
    assert {("a", 2), ("b", 2)} <= hidden or {("a", 2), ("all", 2)} <= hidden


@pytest.mark.parametrize(
    ("counts", "shown"),
    [
        ({"China": 18, "India": 8, "Laos": 3, "Ghana": 2}, [("China", 18), ("India", 8), ("Other", 5)]),
        ({"China": 18, "India": 8, "Laos": 3}, [("China", 18), ("Other", 11)]),
        ({"China": 3, "India": 1}, []),
        ({"China": 18, "India": 8}, [("China", 18), ("India", 8)]),
    ],
)
def test_small_groups_are_put_together(counts: dict[str, int], shown: list[tuple[str, int]]) -> None:
    """With the next smallest where they come to less than 5."""
    assert grouped(counts, "Other") == shown
