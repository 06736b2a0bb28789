"""Tables without rules, which only the white between their cells makes."""

from __future__ import annotations

from itertools import pairwise
from typing import NamedTuple

from hria.readers.gutters import split, tallest_gutter
from hria.readers.printed import Line, is_cut, is_open, joined_lines, usual_size, words_per_line

# A cell of a table without rules holds no more words than this.
LONGEST_CELL = 60
# A list of terms has at least so many labels, of at most so many words.
FEWEST_LABELS = 3
LONGEST_LABEL = 4


class Row(NamedTuple):
    """A row of a table: the lines of each cell, from left to right."""

    cells: tuple[tuple[Line, ...], ...]


def table_rows(left: list[Line], right: list[Line], em: float) -> list[Row] | None:
    """The rows of two groups of lines if they read like a table, else None.

    A table has short cells on at least one side, and rows that are set apart from each other, or
    single lines that share their baselines. Two columns of prose have neither.
    """
    everything = left + right
    if words_per_line(left) > 5 and words_per_line(right) > 5:
        return None
    small, large = sorted((left, right), key=usual_size)
    if usual_size(large) > 1.5 * usual_size(small) and not any(char.isdigit() for char in large[0].text):
        return None  # A title beside something small; large figures beside their captions are rows.
    bands = _bands(everything, em)
    both = [band for band in bands if _is_on_both_sides(band, left)]
    if len(both) < max(2, 0.6 * len(bands)) or _runs_on(bands, left) or _runs_on(bands, right):
        return None
    if _has_columns_of_prose(left, em) or _has_columns_of_prose(right, em):
        return None
    rows = _with_rests([Row(_cells(band, em)) for band in bands])
    lengths = [sum(len(line.words) for line in cell) for row in rows for cell in row.cells]
    if max(lengths) > LONGEST_CELL or (len(both) < 3 and max(lengths) > 12):
        return None
    return rows


def _with_rests(rows: list[Row]) -> list[Row]:
    """The rows, each with the line that ends its last cell where that stands alone below it."""
    result: list[Row] = []
    for row in rows:
        last = result[-1].cells[-1] if result else ()
        if last and len(row.cells) == 1 and len(result[-1].cells) > 1:
            line = row.cells[0][0]
            goes_on = is_cut(last[-1], line) or is_open(last[-1].text)
            if goes_on and abs(line.x0 - last[0].x0) < line.size:
                result[-1] = Row((*result[-1].cells[:-1], (*last, *row.cells[0])))
                continue
        result.append(row)
    return result


def labelled_rows(left: list[Line], right: list[Line]) -> list[Row] | None:
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
    size = usual_size(right)
    marked = all(line.bold for line in left) and not any(line.bold for line in right)
    return (marked or all(line.text.endswith(":") for line in left)) and all(
        len(line.words) <= LONGEST_LABEL and line.size < 1.15 * size for line in left
    )


def _goes_on(labels: list[Line], texts: list[Line], label: Line, text: Line, right_edge: float) -> bool:
    """Whether a label and the text level with it are further lines of the row above them."""
    is_full = texts[-1].x1 > texts[-1].x0 + 0.8 * (right_edge - texts[-1].x0)
    is_close = label.base - labels[-1].base < 1.4 * label.size
    return is_cut(texts[-1], text) or (is_full and is_close)


def _runs_on(bands: list[list[Line]], side: list[Line]) -> bool:
    """Whether sentences on one side go on from band to band, as they do in a column of prose."""
    ids = {id(line) for line in side}
    cells = [joined_lines([line for line in band if id(line) in ids]) for band in bands]
    cells = [cell for cell in cells if cell]
    borders = list(pairwise(cells))
    cut = sum(is_cut(before[-1], after[0]) for before, after in borders)
    return cut >= max(1, 0.15 * len(borders))


def _has_columns_of_prose(side: list[Line], em: float) -> bool:
    """Whether one side is itself two columns of running text beside something small, such as a map."""
    gutter = tallest_gutter(side, em)
    if gutter is None:
        return False
    _, left, right, _ = split(side, gutter)
    return min(words_per_line(left), words_per_line(right)) > 3.5 and min(len(left), len(right)) > 4


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
