"""Tables as rows: what a cell stands under, and what stands beside it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from nlp.text import Block, Source


class Cell(NamedTuple):
    """The text of a table cell at `[start, end)`."""

    text: str
    start: int
    end: int
    column: int


class Row(NamedTuple):
    """A row with the header of its table; `header` is empty for the first row itself."""

    cells: tuple[Cell, ...]
    header: tuple[Cell, ...]
    table: int = 0

    def beside(self, cell: Cell) -> Iterator[tuple[str, Cell]]:
        """The other cells of the row, each with the header of its column ("" where it has none)."""
        heads = {head.column: head.text for head in self.header}
        for other in self.cells:
            if other.start != cell.start:
                yield heads.get(other.column, ""), other

    def head(self, cell: Cell) -> str:
        """The header of a cell's column; "" where it has none."""
        return next((head.text for head in self.header if head.column == cell.column), "")


def rows(source: Source) -> list[Row]:
    """The rows of all tables of a text, in its order. The first row of a table is its header."""
    found: list[Row] = []
    headers: dict[int, tuple[Cell, ...]] = {}
    for (table, _), blocks in _by_row(source.blocks).items():
        cells = tuple(_cells(source.text, blocks))
        found.append(Row(cells, headers.get(table, ()), table))
        headers.setdefault(table, cells)
    return found


def _by_row(blocks: Sequence[Block]) -> dict[tuple[int, int], list[Block]]:
    by_row: dict[tuple[int, int], list[Block]] = {}
    for block in blocks:
        if block.row is not None:
            by_row.setdefault(block.row, []).append(block)
    return by_row


def _cells(text: str, blocks: Sequence[Block]) -> Iterator[Cell]:
    """The cells of a row. A cell may hold several blocks; each counts for itself."""
    for index, block in enumerate(blocks):
        column = index if block.column is None else block.column
        yield Cell(text[block.start : block.end], block.start, block.end, column)
