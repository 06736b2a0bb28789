"""On which page each heading will stand, by laying the report out once with the document's own measures.

An estimate: Word breaks lines and pages its own way. Updating the table of contents in Word sets it right.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING

from hria.errors import MissingExtra
from hria.renderers.docx_sections import PageSetup
from hria.renderers.docx_xml import TWIPS_PER_POINT, Element, named
from hria.renderers.manuscript import Manuscript
from hria.renderers.pdf import page_numbers

if TYPE_CHECKING:
    from docx.document import Document

NATURAL_LINE = 1.16  # of the size of the letters, with most fonts
SINGLE_SPACED = 240
SIZE_UNLESS_SAID = 20  # half points, where neither the defaults nor the body style give one
FONT_NAME = re.compile(r"[^\w -]")
THEME_FONT = re.compile(rb'<a:minorFont>.*?<a:latin typeface="([^"]*)"', re.DOTALL)


def estimated_pages(manuscript: Manuscript, document: Document, setup: PageSetup) -> Mapping[str, int]:
    """The pages of headings; empty where nothing is installed to lay them out with."""
    try:
        return page_numbers(manuscript, page_css(setup) + text_css(document))
    except MissingExtra:
        return {}


def page_css(setup: PageSetup) -> str:
    """The paper of the document."""
    sides = (setup.margins[side] / TWIPS_PER_POINT for side in ("top", "right", "bottom", "left"))
    margins = " ".join(f"{side}pt" for side in sides)
    width, height = setup.width / TWIPS_PER_POINT, setup.height / TWIPS_PER_POINT
    upright, wide = f"size: {width}pt {height}pt", f"size: {height}pt {width}pt"
    return f"@page {{ margin: {margins}; {upright} }} @page upright {{ {upright} }} @page wide {{ {wide} }}"


def text_css(document: Document) -> str:
    """How running text is set: its font and size, the height of its lines, the space after a paragraph."""
    styles = document.styles.element
    sources = [styles.find(_path("docDefaults", "rPrDefault", "rPr")), _normal(styles, "rPr")]
    spaces = [styles.find(_path("docDefaults", "pPrDefault", "pPr")), _normal(styles, "pPr")]
    half_points = _last(sources, "sz", "val") or str(SIZE_UNLESS_SAID)
    size = float(half_points) / 2
    font = _last(sources, "rFonts", "ascii") or _theme_font(document)
    line = float(_last(spaces, "spacing", "line") or SINGLE_SPACED)
    rule = _last(spaces, "spacing", "lineRule") or "auto"
    natural = NATURAL_LINE * size
    heights = {"auto": natural * line / SINGLE_SPACED, "atLeast": max(line / TWIPS_PER_POINT, natural)}
    height = heights.get(rule, line / TWIPS_PER_POINT)
    after = float(_last(spaces, "spacing", "after") or 0) / TWIPS_PER_POINT
    return (
        f'html {{ font-family: "{FONT_NAME.sub("", font)}", Arial, "Liberation Sans", sans-serif;'
        f" font-size: {size:.2f}pt; line-height: {height:.2f}pt }} p {{ margin-bottom: {after:.2f}pt }}"
    )


def _normal(styles: Element, properties: str) -> Element | None:
    """These properties of the style that running text has."""
    for style in styles.findall(_path("style")):
        if style.get(_path("type")) == "paragraph" and style.find(_path("name")).get(_path("val")) == "Normal":
            return style.find(_path(properties))
    return None


def _last(sources: list[Element | None], tag: str, attribute: str) -> str | None:
    """The attribute as the last of the sources that has it says."""
    found = None
    for source in sources:
        part = None if source is None else source.find(_path(tag))
        if part is not None:
            found = part.get(_path(attribute), found)
    return found


def _theme_font(document: Document) -> str:
    """The font of running text in the theme of the document, "Arial" where there is none."""
    from docx.opc.constants import RELATIONSHIP_TYPE

    for relationship in document.part.rels.values():
        if relationship.reltype == RELATIONSHIP_TYPE.THEME:
            match = THEME_FONT.search(relationship.target_part.blob)
            if match:
                return match.group(1).decode("utf-8", "replace")
    return "Arial"


def _path(*tags: str) -> str:
    return "/".join(named(f"w:{tag}") for tag in tags)
