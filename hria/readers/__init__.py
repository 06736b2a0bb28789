"""From a file to a Document: which reader takes it, and what the document is."""

from __future__ import annotations

import datetime
import hashlib
import re
from collections.abc import Iterator, Sequence
from pathlib import Path

import msgspec

from hria.context import read_context, recognised_as_context
from hria.context.sources import known_sources
from hria.document import Document, DocumentKind
from hria.errors import LimitExceeded, UnknownTable, Unreadable
from hria.lists import LIST_KINDS, read_list, recognised_as
from hria.lists.columns import FIRST_ROWS, LOOKED_AT, kinds
from hria.readers import dates, identity, titles
from hria.readers.transcript import Transcript

MOST_BYTES = 300_000_000
# So many rows that cannot be read are named.
MOST_SHOWN = 12
READ_SUFFIXES = (".pdf", ".docx", ".docm", ".html", ".htm", ".xhtml", ".txt", ".text", ".md", ".markdown")
# Spreadsheets and lists.
DATA_SUFFIXES = (".xml",)
SHEET_SUFFIXES = (".csv", ".tsv", ".xlsx", ".xlsm")
# Known, but not read; a folder that holds them is not at fault.
TABLE_SUFFIXES = (".xls", ".ods", ".json", ".jsonl")


class Overrides(msgspec.Struct, frozen=True):
    """What the person who adds a document says of it; it goes before what the document says."""

    kind: DocumentKind | None = None
    title: str | None = None
    published: datetime.date | None = None
    publisher: str | None = None
    password: str | None = None
    ocr: bool = False
    columns: tuple[tuple[str, str], ...] = ()
    edition: str | None = None
    licence: str | None = None
    language: str | None = None


def read(path: Path, overrides: Overrides = Overrides(), shown_as: str | None = None) -> Document:
    """The document in a file. `shown_as` is the path that the document keeps.

    Raises Unreadable (or PasswordNeeded, LimitExceeded); the message names the cause, not the file.
    """
    data = read_bytes(path)
    sha256 = hashlib.sha256(data).hexdigest()
    format_name = sniff(data, path.name)
    transcript = _transcribe(data, path, format_name, overrides)
    name = shown_as or str(path)
    title = overrides.title or _title(transcript, name, format_name)
    notes = transcript.notes
    kind = overrides.kind
    if format_name in ("csv", "xlsx") and kind is None:
        kind = _kind_of_table(transcript, title, name)
    elif format_name == "xml":
        kind = "context"
    if not transcript.text and not any("text layer" in note for note in notes):
        notes = (*notes, "it holds no text")
    document = Document(
        id=sha256[:16],
        sha256=sha256,
        path=name,
        format=format_name,
        title=title,
        kind=kind or identity.kind_of(transcript, title, name),
        text=transcript.text,
        blocks=transcript.blocks,
        pages=transcript.pages,
        words=transcript.words,
        published=overrides.published or dates.published_on(transcript, title, name),
        publisher=overrides.publisher or identity.publisher_of(transcript),
        language=overrides.language or identity.language_of(transcript.text),
        dropped=transcript.dropped,
        notes=notes,
        columns=overrides.columns,
        edition=overrides.edition,
        licence=overrides.licence,
    )
    if document.kind == "context":
        return _as_context(document, overrides, transcript)
    if document.kind not in LIST_KINDS:
        return document
    # The dates in a list are those of its rows, not its own.
    made = transcript.metadata.get("made")
    published = overrides.published or (datetime.date.fromisoformat(made) if made else None)
    notes = (*notes, *_list_notes(document))
    return msgspec.structs.replace(document, language=None, published=published, notes=notes)


def _as_context(document: Document, overrides: Overrides, transcript: Transcript) -> Document:
    """A document on countries or goods, with source, edition and licence as far as they are known.

    Raises UnknownTable where hria finds nothing on any country in it.
    """
    found = read_context(document)
    if found is None:
        raise UnknownTable(
            "nothing in it says of a country or good what hria can take up",
            "for a table with a column of countries: --as context --columns country=COLUMN,value=COLUMN",
        )
    known = known_sources().get(found.source or "")
    made = transcript.metadata.get("made")
    published = overrides.published or (datetime.date.fromisoformat(made) if made else None)
    edition = overrides.edition or found.edition
    licence = overrides.licence or (known.licence if known else None)
    notes = [f"{found.rows:,} rows; {found.described}", f"edition: {edition or 'not stated (--edition)'}"]
    notes += [f"licence: {licence or 'not stated (--licence)'}"]
    notes += [newer] if known and (newer := known.outdated(edition)) else []
    notes += [_unread_rows(found.unread)] if found.unread else []
    is_printed = document.format == "pdf"
    return msgspec.structs.replace(
        document,
        title=overrides.title or (known.title if known and not is_printed else document.title),
        publisher=overrides.publisher or (known.publisher if known else document.publisher),
        published=overrides.published or (document.published if is_printed else published),
        language="en" if known else None,
        edition=edition,
        licence=licence,
        notes=(*document.notes, *notes),
    )


def _title(transcript: Transcript, name: str, format_name: str) -> str:
    """The title of a document; of a CSV file its name, which is all the title that it has."""
    if format_name == "csv":
        return re.sub(r"[\s_-]+", " ", Path(name).stem).strip().capitalize()
    return titles.title_of(transcript, name)


