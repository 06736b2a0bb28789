"""The time line of incidents as a picture: one row each, a mark or bar where it happened, filled where it is
established and hollow where it is only alleged, so that it reads without colour. The same events give the same bytes.
"""

from __future__ import annotations

import datetime
import io
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from hria.draft import TimelineEvent
from hria.renderers.figures import DOTS_PER_INCH, METADATA, WIDTH, Format, font
from hria.renderers.manuscript import TimelinePicture
from hria.renderers.palette import GREY, HEADER_FILL, INK, NAVY
from hria.renderers.wording import NOT_DATED, TIMELINE_NOTE

if TYPE_CHECKING:
    from matplotlib.axes import Axes

ROW = 0.24  # inches
BELOW = 0.62  # inches, for the axis and what the marks mean
ABOVE = 0.06
NAMES = 0.56  # the share of the width that names take up
# A shorter time is drawn as a mark, in days; the axis reaches so much further on both sides, as a share.
SHORT, MARGIN = 12, 0.06
# So many ticks at most.
MOST_TICKS = 4
SIZE = 8.0


def draw_timeline(events: Sequence[TimelineEvent], format: Format) -> bytes:
    """The dated events as SVG or as PNG of 200 dots per inch, in their order. At least one must have a day."""
    from matplotlib import rc_context
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.backends.backend_svg import FigureCanvasSVG
    from matplotlib.figure import Figure as Drawing

    settings: Any = {"svg.hashsalt": "hria", "svg.fonttype": "path", "font.family": font(), "text.parse_math": False}
    dated = [event for event in events if event.first and event.last]
    with rc_context(settings):
        height = ABOVE + ROW * len(dated) + BELOW
        drawing = Drawing(figsize=(WIDTH, height))
        _ = FigureCanvasSVG(drawing) if format == "svg" else FigureCanvasAgg(drawing)
        axes = drawing.add_axes((NAMES, BELOW / height, 1 - NAMES - 0.02, ROW * len(dated) / height))
        _draw(axes, dated)
        picture = io.BytesIO()
        drawing.savefig(picture, format=format, dpi=DOTS_PER_INCH, metadata=METADATA[format])
    return picture.getvalue()


def timeline_note(picture: TimelinePicture) -> str:
    """What the marks mean, and which incidents have no day."""
    return TIMELINE_NOTE + (f" {NOT_DATED}: {', '.join(picture.undated)}." if picture.undated else "")


def _draw(axes: Axes, dated: Sequence[TimelineEvent]) -> None:
    begin = min(event.first for event in dated if event.first).toordinal()
    end = max(event.last for event in dated if event.last).toordinal()
    margin = max(30.0, MARGIN * (end - begin))
    axes.set_xlim(begin - margin, end + margin)
    axes.set_ylim(len(dated), 0)
    for row, event in enumerate(dated):
        if row % 2 == 0:
            axes.axhspan(row, row + 1, facecolor=HEADER_FILL, alpha=0.45, linewidth=0)
        _draw_event(axes, row + 0.5, event)
    ticks = [day.toordinal() for day in _ticks(begin, end)]
    axes.set_xticks(ticks, [f"{datetime.date.fromordinal(t):%b %Y}" for t in ticks], fontsize=SIZE, color=INK)
    axes.set_yticks([row + 0.5 for row in range(len(dated))], [f"{e.label}  {e.name}" for e in dated])
    axes.tick_params(axis="y", length=0, labelsize=SIZE, labelcolor=INK, pad=4)
    axes.tick_params(axis="x", length=3, color=GREY)
    for side, spine in axes.spines.items():
        spine.set_visible(side == "bottom")
        spine.set_color(GREY)
    handles = [
        axes.plot([], [], "o", markersize=6, markerfacecolor=fill, markeredgecolor=NAVY, label=label)[0]
        for fill, label in ((NAVY, "established"), ("white", "alleged"))
    ]
    place = {"loc": "upper right", "bbox_to_anchor": (1.0, -0.3 / (ROW * len(dated)))}
    axes.legend(handles=handles, ncols=2, frameon=False, fontsize=SIZE, **place)


def _draw_event(axes: Axes, y: float, event: TimelineEvent) -> None:
    assert event.first and event.last
    first, last = event.first.toordinal(), event.last.toordinal()
    fill = "white" if event.is_alleged else NAVY
    if last - first < SHORT:
        axes.plot([(first + last) / 2], [y], "o", markersize=6, markerfacecolor=fill, markeredgecolor=NAVY)
        return
    axes.barh(y, last - first + 1, left=first, height=0.42, facecolor=fill, edgecolor=NAVY, linewidth=1.0)


def _ticks(begin: int, end: int) -> list[datetime.date]:
    """First days of months between the first and the last event, evenly apart."""
    first, last = datetime.date.fromordinal(begin), datetime.date.fromordinal(end)
    months = (last.year - first.year) * 12 + last.month - first.month
    step = next(step for step in (1, 2, 3, 6, 12, 24, 60, 120, 240, 600) if months // step < MOST_TICKS)
    index = first.year * 12 + first.month - 1
    index += -index % step
    stop = last.year * 12 + last.month
    return [datetime.date(i // 12, i % 12 + 1, 1) for i in range(index, stop + 1, step)]
