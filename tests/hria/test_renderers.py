"""The renderers: DOCX, PDF and Markdown say the same, hold together, and come out alike each time."""

from __future__ import annotations

import io
import re
import runpy
import shutil
import socket
import subprocess
import sys
import unicodedata
import zipfile
from collections import Counter
from functools import cache
from itertools import pairwise
from pathlib import Path
from posixpath import dirname, join, normpath
from typing import Any

import docx
import drafts
import msgspec
import pdfplumber
import pypdfium2
import pytest
from docx.oxml.ns import qn
from docx.shared import Mm, RGBColor
from lxml import etree
from markdown_it import MarkdownIt
from PIL import Image
from weasyprint.urls import FatalURLFetchingError

from hria.draft import Draft, Gap, MatrixPoint, PageReference, Section, Sentence, gaps, inlines
from hria.errors import BadData, NotFound, Unreadable
from hria.renderers import render
from hria.renderers.citations import footnote, note_text, open_register
from hria.renderers.cleaning import clean, elided, is_right_to_left, quoted
from hria.renderers.composition import compose, remarks
from hria.renderers.figures import CELL_HEIGHT, CELL_WIDTH, PAD, draw_matrix, places
from hria.renderers.headings import outline, printed_section
from hria.renderers.manuscript import Grid, Note, Said, pieces
from hria.renderers.pdf import lay_out, only_these
from hria.renderers.tables import readable_widths

ROOT = Path(__file__).resolve().parents[2]
FORMATS = ("docx", "pdf", "md")
SMALLEST_BODY_TYPE = 7.8  # points; footnotes, headers and footers are set smaller
# The order of the children of these elements in the schema of WordprocessingML (ECMA-376, part 1, annex A).
SEQUENCES = {
    "pPr": "pStyle keepNext keepLines pageBreakBefore widowControl numPr pBdr shd tabs spacing ind jc "
    "outlineLvl sectPr",
    "rPr": "rStyle rFonts b bCs i iCs color sz szCs highlight vertAlign rtl lang",
    "tblPr": "tblStyle tblW tblInd tblBorders tblLayout tblCellMar tblLook",
    "tcPr": "tcW tcBorders shd vAlign",
    "trPr": "cantSplit tblHeader",
    "sectPr": "headerReference footerReference type pgSz pgMar cols titlePg docGrid",
    "lvl": "start numFmt pStyle suff lvlText lvlJc pPr rPr",
    "style": "name basedOn next uiPriority qFormat pPr rPr tblPr tblStylePr",
    "tc": "tcPr p",
    "tbl": "tblPr tblGrid tr",
}


@cache
def rendered(name: str, format: str) -> bytes:
    """One of the sample drafts as a file; made once, as laying out pages takes its time."""
    return render(sample(name), format)  # type: ignore[arg-type]


@cache
def sample(name: str) -> Draft:
    made = {
        "rich": drafts.rich_draft,
        "statement": drafts.statement_draft,
        "hostile": drafts.hostile_draft,
        "bare": drafts.bare_draft,
    }
    return made[name]()


@cache
def part(name: str, path: str) -> Any:
    """A part of the Word file of a sample, as XML."""
    with zipfile.ZipFile(io.BytesIO(rendered(name, "docx"))) as archive:
        return etree.fromstring(archive.read(path))


def words(element: Any) -> str:
    return "".join(text.text or "" for text in element.iter(qn("w:t")))


def expected(draft: Draft) -> list[str]:
    """Every sentence and gap of a draft as it is printed, then the passages of its register."""
    printed = []
    numbers = {gap: number for number, gap in enumerate(dict.fromkeys(gaps(draft)), start=1)}
    for piece in inlines(draft.sections):
        if isinstance(piece, PageReference):
            continue  # Its words differ from format to format.
        text = clean(piece.text)
        if isinstance(piece, Gap):
            printed.append(f"[Gap {numbers[piece]}: {text}]")
        else:
            printed.append(quoted(text) if piece.origin == "quote" else text)
    return [*printed, *(quoted(elided(clean(entry.quote))) for entry in draft.evidence)]


@cache
def printed(name: str, format: str) -> str:
    """The running text of a file, in the order of reading, without its white space."""
    data = rendered(name, format)
    if format == "docx":
        text = words(part(name, "word/document.xml").find(qn("w:body")))
    elif format == "md":
        text = re.sub(r"\\([\W_])", r"\1", re.sub(r"\[\^\d+\](?!:)", "", data.decode("utf-8")))
    else:
        # The marks of a list are drawn after all other words of their page.
        text = "".join(letter for letter, size in letters(name) if size > SMALLEST_BODY_TYPE and letter != "•")
    return composed(re.sub(r"\s", "", text))


def composed(text: str) -> str:
    """The text with accents on their letters: which of the two a PDF holds depends on its font."""
    return unicodedata.normalize("NFC", text)


@cache
def letters(name: str) -> list[tuple[str, float]]:
    """The letters of a PDF with their sizes in points, in the order in which they are drawn."""
    with pdfplumber.open(io.BytesIO(rendered(name, "pdf"))) as pdf:
        return [(char["text"], char["size"]) for page in pdf.pages for char in page.chars]


def notes(name: str) -> list[Note]:
    parts = (part for spread in compose(sample(name)).spreads for part in spread.parts)
    said = (piece for part in parts for piece in pieces(part) if isinstance(piece, Said))
    return [piece.note for piece in said if piece.note]


