"""Tables that are drawn with rules: found from the lines of the page, cut into cells.

pdfplumber's table functions make cells of the rules (its method follows Nurminen, "Algorithmic extraction
of data in tables in PDF documents", 2013).
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from statistics import median
from typing import Any, NamedTuple

from hria.document import Box
from hria.readers.printed import Line, joined_lines
from hria.readers.rules import SNAP, Rule
from hria.readers.tabular import is_panel, is_table, runs_across
from hria.readers.unruled import Row

# Rules further apart than this, in points, are the frame of a picture or a page.
TALLEST_ROW = 220.0
LOW_ROW = 100.0
# Rows that may stand on the first rule of a table ...
MOST_ROWS_ABOVE = 2
# ... and no more than so many printed lines in each.
TALLEST_HEADER = 4
# Two rules with nothing but this much white between them, in points, are the frames of neighbouring cells.
WIDEST_DOUBLE_RULE = 14.0


class RuledTable(NamedTuple):
    """A table, its place on the page, and its rows from top to bottom."""

    box: Box
    rows: list[Row]


def ruled_tables(rules: list[Rule], lines: list[Line]) -> tuple[list[RuledTable], list[Line]]:
    """The tables that rules draw around these lines, and the lines that stand in none."""
    if len(rules) < 3:
        return [], lines
    edges = _merged(rules)
    tables: list[RuledTable] = []
    rest = lines
    for boxes in _grids(edges):
        outline = _outline(boxes)
        inside = [line for line in rest if _holds(outline, line)]
        placed = _rows(boxes, inside)
        rows = [row for _, row in placed]
        if is_table(rows):
            tables.append(RuledTable(_outline([row_boxes for row_boxes, _ in placed]), rows))
            rest = _outside(rows, rest)
    for stripes in _striped(edges):
        for table in _striped_tables(stripes, rest):
            tables.append(table)
            rest = _outside(table.rows, rest)
    return tables, rest


def _merged(rules: list[Rule]) -> list[dict[str, Any]]:
    from pdfplumber.table import merge_edges

    edges = [
        {
            "x0": rule.x0,
            "x1": rule.x1,
            "top": rule.top,
            "bottom": rule.bottom,
            "width": rule.x1 - rule.x0,
            "height": rule.bottom - rule.top,
            "orientation": "h" if rule.is_horizontal else "v",
        }
        for rule in rules
    ]
    return list(merge_edges(edges, SNAP, SNAP, SNAP, SNAP))


def _grids(edges: list[dict[str, Any]]) -> Iterator[list[list[Box]]]:
    """Rows of cell boxes where horizontal and vertical rules cross."""
    from pdfplumber.table import cells_to_tables, edges_to_intersections, intersections_to_cells

    cells = intersections_to_cells(edges_to_intersections(edges, SNAP, SNAP))
    for table in cells_to_tables(cells):
        rows: dict[float, list[Box]] = {}
        for cell in sorted(table, key=lambda cell: (cell[1], cell[0])):
            rows.setdefault(round(cell[1]), []).append(Box(*cell))
        if len(rows) >= 2 and max(len(row) for row in rows.values()) >= 2:
            yield list(rows.values())


def _striped(edges: list[dict[str, Any]]) -> Iterator[list[Box]]:
    """The stripes between horizontal rules of one width, for tables without vertical rules."""
    groups: list[list[dict[str, Any]]] = []
    for edge in sorted((e for e in edges if e["orientation"] == "h"), key=lambda e: e["top"]):
        if edge["width"] < 60:
            continue
        for group in groups:
            last = group[-1]
            if abs(last["x0"] - edge["x0"]) < 8 and abs(last["x1"] - edge["x1"]) < 8:
                group.append(edge)
                break
        else:
            groups.append([edge])
    for group in groups:
        if len(group) >= 3:
            yield [Box(upper["x0"], upper["top"], upper["x1"], lower["top"]) for upper, lower in pairwise(group)]


def _striped_tables(stripes: list[Box], lines: list[Line]) -> Iterator[RuledTable]:
    """The tables among stripes of one width. Rules under headings and around cards are often as wide as
    the tables of their page, so a stripe that does not read like a row ends the table."""
    run: list[tuple[Box, Row]] = []
    for stripe in [*stripes, None]:
        row = _row([stripe], [line for line in lines if _holds(stripe, line)]) if stripe else Row(())
        if stripe and not row.cells and stripe.bottom - stripe.top < WIDEST_DOUBLE_RULE:
            continue
        if stripe and (_is_row(stripe, row) or (run and _is_subheading(row, run))):
            run.append((stripe, row))
            continue
        while run and len(run[-1][1].cells) < 2:
            run.pop()
        if run:
            rows = [row for _, row in run]
            rows = _rows_above(run[0][0], rows, lines) + rows
            if is_table(rows):
                yield RuledTable(_outline([[box] for box, _ in run]), rows)
        run = []


def _is_row(stripe: Box, row: Row) -> bool:
    height = stripe.bottom - stripe.top
    if len(row.cells) < 2 or height > TALLEST_ROW or is_panel(row):
        return False
    # The columns under a common title are no cells; of a low row the words may stand wide.
    return height < LOW_ROW or _is_parted(row)


def _is_parted(row: Row) -> bool:
    """Whether no cell holds lines that stand side by side, as the columns under a common title do."""
    return all(
        after.x0 - before.x1 < 1.5 * after.size
        for cell in row.cells
        for line in cell
        for before, after in pairwise(line.words)
    )


def _is_subheading(row: Row, run: list[tuple[Box, Row]]) -> bool:
    """Whether a row of one cell names the group of rows below it: one line, no larger than the rows above."""
    if len(row.cells) != 1 or len(row.cells[0]) != 1:
        return False
    sizes = [line.size for _, above in run for cell in above.cells for line in cell]
    return row.cells[0][0].size <= 1.1 * median(sizes)


def _rows_above(stripe: Box, rows: list[Row], lines: list[Line]) -> list[Row]:
    """Rows that stand on the first rule of a table: the names of its columns, or a row that has no rule above."""
    columns = _columns(rows)
    above = [line for line in lines if line.x1 > stripe.x0 and line.x0 < stripe.x1 and line.base < stripe.top + 1]
    found: list[Row] = []
    bottom = stripe.top
    while above and len(columns) > 1 and len(found) < MOST_ROWS_ABOVE:
        band = _lowest_band(above, bottom)
        row = Row(tuple(tuple(joined_lines(cell)) for cell in _cells(band)))
        if not _fits(row, columns) or len({round(line.base) for line in band}) > TALLEST_HEADER:
            break
        found.insert(0, row)
        bottom = min(line.top for line in band)
        above = [line for line in above if line.base < bottom]
    return found


def _lowest_band(lines: list[Line], bottom: float) -> list[Line]:
    """The lines that stand close under each other just above `bottom`."""
    band: list[Line] = []
    for line in sorted(lines, key=lambda line: -line.base):
        if bottom - line.base > (2.5 if not band else 0.8) * line.size:
            break
        band.append(line)
        bottom = min(bottom, line.top)
    return band


def _fits(row: Row, columns: list[tuple[float, float]]) -> bool:
    """Whether each cell of a row stands in a column of its own."""
    taken = []
    for cell in row.cells:
        x0, x1 = min(line.x0 for line in cell), max(line.x1 for line in cell)
        taken += [i for i, (left, right) in enumerate(columns) if x0 < right and x1 > left]
    all_but_one = max(2, len(columns) - 1)
    return len(taken) == len(set(taken)) == len(row.cells) >= all_but_one and _is_parted(row)


def _columns(rows: list[Row]) -> list[tuple[float, float]]:
    """The widths that the cells of the fullest rows take up, from left to right."""
    fullest = max(len(row.cells) for row in rows)
    full = [row for row in rows if len(row.cells) == fullest]
    return [
        (
            min(line.x0 for row in full for line in row.cells[i]),
            max(line.x1 for row in full for line in row.cells[i]),
        )
        for i in range(fullest)
    ]


def _outline(boxes: list[list[Box]]) -> Box:
    outline = boxes[0][0]
    for row in boxes:
        for box in row:
            outline = outline.union(box)
    return outline


def _outside(rows: list[Row], lines: list[Line]) -> list[Line]:
    """The lines, or what is left of them, that stand in no cell of these rows."""
    return _without([line for row in rows for cell in row.cells for line in cell], lines)


def _without(taken: list[Line], lines: list[Line]) -> list[Line]:
    """What is left of the lines when the words of others are taken away."""
    words = {id(word) for line in taken for word in line.words}
    rest = ([word for word in line.words if id(word) not in words] for line in lines)
    return [Line(words) for words in rest if words]


def _rows(boxes: list[list[Box]], lines: list[Line]) -> list[tuple[list[Box], Row]]:
    """The rows of these lines of boxes, with them; columns of prose that a frame holds are none."""
    rows: list[tuple[list[Box], Row]] = []
    for row_boxes in boxes:
        row = _row(row_boxes, lines)
        if row.cells and not runs_across(row):
            rows.append((row_boxes, row))
            lines = _outside([row], lines)
    return rows


def _row(boxes: list[Box], lines: list[Line]) -> Row:
    cells = []
    rest = lines
    for box in boxes:
        inside = [part for line in rest if (part := _part_inside(box, line))]
        cells += _cells(inside) if len(boxes) == 1 else [inside]
        # Boxes may lie on each other; a word stands in one cell.
        rest = _without(inside, rest)
    return Row(tuple(tuple(joined_lines(cell)) for cell in cells if cell))


def _cells(lines: list[Line]) -> list[list[Line]]:
    """Lines of one stripe, parted where white runs through it from top to bottom."""
    cells: list[list[Line]] = []
    edge = float("-inf")
    for line in sorted(lines, key=lambda line: line.x0):
        if line.x0 > edge + 0.5 * line.size or not cells:
            cells.append([])
        cells[-1].append(line)
        edge = max(edge, line.x1)
    return cells


def _part_inside(box: Box, line: Line) -> Line | None:
    """The words of a line that stand in a box; a line may run through several cells."""
    words = [
        word
        for word in line.words
        if box.x0 - 1 <= (word.x0 + word.x1) / 2 <= box.x1 + 1
        and box.top - 1 <= (word.top + word.bottom) / 2 <= box.bottom + 1
    ]
    return Line(words) if words else None


def _holds(box: Box, line: Line) -> bool:
    middle = (line.top + line.bottom) / 2
    return box.top <= middle <= box.bottom and line.x1 > box.x0 and line.x0 < box.x1
