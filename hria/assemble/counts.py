"""Tables of counts, as the audience of a draft may see them: a public one shows no small number, and none from which
one could be computed; an internal one shows all."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping, Sequence
from typing import NamedTuple

from hria.assemble.dossier import Dossier
from hria.assemble.registers import Cell, cell
from hria.draft import NOT_SHOWN
from hria.finding import Finding
from hria.small_numbers import Sum, not_shown


class Counted(NamedTuple):
    """A row of a table of counts: its name, its numbers (None is not shown), and passages that it rests on."""

    name: str
    numbers: tuple[int | None, ...]
    findings: tuple[Finding, ...]


def shown(
    dossier: Dossier,
    rows: Sequence[Counted],
    *,
    sums: bool = False,
    inside: Sequence[tuple[int, int]] = (),
    known_sum: tuple[int, Sequence[int]] | None = None,
) -> list[Counted]:
    """The rows without what the audience may not see.

    `sums`: the last row is the sum of the others. `inside`: pairs of columns of which the second counts a part of the
    first. `known_sum`: a column and the rows whose sum stands elsewhere in the draft.
    """
    if dossier.is_internal:
        return list(rows)
    cells, unprinted = _cells(rows, inside)
    groups = [Sum((at, whole), ((at, part), (at, whole, part))) for at in range(len(rows)) for whole, part in inside]
    if sums:
        last = len(rows) - 1
        groups += [Sum((last, column), _column(range(last), column)) for column in range(len(rows[0].numbers))]
    if known_sum:
        column, added = known_sum
        cells["sum"] = sum(cells[at, column] for at in added)
        groups.append(Sum("sum", _column(added, column)))
    hidden = not_shown(cells, groups, unprinted, fixed=("sum",))
    return [
        row._replace(numbers=tuple(None if (at, column) in hidden else n for column, n in enumerate(row.numbers)))
        for at, row in enumerate(rows)
    ]


def _column(rows: Iterable[int], column: int) -> tuple[Hashable, ...]:
    return tuple((at, column) for at in rows)


def _cells(
    rows: Sequence[Counted], inside: Sequence[tuple[int, int]]
) -> tuple[dict[Hashable, int], Mapping[Hashable, int]]:
    """All cells by row and column, and the differences that a reader can compute by row and both columns."""
    cells: dict[Hashable, int] = {
        (at, column): number or 0 for at, row in enumerate(rows) for column, number in enumerate(row.numbers)
    }
    unprinted: dict[Hashable, int] = {
        (at, whole, part): max(0, (row.numbers[whole] or 0) - (row.numbers[part] or 0))
        for at, row in enumerate(rows)
        for whole, part in inside
    }
    return cells | unprinted, unprinted


def row_of(row: Counted, cited: Sequence[str]) -> tuple[Cell, ...]:
    """The row as cells: the name cites, numbers that are not shown are stars."""
    numbers = (cell(NOT_SHOWN if number is None else f"{number:,}") for number in row.numbers)
    return (cell(row.name, cited), *numbers)
