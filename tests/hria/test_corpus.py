"""The sample corpus: its marks stand in its documents, and its sources still make the same files."""

from __future__ import annotations

import csv
import importlib
import json
import re
import unicodedata
from collections.abc import Iterator
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any

import docx
import lxml.etree
import lxml.html
import pypdfium2
import pytest
from docx.table import Table

ROOT = Path(__file__).resolve().parents[2]
CORPUS = ROOT / "corpus"
SOURCES = ROOT / "tests" / "corpus_sources"
GOLD: dict[str, Any] = json.loads((CORPUS / "gold.json").read_text(encoding="utf-8"))
DOCUMENTS: dict[str, dict[str, Any]] = GOLD["documents"]
MARKS = (
    "partners",
    "commitments",
    "commitments_allowed",
    "risks",
    "risks_allowed",
    "not_risks",
    "metrics",
    "incidents",
    "incidents_allowed",
)
PRINTED = (
    "headings",
    "captions",
    "footnotes",
    "pull_quotes",
    "repeated",
    "glued_note_digits",
    "glued_names",
)

SCAN = "recruitment-fee-memo-scan.pdf"
LARGEST_PDF, LARGEST_CORPUS = 150_000, 1_500_000

MAIL = re.compile(r"[\w.+-]+@[\w.-]+\w")
TELEPHONE = re.compile(r"(?<![\w/-])(?:\+\d{1,3}|0\d{2,4})[ -]\d{3}[ -]?\d{3,4}(?!\d)")
# pdfium marks a hyphen at the end of a line with U+FFFE; others print U+2010 or a plain hyphen.
HYPHENS_AND_SPACE = re.compile("[\\s\u00ad\u2010\ufffe-]+")


@pytest.fixture
def make(monkeypatch: pytest.MonkeyPatch) -> Any:
    """The script that makes the corpus, as a module."""
    monkeypatch.syspath_prepend(str(SOURCES))
    return importlib.import_module("make")


@pytest.mark.parametrize("name", sorted(DOCUMENTS))
def test_marks_stand_in_their_document(name: str) -> None:
    """Every quote of gold.json is found on the page that it names."""
    for kind in MARKS:
        for mark in DOCUMENTS[name].get(kind, ()):
            if isinstance(mark, dict):
                assert stands_on_page(name, mark["quote"], mark["page"]), (kind, mark["quote"])


@pytest.mark.parametrize("name", sorted(DOCUMENTS))
def test_number_of_pages(name: str) -> None:
    """A PDF has as many pages as gold.json says."""
    if name.endswith(".pdf"):
        assert len(pages(name)) == DOCUMENTS[name]["pages"]


@pytest.mark.parametrize("name", sorted(DOCUMENTS))
def test_structure_is_there(name: str) -> None:
    """Headings, captions, notes and table headers that gold.json names are printed."""
    structure = DOCUMENTS[name]["structure"]
    text = fold("\n".join(pages(name)))
    for key in PRINTED:
        for printed in structure.get(key, ()):
            assert fold(printed) in text, (key, printed)
    for table in structure.get("tables", ()):
        for cell in table.get("header", ()):
            assert fold(cell) in text, cell


@pytest.mark.parametrize("name", sorted(DOCUMENTS))
def test_passages_that_cross_columns_and_pages(name: str) -> None:
    """Across columns a passage is one piece of text; across pages it ends on the next page."""
    structure = DOCUMENTS[name]["structure"]
    for passage in structure.get("across_columns", ()):
        assert fold(passage["quote"]) in fold(pages(name)[passage["page"] - 1])
    for passage in structure.get("across_pages", ()):
        page = pages(name)[passage["page"] - 1]
        assert fold(passage["quote"]) not in fold(page)
        assert stands_on_page(name, passage["quote"], passage["page"])


@pytest.mark.parametrize("key", ["traps", "contradictions", "commitment_trail", "sums"])
def test_marks_across_documents_stand_in_them(key: str) -> None:
    """Traps, contradictions, the trail of commitments and the sums quote their documents word for word."""
    for place in quotes_in(GOLD[key]):
        text = "\n".join(pages(place["file"]))
        assert stands_in(place["quote"], text) or runs_over(place["file"], place["quote"]), place


def test_sums_are_marked_rightly() -> None:
    """A sum marked as right adds up, one marked as wrong does not."""
    for entry in GOLD["sums"]:
        assert (sum(entry["parts"]) == entry["total"]) is entry["adds_up"], entry["quote"]


def test_the_silent_commitment_is_reported_nowhere() -> None:
    """What happened to the promise to trace cotton to the spinning mill no later document says."""
    naming = [name for name in DOCUMENTS if "spinning mill" in " ".join(pages(name))]
    assert naming == ["modern-slavery-statement-2024.pdf"]


def test_the_grievance_log_adds_up_to_its_funnel() -> None:
    """The log holds 60 complaints, of which 47 admissible, 35 resolved and 21 remedied."""
    rows = table("grievance-log.csv")
    assert DOCUMENTS["grievance-log.csv"]["structure"]["funnel"] == {
        "received": len(rows),
        "admissible": sum(row["admissible"] == "yes" for row in rows),
        "resolved": sum(bool(row["resolved date"]) for row in rows),
        "remedied": sum(bool(row["remedy"]) for row in rows),
    }


