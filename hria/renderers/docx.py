"""A draft as a Word document: real styles, numbered headings, footnotes, comments, contents and captions."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING

from hria.draft import Draft
from hria.renderers.bars import draw_bars
from hria.renderers.composition import compose
from hria.renderers.docx_comments import Comments
from hria.renderers.docx_contents import table_of_contents
from hria.renderers.docx_footnotes import Footnotes
from hria.renderers.docx_numbering import LEVELS, is_counted
from hria.renderers.docx_package import drop_unused_parts, pack, set_properties
from hria.renderers.docx_pages import estimated_pages
from hria.renderers.docx_reference import empty, open_base, open_reference, set_language
from hria.renderers.docx_sections import PageSetup, page_setup, with_marking, with_own_frills
from hria.renderers.docx_styles import ANNEXES, HEADINGS, list_ids, style_ids
from hria.renderers.docx_tables import data_table, fact_table
from hria.renderers.docx_xml import (
    Element,
    bookmark,
    element,
    field,
    link,
    named,
    page_field,
    paragraph,
    run,
    tab_run,
    twips,
)
from hria.renderers.figures import draw_matrix
from hria.renderers.html_view import DEEPEST_ENTRY
from hria.renderers.manuscript import (
    BarPicture,
    Bullets,
    Grid,
    Heading,
    Manuscript,
    Missing,
    Part,
    Picture,
    Piece,
    Reference,
    Said,
    Spread,
    Text,
    TimelinePicture,
    joint,
)
from hria.renderers.timeline import draw_timeline, timeline_note
from hria.renderers.wording import MATRIX_NOTE, NOTICE

if TYPE_CHECKING:
    from docx.document import Document

FIGURE_WIDTH = 128 * 36000  # English Metric Units; 128 mm, as in print.css
EMU_PER_TWIP = 635
FIRST_PICTURE = 10000  # pictures in headers of a reference have small numbers; all differ in one file
AFTER_LIST = twips(9)
HANGING = {False: 794, True: 1701}  # twips; where titles begin whose numbers are printed as text


def render_docx(draft: Draft, reference: Path | None = None) -> bytes:
    """The draft as a Word file, in our own dress or in that of a firm's `reference` document.

    Raises NotFound or Unreadable where the reference cannot be used.
    """
    manuscript = compose(draft)
    document = open_reference(reference) if reference else open_base()
    setup = page_setup(document)
    empty(document)
    pages = estimated_pages(manuscript, document, setup)
    styles = style_ids(document)
    if not reference:
        setup = with_own_frills(setup, document, manuscript, styles, max(pages.values(), default=0))
    elif manuscript.marking:
        setup = with_marking(setup, document, manuscript, styles)
    writer = _Writer(document, manuscript, setup, pages)
    document.element.body.extend(writer.body())
    writer.footnotes.add_to(document)
    writer.comments.add_to(document)
    set_language(document, manuscript.language)
    set_properties(
        document,
        title=manuscript.title,
        subject=manuscript.subtitle,
        date=manuscript.created,
        language=manuscript.language,
        identifier=manuscript.identifier,
    )
    drop_unused_parts(document)
    return pack(document)


class _Writer:
    """Writes the body of a manuscript, and collects its footnotes and comments on the way."""

    def __init__(self, document: Document, manuscript: Manuscript, setup: PageSetup, pages: Mapping[str, int]) -> None:
        self._document = document
        self._manuscript = manuscript
        self._setup = setup
        self._pages = pages
        self._styles = style_ids(document)
        self._lists = list_ids(document)
        self._is_counted = is_counted(manuscript.headings())
        self._ids = count(1)
        self.footnotes = Footnotes(self._styles)
        self.comments = Comments(self._styles, manuscript.created)

    def body(self) -> list[Element]:
        """Title page, contents and spreads, each spread in a section of its own orientation."""
        width = self._setup.text_width()
        front = [*self._title_page(width), *self._contents(width)]
        sections: list[tuple[bool, list[Element]]] = [(False, front)]
        for spread in self._manuscript.spreads:
            content = self._spread(spread)
            if spread.is_wide or len(sections) > 1:
                sections.append((spread.is_wide, content))
            else:
                _start_on_new_page(content)
                front.extend(content)
        made: list[Element] = []
        for number, (is_wide, content) in enumerate(sections):
            properties = self._setup.section(is_wide, is_first=number == 0)
            made += content
            if number < len(sections) - 1:
                made.append(paragraph(self._styles["hria break"], layout=[properties]))
            else:
                made += [paragraph(self._styles["hria break"]), properties]
        return made

    def _title_page(self, width: int) -> list[Element]:
        said = self._manuscript
        lines = (("hria company", said.company), ("title", said.title), ("subtitle", said.subtitle))
        made = [paragraph(self._styles[style], run(text)) for style, text in lines if text]
        made.append(paragraph(self._styles["hria date"], run(said.date)))
        if said.facts:
            made.append(fact_table(said.facts, self._styles, width))
        if said.notice:
            made.append(paragraph(self._styles["hria notice title"], run(NOTICE)))
            made.append(paragraph(self._styles["hria notice"], run(said.notice)))
        return made

    def _contents(self, width: int) -> list[Element]:
        return table_of_contents(self._manuscript.headings(), self._pages, self._styles, width)

    def _spread(self, spread: Spread) -> list[Element]:
        made: list[Element] = []
        for number, part in enumerate(spread.parts):
            if isinstance(part, Grid):
                follows = number + 1 < len(spread.parts)
                made += self._grid(part, self._setup.text_width(spread.is_wide), follows)
            else:
                made += self._part(part, is_first=number == 0)
        return made

    def _part(self, part: Part, is_first: bool) -> list[Element]:
        match part:
            case Heading():
                return [self._heading(part, is_first)]
            case Text():
                style = self._styles["hria note" if part.is_note else "normal"]
                stays = [element("keepNext")] if part.is_lead else []
                return [paragraph(style, *self._sentences(part.pieces), layout=stays)]
            case Bullets():
                return self._bullets(part)
            case Picture() | BarPicture():
                return self._picture(part)
            case TimelinePicture():
                return self._timeline(part)
        return []

    def _heading(self, heading: Heading, is_first: bool) -> Element:
        """The heading with its bookmark. An annex begins a page; no space is left above what begins one."""
        level = min(heading.level, LEVELS)
        new_page = heading.is_annex and heading.level == 1
        is_counted = self._is_counted and bool(heading.label)
        list_id = self._lists[ANNEXES if heading.is_annex else HEADINGS] if is_counted else "0"
        layout = [
            element("pageBreakBefore") if new_page and not is_first else None,
            element("numPr", element("ilvl", val=level - 1 if is_counted else 0), element("numId", val=list_id)),
        ]
        words = [run(heading.title)]
        if new_page or is_first:
            layout.append(element("spacing", before=0))
        if heading.label and not is_counted:
            hanging = HANGING[heading.is_annex and heading.level == 1]
            layout.append(element("ind", left=hanging, hanging=hanging))
            words = [run(heading.label), tab_run(), *words]
        marked = bookmark(heading.anchor, next(self._ids), *words)
        style = f"heading {level}" if heading.is_listed or level > DEEPEST_ENTRY else f"hria unlisted {level}"
        return paragraph(self._styles[style], *marked, layout=layout)

    def _bullets(self, bullets: Bullets) -> list[Element]:
        made = []
        for number, item in enumerate(bullets.items, start=1):
            space = [element("spacing", after=AFTER_LIST)] if number == len(bullets.items) else []
            made.append(paragraph(self._styles["list bullet"], *self._sentences(item), layout=space))
        return made

    def _grid(self, grid: Grid, width: int, follows: bool) -> list[Element]:
        """The caption and the table; a line of space keeps it apart from a part that follows."""
        table = data_table(grid, self._styles, width, self._sentences, self._ids)
        space = [paragraph(self._styles["hria space"])] if follows else []
        return [self._caption(grid.label, grid.caption), table, *space]

    def _caption(self, label: str, caption: str) -> Element:
        name, number = label.rsplit(" ", 1)
        style = self._styles["hria label"]
        words = [run(f"{name} ", style=style), *field(f"SEQ {name} \\* ARABIC", number, style=style)]
        return paragraph(self._styles["caption"], *words, run(f"\u2002{caption}"))

    def _picture(self, picture: Picture | BarPicture) -> list[Element]:
        if isinstance(picture, Picture):
            return self._figure(picture, draw_matrix(picture.points, "png"), f"{picture.key}. {MATRIX_NOTE}")
        return self._figure(picture, draw_bars(picture, "png"))

    def _timeline(self, picture: TimelinePicture) -> list[Element]:
        return self._figure(picture, draw_timeline(picture.events, "png"), timeline_note(picture))

    def _figure(self, picture: Picture | BarPicture | TimelinePicture, drawn: bytes, key: str = "") -> list[Element]:
        width = min(FIGURE_WIDTH, self._setup.text_width() * EMU_PER_TWIP)
        image = io.BytesIO(drawn)
        inline = self._document.part.new_pic_inline(image, width=width)
        inline.docPr.set("id", str(FIRST_PICTURE + next(self._ids)))
        inline.docPr.set("name", picture.label)
        inline.docPr.set("descr", picture.alt)
        return [
            paragraph(self._styles["hria figure"], element("r", element("drawing", inline))),
            self._caption(picture.label, picture.caption),
            *([paragraph(self._styles["hria note"], run(key))] if key else []),
        ]

    def _sentences(self, content: Sequence[Piece]) -> list[Element]:
        made: list[Element] = []
        for number, piece in enumerate(content):
            if number and (mark := joint(content[number - 1], piece)):
                made.append(run(mark))
            made += self._piece(piece)
        return made

    def _piece(self, piece: Piece) -> list[Element]:
        match piece:
            case Missing():
                return self.comments.gap(piece)
            case Reference():
                return [self._reference(piece)]
            case Said():
                call = [self.footnotes.call(piece.note)] if piece.note else []
                return [run(piece.text), *call]

    def _reference(self, reference: Reference) -> Element:
        """The page as in the table of contents; the name of the section where no page could be estimated."""
        style = self._styles["hyperlink"]
        page = self._pages.get(reference.anchor)
        if page is None:
            return link(reference.anchor, run(reference.section, style=style))
        number = page_field(reference.anchor, page, style=style)
        return link(reference.anchor, run(reference.text, style=style), *number)


def _start_on_new_page(content: Sequence[Element]) -> None:
    """The first paragraph begins a page: what stands before it is the table of contents."""
    for block in content:
        if block.tag == named("w:p"):
            block.find(named("w:pPr")).insert(1, element("pageBreakBefore"))
            return
