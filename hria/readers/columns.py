"""The order in which a person reads the parts of a page: columns, side bars, rows of a table without rules.

The page is cut along white gutters that run between two columns of text (compare Breuel, "Two
geometric algorithms for layout analysis", 2002): the tallest gutter first, what lies above and below
it before and after, left before right. What no gutter cuts is one column.
"""

from __future__ import annotations

from itertools import pairwise
from statistics import median
from typing import NamedTuple

from hria.readers.printed import Line, ends_sentence

# A gutter is at least this wide (in em of the page's text), or nearly so between many lines ...
NARROWEST_GUTTER = 0.5
SAFE_GUTTER = 0.8
MANY_LINES = 6
# ... and stands between at least this many lines on each side.
FEWEST_LINES = 2
# A cell of a table without rules holds no more words than this.
LONGEST_CELL = 60
# A list of terms has at least so many labels, of at most so many words.
FEWEST_LABELS = 3
LONGEST_LABEL = 4
# More lines than this on one page is a list or a drawing; looking for gutters would take too long.
MOST_LINES = 1500


class Row(NamedTuple):
    """A row of a table without rules: the lines of each cell, from left to right."""

    cells: tuple[tuple[Line, ...], ...]


class Column(NamedTuple):
    """Lines that stand under each other, from top to bottom."""

    lines: tuple[Line, ...]


class _Gutter(NamedTuple):
    x0: float
    x1: float
    top: float
    bottom: float


def reading_order(lines: list[Line]) -> list[Column | list[Row]]:
    """Columns and unruled tables in the order of reading."""
    if not lines:
        return []
    em = median(line.size for line in lines)
    return _ordered(lines, em, depth=0)


def _ordered(lines: list[Line], em: float, depth: int) -> list[Column | list[Row]]:
    gutter = _tallest_gutter(lines, em) if depth < 12 and len(lines) <= MOST_LINES else None
    if gutter is None:
        return [Column(tuple(joined_lines(lines)))] if lines else []
    above, left, right, below = _split(lines, gutter)
    for side, other in ((left, right), (right, left)):
        below += _heading_of(below, side, other)
    left, right = ([line for line in side if line not in below] for side in (left, right))
    result = _ordered(above, em, depth + 1)
    rows = _table_rows(left, right, em) or _labelled_rows(left, right)
    if rows:
        result.append(rows)
    else:
        result += _ordered(left, em, depth + 1)
        result += _ordered(right, em, depth + 1)
    return result + _ordered(below, em, depth + 1)


def _split(lines: list[Line], gutter: _Gutter) -> tuple[list[Line], list[Line], list[Line], list[Line]]:
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


def _tallest_gutter(lines: list[Line], em: float) -> _Gutter | None:
    """The gutter between the most lines, or None where the lines are one column."""
    width = NARROWEST_GUTTER * em
    best: tuple[float, _Gutter] | None = None
    # Of right edges within the same point, the furthest right is the edge of the column.
    for x0 in sorted({round(line.x1): line.x1 for line in sorted(lines, key=_right_edge)}.values()):
        x1 = x0 + width
        crossing = sorted((line.top, line.bottom) for line in lines if line.x0 < x1 and line.x1 > x0 + 0.01)
        for top, bottom in _free_heights(crossing, lines):
            inside = [line for line in lines if top <= (line.top + line.bottom) / 2 <= bottom]
            left = [line for line in inside if line.x1 <= x0 + 0.01]
            right = [line for line in inside if line.x0 >= x1 - 0.01]
            few = min(len(left), len(right))
            if few < FEWEST_LINES or not _side_by_side(left, right):
                continue
            # Words of one line that is set wide stand side by side, but are no columns.
            if min(len({round(line.base) for line in side}) for side in (left, right)) < FEWEST_LINES:
                continue
            edge = min(line.x0 for line in right)
            if edge - x0 < SAFE_GUTTER * em and few < MANY_LINES:
                continue
            score = few * 1000 + (bottom - top) + min(edge - x0, 50)
            if best is None or score > best[0]:
                best = score, _Gutter(x0, edge, top, bottom)
    return best[1] if best else None


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


def joined_lines(lines: list[Line]) -> list[Line]:
    """Lines of one column from top to bottom; pieces on one baseline become one line."""
    rows: list[list[Line]] = []
    for line in sorted(lines, key=lambda line: (line.base, line.x0)):
        if rows and abs(line.base - rows[-1][0].base) <= 0.3 * max(line.size, rows[-1][0].size):
            rows[-1].append(line)
        else:
            rows.append([line])
    return [Line(word for line in row for word in line.words) for row in rows]


def _table_rows(left: list[Line], right: list[Line], em: float) -> list[Row] | None:
    """The rows of two groups of lines if they read like a table, else None.

    A table has short cells on at least one side, and rows that are set apart from each other, or
    single lines that share their baselines. Two columns of prose have neither.
    """
    everything = left + right
    if _words_per_line(left) > 5 and _words_per_line(right) > 5:
        return None
    small, large = sorted((left, right), key=_size)
    if _size(large) > 1.5 * _size(small) and not any(char.isdigit() for char in large[0].text):
        return None  # A title beside something small; large figures beside their captions are rows.
    bands = _bands(everything, em)
    both = [band for band in bands if _is_on_both_sides(band, left)]
    if len(both) < max(2, 0.6 * len(bands)) or _runs_on(bands, left) or _runs_on(bands, right):
        return None
    if _has_columns_of_prose(left, em) or _has_columns_of_prose(right, em):
        return None
    rows = [Row(_cells(band, em)) for band in bands]
    lengths = [sum(len(line.words) for line in cell) for row in rows for cell in row.cells]
    if max(lengths) > LONGEST_CELL or (len(both) < 3 and max(lengths) > 12):
        return None
    return rows


