"""Where findings stand: boxes on a page, or marks in a text, and what a person marks there."""

from __future__ import annotations

import re
from collections.abc import Iterable

import msgspec
import sqlalchemy as sa

from hria.document import Box, Document, Region
from hria.errors import BadData, NotFound
from hria.web.desk import Desk
from hria.web.tables import findings, pages

# A window of a text: so many blocks before and after the one that is looked at.
BLOCKS = 40
# A word belongs to a box that was dragged over it where so much of it lies inside.
SHARE = 0.5
LONGEST_PASSAGE = 4000


class Boxed(msgspec.Struct, frozen=True):
    """A finding with its boxes on one page, in points from the top left corner of the page."""

    id: str
    kind: str
    state: str
    excerpt: str
    boxes: list[Box]


class PageView(msgspec.Struct, frozen=True):
    """A page with the findings on it. `has_picture` where its source is a PDF."""

    document: str
    number: int
    pages: int
    width: float
    height: float
    has_picture: bool
    findings: list[Boxed]


class TextBlock(msgspec.Struct, frozen=True):
    """A block of a text at `[start, end)`, offsets in characters (code points)."""

    kind: str
    level: int
    start: int
    end: int
    page: int
    text: str


class TextMark(msgspec.Struct, frozen=True):
    """A finding at `[start, end)` of the text."""

    id: str
    kind: str
    state: str
    start: int
    end: int


class TextView(msgspec.Struct, frozen=True):
    """Some blocks of a text with the findings in them; `before` and `after` are where to go on, None at an end."""

    document: str
    blocks: list[TextBlock]
    marks: list[TextMark]
    before: int | None
    after: int | None


class Marked(msgspec.Struct, frozen=True):
    """What a person marked: exactly `document.text[start:end]`, on word borders."""

    document: str
    start: int
    end: int
    quote: str
    page: int
    regions: list[Region]


def page_view(desk: Desk, document_id: str, number: int) -> PageView:
    """A page of a document with the boxes of its findings. Raises NotFound."""
    document = desk.document(document_id)
    page = next((page for page in document.pages if page.number == number), None)
    if page is None:
        raise NotFound(f"{document.title} has no page {number}")
    desk.index.follow()
    columns = (findings.c.id, findings.c.kind, findings.c.state, findings.c.excerpt, findings.c.start, findings.c.end)
    query = (
        sa.select(*columns)
        .join(pages, pages.c.finding_id == findings.c.id)
        .where(pages.c.document_id == document_id, pages.c.page == number)
        .order_by(findings.c.position)
    )
    with desk.index.engine.connect() as db:
        rows = db.execute(query).all()
    boxed = [
        Boxed(row.id, row.kind, row.state, row.excerpt, _boxes_on(document.regions(row.start, row.end), number))
        for row in rows
    ]
    is_pdf = document.format == "pdf"
    return PageView(document_id, number, len(document.pages), page.width, page.height, is_pdf, boxed)


def _boxes_on(regions: Iterable[Region], number: int) -> list[Box]:
    return [region.box for region in regions if region.page == number]


def text_view(desk: Desk, document_id: str, offset: int) -> TextView:
    """The text around an offset, block by block, with the findings in it."""
    document = desk.document(document_id)
    at = document.block_at(offset)
    first, last = max(0, at - BLOCKS), min(len(document.blocks), at + BLOCKS + 1)
    shown = document.blocks[first:last]
    if not shown:
        return TextView(document_id, [], [], None, None)
    desk.index.follow()
    start, end = shown[0].start, shown[-1].end
    query = sa.select(findings).where(
        findings.c.document_id == document_id, findings.c.start < end, findings.c.end > start
    )
    with desk.index.engine.connect() as db:
        marks = [
            TextMark(row.id, row.kind, row.state, row.start, row.end)
            for row in db.execute(query.order_by(findings.c.start, findings.c.id))
        ]
    blocks = [
        TextBlock(b.kind, b.level, b.start, b.end, b.page, document.text[b.start : b.end])
        for b in shown
        if b.end > b.start
    ]
    before = document.blocks[first - 1].start if first else None
    after = document.blocks[last].start if last < len(document.blocks) else None
    return TextView(document_id, blocks, marks, before, after)


def mark_box(document: Document, page: int, box: Box) -> Marked:
    """The passage from the first to the last word under a box that was dragged over a page.

    Raises BadData where there is no word under it.
    """
    under = [word for word in document.words if word.page == page and _share_inside(word.box, box) >= SHARE]
    if not under:
        raise BadData("there is no word under the box", "drag it over the words that you mean")
    return mark_text(document, min(word.start for word in under), max(word.end for word in under))


def mark_text(document: Document, start: int, end: int) -> Marked:
    """The passage `[start, end)`, without space at its ends. Raises BadData where it is empty or too long."""
    if not 0 <= start < end <= len(document.text):
        raise BadData("nothing is marked", "mark the words that you mean")
    while start < end and document.text[start].isspace():
        start += 1
    while end > start and document.text[end - 1].isspace():
        end -= 1
    if start == end:
        raise BadData("nothing is marked", "mark the words that you mean")
    if end - start > LONGEST_PASSAGE:
        raise BadData(f"the passage has {end - start} characters", f"mark at most {LONGEST_PASSAGE}")
    quote = document.text[start:end]
    return Marked(document.id, start, end, quote, document.page_at(start), list(document.regions(start, end)))


def mark_words(document: Document, typed: str, near: int) -> Marked:
    """The passage with these words, whatever space is between them, nearest to `near`. Raises BadData."""
    words = typed[:LONGEST_PASSAGE].split()
    if not words:
        raise BadData("no words were given", "type them as they stand in the source")
    found = list(re.finditer(r"\s+".join(map(re.escape, words)), document.text, re.IGNORECASE))
    if not found:
        raise BadData("these words do not stand in the document in this order", "copy them from its text")
    nearest = min(found, key=lambda match: abs(match.start() - near))
    return mark_text(document, nearest.start(), nearest.end())


def _share_inside(word: Box, box: Box) -> float:
    wide = min(word.x1, box.x1) - max(word.x0, box.x0)
    high = min(word.bottom, box.bottom) - max(word.top, box.top)
    area = (word.x1 - word.x0) * (word.bottom - word.top)
    return max(wide, 0.0) * max(high, 0.0) / area if area > 0 else 0.0
