"""The severity matrix as a picture: 5 by 5, severity upwards, likelihood to the right (UNGP 24).

One hue that deepens, so that it reads in grey and for the colour-blind; letters as outlines, so that it
looks alike everywhere; no dates and no random names, so that the same points give the same bytes.
"""

from __future__ import annotations

import io
import math
from collections import defaultdict
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Literal

import msgspec

from hria.draft import MatrixPoint
from hria.renderers.palette import GREY, INK, NAVY, RAMP

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure as Drawing

CELL_WIDTH = 1.0  # inches
CELL_HEIGHT = 0.6
LEFT = 0.62
BOTTOM = 0.62
WIDTH = LEFT + 5 * CELL_WIDTH + 0.04
STRIP = 0.2  # inches, a line of issues that are not rated
STRIP_TITLE = 0.24
FILLED = 0.92  # the share of a cell that labels may take up
PAD = 0.25  # between a label and its box, in heights of its letters
DOTS_PER_INCH = 200
FONTS = ("Arial", "Liberation Sans", "Helvetica", "DejaVu Sans")
PER_STRIP_LINE = 60  # characters of labels
METADATA = {"svg": {"Date": None, "Creator": None}, "png": {"Software": None}}

Format = Literal["svg", "png"]


def draw_matrix(points: Sequence[MatrixPoint], format: Format) -> bytes:
    """The matrix as SVG or as PNG of 200 dots per inch. Points with half a rating count as not rated."""
    from matplotlib import rc_context
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.backends.backend_svg import FigureCanvasSVG
    from matplotlib.figure import Figure as Drawing

    settings: Any = {
        "svg.hashsalt": "hria",
        "svg.fonttype": "path",
        "font.family": font(),
        "text.parse_math": False,
    }
    with rc_context(settings):
        unrated = _unrated_lines(points)
        height = BOTTOM + 5 * CELL_HEIGHT + 0.08 + (STRIP_TITLE + STRIP * len(unrated) if unrated else 0.0)
        drawing = Drawing(figsize=(WIDTH, height))
        _ = FigureCanvasSVG(drawing) if format == "svg" else FigureCanvasAgg(drawing)
        _draw(drawing, points, unrated, height)
        picture = io.BytesIO()
        drawing.savefig(picture, format=format, dpi=DOTS_PER_INCH, metadata=METADATA[format])
    return picture.getvalue()


class Place(msgspec.Struct, frozen=True):
    """Where the middle of a label stands, in cells from the lower left corner, and its size in points."""

    label: str
    x: float
    y: float
    size: float


def places(points: Sequence[MatrixPoint]) -> list[Place]:
    """The places of the rated points. Those of one cell stand in a raster, so that none covers another."""
    cells: dict[tuple[int, int], list[str]] = defaultdict(list)
    for point in points:
        if point.severity is not None and point.likelihood is not None:
            cells[(point.likelihood, point.severity)].append(point.label)
    placed = []
    for (likelihood, severity), labels in sorted(cells.items()):
        across = _columns(labels)
        down = math.ceil(len(labels) / across)
        longest = max(map(len, labels))
        size = _label_size(longest, across, down)
        step_right = min(FILLED / across, _width(longest, size) * 1.12 / (CELL_WIDTH * 72))
        step_down = min(FILLED / down, 2.2 * size / (CELL_HEIGHT * 72))
        for number, label in enumerate(labels):
            row, column = divmod(number, across)
            in_row = min(across, len(labels) - row * across)
            x = likelihood - 0.5 + (column - (in_row - 1) / 2) * step_right
            y = severity - 0.5 + ((down - 1) / 2 - row) * step_down
            placed.append(Place(label, x, y, size))
    return placed


def _label_size(letters: int, across: int, down: int) -> float:
    """The largest size, up to 9 points, at which labels in their boxes stand apart in such a raster."""
    wide, high = CELL_WIDTH * 72 * FILLED / across, CELL_HEIGHT * 72 * FILLED / down
    return min(9.0, 0.92 * wide / _width(letters, 1.0), 0.92 * high / (1.1 + 2 * PAD))


