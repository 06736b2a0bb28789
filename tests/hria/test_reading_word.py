"""DOCX: what Word shows is read, what it hides is logged."""

from __future__ import annotations

import io
import zipfile
from typing import Any

from docx import Document as Paper
from docx.enum.text import WD_BREAK
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from papers import blocks, of_kind, read_bytes, typed, whys

from hria.document import Document


def test_headings_lists_and_tables_have_their_kinds() -> None:
    """Styles say what a paragraph is; cells know their row and column."""

    def build(paper: Any) -> None:
        paper.add_heading("Human Rights Policy", level=0)
        paper.add_heading("Wages", level=1)
        paper.add_paragraph("We pay a living wage.")
        paper.add_paragraph("No deductions", style="List Bullet")
        table = paper.add_table(rows=2, cols=2)
        for row, texts in zip(table.rows, (("Site", "Workers"), ("Penang", "120")), strict=True):
            for cell, text in zip(row.cells, texts, strict=True):
                cell.text = text

    document = typed(build)
    assert blocks(document)[:4] == [
        ("heading", "Human Rights Policy"),
        ("heading", "Wages"),
        ("paragraph", "We pay a living wage."),
        ("list_item", "No deductions"),
    ]
    places = [(b.cell.row, b.cell.column) for b in document.blocks if b.cell]
    assert of_kind(document, "table_cell") == ["Site", "Workers", "Penang", "120"]
    assert places == [(0, 0), (0, 1), (1, 0), (1, 1)]
    assert document.title == "Human Rights Policy"


def test_tracked_changes_are_read_as_accepted() -> None:
    """Inserted text is kept; deleted text is no part of the sentence, and is logged."""

    def build(paper: Any) -> None:
        run = "<w:r><w:t xml:space='preserve'>{}</w:t></w:r>"
        deleted = "<w:r><w:delText xml:space='preserve'>not </w:delText></w:r>"
        paragraph = parse_xml(
            f"<w:p {nsdecls('w')}>{run.format('We will ')}<w:del w:id='1' w:author='a'>{deleted}</w:del>"
            f"<w:ins w:id='2' w:author='a'>{run.format('fully ')}</w:ins>{run.format('repay fees.')}</w:p>"
        )
        paper.element.body.insert(0, paragraph)

    document = typed(build)
    assert document.text == "We will fully repay fees."
    assert whys(document) == {"not": "deleted in a tracked change"}


def test_comments_are_logged_and_not_read() -> None:
    """What a reviewer wrote in the margin is no part of the document."""

    def build(paper: Any) -> None:
        run = paper.add_paragraph("We audit all sites.").runs[0]
        paper.add_comment(run, text="Is this true?", author="Reviewer")

    document = typed(build)
    assert document.text == "We audit all sites."
    assert whys(document) == {"Is this true?": "a comment"}


def test_footnotes_come_last_with_their_marks() -> None:
    """The mark is raised, so that it is no number; the note stands at the end."""
    notes = (
        f"<w:footnotes {nsdecls('w')}><w:footnote w:id='1'><w:p><w:r><w:t>Counted in 2024.</w:t></w:r></w:p>"
        "</w:footnote></w:footnotes>"
    )
    document = with_footnotes(notes)
    assert blocks(document) == [
        ("paragraph", "We train 40¹ buyers."),
        ("paragraph", "We listen."),
        ("footnote", "¹ Counted in 2024."),
    ]


def with_footnotes(notes: str) -> Document:
    """A document with a footnote on a number; python-docx cannot make notes, so the part is put in by hand."""
    paper = Paper()
    paragraph = paper.add_paragraph("We train 40")
    reference = OxmlElement("w:footnoteReference")
    reference.set(qn("w:id"), "1")
    paragraph.add_run()._r.append(reference)
    paragraph.add_run(" buyers.")
    paper.add_paragraph("We listen.")
    saved, out = io.BytesIO(), io.BytesIO()
    paper.save(saved)
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/footnotes"
    content = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
    with zipfile.ZipFile(saved) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            text = old.read(name)
            if name == "word/_rels/document.xml.rels":
                link = f'<Relationship Id="rId99" Type="{kind}" Target="footnotes.xml"/></Relationships>'
                text = text.replace(b"</Relationships>", link.encode())
            if name == "[Content_Types].xml":
                link = f'<Override PartName="/word/footnotes.xml" ContentType="{content}"/></Types>'
                text = text.replace(b"</Types>", link.encode())
            new.writestr(name, text)
        new.writestr("word/footnotes.xml", notes)
    return read_bytes(out.getvalue(), "noted.docx")


def test_pages_are_counted_by_breaks() -> None:
    """Without marks of Word's own layout, explicit breaks part the pages."""

    def build(paper: Any) -> None:
        paper.add_paragraph("First page.").add_run().add_break(WD_BREAK.PAGE)
        paper.add_paragraph("Second page.")

    document = typed(build)
    assert [block.page for block in document.blocks] == [1, 2]
    assert len(document.pages) == 2
