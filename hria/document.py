"""A document as hria knows it: one frozen text, and where on the page each word of it stands.

All offsets are half-open `[start, end)` into `Document.text`. Pages count from 1. Boxes are PDF
points from the top left corner of the page as it is shown.
"""

from __future__ import annotations

import datetime
from bisect import bisect_right
from collections.abc import Iterator
from typing import Literal

import msgspec

DocumentKind = Literal[
    "policy",
    "audit",
    "news",
    "statement",
    "resolution",
    "report",
    "suppliers",
    "grievances",
    "records",
    "context",
    "other",
]
DOCUMENT_KINDS: tuple[DocumentKind, ...] = (
    "policy",
    "audit",
    "news",
    "statement",
    "resolution",
    "report",
    "suppliers",
    "grievances",
    "records",
    "context",
    "other",
)

BlockKind = Literal["heading", "paragraph", "list_item", "table_cell", "caption", "footnote"]
DocumentStatus = Literal["current", "superseded", "withdrawn"]
TextLayer = Literal["text", "none", "garbled", "ocr"]


class Box(msgspec.Struct, frozen=True, array_like=True):
    """A rectangle on a page, in points from its top left corner."""

    x0: float
    top: float
    x1: float
    bottom: float

    def union(self, other: Box) -> Box:
        """The smallest box that holds both."""
        return Box(
            min(self.x0, other.x0),
            min(self.top, other.top),
            max(self.x1, other.x1),
            max(self.bottom, other.bottom),
        )


class Region(msgspec.Struct, frozen=True, array_like=True):
    """The part of one printed line that a passage takes up."""

    page: int
    box: Box


class Word(msgspec.Struct, frozen=True, array_like=True):
    """A printed word, or the part of a hyphenated word that stands on one line.

    `line` numbers the printed lines of the document in reading order.
    """

    start: int
    end: int
    page: int
    line: int
    box: Box


class Cell(msgspec.Struct, frozen=True, array_like=True):
    """The place of a table cell: tables count through the document, rows and columns from 0."""

    table: int
    row: int
    column: int


class Block(msgspec.Struct, frozen=True, array_like=True):
    """A paragraph, heading, list item, table cell, caption or footnote.

    `level` is the depth of a heading (1 is the highest) or of a list item (0 is the outermost).
    """

    kind: BlockKind
    start: int
    end: int
    page: int
    level: int = 0
    cell: Cell | None = None


class Page(msgspec.Struct, frozen=True, array_like=True):
    """A page as it is shown: size in points, and what its text layer is worth."""

    number: int
    width: float
    height: float
    text_layer: TextLayer = "text"


class Dropped(msgspec.Struct, frozen=True, array_like=True):
    """Text of the source that is not in `Document.text`, and why."""

    page: int
    reason: str
    text: str


class Document(msgspec.Struct, frozen=True):
    """One source as it was read.

    `id` is the first 16 hex digits of `sha256`, the hash of the file's bytes. `words` is empty where
    the format knows no places on a page. `notes` says what the reader had to guess or could not read. `columns`
    are the names of columns by field that a person gave for a list. `edition` and `licence` are those of data on
    countries and goods.
    """

    id: str
    sha256: str
    path: str
    format: str
    title: str
    kind: DocumentKind
    text: str
    blocks: tuple[Block, ...]
    pages: tuple[Page, ...]
    published: datetime.date | None = None
    publisher: str | None = None
    language: str | None = None
    words: tuple[Word, ...] = ()
    dropped: tuple[Dropped, ...] = ()
    notes: tuple[str, ...] = ()
    columns: tuple[tuple[str, str], ...] = ()
    edition: str | None = None
    licence: str | None = None

    def regions(self, start: int, end: int) -> tuple[Region, ...]:
        """The regions of a passage, one for each printed line, in reading order."""
        regions: list[Region] = []
        line = -1
        for word in self.words_in(start, end):
            if word.line == line:
                regions[-1] = Region(word.page, regions[-1].box.union(word.box))
            else:
                regions.append(Region(word.page, word.box))
                line = word.line
        return tuple(regions)

    def page_at(self, offset: int) -> int:
        """The page on which the character at `offset` stands (1 where the format has no pages)."""
        for word in self.words_in(offset, offset + 1):
            return word.page
        return self.blocks[self.block_at(offset)].page if self.blocks else 1

    def block_at(self, offset: int) -> int:
        """The index of the last block that starts at or before `offset`."""
        return max(0, bisect_right(self.blocks, offset, key=lambda block: block.start) - 1)

    def unreadable_pages(self) -> tuple[int, ...]:
        """Pages whose text could not be read: scans without OCR, and fonts without a usable map."""
        return tuple(page.number for page in self.pages if page.text_layer in ("none", "garbled"))

    def words_in(self, start: int, end: int) -> Iterator[Word]:
        """The printed words that stand in `[start, end)`, in the order of the text."""
        first = bisect_right(self.words, start, key=lambda word: word.end)
        # By index: a slice would copy the rest of the document for each passage.
        for number in range(first, len(self.words)):
            word = self.words[number]
            if word.start >= end:
                return
            yield word


class Summary(msgspec.Struct, frozen=True):
    """What lists of documents show, without the text."""

    id: str
    sha256: str
    path: str
    format: str
    title: str
    kind: DocumentKind
    pages: int
    words: int
    dropped: int
    published: datetime.date | None = None
    publisher: str | None = None
    language: str | None = None
    unreadable_pages: tuple[int, ...] = ()
    notes: tuple[str, ...] = ()
    edition: str | None = None
    licence: str | None = None


def summary(document: Document) -> Summary:
    """The summary of a document; `words` are counted in its text."""
    return Summary(
        id=document.id,
        sha256=document.sha256,
        path=document.path,
        format=document.format,
        title=document.title,
        kind=document.kind,
        pages=len(document.pages),
        words=len(document.text.split()),
        dropped=len(document.dropped),
        published=document.published,
        publisher=document.publisher,
        language=document.language,
        unreadable_pages=document.unreadable_pages(),
        notes=document.notes,
        edition=document.edition,
        licence=document.licence,
    )


class Evidence(msgspec.Struct, frozen=True):
    """A passage: `quote` is exactly `document.text[start:end]`.

    `page` is where it begins; `paragraph` counts the blocks of the document from 1, and is what a
    citation names where the format has no pages. `heading` is the heading that it stands under.
    """

    document_id: str
    start: int
    end: int
    quote: str
    page: int
    paragraph: int
    regions: tuple[Region, ...] = ()
    heading: str | None = None


def evidence(document: Document, start: int, end: int, heading: str | None = None) -> Evidence:
    """The passage `[start, end)` of a document as evidence."""
    return Evidence(
        document_id=document.id,
        start=start,
        end=end,
        quote=document.text[start:end],
        page=document.page_at(start),
        paragraph=document.block_at(start) + 1,
        regions=document.regions(start, end),
        heading=heading,
    )