@pytest.mark.parametrize("name", ["country-governance.csv", "grievance-log.csv", "supplier-list.csv"])
def test_tables_have_the_columns_and_rows_that_are_marked(name: str) -> None:
    """A CSV file has the columns and the number of rows of gold.json, and no row is ragged."""
    rows, structure = table(name), DOCUMENTS[name]["structure"]
    assert len(rows) == structure["rows"]
    assert all(list(row) == structure["columns"] and None not in row.values() for row in rows)


def test_the_scan_has_no_text_layer() -> None:
    """The scanned memo holds a picture and not one character."""
    assert [text.strip() for text in pages(SCAN)] == [""]


def test_no_way_to_reach_anybody() -> None:
    """Mail addresses are at example.org and telephone numbers are of the 555 kind."""
    for path in files():
        marked = path.name in DOCUMENTS
        text = "\n".join(pages(path.name)) if marked else path.read_text(encoding="utf-8")
        assert all(mail.endswith("@example.org") for mail in MAIL.findall(text)), path.name
        assert all("555" in number for number in TELEPHONE.findall(text)), path.name


def test_the_corpus_stays_small() -> None:
    """No PDF is over 150 kB, and the whole corpus is under 1.5 MB."""
    sizes = {path.name: path.stat().st_size for path in files()}
    assert sum(sizes.values()) < LARGEST_CORPUS
    assert all(size < LARGEST_PDF for name, size in sizes.items() if name.endswith(".pdf"))


def test_every_document_is_marked_and_has_a_source(make: Any) -> None:
    """What lies in corpus/ has a source, marks in gold.json and a line in README.md."""
    made = {path.name for path in files()} - {"README.md", "gold.json", "hria.toml", "assessment.toml"}
    assert made == set(DOCUMENTS) == set(make.sources())
    readme = (CORPUS / "README.md").read_text(encoding="utf-8")
    assert not [name for name in made if name not in readme]


def test_making_the_corpus_again_gives_the_same_bytes(make: Any) -> None:
    """The committed documents are what their sources make; with other tools this cannot be told."""
    recorded = json.loads((SOURCES / "toolchain.json").read_text(encoding="utf-8"))
    here = make.toolchain()
    other = [tool for tool in recorded if recorded[tool] != here.get(tool)]
    if other:
        pytest.skip(f"made with another {', another '.join(other)}")
    made = make.documents()
    assert not [name for name in made if (CORPUS / name).read_bytes() != made[name]]


def stands_on_page(name: str, quote: str, page: int) -> bool:
    """Whether a quote stands on a page (1-based), or begins at its end and goes on over the page break."""
    texts = pages(name)
    return stands_in(quote, texts[page - 1]) or (
        page < len(texts) and is_continued(quote, texts[page - 1], texts[page])
    )


def stands_in(quote: str, text: str) -> bool:
    """Whether a quote stands in a text, white space and hyphens aside."""
    return fold(quote) in fold(text)


def runs_over(name: str, quote: str) -> bool:
    """Whether a quote goes over some page break of a document."""
    texts = pages(name)
    return any(is_continued(quote, *pair) for pair in pairwise(texts))


def is_continued(quote: str, before: str, after: str) -> bool:
    """Whether the first part of a quote stands on one page and the rest on the next."""
    wanted, first, second = fold(quote), fold(before), fold(after)
    return any(wanted[:cut] in first and wanted[cut:] in second for cut in range(4, len(wanted) - 3))


def quotes_in(marks: Any) -> Iterator[dict[str, str]]:
    """Every object with a file and a quote, at any depth."""
    if isinstance(marks, list):
        for mark in marks:
            yield from quotes_in(mark)
    elif isinstance(marks, dict):
        if "file" in marks and "quote" in marks:
            yield marks
        for value in marks.values():
            yield from quotes_in(value)


@cache
def pages(name: str) -> tuple[str, ...]:
    """The text of each page of a document; formats without pages have one."""
    path = CORPUS / name
    if path.suffix == ".pdf":
        return tuple(page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(path))
    if path.suffix == ".docx":
        return (docx_text(path),)
    text = path.read_text(encoding="utf-8")
    if path.suffix == ".html":
        return (html_text(text),)
    return (text.replace("**", "") if path.suffix == ".md" else text,)


def docx_text(path: Path) -> str:
    """Paragraphs and table cells in the order in which they stand, then the footnotes."""
    lines: list[str] = []
    document = docx.Document(str(path))
    for part in document.iter_inner_content():
        if isinstance(part, Table):
            lines += [cell.text for row in part.rows for cell in row.cells]
        else:
            lines.append(part.text)
    for relation in document.part.rels.values():
        if relation.reltype.endswith("/footnotes"):
            lines += lxml.etree.fromstring(relation.target_part.blob).itertext()
    return "\n".join(lines)


def html_text(markup: str) -> str:
    """What a browser would show, page furniture included."""
    tree = lxml.html.fromstring(markup.encode())
    for hidden in tree.xpath("//script|//style|//head"):
        hidden.drop_tree()
    return str(tree.text_content())


def fold(text: str) -> str:
    """A text without white space, hyphens and ligatures, so that line ends do not matter."""
    return HYPHENS_AND_SPACE.sub("", unicodedata.normalize("NFKC", text))


def table(name: str) -> list[dict[str, str]]:
    """The rows of a CSV file by column name."""
    with (CORPUS / name).open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def files() -> list[Path]:
    """Every file of the corpus."""
    return sorted(path for path in CORPUS.iterdir() if path.is_file())
