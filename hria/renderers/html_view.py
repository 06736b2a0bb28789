"""A manuscript as HTML for print, through templates/print.html.j2 and templates/print.css."""

from __future__ import annotations

import base64
from typing import Any

from hria.renderers import wording
from hria.renderers.bars import draw_bars
from hria.renderers.cleaning import is_right_to_left, shortened
from hria.renderers.figures import draw_matrix
from hria.renderers.manuscript import (
    BarPicture,
    Bullets,
    Grid,
    Heading,
    Manuscript,
    Missing,
    Part,
    Picture,
    Reference,
    Text,
    TimelinePicture,
    joint,
)
from hria.renderers.timeline import draw_timeline, timeline_note
from hria.resources import data_folder

DEEPEST_ENTRY = 3
KINDS: dict[str, type] = {
    "heading": Heading,
    "text": Text,
    "bullets": Bullets,
    "grid": Grid,
    "picture": Picture,
    "bar_picture": BarPicture,
    "timeline": TimelinePicture,
}


def pictures(manuscript: Manuscript) -> dict[str, str]:
    """The figures of a manuscript by label, as data URIs of SVG."""
    parts = [part for spread in manuscript.spreads for part in spread.parts]
    drawn = {part.label: draw_matrix(part.points, "svg") for part in parts if isinstance(part, Picture)}
    drawn |= {part.label: draw_bars(part, "svg") for part in parts if isinstance(part, BarPicture)}
    drawn |= {part.label: draw_timeline(part.events, "svg") for part in parts if isinstance(part, TimelinePicture)}
    return {label: _data_uri(svg) for label, svg in drawn.items()}


def to_html(manuscript: Manuscript, pictures: dict[str, str]) -> str:
    """The manuscript as one HTML page that points to nothing but these pictures."""
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    environment = Environment(
        loader=FileSystemLoader(data_folder("templates")), autoescape=True, undefined=StrictUndefined
    )
    environment.tests["right_to_left"] = is_right_to_left
    environment.tests["gap"] = lambda piece: isinstance(piece, Missing)
    environment.tests["reference"] = lambda piece: isinstance(piece, Reference)
    environment.tests["of_kind"] = _is_of_kind
    environment.globals["joint"] = joint
    environment.filters["css_string"] = _css_string
    environment.globals["timeline_note"] = timeline_note
    return environment.get_template("print.html.j2").render(
        manuscript=manuscript,
        pictures=pictures,
        wording=wording,
        short_title=shortened(manuscript.title),
        deepest_entry=DEEPEST_ENTRY,
    )


def style_sheet() -> str:
    """The CSS of the PDF."""
    return (data_folder("templates") / "print.css").read_text(encoding="utf-8")


def _is_of_kind(part: Part, kind: str) -> bool:
    return isinstance(part, KINDS[kind])


def _css_string(text: str) -> Any:
    """The text as a string of CSS: signs that could end it, or the style sheet, are codes."""
    from markupsafe import Markup

    return Markup('"{}"').format(Markup("".join(c if c.isalnum() or c in " –-" else f"\\{ord(c):x} " for c in text)))  # noqa: S704


def _data_uri(svg: bytes) -> str:
    return "data:image/svg+xml;base64," + base64.b64encode(svg).decode("ascii")
