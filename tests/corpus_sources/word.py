"""Word documents of the sample corpus from Markdown: real heading styles, lists, tables, footnotes."""

from __future__ import annotations

import datetime
import io
import re
from pathlib import Path
from typing import Any

import docx
from docx.document import Document
from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Mm, Pt, RGBColor
from docx.text.paragraph import Paragraph
from docx.text.run import Run
from markdown_it import MarkdownIt
from markdown_it.token import Token

NOTE_REFERENCE = re.compile(r"\[\^(\d+)\]")
NOTE_TEXT = re.compile(r"^\[\^(\d+)\]: (.+)$", re.MULTILINE)
NOTE_SEPARATORS = (
    '<w:footnote w:type="separator" w:id="-1"><w:p><w:r><w:separator/></w:r></w:p></w:footnote>'
    '<w:footnote w:type="continuationSeparator" w:id="0">'
    "<w:p><w:r><w:continuationSeparator/></w:r></w:p></w:footnote>"
)
TEXT_WIDTH = Mm(150)
TEXT_OPENS = ("paragraph_open", "heading_open")
INK = RGBColor(0x1F, 0x3A, 0x5F)


def write(source: Path) -> bytes:
    """The Word document of a Markdown file; its front matter names title, author, date, header, font."""
    _, front, body = source.read_text(encoding="utf-8").split("---\n", 2)
    facts = dict(line.split(": ", 1) for line in front.splitlines())
    notes = dict(NOTE_TEXT.findall(body))
    document = docx.Document()
    _set_properties(document, facts)
    _set_styles(document, facts["font"])
    _set_header_and_page_number(document, facts["header"])
    _Writer(document).draw(MarkdownIt().enable("table").parse(NOTE_TEXT.sub("", body)))
    if notes:
        _add_notes(document, notes)
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


class _Writer:
    """Walks the block tokens once and remembers which list it is in."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.list_style = "List Bullet"
        self.in_list = False

    def draw(self, tokens: list[Token]) -> None:
        for place, token in enumerate(tokens):
            if token.type in ("bullet_list_open", "ordered_list_open"):
                self.in_list = True
                self.list_style = "List Bullet" if token.tag == "ul" else "List Number"
            elif token.type in ("bullet_list_close", "ordered_list_close"):
                self.in_list = False
            elif token.type == "table_open":
                end = next(i for i in range(place, len(tokens)) if tokens[i].type == "table_close")
                self._table(tokens[place:end])
            elif token.type == "inline" and tokens[place - 1].type in TEXT_OPENS:
                self._paragraph(tokens[place - 1], token)

    def _paragraph(self, opening: Token, inline: Token) -> None:
        if opening.type == "heading_open":
            style = {"h1": "Title", "h2": "Heading 1", "h3": "Heading 2"}[opening.tag]
        else:
            style = self.list_style if self.in_list else "Normal"
        _add_runs(self.document.add_paragraph(style=style), inline)

    def _table(self, tokens: list[Token]) -> None:
        rows: list[list[Token]] = []
        for token in tokens:
            if token.type == "tr_open":
                rows.append([])
            elif token.type == "inline":
                rows[-1].append(token)
        table = self.document.add_table(rows=len(rows), cols=len(rows[0]), style="Table Grid")
        longest = [max(len(row[column].content) for row in rows) for column in range(len(rows[0]))]
        shares = [min(max(length, 18), 36) for length in longest]
        for column, share in zip(table.columns, shares, strict=True):
            column.width = int(TEXT_WIDTH * share / sum(shares))
        for row, cells in zip(table.rows, rows, strict=True):
            for cell, inline, column in zip(row.cells, cells, table.columns, strict=True):
                cell.width = column.width
                _add_runs(cell.paragraphs[0], inline, bold=cells is rows[0])
        table.rows[0]._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
        self.document.add_paragraph()


def _add_runs(paragraph: Paragraph, inline: Token, bold: bool = False) -> None:
    strong = bold
    for child in inline.children or []:
        if child.type in ("strong_open", "strong_close"):
            strong = child.type == "strong_open"
            continue
        for part, text in enumerate(NOTE_REFERENCE.split(child.content)):
            if part % 2:
                _add_note_reference(paragraph.add_run(), text)
            elif text:
                paragraph.add_run(text).bold = strong or None


def _add_note_reference(run: Run, number: str) -> None:
    run.font.superscript = True
    reference = OxmlElement("w:footnoteReference")
    reference.set(qn("w:id"), number)
    run._r.append(reference)


def _add_notes(document: Document, notes: dict[str, str]) -> None:
    """Footnotes as a part of their own: python-docx reads none and writes none."""
    bodies = "".join(
        f'<w:footnote w:id="{number}"><w:p><w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr>'
        f'<w:footnoteRef/></w:r><w:r><w:rPr><w:sz w:val="17"/></w:rPr>'
        f'<w:t xml:space="preserve"> {text}</w:t></w:r></w:p></w:footnote>'
        for number, text in sorted(notes.items())
    )
    xml = f"<w:footnotes {nsdecls('w')}>{NOTE_SEPARATORS}{bodies}</w:footnotes>"
    blob = b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n' + xml.encode()
    name, package = PackURI("/word/footnotes.xml"), document.part.package
    part = Part(name, CONTENT_TYPE.WML_FOOTNOTES, blob, package)
    document.part.relate_to(part, RELATIONSHIP_TYPE.FOOTNOTES)


def _set_properties(document: Document, facts: dict[str, str]) -> None:
    day = datetime.datetime.fromisoformat(facts["date"])
    properties: Any = document.core_properties
    properties.title, properties.author = facts["title"], facts["author"]
    properties.last_modified_by, properties.comments = facts["author"], ""
    properties.created = properties.modified = day
    properties.language = "en-GB"


def _set_styles(document: Document, font: str) -> None:
    sizes = {"Normal": 10.5, "Title": 22, "Heading 1": 14, "Heading 2": 11.5}
    for name, size in sizes.items():
        style = document.styles[name]
        style.font.name, style.font.size = font, Pt(size)
        fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
        for theme in ("w:asciiTheme", "w:hAnsiTheme", "w:eastAsiaTheme", "w:cstheme"):
            fonts.attrib.pop(qn(theme), None)
        if name != "Normal":
            style.font.color.rgb = INK
    document.styles["Normal"].paragraph_format.space_after = Pt(6)


def _set_header_and_page_number(document: Document, text: str) -> None:
    section = document.sections[0]
    section.page_width, section.page_height = Pt(595.3), Pt(841.9)
    header = section.header.paragraphs[0]
    header.text = text
    header.runs[0].font.size = Pt(8)
    number = '<w:fldSimple {} w:instr="PAGE"><w:r><w:t>1</w:t></w:r></w:fldSimple>'
    field = parse_xml(number.format(nsdecls("w")))
    section.footer.paragraphs[0].text = "Page "
    section.footer.paragraphs[0]._p.append(field)
