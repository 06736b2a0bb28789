"""Lists on printed pages: the columns under the names of the first page, and rows whose cells wrap."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from hria.document import Document
from hria.lists.columns import country_of, recognise
from hria.printed_lines import SeenLine, Segment, lines_by_page

# Segments that begin within so many points of a name of a column stand in it.
NEAR = 6.0


class PrintedRow(NamedTuple):
    """A row: its number (from 1, the head is 1), column -> text, and the stretch of text that it takes up."""

    number: int
    cells: dict[int, str]
    start: int
    end: int


def printed_rows(document: Document) -> Iterator[PrintedRow]:
    """The head of a list and its rows, from all pages. A cell that wraps goes on in the next line: a line begins a
    row where it has a name, and what stands above it is a whole address."""
    left: list[float] = []
    rows: list[list[list[Segment]]] = []
    for lines in lines_by_page(document).values():
        for line in lines:
            segments = line.segments(document)
            if _is_head(segments):
                if not left:
                    left = [segment.x0 for segment in segments]
                    yield _row(document, 1, [[segment] for segment in segments])
                continue
            cells = _cells(segments, left)
            if cells is None:
                continue
            if not rows or (all(cells[:2]) and _is_whole(rows[-1])):
                rows.append(cells)
            elif rows and not _is_apart(rows[-1], line):
                for column, cell in enumerate(cells):
                    rows[-1][column] += cell
    for number, row in enumerate(rows, 2):
        yield _row(document, number, row)


def _is_head(segments: Sequence[Segment]) -> bool:
    names = {column: segment.text for column, segment in enumerate(segments)}
    layout = recognise([names], "suppliers") if len(segments) > 1 else None
    return layout is not None and len(layout.fields) == len(segments)


def _cells(segments: Sequence[Segment], left: Sequence[float]) -> list[list[Segment]] | None:
    """The segments of a line by column; None for a line that does not stand in the columns."""
    if not left:
        return None
    cells: list[list[Segment]] = [[] for _ in left]
    for segment in segments:
        column = max((i for i, x in enumerate(left) if segment.x0 >= x - NEAR), default=-1)
        reaches = column + 1 < len(left) and segment.x1 > left[column + 1] + NEAR
        if column < 0 or reaches or (not cells[column] and abs(segment.x0 - left[column]) > NEAR):
            return None
        cells[column].append(segment)
    return cells


def _is_whole(row: Sequence[Sequence[Segment]]) -> bool:
    """Whether the last cell of a row ends with the name of a country, as addresses do."""
    text = " ".join(segment.text for segment in row[-1])
    return country_of(text.rsplit(",", 1)[-1]) is not None or not row[-1]


def _is_apart(row: Sequence[Sequence[Segment]], line: SeenLine) -> bool:
    """Whether a line stands on another page than the row, or far below it."""
    last = max((word for cell in row for segment in cell for word in segment.words), key=lambda w: (w.page, w.box.top))
    return last.page != line.page or line.top - last.box.bottom > 1.5 * line.height


def _row(document: Document, number: int, cells: Sequence[Sequence[Segment]]) -> PrintedRow:
    words = [word for cell in cells for segment in cell for word in segment.words]
    texts = {column: " ".join(segment.text for segment in cell) for column, cell in enumerate(cells) if cell}
    # The passage is the name and what follows it in the text; cells that the reader took elsewhere are left out.
    first = [word for segment in cells[0] for word in segment.words] or words
    return PrintedRow(number, texts, first[0].start, first[-1].end)
