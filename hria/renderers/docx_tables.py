"""Tables: header rows that repeat, rows that stay whole, columns as wide as the draft says."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from itertools import count

from hria.renderers.docx_xml import Element, bookmark, element, paragraph, run
from hria.renderers.manuscript import Grid, Look, Piece, Row
from hria.renderers.palette import HEADER_FILL, NAVY

Write = Callable[[Sequence[Piece]], list[Element]]

TEXT_STYLES: dict[Look, str] = {
    "text": "hria table text",
    "number": "hria table number",
    "code": "hria table code",
}
DENSE_STYLES: dict[Look, str] = {
    "text": "hria dense text",
    "number": "hria dense number",
    "code": "hria table code",
}
FACT_WIDTHS = (0.32, 0.68)


def data_table(grid: Grid, styles: Mapping[str, str], text_width: int, write: Write, ids: count[int]) -> Element:
    """The table of a grid, `text_width` twips wide. `write` gives the runs of a cell, `ids` new numbers."""
    widths = column_widths([column.width for column in grid.columns], text_width)
    table = _frame(styles["hria dense table" if grid.is_dense else "hria table"], widths, "04A0")
    table.append(_header(grid, widths, styles))
    for number, row in enumerate(grid.rows, start=1):
        stays = grid.is_whole and number < len(grid.rows)
        table.append(_row(row, grid, widths, styles, write, ids, stays))
    return table


def fact_table(facts: Sequence[tuple[str, str]], styles: Mapping[str, str], text_width: int) -> Element:
    """The two columns of the title page."""
    widths = column_widths(FACT_WIDTHS, text_width)
    table = _frame(styles["hria facts"], widths, "0480")
    for label, value in facts:
        cells = (
            _cell(widths[0], paragraph(styles["hria table header"], run(label))),
            _cell(widths[1], paragraph(styles["hria table text"], run(value))),
        )
        table.append(element("tr", element("trPr", element("cantSplit")), *cells))
    return table


def column_widths(shares: Sequence[float], text_width: int) -> list[int]:
    """The widths in twips, adding up to exactly the width of the text."""
    widths = [round(share * text_width) for share in shares]
    widths[-1] += text_width - sum(widths)
    return widths


def _frame(style: str, widths: Sequence[int], look: str) -> Element:
    flags = {"04A0": {"firstRow": 1}, "0480": {"firstRow": 0}}[look]
    properties = element(
        "tblPr",
        element("tblStyle", val=style),
        element("tblW", w=sum(widths), type="dxa"),
        element("tblLayout", type="fixed"),
        element("tblLook", val=look, **flags, lastRow=0, firstColumn=0, lastColumn=0, noHBand=1, noVBand=1),
    )
    return element("tbl", properties, element("tblGrid", *(element("gridCol", w=width) for width in widths)))


def _header(grid: Grid, widths: Sequence[int], styles: Mapping[str, str]) -> Element:
    cells = []
    style = styles["hria dense header" if grid.is_dense else "hria table header"]
    for column, width in zip(grid.columns, widths, strict=True):
        right = [element("jc", val="right")] if column.look == "number" else []
        words = [run(column.title)] if column.title else []
        look = (
            element("tcBorders", _edge("top", 8), _edge("bottom", 6)),
            element("shd", val="clear", color="auto", fill=HEADER_FILL.lstrip("#")),
            element("vAlign", val="bottom"),
        )
        cells.append(_cell(width, paragraph(style, *words, layout=right), look))
    return element("tr", element("trPr", element("cantSplit"), element("tblHeader")), *cells)


def _row(
    row: Row,
    grid: Grid,
    widths: Sequence[int],
    styles: Mapping[str, str],
    write: Write,
    ids: count[int],
    stays: bool,
) -> Element:
    made = element("tr", element("trPr", element("cantSplit")) if row.is_short else None)
    looks = DENSE_STYLES if grid.is_dense else TEXT_STYLES
    for number, (cell, column, width) in enumerate(zip(row.cells, grid.columns, widths, strict=True)):
        content = write(cell)
        if number == 0 and row.anchor:
            content = bookmark(row.anchor, next(ids), *content)
        made.append(
            _cell(width, paragraph(styles[looks[column.look]], *content, layout=[element("keepNext")] if stays else []))
        )
    return made


def _cell(width: int, content: Element, look: Sequence[Element] = ()) -> Element:
    return element("tc", element("tcPr", element("tcW", w=width, type="dxa"), *look), content)


def _edge(side: str, size: int) -> Element:
    return element(side, val="single", sz=size, space=0, color=NAVY.lstrip("#"))