def _labelled_rows(left: list[Line], right: list[Line]) -> list[Row] | None:
    """The rows of a list of terms: short bold labels on the left, each level with the first line of its text."""
    if len(left) < FEWEST_LABELS or len(right) < len(left) or not _are_labels(left, right):
        return None
    labels = sorted(left, key=lambda line: line.base)
    texts = sorted(right, key=lambda line: line.base)
    if abs(texts[0].base - labels[0].base) > 0.3 * labels[0].size:
        return None
    right_edge = max(line.x1 for line in texts)
    rows: list[tuple[list[Line], list[Line]]] = []
    for text in texts:
        while labels and labels[0].base < text.base + 0.3 * text.size:
            label = labels.pop(0)
            level = abs(label.base - text.base) <= 0.3 * label.size
            if not rows or (level and not _goes_on(*rows[-1], label, text, right_edge)):
                rows.append(([label], []))
            else:
                rows[-1][0].append(label)
        rows[-1][1].append(text)
    if len(rows) < FEWEST_LABELS - 1 or labels:
        return None
    return [Row((tuple(label), tuple(joined_lines(text)))) for label, text in rows]


def _are_labels(left: list[Line], right: list[Line]) -> bool:
    size = _size(right)
    marked = all(line.bold for line in left) and not any(line.bold for line in right)
    return (marked or all(line.text.endswith(":") for line in left)) and all(
        len(line.words) <= LONGEST_LABEL and line.size < 1.15 * size for line in left
    )


def _goes_on(labels: list[Line], texts: list[Line], label: Line, text: Line, right_edge: float) -> bool:
    """Whether a label and the text level with it are further lines of the row above them."""
    is_full = texts[-1].x1 > texts[-1].x0 + 0.8 * (right_edge - texts[-1].x0)
    is_close = label.base - labels[-1].base < 1.4 * label.size
    return _is_cut(texts[-1], text) or (is_full and is_close)


def _is_cut(last: Line, line: Line) -> bool:
    """Whether a sentence goes on from one line to the next."""
    return line.text[:1].islower() and not ends_sentence(last.text)


def _runs_on(bands: list[list[Line]], side: list[Line]) -> bool:
    """Whether sentences on one side go on from band to band, as they do in a column of prose."""
    ids = {id(line) for line in side}
    cells = [joined_lines([line for line in band if id(line) in ids]) for band in bands]
    cells = [cell for cell in cells if cell]
    borders = list(pairwise(cells))
    cut = sum(_is_cut(before[-1], after[0]) for before, after in borders)
    return cut >= max(1, 0.15 * len(borders))


def _has_columns_of_prose(side: list[Line], em: float) -> bool:
    """Whether one side is itself two columns of running text beside something small, such as a map."""
    gutter = _tallest_gutter(side, em)
    if gutter is None:
        return False
    _, left, right, _ = _split(side, gutter)
    return min(_words_per_line(left), _words_per_line(right)) > 3.5 and min(len(left), len(right)) > 4


def _size(lines: list[Line]) -> float:
    return median(line.size for line in lines)


def _words_per_line(lines: list[Line]) -> float:
    return sum(len(line.words) for line in lines) / len(lines)


def _is_on_both_sides(band: list[Line], left: list[Line]) -> bool:
    sides = {any(line is other for other in left) for line in band}
    return len(sides) == 2


def _bands(lines: list[Line], em: float) -> list[list[Line]]:
    """Lines between two white horizontal stripes. Stripes as narrow as a line's leading count only where
    every line stands alone, as in a table of figures."""
    ordered = sorted(lines, key=lambda line: line.top)
    gaps = []
    bottom = ordered[0].bottom
    for line in ordered[1:]:
        gaps.append(line.top - bottom)
        bottom = max(bottom, line.bottom)
    narrow = [gap for gap in gaps if gap > -0.6 * em]
    stripe = 0.55 * em if any(gap > 0.55 * em for gap in narrow) else -0.3 * em
    bands = [[ordered[0]]]
    for line, gap in zip(ordered[1:], gaps, strict=True):
        if gap > stripe:
            bands.append([line])
        else:
            bands[-1].append(line)
    return bands


def _cells(band: list[Line], em: float) -> tuple[tuple[Line, ...], ...]:
    """The lines of a row, parted into cells where white runs from its top to its bottom."""
    cells: list[list[Line]] = []
    edge = float("-inf")
    for line in sorted(band, key=lambda line: line.x0):
        if line.x0 > edge + 0.5 * em or not cells:
            cells.append([])
        cells[-1].append(line)
        edge = max(edge, line.x1)
    return tuple(tuple(joined_lines(cell)) for cell in cells)
