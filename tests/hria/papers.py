"""Small documents made for a test, read as hria reads them."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Any

from hria.document import Block, Document
from hria.readers import Overrides, read

STYLE = "@page { size: A4; margin: 25mm } body { font: 10pt/1.3 sans-serif } h1 { font-size: 18pt }"
# Parts of sentences to fill pages with, so many of each that no line of a page is like one of another.
WHO = ("the mill", "our dyer", "a cutter", "the depot", "every site", "one supplier", "the spinning hall")
WHERE = ("at Hilltop", "near the river", "in Penang", "on the coast", "by the old harbour")
WHAT = ("pays its weavers monthly", "keeps no passports", "was visited twice", "hires through agents it knows")
WHEN = ("since the spring", "as agreed", "after the audit of last year")


def printed(body: str, style: str = "") -> Document:
    """The document that hria reads in a PDF printed from HTML."""
    return read_bytes(pdf_of(body, style), "paper.pdf")


def pdf_of(body: str, style: str = "") -> bytes:
    """A PDF printed from HTML."""
    from weasyprint import HTML

    html = f"<html lang=en><head><style>{STYLE}{style}</style></head><body>{body}</body></html>"
    return bytes(HTML(string=html).write_pdf())


def typed(build: Any) -> Document:
    """The document that hria reads in a DOCX; `build` is given the python-docx document to fill."""
    import io

    from docx import Document as Paper

    paper = Paper()
    build(paper)
    out = io.BytesIO()
    paper.save(out)
    return read_bytes(out.getvalue(), "paper.docx")


def read_bytes(data: bytes, name: str, overrides: Overrides = Overrides()) -> Document:
    """The document in these bytes, as if they were a file of this name."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / name
        path.write_bytes(data)
        return read(path, overrides, name)


def sentences(first: int, last: int) -> str:
    """Numbered sentences to fill a page with."""
    return " ".join(
        f"Sentence {n} says that {WHO[n % 7]} {WHERE[n % 5]} {WHAT[n % 4]} {WHEN[n % 3]}."
        for n in range(first, last + 1)
    )


def blocks(document: Document) -> list[tuple[str, str]]:
    """Kind and text of each block, in order."""
    return [(block.kind, text_of(document, block)) for block in document.blocks]


def text_of(document: Document, block: Block) -> str:
    """The text of a block."""
    return document.text[block.start : block.end]


def of_kind(document: Document, kind: str) -> list[str]:
    """The texts of the blocks of one kind."""
    return [text for other, text in blocks(document) if other == kind]


def whys(document: Document) -> dict[str, str]:
    """What was dropped, and why."""
    return {dropped.text: dropped.reason for dropped in document.dropped}
