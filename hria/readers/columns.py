"""The order in which a person reads the parts of a page: columns, side bars, rows of a table without rules.

The page is cut along its white gutters: one that runs through first, else the tallest, what lies above and
below it before and after, left before right. What no gutter cuts is one column.
"""

from __future__ import annotations

from itertools import pairwise
from statistics import median
from typing import NamedTuple

from hria.readers.gutters import split, tallest_gutter
from hria.readers.printed import Line, is_cut, joined_lines
from hria.readers.unruled import Row, labelled_rows, table_rows

# More lines than this on one page is a list or a drawing; looking for gutters would take too long.
MOST_LINES = 1500
# Where a heading stands in the first column, the white beside it is at least this high (in em).
SECTION_GAP = 2.2


class Column(NamedTuple):
    """Lines that stand under each other, from top to bottom."""

    lines: tuple[Line, ...]


def reading_order(lines: list[Line]) -> list[Column | list[Row]]:
    """Columns and unruled tables in the order of reading."""
    if not lines:
        return []
    em = median(line.size for line in lines)
    return _ordered(lines, em, depth=0)


def _ordered(lines: list[Line], em: float, depth: int) -> list[Column | list[Row]]:
    gutter = tallest_gutter(lines, em) if depth < 12 and len(lines) <= MOST_LINES else None
    if gutter is None:
        return [Column(tuple(joined_lines(lines)))] if lines else []
    above, left, right, below = split(lines, gutter)
    for side, other in ((left, right), (right, left)):
        below += _heading_of(below, side, other)
        above += _rest_of(above, side)
    left, right = ([line for line in side if line not in below and line not in above] for side in (left, right))
    result = _ordered(above, em, depth + 1)
    rows = (table_rows(left, right, em) or labelled_rows(left, right)) if left and right else None
    if rows:
        result.append(rows)
    else:
        for section in _sections(left, right, em):
            for side in section:
                result += _ordered(side, em, depth + 1)
    return result + _ordered(below, em, depth + 1)


def _rest_of(above: list[Line], side: list[Line]) -> list[Line]:
    """The first lines of one side that end a paragraph from above the gutter, whose last line is short."""
    rest: list[Line] = []
    for line in sorted(side, key=lambda line: line.top):
        last = max([*above, *rest], key=lambda other: other.base, default=None)
        if last is None or not is_cut(last, line) or not _is_next_line(last, line):
            break
        rest.append(line)
    return rest


def _is_next_line(last: Line, line: Line) -> bool:
    """Whether a line stands right under another of the same print, flush with it."""
    em = line.size
    return (
        abs(last.size - em) < 0.06 * em
        and last.bold == line.bold
        and abs(last.x0 - line.x0) < em
        and 0.8 * em < line.base - last.base < 1.6 * em
    )


def _sections(left: list[Line], right: list[Line], em: float) -> list[tuple[list[Line], list[Line]]]:
    """Both sides of a gutter, parted where a heading in the first column opens a new section across all of
    them: the others are white beside it, and go on level with the text below it."""
    ordered = sorted(left, key=lambda line: line.top)
    for heading, after in pairwise(ordered):
        upper = [line for line in right if line.base < heading.top + 0.3 * em]
        lower = [line for line in right if line.base >= heading.top + 0.3 * em]
        if heading is ordered[0] or not upper or not lower or not _stands_out(heading, after):
            continue
        top = min(line.top for line in lower)
        white = top - max(line.bottom for line in upper)
        if white > SECTION_GAP * em and top > heading.base and abs(top - after.top) < 0.6 * em:
            before = [line for line in left if line.base < heading.base - 0.1 * em]
            rest = [line for line in left if line not in before]
            return [(before, upper), *_sections(rest, lower, em)]
    return [(left, right)]


def _stands_out(line: Line, after: Line) -> bool:
    """Whether a line is printed as a heading of the one after it."""
    is_marked = line.size > 1.1 * after.size or (line.bold and not after.bold) or line.text.isupper()
    return is_marked and line.size > 0.95 * after.size


def _heading_of(below: list[Line], side: list[Line], other: list[Line]) -> list[Line]:
    """The last lines of one side that belong to what stands below the gutter: under both sides' other
    lines, and nearer to what follows than to what they follow."""
    ordered = sorted(side, key=lambda line: line.top)
    for last in range(len(ordered) - 1, max(0, len(ordered) - 3), -1):
        bottom = max(line.bottom for line in ordered[:last])
        top = ordered[last].top
        if not below or top < max(line.bottom for line in other):
            return []
        after = min(line.top for line in below) - max(line.bottom for line in ordered[last:])
        if top - bottom > max(after, ordered[last].size):
            return ordered[last:]
    return []
