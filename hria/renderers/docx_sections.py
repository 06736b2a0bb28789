"""Pages of a Word document: their size and margins, headers and footers, portrait and landscape."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import msgspec

from hria.renderers.cleaning import shortened
from hria.renderers.docx_xml import Element, element, field, named, paragraph, run, tab_run
from hria.renderers.manuscript import Manuscript
from hria.renderers.wording import PAGE_OF

if TYPE_CHECKING:
    from collections.abc import Mapping

    from docx.document import Document

MARKED = "A12A2A"  # a red that stays dark on paper
A4 = {"w": 11906, "h": 16838}
MARGINS = {
    "top": 1440,
    "right": 1417,
    "bottom": 1440,
    "left": 1417,
    "header": 720,
    "footer": 720,
    "gutter": 0,
}


class Frill(msgspec.Struct, frozen=True):
    """A header or footer that a section shows: `kind` is default, first or even."""

    tag: str
    kind: str
    relationship: str


class PageSetup(msgspec.Struct, frozen=True):
    """Sizes in twips (twentieths of a point) of the portrait page; frills of upright and of wide pages."""

    width: int
    height: int
    margins: dict[str, int]
    upright: tuple[Frill, ...] = ()
    wide: tuple[Frill, ...] = ()

    def text_width(self, is_wide: bool = False) -> int:
        """What the margins leave of the page's width."""
        page = self.height if is_wide else self.width
        return page - self.margins["left"] - self.margins["right"] - self.margins["gutter"]

    def section(self, is_wide: bool = False, is_first: bool = False) -> Element:
        """The properties of a section that begins on a new page. The first has a title page of its own."""
        frills = self.wide if is_wide else self.upright
        if is_wide:
            size = element("pgSz", w=self.height, h=self.width, orient="landscape")
        else:
            size = element("pgSz", w=self.width, h=self.height)
        return element(
            "sectPr",
            *(_reference(frill) for frill in frills if is_first or frill.kind != "first"),
            element("type", val="nextPage"),
            size,
            element("pgMar", **self.margins),
            element("cols", space=720),
            element("titlePg") if is_first else None,
        )


def page_setup(document: Document) -> PageSetup:
    """The page of the document's last section, with the headers and footers that it shows or inherits."""
    sections = list(document.element.iter(_w("sectPr")))
    frills: dict[tuple[str, str], Frill] = {}
    for section in sections:
        for child in section:
            tag = child.tag.rsplit("}", 1)[-1]
            if tag in ("headerReference", "footerReference"):
                kind = child.get(_w("type"))
                frills[(tag, kind)] = Frill(tag, kind, child.get(named("r:id")))
    last = sections[-1] if sections else None
    size = _numbers(last, "pgSz", A4)
    width, height = sorted((size["w"], size["h"]))
    shown = tuple(frill for _, frill in sorted(frills.items()))
    return PageSetup(width, height, _numbers(last, "pgMar", MARGINS), shown, shown)


def with_own_frills(
    setup: PageSetup, document: Document, manuscript: Manuscript, styles: Mapping[str, str], pages: int
) -> PageSetup:
    """The set-up with our header (company, short title) and footer (date, page x of y) for each width."""
    made: dict[bool, tuple[Frill, ...]] = {}
    before, between = PAGE_OF
    story: Any = document.part
    for is_wide in (False, True):
        edge = setup.text_width(is_wide)
        header, header_id = story.add_header_part()
        title = run(shortened(manuscript.title))
        _replace(
            header,
            paragraph(styles["header"], run(manuscript.company), tab_run(), title, layout=[_stop(edge)]),
        )
        if manuscript.marking:
            header.element.append(marking(manuscript.marking, styles))
        footer, footer_id = story.add_footer_part()
        number = [run(before), *field("PAGE", "1"), run(between), *field("NUMPAGES", str(pages or 1))]
        date = run(manuscript.date)
        _replace(footer, paragraph(styles["footer"], date, tab_run(), *number, layout=[_stop(edge)]))
        made[is_wide] = (
            Frill("headerReference", "default", header_id),
            Frill("footerReference", "default", footer_id),
        )
        if manuscript.marking:
            # The title page has a header of its own, which is empty otherwise.
            cover, cover_id = story.add_header_part()
            _replace(cover, marking(manuscript.marking, styles))
            made[is_wide] = (*made[is_wide], Frill("headerReference", "first", cover_id))
    return msgspec.structs.replace(setup, upright=made[False], wide=made[True])


def with_marking(setup: PageSetup, document: Document, manuscript: Manuscript, styles: Mapping[str, str]) -> PageSetup:
    """The set-up of a firm's own document, whose headers show the marking of the manuscript too: on every page, also
    where the firm has none, or another for the title page or for even pages."""
    story: Any = document.part
    made = {}
    for is_wide, frills in ((False, setup.upright), (True, setup.wide)):
        headers = [frill for frill in frills if frill.tag == "headerReference"]
        for frill in headers:
            if not is_wide:
                story.rels[frill.relationship].target_part.element.append(marking(manuscript.marking, styles))
        missing = {"default", "even", "first"} - {frill.kind for frill in headers}
        added = []
        for kind in sorted(missing):
            part, relationship = story.add_header_part()
            _replace(part, marking(manuscript.marking, styles))
            added.append(Frill("headerReference", kind, relationship))
        made[is_wide] = (*added, *frills)
    return msgspec.structs.replace(setup, upright=made[False], wide=made[True])


def marking(text: str, styles: Mapping[str, str]) -> Element:
    """The line of a header that marks the page, in bold and in the middle."""
    words = run(text)
    words.insert(0, element("rPr", element("b"), element("color", val=MARKED)))
    return paragraph(styles["header"], words, layout=[element("jc", val="center")])


def _stop(position: int) -> Element:
    """A tab stop at the right edge of the text."""
    return element("tabs", element("tab", val="right", pos=position))


def _replace(part: Any, content: Element) -> None:
    for child in list(part.element):
        part.element.remove(child)
    part.element.append(content)


def _reference(frill: Frill) -> Element:
    made = element(frill.tag, type=frill.kind)
    made.set(named("r:id"), frill.relationship)
    return made


def _numbers(section: Element | None, tag: str, otherwise: dict[str, int]) -> dict[str, int]:
    """The measures of a section's page, each as it stands there or else the usual one."""
    found = None if section is None else section.find(_w(tag))
    if found is None:
        return otherwise
    return {name: int(float(found.get(_w(name), value))) for name, value in otherwise.items()}


def _w(tag: str) -> str:
    return named(f"w:{tag}")
