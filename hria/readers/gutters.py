"""White gutters that run down a page between two columns of text.

Compare Breuel, "Two geometric algorithms for layout analysis" (2002). A gutter is free of text from its
top to its bottom; lines that cross it stand above or below.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from typing import NamedTuple

from hria.readers.printed import BULLETS, DASHES, ENUMERATOR, Line, is_mark, words_per_line

# A gutter is at least this wide (in em of the page's text), or nearly so between many lines ...
NARROWEST_GUTTER = 0.5
SAFE_GUTTER = 0.8
MANY_LINES = 6
# ... and stands between at least this many lines on each side.
FEWEST_LINES = 2
# What a gutter gains that runs from the first line to the last: nothing needs to be read across it.
CLEAN = 1_000_000
# Lines with more words than this, on average, are sentences and not the cells of a table.
SENTENCES = 4


class Gutter(NamedTuple):
    """A white strip on a page, in points."""

    x0: float
    x1: float
    top: float
    bottom: float


def tallest_gutter(lines: list[Line], em: float) -> Gutter | None:
    """The gutter between the most lines, or None where the lines are one column."""
    width = NARROWEST_GUTTER * em
    best: tuple[float, Gutter] | None = None
    by_height = sorted(lines, key=_middle)
    middles = [_middle(line) for line in by_height]
    # Of right edges within the same point, the furthest right is the edge of the column.
    for x0 in sorted({round(line.x1): line.x1 for line in sorted(lines, key=_right_edge)}.values()):
        x1 = x0 + width
        crossing = sorted((line.top, line.bottom) for line in lines if line.x0 < x1 and line.x1 > x0 + 0.01)
        for top, bottom in _free_heights(crossing, lines):
            first, last = bisect_left(middles, top), bisect_right(middles, bottom)
            if last - first < 2 * FEWEST_LINES:
                continue
            inside = by_height[first:last]
            left = [line for line in inside if line.x1 <= x0 + 0.01]
            right = [line for line in inside if line.x0 >= x1 - 0.01]
            few = min(len(left), len(right))
            if few < FEWEST_LINES or not _side_by_side(left, right) or _are_marks_of(left, right):
                continue
            # Words of one line that is set wide stand side by side, but are no columns.
            if min(len({round(line.base) for line in side}) for side in (left, right)) < FEWEST_LINES:
                continue
            edge = min(line.x0 for line in right)
            if edge - x0 < SAFE_GUTTER * em and few < MANY_LINES:
                continue
            is_clean = len(left) + len(right) == len(lines) and few >= MANY_LINES
            score = few * 1000 + (CLEAN if is_clean else 0) + (bottom - top) + min(edge - x0, 50)
            if best is None or score > best[0]:
                best = score, Gutter(x0, edge, top, bottom)
    return best[1] if best else None


def _middle(line: Line) -> float:
    return (line.top + line.bottom) / 2


def _right_edge(line: Line) -> float:
    return line.x1


def _free_heights(crossing: list[tuple[float, float]], lines: list[Line]) -> list[tuple[float, float]]:
    """The stretches of the page between the lines that cross a strip."""
    top = min(line.top for line in lines) - 1
    free = []
    for start, end in crossing:
        if start > top:
            free.append((top, start))
        top = max(top, end)
    free.append((top, max(line.bottom for line in lines) + 1))
    return free


def _side_by_side(left: list[Line], right: list[Line]) -> bool:
    """Whether two groups stand beside each other over at least half of the lower one's height."""
    top = max(min(line.top for line in left), min(line.top for line in right))
    bottom = min(max(line.bottom for line in left), max(line.bottom for line in right))
    lower = min(max(line.bottom for line in side) - min(line.top for line in side) for side in (left, right))
    return bottom - top >= 0.5 * lower


def split(lines: list[Line], gutter: Gutter) -> tuple[list[Line], list[Line], list[Line], list[Line]]:
    """The lines above a gutter, those on its left and on its right, and those below it."""
    above, left, right, below = [], [], [], []
    for line in lines:
        middle = (line.top + line.bottom) / 2
        if middle < gutter.top:
            above.append(line)
        elif middle > gutter.bottom:
            below.append(line)
        elif line.x1 <= gutter.x0 + 0.01:
            left.append(line)
        else:
            right.append(line)
    return above, left, right, below


def _are_marks_of(left: list[Line], right: list[Line]) -> bool:
    """Whether one side holds nothing but the bullets or numbers of the sentences on the other."""
    marks = all(len(line.words) == 1 and _is_label(line.text) for line in left)
    return marks and words_per_line(right) > SENTENCES


def _is_label(text: str) -> bool:
    is_number = text.isdigit() and len(text) < 3
    return text in BULLETS | DASHES or is_mark(text) or is_number or bool(ENUMERATOR.fullmatch(text))
