"""DOCX and DOCM: paragraphs, headings, lists, tables, text boxes and notes as Word shows them.

Deleted text of tracked changes and comments are left out, inserted text is kept. Nothing that the
file points to is fetched, and no macro is run.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from typing import Any

from hria.document import BlockKind, Cell, Dropped
from hria.errors import LimitExceeded, Unreadable
from hria.readers.parts import Part, transcribe
from hria.readers.printed import SUPERSCRIPTS
from hria.readers.transcript import Transcript
from hria.readers.zipped import open_archive

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
STRICT = b"http://purl.oclc.org/ooxml/"
TRANSITIONAL = {
    b"http://purl.oclc.org/ooxml/wordprocessingml/main": b"http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    b"http://purl.oclc.org/ooxml/officeDocument/relationships": b"http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    b"http://purl.oclc.org/ooxml/drawingml/main": b"http://schemas.openxmlformats.org/drawingml/2006/main",
}
MACROS = b"application/vnd.ms-word.document.macroEnabled.main+xml"
PLAIN = b"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
LONGEST_HEADING = 14


def read_docx(data: bytes) -> Transcript:
    """The transcript of a Word file.

    Raises PasswordNeeded, LimitExceeded or Unreadable. Pages are those that Word last laid out, where it
    left their marks; otherwise explicit page breaks count.
    """
    from docx import Document
    from docx.opc.exceptions import OpcError
    from lxml.etree import XMLSyntaxError

    archive = open_archive(data)
    try:
        document = Document(_as_plain_docx(archive))
        reader = _Reader(document)
        parts = list(reader.parts())
        dropped = list(reader.left_out())
    except (OpcError, XMLSyntaxError, KeyError, ValueError, AttributeError, zipfile.BadZipFile) as error:
        reason = str(error).strip("'\"") or type(error).__name__
        if "depth" in reason:
            raise LimitExceeded("its parts stand too deep in each other", "save it as PDF") from None
        if "amplification" in reason:
            raise LimitExceeded("it unfolds to far more text than it holds", "ask for a new copy of the file") from None
        raise Unreadable(
            f"Word's own parts of it cannot be read ({reason})", "open it in Word or LibreOffice and save it again"
        ) from None
    return transcribe(parts, dropped, metadata=_metadata(document, archive), notes=_notes(archive))


def _metadata(document: Any, archive: zipfile.ZipFile) -> dict[str, str]:
    if "docProps/core.xml" not in archive.namelist():
        return {}  # python-docx would make up properties with today's date.
    properties = document.core_properties
    date = properties.modified or properties.created
    found = {
        "title": properties.title or "",
        "author": properties.author or "",
        "made": date.date().isoformat() if date else "",
    }
    return {key: value for key, value in found.items() if value}


def _as_plain_docx(archive: zipfile.ZipFile) -> io.BytesIO:
    """The archive as python-docx takes it: strict names of namespaces and the macro type made usual ones."""
    result = io.BytesIO()
    with zipfile.ZipFile(result, "w", zipfile.ZIP_DEFLATED) as plain:
        for entry in archive.infolist():
            content = archive.read(entry)
            if entry.filename.endswith((".xml", ".rels")):
                content = content.replace(MACROS, PLAIN)
                if STRICT in content:
                    for strict, usual in TRANSITIONAL.items():
                        content = content.replace(strict, usual)
            plain.writestr(entry.filename, content)
    result.seek(0)
    return result


def _notes(archive: zipfile.ZipFile) -> Iterator[str]:
    names = archive.namelist()
    embedded = sum("/embeddings/" in name for name in names)
    if embedded:
        yield f"{embedded} embedded file(s) were not read"
    if any(name.endswith("vbaProject.bin") for name in names):
        yield "it holds macros, which were not run"
    relations = "word/_rels/document.xml.rels"
    if relations in names and b"/afchunk" in archive.read(relations).lower():
        yield "text inserted from another file (altChunk) was not read; save it in Word as a new .docx to have it read"


class _Reader:
    """Walks through the body once, keeping count of the page and of tables."""

    def __init__(self, document: Any) -> None:
        self._document = document
        self._body = document.element.body
        self._page = 1
        self._tables = -1
        self._has_layout_marks = next(self._body.iter(f"{W}lastRenderedPageBreak"), None) is not None
        styles = [style for style in document.styles if style.type == 1]
        self._outline = {style.style_id: _heading_level(style) for style in styles}
        titles = {style.style_id for style in styles if (style.name or "").lower() == "title"}
        # Where a title stands above them all, the first headings are one rank lower.
        self._below_title = int(any(mark.get(f"{W}val") in titles for mark in self._body.iter(f"{W}pStyle")))
        self._titles = titles
        self._lists = {style.style_id for style in styles if _is_list(style)}

    def parts(self) -> Iterator[Part]:
        yield from self._blocks(self._body)
        for name in ("footnotes", "endnotes"):
            yield from self._noted(name)

    def _blocks(self, container: Any, cell: Cell | None = None) -> Iterator[Part]:
        for element in container:
            if element.tag == f"{W}p":
                yield from self._paragraph(element, cell)
            elif element.tag == f"{W}tbl":
                yield from self._table(element)
            elif element.tag in (f"{W}sdt", f"{W}sdtContent", f"{W}ins", f"{W}customXml", f"{W}smartTag"):
                yield from self._blocks(element, cell)

    def _paragraph(self, paragraph: Any, cell: Cell | None) -> Iterator[Part]:
        page = self._page
        text = self._text(paragraph)
        if text.strip():
            kind, level = self._kind(paragraph, text)
            if cell and kind in ("paragraph", "heading"):
                kind, level = "table_cell", 0
            yield Part(kind, text, page, level, cell)
        for box in paragraph.iter(f"{W}txbxContent"):
            # Word writes a text box twice, the second time for programs that know no drawings.
            if not any(True for _ in box.iterancestors(f"{MC}Fallback")):
                yield from self._blocks(box)

    def _kind(self, paragraph: Any, text: str) -> tuple[BlockKind, int]:
        properties = paragraph.find(f"{W}pPr")
        style = _value(properties, "pStyle")
        outline = _value(properties, "outlineLvl")
        if outline and outline.isdigit() and int(outline) < 9:
            return "heading", int(outline) + 1
        if level := self._outline.get(style or ""):
            return "heading", level if style in self._titles else level + self._below_title
        numbered = properties is not None and properties.find(f"{W}numPr") is not None
        if numbered or style in self._lists:
            depth = properties.find(f"{W}numPr/{W}ilvl") if properties is not None else None
            return "list_item", int(depth.get(f"{W}val", "0")) if depth is not None else 0
        if style and style.lower().startswith("caption"):
            return "caption", 0
        short = len(text.split()) <= LONGEST_HEADING and not text.rstrip().endswith((".", ",", ";"))
        if short and text[:1].isupper() and _is_bold(paragraph):
            return "heading", 4
        return "paragraph", 0

    def _table(self, table: Any) -> Iterator[Part]:
        self._tables += 1
        number = self._tables
        for row_number, row in enumerate(table.iter(f"{W}tr")):
            if next(row.iterancestors(f"{W}tbl")) is not table:
                continue
            for column, cell in enumerate(row.findall(f"{W}tc")):
                merge = cell.find(f"{W}tcPr/{W}vMerge")
                if merge is None or merge.get(f"{W}val") == "restart":
                    yield from self._blocks(cell, Cell(number, row_number, column))

    def _text(self, paragraph: Any) -> str:
        """The visible text of a paragraph, without that of text boxes in it; counts pages on the way."""
        pieces: list[str] = []
        for element in paragraph.iter():
            if element.tag in (f"{W}txbxContent", f"{W}del", f"{W}moveFrom"):
                continue
            owner = next(element.iterancestors(f"{W}p", f"{W}del", f"{W}moveFrom"), None)
            if owner is paragraph:
                pieces.append(self._sign(element))
        return "".join(pieces)

    def _sign(self, element: Any) -> str:
        name = element.tag.removeprefix(W) if isinstance(element.tag, str) else ""
        match name:
            case "t":
                return element.text or ""
            case "tab" | "cr":
                return " "
            case "br":
                if element.get(f"{W}type") == "page" and not self._has_layout_marks:
                    self._page += 1
                return " "
            case "lastRenderedPageBreak":
                self._page += 1
            case "noBreakHyphen":
                return "-"
            case "footnoteReference" | "endnoteReference":
                return str(element.get(f"{W}id", "")).translate(SUPERSCRIPTS)
        return ""

    def left_out(self) -> Iterator[Dropped]:
        """The comments, and what tracked changes delete or move away."""
        for tag in ("del", "moveFrom"):
            for change in self._body.iter(f"{W}{tag}"):
                text = "".join(element.text or "" for element in change.iter(f"{W}t", f"{W}delText"))
                if text.strip():
                    yield Dropped(1, "deleted in a tracked change", " ".join(text.split()))
        for comment in self._related("comments"):
            text = " ".join(self._text(paragraph) for paragraph in comment.iter(f"{W}p"))
            if text.strip():
                yield Dropped(1, "a comment", " ".join(text.split()))

    def _noted(self, name: str) -> Iterator[Part]:
        for note in self._related(name):
            mark = note.get(f"{W}id", "0")
            if note.get(f"{W}type") or not mark.isdigit():
                continue
            text = " ".join(self._text(paragraph) for paragraph in note.iter(f"{W}p"))
            if text.strip():
                yield Part("footnote", f"{mark.translate(SUPERSCRIPTS)} {text}", self._page)

    def _related(self, name: str) -> Iterator[Any]:
        """The notes or comments that stand in a part of their own."""
        from lxml import etree

        for relationship in self._document.part.rels.values():
            if not relationship.is_external and relationship.reltype.endswith(f"/{name}"):
                parser = etree.XMLParser(resolve_entities=False, no_network=True)
                yield from etree.fromstring(relationship.target_part.blob, parser)


def _value(properties: Any, name: str) -> str | None:
    element = properties.find(f"{W}{name}") if properties is not None else None
    return element.get(f"{W}val") if element is not None else None


def _heading_level(style: Any) -> int | None:
    """The level of a heading style, by its name or the one that it is based on."""
    seen = 0
    while style is not None and seen < 10:
        name = (style.name or "").lower()
        if match := re.fullmatch(r"(?:heading|überschrift|titre) (\d)", name):
            return int(match.group(1))
        if name in ("title", "subtitle"):
            return 1 if name == "title" else 2
        style, seen = style.base_style, seen + 1
    return None


def _is_list(style: Any) -> bool:
    name = (style.name or "").lower()
    return name.startswith("list ") or style.element.find(f"{W}pPr/{W}numPr") is not None


def _is_bold(paragraph: Any) -> bool:
    runs = [run for run in paragraph.iter(f"{W}r") if "".join(run.itertext()).strip()]
    marks = [run.find(f"{W}rPr/{W}b") for run in runs]
    return bool(runs) and all(mark is not None and mark.get(f"{W}val", "1") not in ("0", "false") for mark in marks)
