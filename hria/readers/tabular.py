"""Whether what stands between rules is a table, or running text in a frame."""

from __future__ import annotations

from itertools import pairwise

from hria.readers.printed import Line, is_cut
from hria.readers.unruled import Row

# A cell with more words than this is a panel of running text, not a cell; beside a label it may be longer.
PANEL_WORDS = 130
LABEL_WORDS = 20
# Where so large a share of the rows goes on with the sentence of the row above (if that is more than a few words),
# they are lines of a paragraph.
RUNS_ON = 0.25
# A cell of more words than this may be a column of prose.
PROSE = 20
FEW_WORDS = 3


def is_table(rows: list[Row]) -> bool:
    """Whether what stands between the rules is a table, and not a panel of running text."""
    shared = [row for row in rows if len(row.cells) >= 2]
    enough = len(rows) >= 2 and len(shared) >= max(2, 0.4 * len(rows))
    return enough and not any(map(is_panel, rows)) and not _runs_on(rows)


def _runs_on(rows: list[Row]) -> bool:
    """Whether sentences go on from row to row: programs that print web pages put a box behind each line of text."""
    borders = [(before.cells[-1], after.cells[0]) for before, after in pairwise(rows)]
    cut = sum(is_cut(above[-1], below[0]) and len(above[-1].words) > FEW_WORDS for above, below in borders)
    return cut >= max(2, RUNS_ON * len(borders))


def runs_across(row: Row) -> bool:
    """Whether sentences go on from cell to cell: columns of prose."""
    borders = list(pairwise(row.cells))
    cut = sum(is_cut(left[-1], right[0]) and _words(left) > PROSE < _words(right) for left, right in borders)
    return cut >= max(1, len(borders) / 2)


def _words(cell: tuple[Line, ...]) -> int:
    return sum(len(line.words) for line in cell)


def is_panel(row: Row) -> bool:
    """Whether a row is columns of running text: a long cell without a short one that names it."""
    words = [sum(len(line.words) for line in cell) for cell in row.cells]
    return max(words, default=0) > PANEL_WORDS * (3 if min(words) <= LABEL_WORDS else 1)