def _kind_of_table(transcript: Transcript, title: str, name: str) -> DocumentKind:
    """What a table is: a list or an index of countries, by the names of its columns, or an audit. Raises UnknownTable
    for any other."""
    if recognised_as_context(rows_of(transcript)[: FIRST_ROWS + LOOKED_AT]):
        return "context"
    if kind := recognised_as(rows_of(transcript)):
        return kind
    if identity.kind_of(transcript, title, name) == "audit":
        return "audit"
    names = [text for row in rows_of(transcript)[:1] for text in row.values()][:12]
    raise UnknownTable(
        f"a table whose columns tell nothing that hria knows ({', '.join(names)[:160]})",
        f"say what it is with --as ({', '.join((*LIST_KINDS, 'context'))}) and --columns, or leave it out",
    )


def rows_of(transcript: Transcript) -> list[dict[int, str]]:
    """The rows of the first table of a transcript: column -> text."""
    rows: dict[int, dict[int, str]] = {}
    first = next((block.cell.table for block in transcript.blocks if block.cell), 0)
    for block in transcript.blocks:
        if block.cell and block.cell.table == first:
            rows.setdefault(block.cell.row, {})[block.cell.column] = transcript.text[block.start : block.end]
    return list(rows.values())


def _list_notes(document: Document) -> Iterator[str]:
    """What was read of a list, for a person to confirm: its columns, its rows, and the rows that cannot be read."""
    listed = read_list(document)
    if listed.layout is None:
        wanted = ", ".join(kinds()[document.kind].needed)  # type: ignore[index]
        raise UnknownTable(
            f"no row of it names the columns of a list of {document.kind} (at least: {wanted})",
            "name them with --columns field=name,...",
        )
    yield f"{len(listed.rows):,} rows; {listed.layout.described()}"
    if listed.unread:
        yield _unread_rows(listed.unread)


def _unread_rows(unread: Sequence[tuple[int, str]]) -> str:
    """The rows that cannot be read, by reason where many have the same one."""
    by_reason: dict[str, list[int]] = {}
    for number, why in unread:
        by_reason.setdefault(why, []).append(number)
    is_many = len(unread) > MOST_SHOWN > len(by_reason)
    if is_many:
        named = [f"{why}: {len(numbers)} (first: row {numbers[0]})" for why, numbers in by_reason.items()]
        return f"{len(unread)} rows cannot be read: {'; '.join(named)}"
    shown = ", ".join(f"{number} ({why})" for number, why in unread[:MOST_SHOWN])
    more = f" and {len(unread) - MOST_SHOWN} more" if len(unread) > MOST_SHOWN else ""
    return f"{len(unread)} rows cannot be read: {shown}{more}"


def read_bytes(path: Path) -> bytes:
    """The bytes of a file. Raises Unreadable or LimitExceeded."""
    try:
        size = path.stat().st_size
        if size > MOST_BYTES:
            raise LimitExceeded(f"it is {size // 1_000_000} MB large", "split it")
        data = path.read_bytes()
    except OSError as error:
        raise Unreadable(f"it cannot be opened ({error.strerror})", "check the path and its permissions") from None
    if not data:
        raise Unreadable("it is empty (0 bytes)", "ask for a new copy of the file")
    return data


def sniff(data: bytes, name: str) -> str:
    """The format of a file by its first bytes, and by its name where those leave it open.

    One of pdf, docx, xlsx, csv, xml, html, markdown, text. Raises Unreadable for what no reader takes.
    """
    suffix = Path(name).suffix.lower()
    start = data[:2048].lstrip()
    if b"%PDF-" in data[:2048]:
        return "pdf"
    is_office = data.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0"))
    if is_office and (suffix in (*SHEET_SUFFIXES, ".xls") or (suffix != ".docx" and b"xl/workbook" in data)):
        return "xlsx"
    if suffix in SHEET_SUFFIXES:
        return "csv"  # A CSV file that somebody named .xlsx is one all the same.
    if is_office or suffix in (".docx", ".docm"):
        if suffix in TABLE_SUFFIXES:
            raise Unreadable(f"no reader takes {suffix} files", "save the sheet as .xlsx or .csv")
        return "docx"
    if suffix == ".pdf":
        raise Unreadable("it is not a PDF (no %PDF header)", "ask for a new copy of the file")
    if suffix in (".html", ".htm", ".xhtml") or start[:15].lower().startswith((b"<!doctype html", b"<html")):
        return "html"
    if suffix in DATA_SUFFIXES:
        return "xml"
    if suffix in (".md", ".markdown"):
        return "markdown"
    if suffix in (".txt", ".text", ""):
        return "text"
    if suffix in TABLE_SUFFIXES:
        raise Unreadable(f"no reader takes {suffix} files", "save it as .xlsx or .csv")
    raise Unreadable(f"no reader takes {suffix} files", "save it as PDF, DOCX, HTML, Markdown or plain text")


def _transcribe(data: bytes, path: Path, format_name: str, overrides: Overrides) -> Transcript:
    """The transcript by the reader of this format; each reader is imported only when it is needed."""
    match format_name:
        case "pdf":
            from hria.readers.pdf import read_pdf

            transcript = read_pdf(data, overrides.password)
            if overrides.ocr:
                from hria.readers.ocr import with_recognised_pages

                transcript = with_recognised_pages(transcript, data, overrides.password)
            return transcript
        case "docx":
            from hria.readers.docx import read_docx

            return read_docx(data)
        case "xlsx":
            from hria.readers.workbook import read_workbook

            return read_workbook(data)
        case "csv":
            from hria.readers.delimited import read_delimited

            return read_delimited(data)
        case "xml":
            from hria.readers.xml import read_xml

            return read_xml(data)
        case "html":
            from hria.readers.html import read_html

            return read_html(data)
        case "markdown":
            from hria.readers.markdown import read_markdown

            return read_markdown(data)
        case _:
            from hria.readers.plain import read_plain

            return read_plain(data)