@pytest.mark.parametrize("format", FORMATS)
@pytest.mark.parametrize("name", ["rich", "statement", "hostile"])
def test_every_sentence_and_gap_stands_in_each_format_in_the_same_order(name: str, format: str) -> None:
    """Nothing of a draft is lost, changed or moved, whichever file it becomes."""
    text, place = printed(name, format), 0
    for sentence in expected(sample(name)):
        if format == "pdf" and (is_right_to_left(sentence)):
            continue  # PDF keeps letters in the order in which they are drawn.
        wanted = composed(re.sub(r"\s", "", sentence))
        found = text.find(wanted, place)
        assert found >= 0, f"{sentence!r} is missing from the {format} after {text[place - 60 : place]!r}"
        place = found + len(wanted)


def test_every_citation_leads_from_a_footnote_to_its_row_in_word() -> None:
    """A cited sentence has one footnote with all its sources, each linked to the row of its passage."""
    body, footnotes = part("rich", "word/document.xml"), part("rich", "word/footnotes.xml")
    by_number = {note.get(qn("w:id")): note for note in footnotes}
    rows = {mark.get(qn("w:name")): words(mark.getparent()) for mark in body.iter(qn("w:bookmarkStart"))}
    calls = [call.get(qn("w:id")) for call in body.iter(qn("w:footnoteReference"))]
    cited = [piece for piece in inlines(sample("rich").sections) if isinstance(piece, Sentence) and piece.citations]
    assert calls == [str(number) for number in range(1, len(cited) + 1)]
    for call, sentence in zip(calls, cited, strict=True):
        links = list(by_number[call].iter(qn("w:hyperlink")))
        assert [words(link) for link in links] == [f"[{label}]" for label in sentence.citations]
        assert [rows[link.get(qn("w:anchor"))] for link in links] == list(sentence.citations)
    assert "Human Rights Policy (policy, 2025), para. 1 [E1]." in words(by_number["1"])


def test_a_footnote_names_each_document_once() -> None:
    """Places in one document stand together after its title, in the order cited, each once."""
    register = open_register(sample("rich"))
    assert note_text(footnote(1, ("E3", "E2", "E9", "E3"), register)) == (
        "SMETA audit report: Kemuncak Garments, Penang (audit, 2024), p. 4 [E3], p. 10 [E9]; "
        "Responsible Sourcing Standards for Suppliers (policy, 2024), p. 3 [E2]."
    )
    assert note_text(footnote(1, ("E5",), register)).endswith("(news, date not stated), p. 6 [E5].")


@pytest.mark.parametrize("name", ["rich", "statement"])
def test_footnotes_say_the_same_under_the_same_numbers(name: str) -> None:
    """Footnote 12 is footnote 12 in each format."""
    wanted = {note.number: note_text(note) for note in notes(name)}
    markdown = re.findall(r"^\[\^(\d+)\]: (.*)$", rendered(name, "md").decode(), re.MULTILINE)
    unlinked = {int(number): re.sub(r"\]\(#\w+\)", "", text).replace("[[", "[") for number, text in markdown}
    assert unlinked == wanted
    in_word = {int(note.get(qn("w:id"))): words(note) for note in part(name, "word/footnotes.xml")}
    assert {number: text.strip() for number, text in in_word.items() if number > 0} == wanted
    text = re.sub(r"\s", "", "".join(letter for letter, _ in letters(name)))
    assert all(re.sub(r"\s", "", f"{number}{wanted[number]}") in text for number in wanted)


def test_labels_lead_to_rows_in_markdown_and_pdf() -> None:
    """Each link of the Markdown has its anchor, and each link of the PDF its place on a page."""
    markdown = rendered("rich", "md").decode()
    anchors = set(re.findall(r'<a id="(\w+)"></a>', markdown))
    rows = {f"gap_{number}" for number in range(1, len(set(gaps(sample("rich")))) + 1)}
    assert anchors == rows | {f"evidence_{number}" for number in range(1, drafts.PASSAGES + 1)}
    assert set(re.findall(r"\]\(#(\w+)\)", markdown)) <= anchors
    with pdfplumber.open(io.BytesIO(rendered("rich", "pdf"))) as pdf:
        names = {bytes(name).decode() for name in pdf.doc.catalog["Names"]["Dests"]["Names"][::2]}
        links = [link for page in pdf.pages for link in page.annots]
        targets = {str(bytes(link["data"]["Dest"]).decode()) for link in links}
    assert targets <= names
    assert len(links) > len(notes("rich"))


def references() -> list[str]:
    """The anchors that the page references of the statement lead to, in the order of reading."""
    headings = dict(outline(sample("statement").sections))
    parts = inlines(sample("statement").sections)
    return [headings[piece.section_id].anchor for piece in parts if isinstance(piece, PageReference)]


def pages_in_contents() -> dict[str, int]:
    """The page of each heading of the statement, by its anchor, as the contents of the Word file say."""
    contents = part("statement", "word/document.xml").find(f".//{qn('w:sdtContent')}")
    entries = contents.iter(qn("w:hyperlink"))
    return {entry.get(qn("w:anchor")): int(list(entry.iter(qn("w:t")))[-1].text) for entry in entries}


