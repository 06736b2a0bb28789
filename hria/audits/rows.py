"""Findings as rows of tables in formats that know their cells: Word files and workbooks."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from hria.audits.heads import assign, is_head
from hria.audits.passage import NOTHING, Passage, passage
from hria.audits.scheme import Scheme
from hria.document import Block, Document

Fields = dict[str, Passage]


class TableRow(NamedTuple):
    """A row of a table: column number -> what stands in it."""

    table: int
    row: int
    cells: dict[int, Passage]

    def names(self) -> dict[int, str]:
        """The text of each cell."""
        return {column: cell.text for column, cell in self.cells.items()}


def table_rows(document: Document) -> list[TableRow]:
    """The rows of all tables of a document, in its order; several blocks in one cell are one passage."""
    found: dict[tuple[int, int], dict[int, Passage]] = {}
    for block in document.blocks:
        if block.cell is not None:
            row = found.setdefault((block.cell.table, block.cell.row), {})
            row[block.cell.column] = row.get(block.cell.column, NOTHING) + _content(document, block)
    return [TableRow(table, row, cells) for (table, row), cells in found.items()]


def _content(document: Document, block: Block) -> Passage:
    return passage(document, block.start, block.end)


def findings_in_cells(document: Document, scheme: Scheme) -> Iterator[Fields]:
    """The findings that stand as rows under a head that names their fields."""
    head: TableRow | None = None
    body: list[TableRow] = []
    for row in table_rows(document):
        if is_head(list(row.names().values()), scheme):
            if head and row.names() == head.names():
                continue  # The head again, on the next page.
            if head:
                yield from _findings(head, body, scheme)
            head, body = row, []
        elif head and row.table == head.table:
            body.append(row)
        elif head:
            yield from _findings(head, body, scheme)
            head, body = None, []
    if head:
        yield from _findings(head, body, scheme)


def _findings(head: TableRow, body: list[TableRow], scheme: Scheme) -> Iterator[Fields]:
    columns = list(head.cells)
    values = [[row.cells.get(column, NOTHING).text for row in body] for column in columns]
    fields = assign([head.cells[column].text for column in columns], values, scheme)
    for row in body:
        yield collected((field, row.cells.get(column)) for field, column in zip(fields, columns, strict=True))


def collected(pairs: Iterator[tuple[str | None, Passage | None]]) -> Fields:
    """Fields with their passages; two columns of one field are put together."""
    found: Fields = {}
    for field, cell in pairs:
        if field and cell and cell.text.strip():
            found[field] = found.get(field, NOTHING) + cell
    return found
