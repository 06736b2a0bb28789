"""A draft set out for print: everything decided that all formats have in common.

Words are clean, footnotes, tables and figures are numbered, annexes are lettered, and what needs a
landscape page stands in a spread of its own. Renderers only draw it.
"""

from __future__ import annotations

import datetime
from typing import Literal

import msgspec

from hria.draft import Bar, MatrixPoint, TimelineEvent

Look = Literal["text", "number", "code"]

ROWS_OF_WHOLE = 12


class Source(msgspec.Struct, frozen=True):
    """One source of a sentence: how a footnote names it, and the row of the register it leads to.

    `text` ends where "[E12]" follows, and begins with what sets it apart from the source before it.
    """

    text: str
    label: str
    anchor: str


class Note(msgspec.Struct, frozen=True):
    """A footnote. Footnotes count from 1 through the whole report."""

    number: int
    sources: tuple[Source, ...]


class Said(msgspec.Struct, frozen=True, tag="said"):
    """A sentence as it is printed, with the footnote that follows it."""

    text: str
    note: Note | None = None


class Missing(msgspec.Struct, frozen=True, tag="missing"):
    """A gap as it is printed, number and brackets included, and the lines of the comment beside it.

    `anchor` is the row of the register of gaps that has its number.
    """

    text: str
    remarks: tuple[str, ...]
    anchor: str = ""


class Reference(msgspec.Struct, frozen=True, tag="reference"):
    """A link to the heading at `anchor`. `text` ("p. ") stands before the number of its page.

    `section` names the heading where there are no pages: "section 2.1 Outlook".
    """

    text: str
    section: str
    anchor: str


Piece = Said | Missing | Reference


class Heading(msgspec.Struct, frozen=True, tag="heading"):
    """The heading of a section. `level` counts from 1; `label` is "2.1", "Annex B", or "" for none.

    Headings that chapters repeat are not `is_listed`: the table of contents leaves them out.
    """

    level: int
    label: str
    title: str
    anchor: str
    is_annex: bool = False
    is_listed: bool = True


class Text(msgspec.Struct, frozen=True, tag="text"):
    """A paragraph; a note is set smaller. A lead stays on the page of what it leads to."""

    pieces: tuple[Piece, ...]
    is_note: bool = False
    is_lead: bool = False


class Bullets(msgspec.Struct, frozen=True, tag="bullets"):
    """A list of items."""

    items: tuple[tuple[Piece, ...], ...]


class Row(msgspec.Struct, frozen=True):
    """A row of a table. `anchor` is where a footnote leads to; `is_short` rows never break across pages."""

    cells: tuple[tuple[Piece, ...], ...]
    anchor: str | None = None
    is_short: bool = True


class Column(msgspec.Struct, frozen=True):
    """A column: its heading, its share of the text width, and how its cells look."""

    title: str
    width: float
    look: Look = "text"


class Grid(msgspec.Struct, frozen=True, tag="grid"):
    """A table with its numbered caption; `label` is "Table 3". A dense one is set smaller, for looking up."""

    label: str
    caption: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    is_wide: bool = False
    is_dense: bool = False

    @property
    def is_whole(self) -> bool:
        """Whether it is so small that no page break comes between its rows."""
        return self.is_dense and len(self.rows) <= ROWS_OF_WHOLE


class Picture(msgspec.Struct, frozen=True, tag="picture"):
    """A severity matrix with its numbered caption; `key` names each point, `unrated` those that stand nowhere."""

    label: str
    caption: str
    alt: str
    points: tuple[MatrixPoint, ...]
    key: str
    unrated: tuple[str, ...]


class BarPicture(msgspec.Struct, frozen=True, tag="bar_picture"):
    """A chart of bars with its numbered caption."""

    label: str
    caption: str
    alt: str
    unit: str
    series: tuple[str, ...]
    bars: tuple[Bar, ...]
    is_stacked: bool


class TimelinePicture(msgspec.Struct, frozen=True, tag="timeline_picture"):
    """A time line of incidents with its numbered caption; `undated` are those that stand nowhere on it."""

    label: str
    caption: str
    alt: str
    events: tuple[TimelineEvent, ...]
    undated: tuple[str, ...]


Part = Heading | Text | Bullets | Grid | Picture | BarPicture | TimelinePicture


class Spread(msgspec.Struct, frozen=True):
    """Parts that stand on pages of one orientation: landscape where `is_wide`."""

    parts: tuple[Part, ...]
    is_wide: bool = False


class Manuscript(msgspec.Struct, frozen=True):
    """A whole report, ready to be drawn. `date` is `created` in words, `marking` stands on every page."""

    title: str
    subtitle: str
    company: str
    date: str
    created: datetime.date
    notice: str
    facts: tuple[tuple[str, str], ...]
    language: str
    identifier: str
    spreads: tuple[Spread, ...]
    marking: str = ""

    def headings(self) -> tuple[Heading, ...]:
        """All headings, in the order of reading."""
        return tuple(part for spread in self.spreads for part in spread.parts if isinstance(part, Heading))


def joint(before: Piece, after: Piece) -> str:
    """What is printed between two pieces: sentences follow one another, references make a list, and
    punctuation keeps close to what it belongs to."""
    if isinstance(before, Reference) and isinstance(after, Reference):
        return ", "
    opens = isinstance(before, Said) and before.note is None and before.text.endswith(("(", "“"))
    closes = isinstance(after, Said) and after.text.startswith((".", ",", ";", ":", ")", "”"))
    return "" if opens or closes else " "


def pieces(part: Part) -> tuple[Piece, ...]:
    """The sentences, gaps and references of a part, in the order of reading."""
    match part:
        case Text():
            return part.pieces
        case Bullets():
            return tuple(piece for item in part.items for piece in item)
        case Grid():
            return tuple(piece for row in part.rows for cell in row.cells for piece in cell)
    return ()
