"""The straight lines that are drawn on a PDF page: rules, and the edges of boxes. pdfium gives them fast."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from typing import Any, NamedTuple

import pypdfium2.raw as pdfium

# A page with more drawn paths than this is a map or a chart.
MOST_PATHS = 3000
MOST_EDGES = 1200
LONGEST_PATH = 80
# Rules closer than this are the two sides of one drawn line, in points.
SNAP = 3.0


class Rule(NamedTuple):
    """A straight horizontal or vertical line on the page as shown."""

    x0: float
    top: float
    x1: float
    bottom: float

    @property
    def is_horizontal(self) -> bool:
        """Whether it runs across the page rather than down."""
        return self.x1 - self.x0 >= self.bottom - self.top


def read_rules(page: Any) -> list[Rule]:
    """The horizontal and vertical lines of a pypdfium2 page, edges of boxes included."""
    left, _bottom, right, top = page.get_cropbox()
    if page.get_rotation():
        return []
    rules: list[Rule] = []
    for count, path in enumerate(page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_PATH], max_depth=3)):
        if count > MOST_PATHS or len(rules) > MOST_EDGES:
            return []
        for x0, y0, x1, y1 in _straight_parts(path):
            x0, x1 = sorted((x0 - left, x1 - left))
            y0, y1 = sorted((top - y0, top - y1))
            if x1 - x0 > 8 or y1 - y0 > 8:
                rules.append(Rule(x0, y0, x1, y1))
    return [rule for rule in rules if rule.x1 > 0 and rule.x0 < right - left and rule.bottom > 0]


def _straight_parts(path: Any) -> Iterator[tuple[float, float, float, float]]:
    """The sides of a path that run along the page's axes, in PDF user space."""
    raw = path.raw
    count = pdfium.FPDFPath_CountSegments(raw)
    if not 2 <= count <= LONGEST_PATH:
        return
    matrix = pdfium.FS_MATRIX()
    pdfium.FPDFPageObj_GetMatrix(raw, matrix)
    box = [ctypes.c_float() for _ in range(4)]
    if not pdfium.FPDFPageObj_GetBounds(raw, *box):
        return
    x0, y0, x1, y1 = (value.value for value in box)
    if x1 - x0 < SNAP or y1 - y0 < SNAP:
        # A thin box is how many programs draw a line.
        yield (
            (x0, (y0 + y1) / 2, x1, (y0 + y1) / 2)
            if x1 - x0 > y1 - y0
            else (
                (x0 + x1) / 2,
                y0,
                (x0 + x1) / 2,
                y1,
            )
        )
        return
    start = last = None
    x, y = ctypes.c_float(), ctypes.c_float()
    for index in range(count):
        segment = pdfium.FPDFPath_GetPathSegment(raw, index)
        pdfium.FPDFPathSegment_GetPoint(segment, x, y)
        kind = pdfium.FPDFPathSegment_GetType(segment)
        point = (
            matrix.a * x.value + matrix.c * y.value + matrix.e,
            matrix.b * x.value + matrix.d * y.value + matrix.f,
        )
        if kind == pdfium.FPDF_SEGMENT_MOVETO:
            start = point
        elif kind == pdfium.FPDF_SEGMENT_LINETO and last and _is_axial(last, point):
            yield (*last, *point)
        if pdfium.FPDFPathSegment_GetClose(segment) and start and start != point and _is_axial(point, start):
            yield (*point, *start)
        last = point


def _is_axial(a: tuple[float, float], b: tuple[float, float]) -> bool:
    return abs(a[0] - b[0]) < 0.8 or abs(a[1] - b[1]) < 0.8
