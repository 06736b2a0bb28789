"""The last annexes of every report: its gaps, the passages it rests on, and the documents they stand in."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import msgspec

from hria.draft import DocumentEntry, Draft, EvidenceEntry, Gap
from hria.renderers import wording
from hria.renderers.citations import Register, printed_source
from hria.renderers.cleaning import clean, elided, quoted
from hria.renderers.colophon import printed_state
from hria.renderers.manuscript import Column, Grid, Heading, Part, Piece, Row, Said, Text
from hria.renderers.tables import is_short_row, readable_widths
from hria.renderers.wording import ANNEX, NOT_STATED, printed_date, printed_kind

HASH_DIGITS = 12
FINDING_DIGITS = 8  # enough for `hria explain`

GAP_COLUMNS = (
    Column("Gap", 0.07),
    Column("What is missing", 0.4),
    Column("Why", 0.1),
    Column("Asked for by", 0.14),
    Column("From whom", 0.14),
    Column("Section", 0.15),
)
REGISTER_COLUMNS = (
    Column("No.", 0.07),
    Column("Passage", 0.56),
    Column("Source", 0.24),
    Column("Finding, hash", 0.13, "code"),
)
REVIEWED_COLUMNS = (
    Column("Document", 0.3),
    Column("Kind", 0.11),
    Column("Publisher", 0.16),
    Column("Published", 0.16),
    Column("Pages", 0.07, "number"),
    Column("SHA-256", 0.2, "code"),
)


class OpenGap(msgspec.Struct, frozen=True):
    """A gap by its number, with the sections that print it."""

    number: int
    gap: Gap
    sections: tuple[str, ...]

    @property
    def anchor(self) -> str:
        """Where the text leads to from the gap."""
        return f"gap_{self.number}"


def open_gaps(gaps: Sequence[OpenGap], letter: str, label: str) -> list[Part]:
    """The annex with a row for each gap, in the order of their numbers."""
    heading = Heading(1, f"{ANNEX} {letter}", wording.OPEN_GAPS, "open_gaps", is_annex=True)
    note = Text((Said(wording.OPEN_GAPS_NOTE),), is_note=True)
    return [heading, note, _grid(label, "Gaps that this report prints", GAP_COLUMNS, tuple(map(_gap, gaps)))]


def evidence_register(draft: Draft, register: Register, letter: str, label: str) -> list[Part]:
    """The annex with a row for each passage of the draft, in the order of its register."""
    heading = Heading(1, f"{ANNEX} {letter}", wording.REGISTER, "evidence_register", is_annex=True)
    if not draft.evidence:
        return [heading, Text((Said(wording.NO_PASSAGE),))]
    rows = tuple(_passage(entry, register, draft.language) for entry in draft.evidence)
    note = (Said(wording.REGISTER_NOTE), Said(_state_of_review(draft.evidence)))
    grid = _grid(label, "Passages that the footnotes name", REGISTER_COLUMNS, rows)
    return [heading, Text(note, is_note=True), grid]


def documents_reviewed(draft: Draft, letter: str, label: str) -> list[Part]:
    """The annex with a row for each document of the draft."""
    heading = Heading(1, f"{ANNEX} {letter}", wording.REVIEWED, "documents_reviewed", is_annex=True)
    if not draft.documents:
        return [heading, Text((Said(wording.NO_DOCUMENT),))]
    rows = tuple(_document(entry, draft.language) for entry in draft.documents)
    grid = _grid(label, "Documents that this report rests on", REVIEWED_COLUMNS, rows)
    return [heading, Text((Said(wording.REVIEWED_NOTE),), is_note=True), grid]


def _grid(label: str, caption: str, columns: Sequence[Column], rows: tuple[Row, ...]) -> Grid:
    """The table, its columns widened where a word would not fit."""
    titles, shares = zip(*((column.title, column.width) for column in columns), strict=True)
    widths = readable_widths(titles, [row.cells for row in rows], shares, is_dense=True)
    fitted = tuple(msgspec.structs.replace(column, width=width) for column, width in zip(columns, widths, strict=True))
    return Grid(label, caption, fitted, rows, is_dense=True)


def _gap(open_: OpenGap) -> Row:
    gap = open_.gap
    return _row(
        GAP_COLUMNS,
        _cell(str(open_.number)),
        _cell(clean(gap.missing or gap.text)),
        _cell(wording.WHY_IN_SHORT[gap.kind]),
        _cell(clean(gap.reference or "") or "–"),
        _cell(clean(gap.owner or "") or "–"),
        _cell(", ".join(open_.sections)),
        anchor=open_.anchor,
    )


def _state_of_review(entries: Iterable[EvidenceEntry]) -> str:
    states = {entry.reviewed == wording.IS_REVIEWED for entry in entries}
    if len(states) == 2:
        return wording.PARTLY_REVIEWED
    return wording.ALL_REVIEWED if states == {True} else wording.NOT_REVIEWED


def _passage(entry: EvidenceEntry, register: Register, language: str) -> Row:
    state = printed_state(entry, language)
    codes = (*(clean(finding)[:FINDING_DIGITS] for finding in entry.finding_ids), clean(entry.quote_hash)[:HASH_DIGITS])
    return _row(
        REGISTER_COLUMNS,
        _cell(clean(entry.label)),
        _cell(quoted(elided(clean(entry.quote)))),
        _cell("; ".join(part for part in (printed_source(entry, register), state) if part)),
        _cell(*codes),
        anchor=register.anchors[entry.label],
    )


def _document(entry: DocumentEntry, language: str) -> Row:
    published = printed_date(entry.published, language) if entry.published else NOT_STATED
    return _row(
        REVIEWED_COLUMNS,
        _cell(clean(entry.title), f"({clean(entry.note)})" if entry.note else ""),
        _cell(printed_kind(clean(entry.kind))),
        _cell(clean(entry.publisher or "") or NOT_STATED),
        _cell(published),
        _cell(str(entry.pages)),
        _cell(clean(entry.sha256)),
    )


def _row(columns: tuple[Column, ...], *cells: tuple[Piece, ...], anchor: str | None = None) -> Row:
    widths = tuple(column.width for column in columns)
    return Row(cells, anchor, is_short_row(cells, widths))


def _cell(*texts: str) -> tuple[Piece, ...]:
    return tuple(Said(text) for text in texts if text)
