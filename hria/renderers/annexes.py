"""The last two annexes of every report: the passages it rests on, and the documents they stand in."""

from __future__ import annotations

from hria.draft import DocumentEntry, Draft, EvidenceEntry
from hria.renderers.citations import Register, printed_document
from hria.renderers.cleaning import clean, quoted
from hria.renderers.manuscript import Column, Grid, Heading, Part, Piece, Row, Said, Text
from hria.renderers.tables import is_short_row
from hria.renderers.wording import (
    ANNEX,
    NO_DOCUMENT,
    NO_PASSAGE,
    NOT_STATED,
    REGISTER,
    REGISTER_NOTE,
    REVIEWED,
    REVIEWED_NOTE,
    printed_date,
    printed_kind,
)

HASH_DIGITS = 12

REGISTER_COLUMNS = (
    Column("No.", 0.08),
    Column("Passage", 0.39),
    Column("Source", 0.23),
    Column("Review", 0.13),
    Column("Finding, hash", 0.17, "code"),
)
REVIEWED_COLUMNS = (
    Column("Document", 0.27),
    Column("Kind", 0.12),
    Column("Publisher", 0.17),
    Column("Published", 0.15),
    Column("Pages", 0.09, "number"),
    Column("SHA-256", 0.2, "code"),
)


def evidence_register(draft: Draft, register: Register, letter: str, label: str) -> list[Part]:
    """The annex with a row for each passage of the draft, in the order of its register."""
    rows = (_passage(entry, register) for entry in draft.evidence)
    heading = Heading(1, f"{ANNEX} {letter}", REGISTER, "evidence_register", is_annex=True)
    if not draft.evidence:
        return [heading, Text((Said(NO_PASSAGE),))]
    return [
        heading,
        Text((Said(REGISTER_NOTE),), is_note=True),
        Grid(label, "Passages that the footnotes name", REGISTER_COLUMNS, tuple(rows)),
    ]


def documents_reviewed(draft: Draft, letter: str, label: str) -> list[Part]:
    """The annex with a row for each document of the draft."""
    rows = (_document(entry, draft.language) for entry in draft.documents)
    heading = Heading(1, f"{ANNEX} {letter}", REVIEWED, "documents_reviewed", is_annex=True)
    if not draft.documents:
        return [heading, Text((Said(NO_DOCUMENT),))]
    return [
        heading,
        Text((Said(REVIEWED_NOTE),), is_note=True),
        Grid(label, "Documents that this report rests on", REVIEWED_COLUMNS, tuple(rows)),
    ]


def _passage(entry: EvidenceEntry, register: Register) -> Row:
    place = clean(entry.place)
    source = printed_document(entry, register) + (f", {place}" if place else "")
    codes = (*(clean(finding) for finding in entry.finding_ids), clean(entry.quote_hash)[:HASH_DIGITS])
    return _row(
        REGISTER_COLUMNS,
        _cell(clean(entry.label)),
        _cell(quoted(clean(entry.quote))),
        _cell(source),
        _cell(clean(entry.reviewed)),
        _cell(*codes),
        anchor=register.anchors[entry.label],
    )


def _document(entry: DocumentEntry, language: str) -> Row:
    published = printed_date(entry.published, language) if entry.published else NOT_STATED
    return _row(
        REVIEWED_COLUMNS,
        _cell(clean(entry.title), clean(entry.note or "")),
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