def pages_in_outline() -> dict[str, int]:
    """The page on which each heading of the statement stands in the PDF, by its anchor."""
    entries = pypdfium2.PdfDocument(rendered("statement", "pdf")).get_toc()
    anchors = [heading.anchor for heading in compose(sample("statement")).headings()]
    return {anchor: entry.get_dest().get_index() + 1 for anchor, entry in zip(anchors, entries, strict=True)}


def test_page_references_are_parts_of_a_draft_like_any_other() -> None:
    """They are read with the sentences, are no gaps, and are kept with the draft."""
    draft = sample("statement")
    assert msgspec.json.decode(msgspec.json.encode(draft), type=Draft) == draft
    assert len(references()) == 4 + 5 * drafts.CRITERIA // 4
    assert {gap.text for gap in gaps(draft)} == {"criterion not answered"}


@pytest.mark.parametrize("format", FORMATS)
def test_page_references_show_where_their_sections_stand(format: str) -> None:
    """Each row of the annex has the pages of its sections, or their names in Markdown, with commas."""
    headings = dict(outline(sample("statement").sections))
    if format == "md":
        shown = {key: f"[{printed_section(heading)}](#{heading.anchor})" for key, heading in headings.items()}
    else:
        pages = pages_in_contents() if format == "docx" else pages_in_outline()
        shown = {key: f"p. {pages[heading.anchor]}" for key, heading in headings.items()}
        assert len(set(shown.values())) > 10
    text = printed("statement", format).replace("|", "")
    *_, annex = sample("statement").sections
    for criterion, said, answer in annex.blocks[0].rows:
        listed = [shown[piece.section_id] for piece in answer if isinstance(piece, PageReference)]
        lead = [piece.text for piece in (*criterion, *said, *answer) if isinstance(piece, Sentence)]
        wanted = re.sub(r"\s", "", "".join(lead) + ", ".join(listed))
        assert re.search(re.escape(wanted) + r"(?![\d,])", text)
    assert re.sub(r"\s", "", f"answered: {shown['annex']}") in text


def test_page_references_are_fields_in_links_to_headings_in_word() -> None:
    """Each leads to a bookmark that there is, and shows the page that the contents show until updated."""
    body = part("statement", "word/document.xml")
    marks = {mark.get(qn("w:name")) for mark in body.iter(qn("w:bookmarkStart"))}
    contents = set(body.find(f".//{qn('w:sdtContent')}").iter(qn("w:hyperlink")))
    links = [link for link in body.iter(qn("w:hyperlink")) if link not in contents]
    assert [link.get(qn("w:anchor")) for link in links] == references()
    pages = pages_in_contents()
    for link in links:
        anchor = link.get(qn("w:anchor"))
        assert anchor in marks
        assert [code.text.strip() for code in link.iter(qn("w:instrText"))] == [f"PAGEREF {anchor} \\h"]
        assert words(link) == f"p.\u00a0{pages[anchor]}"