def _width(letters: int, size: float) -> float:
    """Points that a label of so many letters takes up, its box included."""
    return (0.64 * letters + 2 * PAD) * size


def _columns(labels: Sequence[str]) -> int:
    """Long labels stand under one another, short ones side by side."""
    if max(map(len, labels)) > 5:
        return math.ceil(len(labels) / 3)
    return math.ceil(math.sqrt(1.3 * len(labels)))


def _draw(drawing: Drawing, points: Sequence[MatrixPoint], unrated: list[str], height: float) -> None:
    wide, high = 5 * CELL_WIDTH, 5 * CELL_HEIGHT
    axes = drawing.add_axes((LEFT / WIDTH, 1 - (high + 0.04) / height, wide / WIDTH, high / height))
    axes.set_xlim(0, 5)
    axes.set_ylim(0, 5)
    _draw_cells(axes)
    for place in places(points):
        _draw_label(axes, place)
    if unrated:
        _draw_strip(drawing, unrated, height)


def _draw_cells(axes: Axes) -> None:
    from matplotlib.patches import Rectangle

    for likelihood in range(5):
        for severity in range(5):
            colour = RAMP[depth(severity + 1, likelihood + 1)]
            axes.add_patch(Rectangle((likelihood, severity), 1, 1, facecolor=colour, edgecolor="white", linewidth=1.6))
    marks = [number + 0.5 for number in range(5)]
    axes.set_xticks(marks, [str(number) for number in range(1, 6)], fontsize=9, color=INK)
    axes.set_yticks(marks, [str(number) for number in range(1, 6)], fontsize=9, color=INK)
    axes.tick_params(length=0, pad=4)
    axes.set_xlabel("Likelihood  →", fontsize=9, color=NAVY, fontweight="bold", labelpad=5)
    axes.set_ylabel("Severity  →", fontsize=9, color=NAVY, fontweight="bold", labelpad=5)
    for spine in axes.spines.values():
        spine.set_visible(False)


def depth(severity: int, likelihood: int) -> int:
    """How deep a cell is shaded, 0 to 4: severity weighs twice as much as likelihood."""
    return min((2 * severity + likelihood - 3) * len(RAMP) // 13, len(RAMP) - 1)


def _draw_label(axes: Axes, place: Place) -> None:
    axes.text(
        place.x,
        place.y,
        place.label,
        ha="center",
        va="center_baseline",
        fontsize=place.size,
        fontweight="bold",
        color=NAVY,
        bbox={"boxstyle": f"round,pad={PAD}", "facecolor": "white", "edgecolor": NAVY, "linewidth": 0.8},
    )


def _draw_strip(drawing: Drawing, lines: list[str], height: float) -> None:
    """The issues without a rating, under the matrix and apart from it: they are not in any cell."""
    top = (STRIP_TITLE + STRIP * len(lines)) / height
    left = (LEFT + 0.02) / WIDTH
    drawing.text(left, top, "Not rated", fontsize=9, fontweight="bold", color=GREY, va="top")
    for number, line in enumerate(lines):
        y = top - (STRIP_TITLE - 0.03 + STRIP * number) / height
        drawing.text(left, y, line, fontsize=9, color=INK, va="top")


def _unrated_lines(points: Sequence[MatrixPoint]) -> list[str]:
    """The labels of points without a full rating, as many to a line as fit."""
    lines: list[str] = []
    for point in points:
        if point.severity is not None and point.likelihood is not None:
            continue
        if lines and len(lines[-1]) + len(point.label) + 3 <= PER_STRIP_LINE:
            lines[-1] += f"   {point.label}"
        else:
            lines.append(point.label)
    return lines


def font() -> str:
    """The first of our fonts that this machine has; matplotlib itself brings the last."""
    from matplotlib.font_manager import fontManager

    known = {font.name for font in fontManager.ttflist}
    return next(font for font in FONTS if font in known)
