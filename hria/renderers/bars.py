"""Charts of bars as pictures, in the dress of the severity matrix: the same bars give the same bytes."""

from __future__ import annotations

import io
import textwrap
from typing import TYPE_CHECKING, Any

from hria.renderers.figures import DOTS_PER_INCH, METADATA, Format, font
from hria.renderers.palette import GREY, INK, NAVY, RAMP

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from hria.renderers.manuscript import BarPicture

WIDTH = 5.66  # inches, as the matrix
LEFT = 1.75  # for the names of rows
RIGHT = 0.5  # for the number beside the longest bar
BAR = 0.19  # inches, the height of a bar
APART = 0.13  # between rows
FOOT = 0.3
KEY = 0.3
NAME = 26  # characters of a line of a name
# From the darkest: a chart of one series is navy, others deepen so that they read in grey.
HUES: dict[int, tuple[str, ...]] = {1: (NAVY,), 2: (NAVY, RAMP[2]), 3: (NAVY, RAMP[3], RAMP[1])}
MANY = (NAVY, "#5C7FA8", RAMP[4], RAMP[3], RAMP[2], RAMP[1], GREY)


def draw_bars(picture: BarPicture, format: Format) -> bytes:
    """The chart as SVG or as PNG of 200 dots per inch. A number that is not shown is a dash, not a bar."""
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
        lanes = 1 if picture.is_stacked else len(picture.series)
        row = lanes * BAR + APART
        key = KEY if len(picture.series) > 1 else 0.0
        high = row * len(picture.bars)
        height = high + FOOT + key
        drawing = Drawing(figsize=(WIDTH, height))
        _ = FigureCanvasSVG(drawing) if format == "svg" else FigureCanvasAgg(drawing)
        axes = drawing.add_axes((LEFT / WIDTH, FOOT / height, (WIDTH - LEFT - RIGHT) / WIDTH, high / height))
        _draw(axes, picture, row, high)
        made = io.BytesIO()
        drawing.savefig(made, format=format, dpi=DOTS_PER_INCH, metadata=METADATA[format])
    return made.getvalue()


def _draw(axes: Axes, picture: BarPicture, row: float, high: float) -> None:
    """Rows from above, each with its bars; lengths count from 0."""
    hues = HUES.get(len(picture.series), MANY)
    longest = max((_length(picture, bar.values) for bar in picture.bars), default=0) or 1
    axes.set_xlim(0, longest)
    axes.set_ylim(high, 0)
    middles = []
    for number, bar in enumerate(picture.bars):
        top = number * row + APART / 2
        middles.append(number * row + row / 2)
        start = 0
        for lane, value in enumerate(bar.values):
            at = top + (0 if picture.is_stacked else lane * BAR) + BAR / 2
            if value:
                axes.barh(at, value, BAR * 0.9, left=start, color=hues[lane % len(hues)], linewidth=0)
            if picture.is_stacked:
                start += value or 0
            else:
                _number(axes, value or 0, at, "not shown" if value is None else f"{value:,}", longest)
        if picture.is_stacked:
            _number(axes, start, top + BAR / 2, f"{start:,}", longest)
    names = [textwrap.fill(bar.name, NAME, max_lines=2, placeholder=" …") for bar in picture.bars]
    axes.set_yticks(middles, names, fontsize=8, color=INK, linespacing=0.95)
    axes.set_xticks([])
    axes.tick_params(length=0, pad=5)
    axes.set_xlabel(picture.unit, fontsize=8, color=GREY, loc="left", labelpad=5)
    for name, spine in axes.spines.items():
        spine.set_visible(name == "left")
        spine.set_color(GREY)
        spine.set_linewidth(0.6)
    if len(picture.series) > 1:
        _key(axes, picture, hues)


def _key(axes: Axes, picture: BarPicture, hues: tuple[str, ...]) -> None:
    from matplotlib.patches import Patch

    patches = [Patch(color=hues[lane % len(hues)], label=name) for lane, name in enumerate(picture.series)]
    axes.legend(
        handles=patches,
        loc="lower left",
        bbox_to_anchor=(0.0, 1.0),
        ncols=len(patches),
        frameon=False,
        fontsize=8,
        labelcolor=INK,
        handlelength=0.9,
        handleheight=0.9,
        columnspacing=1.1,
        borderaxespad=0.2,
    )


def _number(axes: Axes, value: int, at: float, text: str, longest: int) -> None:
    colour = GREY if text == "not shown" else INK
    axes.text(value + longest * 0.01, at, text, fontsize=8, color=colour, va="center_baseline", clip_on=False)


def _length(picture: BarPicture, values: tuple[int | None, ...]) -> int:
    numbers = [value or 0 for value in values]
    return sum(numbers) if picture.is_stacked else max(numbers)