def test_page_references_name_the_section_in_word_where_no_page_is_known(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Without the libraries that lay pages out, no number is made up."""
    monkeypatch.setattr("hria.renderers.docx.estimated_pages", lambda *_: {})
    body = docx.Document(io.BytesIO(render(sample("statement"), "docx"))).element.body
    shown = {words(link) for link in body.iter(qn("w:hyperlink"))}
    assert {"section “Introduction”", "section 2.1 Plans: policies", "Annex A Criteria and pages"} <= shown
    assert not any("PAGEREF" in (code.text or "") for code in body.iter(qn("w:instrText")))


def test_page_references_are_links_to_headings_in_pdf_and_markdown() -> None:
    """A link of the PDF leads to the heading, and a link of the Markdown to an anchor in it."""
    with pdfplumber.open(io.BytesIO(rendered("statement", "pdf"))) as pdf:
        names = {bytes(name).decode() for name in pdf.doc.catalog["Names"]["Dests"]["Names"][::2]}
        links = [link for page in pdf.pages[2:] for link in page.annots]
    targets = [bytes(link["data"]["Dest"]).decode() for link in links]
    assert sorted(name for name in targets if name.startswith("section_")) == sorted(references())
    assert set(targets) <= names
    markdown = rendered("statement", "md").decode()
    assert re.findall(r"\]\(#(section_\d+)\)", markdown) == references()
    assert set(re.findall(r'^#+ <a id="(section_\d+)"></a>', markdown, re.MULTILINE)) == set(references())


def test_footnotes_of_a_table_with_page_references_stand_on_the_pages_that_call_them() -> None:
    """Numbers of pages are filled in after the first layout; no footnote is lost, doubled or moved by it."""
    document = pypdfium2.PdfDocument(rendered("statement", "pdf"))
    pages = [re.sub(r"\s+", " ", page.get_textpage().get_text_range()) for page in document]
    *_, annex = sample("statement").sections
    called = notes("statement")[-len(annex.blocks[0].rows) :]
    spanned = set()
    for number, note in enumerate(called, start=1):
        (row,) = [place for place, page in enumerate(pages) if f"Criterion {number} The company" in page]
        text = f"{note.number} {note_text(note)}"
        assert [place for place, page in enumerate(pages) if text in page] == [row]
        spanned.add(row)
    assert len(spanned) > 2


def test_page_numbers_are_right_where_filling_them_in_moves_the_headings() -> None:
    """Contents and references in front show the pages of the last layout, not those of an earlier round."""
    document = pypdfium2.PdfDocument(render(drafts.forward_draft(), "pdf"))
    pages = [re.sub(r"\s+", " ", page.get_textpage().get_text_range()) for page in document]
    places = [str(entry.get_dest().get_index() + 1) for entry in document.get_toc()]
    assert re.findall(r"\. (\d+)", pages[1]) == places
    referred = re.findall(r"p\. (\d+)", "".join(pages))
    chapters = places[1:-2]
    assert referred == chapters * (len(referred) // len(chapters))
    assert len(referred) == 20 * len(chapters)


def test_the_same_draft_gives_the_same_bytes_in_another_process() -> None:
    """No clock, no random number and no order of a set reaches a file."""
    code = (
        "import sys, hashlib, drafts; from hria.renderers import render\n"
        "for format in ('docx', 'pdf', 'md'):\n"
        "    print(hashlib.sha256(render(drafts.hostile_draft(), format)).hexdigest())"
    )
    folders = f"{ROOT}:{ROOT / 'tests' / 'hria'}"
    runs = []
    for seed in ("1", "2"):
        environment = {
            "PYTHONPATH": folders,
            "PYTHONHASHSEED": seed,
            "PATH": "/usr/bin:/bin",
            "HOME": str(Path.home()),
        }
        run = subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=True)
        runs.append(run.stdout)
    assert runs[0] == runs[1]
    assert len(set(runs[0].split())) == len(FORMATS)


def test_the_word_file_is_packed_in_order_and_without_a_time() -> None:
    """Entries are sorted and all carry the first moment that a zip archive can name."""
    with zipfile.ZipFile(io.BytesIO(rendered("rich", "docx"))) as archive:
        names = archive.namelist()
        assert names == sorted(names)
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert archive.testzip() is None


@pytest.mark.parametrize("name", ["rich", "statement", "hostile", "bare"])
def test_relationships_and_content_types_of_the_word_file_resolve(name: str) -> None:
    """Each part has a content type, each relationship its part, and each part is reached."""
    with zipfile.ZipFile(io.BytesIO(rendered(name, "docx"))) as archive:
        names = set(archive.namelist())
        types = etree.fromstring(archive.read("[Content_Types].xml"))
        typed = {node.get("PartName", "").lstrip("/") for node in types}
        endings = {node.get("Extension") for node in types}
        reached = set()
        for rels in (name for name in names if name.endswith(".rels")):
            folder = dirname(dirname(rels))
            for relationship in etree.fromstring(archive.read(rels)):
                assert relationship.get("TargetMode") != "External"
                reached.add(normpath(join("/", folder, relationship.get("Target"))).lstrip("/"))
    assert reached == {name for name in names if not name.endswith(".rels")} - {"[Content_Types].xml"}
    assert all(name in typed or name.rsplit(".", 1)[-1] in endings for name in reached)


def test_ids_in_the_word_file_are_unique() -> None:
    """No two bookmarks, footnotes, comments or pictures share an id, and each mark has its counterpart."""
    body = part("rich", "word/document.xml")
    starts = [mark.get(qn("w:id")) for mark in body.iter(qn("w:bookmarkStart"))]
    assert Counter(starts) == Counter(mark.get(qn("w:id")) for mark in body.iter(qn("w:bookmarkEnd")))
    named = [mark.get(qn("w:name")) for mark in body.iter(qn("w:bookmarkStart"))]
    notes = [note.get(qn("w:id")) for note in part("rich", "word/footnotes.xml")]
    comments = [comment.get(qn("w:id")) for comment in part("rich", "word/comments.xml")]
    for ids in (starts, named, notes, comments, [node.get("id") for node in body.iter(qn("wp:docPr"))]):
        assert len(ids) == len(set(ids)) > 0
    for tag in ("commentRangeStart", "commentRangeEnd", "commentReference"):
        assert [mark.get(qn("w:id")) for mark in body.iter(qn(f"w:{tag}"))] == comments


@pytest.mark.parametrize("path", ["document", "styles", "numbering", "footnotes", "comments", "header1", "footer2"])
def test_properties_stand_in_the_order_of_the_schema(path: str) -> None:
    """Word repairs or refuses a file whose properties are out of order; ours never are."""
    for node in part("rich", f"word/{path}.xml").iter():
        allowed = SEQUENCES.get(etree.QName(node).localname, "").split()
        children = [etree.QName(child).localname for child in node]
        if allowed:
            assert set(children) <= set(allowed)
            assert all(allowed.index(first) <= allowed.index(second) for first, second in pairwise(children))


def test_comments_beside_gaps_say_what_is_missing_who_asks_and_who_could_know() -> None:
    """Each gap is highlighted and has a comment of the day of the draft."""
    document = docx.Document(io.BytesIO(rendered("rich", "docx")))
    gaps = [piece for piece in inlines(sample("rich").sections) if isinstance(piece, Gap)]
    assert [comment.text.split("\n") for comment in document.comments] == [list(remarks(gap)) for gap in gaps]
    assert {comment.timestamp.date() for comment in document.comments if comment.timestamp} == {drafts.DATE}
    first = next(iter(document.comments)).text
    assert "Missing: how many workers were repaid, and how much." in first
    assert "Asked for by: UNGP 22; UK statutory guidance 2025, s 5.3." in first
    assert "Could be supplied by: Responsible sourcing team." in first
    assert len(list(document.element.iter(qn("w:highlight")))) == len(gaps)


@pytest.mark.parametrize("format", FORMATS)
def test_what_a_comment_says_stands_in_the_register_of_gaps(format: str) -> None:
    """PDF and Markdown have no comments, and lose none of their words."""
    text = printed("rich", format)
    for gap in gaps(sample("rich")):
        for words in (gap.missing, gap.reference, gap.owner):
            assert not words or re.sub(r"\s", "", clean(words)) in text


def test_gaps_that_say_the_same_share_a_number_and_a_row() -> None:
    """The register names every section that prints a gap, and what it is that is missing."""
    same = Gap("no deadline", "only_planned", "a deadline", "UNGP 20", "human rights lead")
    other = Gap("not rated", "unrated")
    chapters = tuple(
        Section(f"s{number}", f"Issue {number}", (drafts.Paragraph(found),), number=str(number))
        for number, found in enumerate(((same, other), (same,)), start=1)
    )
    text = render(msgspec.structs.replace(sample("bare"), sections=chapters), "md").decode()
    assert text.count(r"**\[Gap 1: no deadline\]**") == 2
    assert '| <a id="gap_1"></a>1 | a deadline | only planned | UNGP 20 | human rights lead | 1, 2 |' in text
    assert '| <a id="gap_2"></a>2 | not rated | not rated | – | – | 1 |' in text


def test_headings_that_chapters_repeat_are_left_out_of_the_contents() -> None:
    """So are their neighbours. They stand in the text and the outline of the PDF, and have a style of their own."""
    inner = (Section("", "What is missing"), Section("", "Impacts"))
    chapters = tuple(
        Section(f"s{n}", f"Issue {n}", sections=tuple(Section(f"{n}{p.title}", p.title) for p in inner[: 3 - n]))
        for n in (1, 2)
    )
    method = Section("m", "Method", sections=(Section("m1", "How they were found"),))
    draft = msgspec.structs.replace(sample("bare"), sections=(method, *chapters))
    listed = {heading.title for heading in compose(draft).headings() if heading.is_listed}
    assert listed >= {"Issue 1", "Issue 2", "How they were found"}
    assert not listed & {"What is missing", "Impacts"}
    document = docx.Document(io.BytesIO(render(draft, "docx")))
    styles = {each.text: each.style.name for each in document.paragraphs if each.style}
    assert styles["What is missing"] == "HRIA Unlisted 2"
    assert styles["Impacts"] == "HRIA Unlisted 2"
    assert styles["How they were found"] == "Heading 2"
    pdf = pypdfium2.PdfDocument(render(draft, "pdf"))
    assert sum("What is missing" in entry.get_title() for entry in pdf.get_toc()) == 2
    assert "What is missing" not in pdf[1].get_textpage().get_text_range()


def test_pages_with_footnotes_are_filled() -> None:
    """A page ends where the next item and its note do not fit, not at a rounding error in the height of notes."""
    items = tuple((drafts.sentence(f"Item {n} of a list that cites.", f"E{n}", f"E{n + 60}"),) for n in range(1, 61))
    chapter = Section("list", "List", (drafts.BulletList(items),))
    draft = msgspec.structs.replace(sample("rich"), sections=(chapter,))
    pages = [page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(render(draft, "pdf"))]
    counts = [len(re.findall(r"Item \d+ of", page)) for page in pages]
    filled = [count for count in counts if count]
    assert sum(filled) == len(items)
    assert max(filled) - min(filled[:-1]) <= 2


@pytest.mark.parametrize("name", ["rich", "statement"])
def test_every_footnote_stands_on_the_page_that_calls_it(name: str) -> None:
    """None is lost, doubled or moved where a page breaks."""
    called, placed = {}, {}
    for number, page in enumerate(lay_out(compose(sample(name))).pages):
        for box in page._page_box.children:
            if type(box).__name__ == "FootnoteAreaBox":
                placed.update((note_number(note), number) for note in box.children)
            else:
                called.update((note_number(part.footnote), number) for part in box.descendants() if has_note(part))
    assert list(placed) == [note.number for note in notes(name)]
    assert placed == called


def has_note(box: Any) -> bool:
    return getattr(box, "footnote", None) is not None


def note_number(note: Any) -> int:
    return int(next(part.text for part in note.descendants() if getattr(part, "text", "").strip()))


def test_long_passages_keep_their_beginning_and_their_end() -> None:
    """In the register; short ones are whole."""
    long = " ".join(f"word{number}" for number in range(100))
    assert elided("Fees were repaid.") == "Fees were repaid."
    assert elided(long).startswith("word0 word1 ")
    assert elided(long).endswith(" word98 word99")
    assert len(elided(long)) < 210


def test_quotes_in_quotes_have_single_marks() -> None:
    """A quote that brings marks around the whole keeps them."""
    assert quoted("It was refused because “leave not approved”.") == "“It was refused because ‘leave not approved’.”"
    assert quoted("“We stay.”") == "“We stay.”"
    assert quoted("“We stay,” she said, “always.”") == "“‘We stay,’ she said, ‘always.’”"


def test_tables_repeat_their_header_and_fill_the_width_of_the_text() -> None:
    """Header rows repeat, short rows stay whole, columns add up, and wide tables lie on landscape pages."""
    document = docx.Document(io.BytesIO(rendered("rich", "docx")))
    grids = [part for spread in compose(sample("rich")).spreads for part in spread.parts if isinstance(part, Grid)]
    portrait, landscape = 9072, 14004
    for grid, table in zip(grids, document.tables[1:], strict=True):
        first, *others = table._tbl.findall(qn("w:tr"))
        assert first.find(f"{qn('w:trPr')}/{qn('w:tblHeader')}") is not None
        assert all(row.find(f"{qn('w:trPr')}/{qn('w:cantSplit')}") is not None for row in others)
        widths = [int(column.get(qn("w:w"))) for column in table._tbl.iter(qn("w:gridCol"))]
        assert sum(widths) == pytest.approx(landscape if grid.is_wide else portrait, abs=3)
    sizes = [(section.page_width > section.page_height) for section in document.sections]
    assert sizes == [False, True, False]


def test_a_wide_table_takes_its_heading_along() -> None:
    """No heading stays behind at the foot of the portrait page before a landscape table."""
    wide = next(spread for spread in compose(sample("rich")).spreads if spread.is_wide)
    assert [getattr(part, "title", "") for part in wide.parts] == ["Actions agreed", "", ""]


def test_columns_widen_only_for_words_that_would_break() -> None:
    """Widths are the draft's own, unless a word does not fit into its column."""
    row = ((Said("a"),), (Said("b"),))
    assert readable_widths(("x", "y"), (row,), (0.1, 0.9)) == (0.1, 0.9)
    narrow, broad = readable_widths(("Irremediability", "y"), (row,), (0.05, 0.95))
    assert narrow > 0.15
    assert narrow + broad == pytest.approx(1, abs=0.001)


def test_the_table_of_contents_is_filled_and_asks_nothing() -> None:
    """Each heading has its entry, linked, with a page; Word is not told to update fields on opening."""
    body = part("rich", "word/document.xml")
    entries = body.find(f".//{qn('w:sdtContent')}").iter(qn("w:hyperlink"))
    shown = [(entry.get(qn("w:anchor")), [text.text for text in entry.iter(qn("w:t"))]) for entry in entries]
    headings = compose(sample("rich")).headings()
    assert [anchor for anchor, _ in shown] == [heading.anchor for heading in headings]
    assert [texts[-2] for _, texts in shown] == [heading.title for heading in headings]
    pages = [int(texts[-1]) for _, texts in shown]
    assert pages == sorted(pages)
    assert pages[0] == 3
    assert pages[-1] > 15
    marks = {mark.get(qn("w:name")) for mark in body.iter(qn("w:bookmarkStart"))}
    assert {anchor for anchor, _ in shown} <= marks
    assert part("rich", "word/settings.xml").find(qn("w:updateFields")) is None


def test_headings_are_numbered_by_word_where_it_counts_as_the_draft_does() -> None:
    """Numbers are Word's own if they come out right, and plain text if the draft counts otherwise."""
    document = docx.Document(io.BytesIO(rendered("rich", "docx")))
    texts = [each.text for each in document.paragraphs if each.style and each.style.name.startswith("Heading")]
    assert texts == [heading.title for heading in compose(sample("rich")).headings()]
    odd = msgspec.structs.replace(sample("bare"), sections=(Section("x", "Second", number="2"),))
    document = docx.Document(io.BytesIO(render(odd, "docx")))
    texts = [each.text for each in document.paragraphs if each.style and each.style.name.startswith("Heading")]
    assert texts == ["2\tSecond", "Annex A\tEvidence register", "Annex B\tDocuments reviewed"]


def test_annexes_are_lettered_after_those_of_the_draft() -> None:
    """The draft brings annex A, so the registers are B, C and D; with neither that nor gaps they are A and B."""
    labels = [heading.label for heading in compose(sample("rich")).headings() if heading.is_annex]
    assert labels == ["Annex A", "A.1", "Annex B", "Annex C", "Annex D"]
    assert [heading.label for heading in compose(sample("bare")).headings()] == ["Annex A", "Annex B"]


def test_captions_are_numbered_by_fields_and_pictures_have_words() -> None:
    """Captions are SEQ fields with their numbers in them; a figure has alternative text."""
    body = part("rich", "word/document.xml")
    codes = [code.text for code in body.iter(qn("w:instrText")) if "SEQ" in (code.text or "")]
    assert [code.split()[1] for code in codes] == ["Table", "Figure", *["Table"] * 5]
    assert [picture.get("descr") for picture in body.iter(qn("wp:docPr"))] == [
        "Matrix of severity and likelihood. Forced labour, debt bondage and passports are rated highest."
    ]


def test_the_properties_of_the_word_file_come_from_the_draft() -> None:
    """Title, subject, author, language and date are the draft's, and nothing else is told."""
    document = docx.Document(io.BytesIO(rendered("rich", "docx")))
    properties = document.core_properties
    assert (properties.title, properties.author) == ("Human rights impact assessment", "hria")
    assert properties.subject == sample("rich").subtitle
    assert properties.created == properties.modified
    assert (properties.created.date(), properties.created.hour) == (drafts.DATE, 0)
    assert properties.comments == properties.keywords == ""
    languages = {node.get(qn("w:val")) for node in document.styles.element.iter(qn("w:lang"))}
    assert languages == {"en-GB"}


def test_the_title_page_has_no_header_and_the_others_have() -> None:
    """Company and title run along from the second page, with page x of y."""
    section = docx.Document(io.BytesIO(rendered("rich", "docx"))).sections[0]
    assert section.different_first_page_header_footer
    assert not words(section.first_page_header._element)
    assert section.header.paragraphs[0].text == "Hatherleigh Outdoor plc\tHuman rights impact assessment"
    codes = [code.text.strip() for code in section.footer._element.iter(qn("w:instrText"))]
    assert codes == ["PAGE", "NUMPAGES"]


@pytest.fixture
def reference(tmp_path: Path) -> Path:
    """A firm's Word file: its own heading, page, logo and footer, and a body that is nobody's business."""
    document = docx.Document()
    section = document.sections[0]
    section.page_width, section.page_height = Mm(215.9), Mm(279.4)
    logo, picture = io.BytesIO(), io.BytesIO()
    Image.new("RGB", (300, 80), (120, 20, 60)).save(logo, "PNG")
    Image.new("RGB", (30, 30), (1, 2, 3)).save(picture, "PNG")
    section.header.paragraphs[0].add_run("Firm LLP").add_picture(logo)
    section.footer.paragraphs[0].text = "1 High Street"
    document.styles["Heading 1"].font.color.rgb = RGBColor(0x99, 0x00, 0x33)
    document.add_heading("Somebody else's report", 1)
    document.add_picture(picture)
    paragraph = document.add_paragraph("hush")
    document.add_comment(paragraph.runs, text="hush hush", author="Jo Firm")
    document.core_properties.keywords = "hush"
    path = tmp_path / "firm.docx"
    document.save(str(path))
    return path


def test_a_firms_reference_gives_its_dress_and_none_of_its_words(reference: Path) -> None:
    """Styles, page, logo, header and footer are the firm's; its body, comments and properties are gone."""
    draft = msgspec.structs.replace(sample("hostile"), identifier="firm")
    data = render(draft, "docx", reference)
    document = docx.Document(io.BytesIO(data))
    assert str(document.styles["Heading 1"].font.color.rgb) == "990033"
    assert {style.name for style in document.styles} >= {"HRIA Gap", "HRIA Table", "footnote text", "toc 1"}
    assert document.sections[0].page_width == Mm(215.9)
    assert document.sections[0].header.paragraphs[0].text == "Firm LLP"
    assert document.sections[0].footer.paragraphs[0].text == "1 High Street"
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        everything = b"".join(archive.read(name) for name in archive.namelist())
        assert sum(name.startswith("word/media/") for name in archive.namelist()) == 2
    assert b"hush" not in everything
    assert b"Jo Firm" not in everything
    assert b"Somebody else" not in everything
    assert data == render(draft, "docx", reference)


def test_a_reference_that_cannot_be_used_is_refused_by_name(tmp_path: Path) -> None:
    """A missing file and a file that is no Word document are told apart, and what to do is said."""
    with pytest.raises(NotFound, match=r"none\.docx"):
        render(sample("bare"), "docx", tmp_path / "none.docx")
    broken = tmp_path / "broken.docx"
    broken.write_bytes(b"PK\x03\x04 nothing")
    with pytest.raises(Unreadable, match="save it as"):
        render(sample("bare"), "docx", broken)


def test_the_pdf_is_tagged_titled_and_bookmarked() -> None:
    """Structure, language, title, subject, date and an outline of all headings are in the PDF."""
    with pdfplumber.open(io.BytesIO(rendered("rich", "pdf"))) as pdf:
        catalog, metadata = pdf.doc.catalog, pdf.metadata
    assert catalog["MarkInfo"]["Marked"]
    assert "StructTreeRoot" in catalog
    assert bytes(catalog["Lang"]).decode("utf-16" if bytes(catalog["Lang"])[:1] == b"\xfe" else "ascii") == "en-GB"
    assert metadata["Title"] == "Human rights impact assessment – Hatherleigh Outdoor plc"
    assert metadata["Subject"] == sample("rich").subtitle
    assert metadata["Author"] == "hria"
    assert metadata["CreationDate"].startswith("D:20260331")
    assert b"pdfuaid" in rendered("rich", "pdf") or "Metadata" in catalog
    outline = [entry.get_title() for entry in pypdfium2.PdfDocument(rendered("rich", "pdf")).get_toc()]
    titles = [heading.title for heading in compose(sample("rich")).headings()]
    assert [re.sub(r"^(Annex )?[\dA-Z.]+\xa0", "", title) for title in outline] == titles


def test_pages_of_the_pdf_are_numbered_after_the_title_page() -> None:
    """Page x of y stands on every page but the first; wide tables lie on landscape pages."""
    document = pypdfium2.PdfDocument(rendered("rich", "pdf"))
    pages = [page.get_textpage().get_text_range() for page in document]
    assert "Page 1 of" not in pages[0]
    assert all(f"Page {number} of {len(pages)}" in page for number, page in enumerate(pages[1:], start=2))
    assert len({document[number].get_size() for number in range(len(pages))}) == 2


def test_hostile_text_becomes_no_markup_in_markdown() -> None:
    """Of all that a source may hold, nothing becomes HTML, a link, code, emphasis or a list of its own."""
    tokens = MarkdownIt("gfm-like", {"linkify": False}).parse(rendered("hostile", "md").decode())
    inner = [child for token in tokens for child in token.children or ()]
    assert {token.content for token in tokens if token.type == "html_block"} == set()
    html = {child.content for child in inner if child.type == "html_inline"}
    assert all(re.fullmatch(r'<a id="(evidence|section|gap)_\d+">|</a>', tag) for tag in html)
    links = {child.attrs["href"] for child in inner if child.type == "link_open"}
    assert all(str(link).startswith(("#evidence_", "#section_", "http://example")) for link in links)
    assert not {"code_inline", "image", "s_open"} & {child.type for child in inner}


def test_no_address_is_fetched(monkeypatch: pytest.MonkeyPatch) -> None:
    """Rendering opens no connection, and the fetcher refuses all but our own pictures."""

    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("a connection was opened")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    draft = msgspec.structs.replace(sample("hostile"), sections=())
    assert render(draft, "pdf").startswith(b"%PDF-1.7")
    own = "data:text/plain,ours"
    fetch = only_these(frozenset({own})).fetch
    assert fetch(own).read() == b"ours"
    for address in ("http://example.invalid/x", "file:///etc/passwd", "data:text/plain,theirs", "ftp://x/y"):
        with pytest.raises(FatalURLFetchingError, match="nothing outside itself"):
            fetch(address)


def test_points_of_a_matrix_do_not_cover_one_another() -> None:
    """However many issues share a cell, their labels stand apart and inside it."""
    points = [MatrixPoint(f"R{number}", "x", 5, 4) for number in range(1, 14)]
    placed = places([*points, MatrixPoint("R14", "x", 1, 1), MatrixPoint("R15", "x", None, 2)])
    assert [place.label for place in placed if place.x > 2] == [point.label for point in points]
    for number, one in enumerate(placed):
        wide = (0.6 * len(one.label) + 2 * PAD) * one.size / 72
        high = (1.0 + 2 * PAD) * one.size / 72
        assert one.x % 1 * CELL_WIDTH > wide / 2 - 0.02
        assert one.y % 1 * CELL_HEIGHT > high / 2 - 0.02
        for other in placed[:number]:
            apart = abs(one.x - other.x) * CELL_WIDTH >= wide or abs(one.y - other.y) * CELL_HEIGHT >= high
            assert apart, (one, other)


def test_a_matrix_is_drawn_alike_each_time_and_shows_letters_as_outlines() -> None:
    """SVG without dates, fonts or random names; PNG of 200 dots per inch."""
    points = (MatrixPoint("R1", "Forced labour", 5, 4), MatrixPoint("R2", "Water", None, None))
    svg = draw_matrix(points, "svg")
    assert svg == draw_matrix(points, "svg")
    assert b"<text" not in svg
    assert b"dc:date" not in svg
    with Image.open(io.BytesIO(draw_matrix(points, "png"))) as image:
        assert round(image.info["dpi"][0]) == 200


def test_a_draft_that_does_not_hold_together_is_refused() -> None:
    """A label without a row and a table with ragged rows are errors that name the place."""
    cites = Section("x", "X", (drafts.Paragraph((drafts.sentence("Nobody said so.", "E9"),)),))
    with pytest.raises(BadData, match='"E9"'):
        render(msgspec.structs.replace(sample("bare"), sections=(cites,)), "md")
    refers = Section("x", "X", (drafts.Paragraph((PageReference("y"),)),))
    with pytest.raises(BadData, match='"y", an id that no section has'):
        render(msgspec.structs.replace(sample("bare"), sections=(refers,)), "md")
    twins = (refers, Section("y", "Y"), Section("y", "Y again"))
    with pytest.raises(BadData, match='"y", an id that two sections have'):
        render(msgspec.structs.replace(sample("bare"), sections=twins), "md")
    ragged = drafts.Table("t", "T", ("a", "b"), (((drafts.sentence("one"),),),), (0.5, 0.5))
    with pytest.raises(BadData, match='table "t"'):
        render(msgspec.structs.replace(sample("bare"), sections=(Section("x", "X", (ragged,)),)), "md")
    with pytest.raises(NotFound, match="odt"):
        render(sample("bare"), "odt")  # type: ignore[arg-type]


def test_base_docx_is_what_its_script_makes() -> None:
    """templates/base.docx was not edited by hand."""
    made = runpy.run_path(str(ROOT / "templates" / "make_base.py"))["make"]()
    assert made == (ROOT / "templates" / "base.docx").read_bytes()


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_libreoffice_opens_the_word_file(tmp_path: Path) -> None:
    """The file converts without complaint, to as many pages as a report has, footnotes and all."""
    source = tmp_path / "report.docx"
    source.write_bytes(rendered("rich", "docx"))
    profile = f"-env:UserInstallation=file://{tmp_path / 'profile'}"
    command = [
        "soffice",
        "--headless",
        profile,
        "--convert-to",
        "pdf",
        "--outdir",
        str(tmp_path),
        str(source),
    ]
    run = subprocess.run(command, capture_output=True, text=True, timeout=180, check=True)
    assert "Error" not in run.stderr
    document = pypdfium2.PdfDocument(tmp_path / "report.pdf")
    text = "".join(page.get_textpage().get_text_range() for page in document)
    assert len(document) > 20
    assert "Human Rights Policy (policy, 2025), para. 1 [E1]." in text
    assert "Annex B" in text
