"""Recognised text: read from the picture of a page, and marked as such."""

from __future__ import annotations

import io

import pytest
from papers import pdf_of, read_bytes

from hria.readers import Overrides

pytest.importorskip("rapidocr_onnxruntime")


def scanned(body: str) -> bytes:
    """A PDF that holds nothing but a picture of a printed page."""
    import pypdfium2

    page = pypdfium2.PdfDocument(pdf_of(body))[0]
    picture = io.BytesIO()
    page.render(scale=2).to_pil().save(picture, format="PDF", resolution=144)
    return picture.getvalue()


def test_a_scan_is_read_when_asked_for() -> None:
    """Without --ocr the page is named as unreadable; with it, its text has places and the page is marked."""
    data = scanned("<h1>Wages at Hilltop</h1><p>We will repay all recruitment fees by the end of March.</p>")
    assert read_bytes(data, "scan.pdf").unreadable_pages() == (1,)
    document = read_bytes(data, "scan.pdf", Overrides(ocr=True))
    assert document.pages[0].text_layer == "ocr"
    assert document.notes == ("page 1 was read by OCR",)
    # The models lose the space between some words.
    assert "Wewillrepayallrecruitmentfees" in document.text.replace(" ", "")
    heading = document.regions(0, 5)[0].box
    assert heading.top < 150
    assert heading.x0 == pytest.approx(72, abs=8)
