"""Where the text stands on the page, checked by reading the page again with another library."""

from __future__ import annotations

import io
import re
import unicodedata
from collections.abc import Iterator
from pathlib import Path

import pytest

from hria.document import Document, Region
from hria.readers import read

# Real documents of one to four columns, with tables, pictures and turned pages; the first pages of each are read.
SAMPLE = (
    "policies/human_rights/Ampol__Ampol_Human_Rights_Policy_18_Aug_2023_FINAL.pdf",
    "policies/supplier_code/Qantas__supplier-code-of-conduct.pdf",
    "policies/human_rights/GPT__GPT_Human_Rights_Statement.pdf",
    "statements/au/Seek__SEEK-2022-Modern-Slavery-Statement.pdf",
    "statements/uk/VWR_statement.pdf",
    "statements/uk/PM_group_2019.pdf",
    "sustainability_reports/CSL__CSL_Sustainability_Fact_Sheet_2023.pdf",
)
MOST_PAGES = 3
ENOUGH = 0.95


@pytest.mark.parametrize("name", SAMPLE)
def test_text_under_the_boxes_is_the_quote(shared: Path, name: str) -> None:
    """pdfplumber finds under the regions of a passage what the passage says, for 95 % of the passages."""
    path = shared / "corpus" / name
    document = read(path)
    checked = list(agreements(document, path.read_bytes(), MOST_PAGES))
    wrong = [pair for pair in checked if squeezed(pair[0]) != squeezed(pair[1])]
    assert len(checked) > 10
    assert len(wrong) <= (1 - ENOUGH) * len(checked), wrong[:5]


def agreements(document: Document, data: bytes, most_pages: int) -> Iterator[tuple[str, str]]:
    """Each block of the first pages, and what pdfplumber reads in its place."""
    import pdfplumber

    with pdfplumber.open(io.BytesIO(data)) as pdf:
        glyphs = [page.chars for page in pdf.pages[:most_pages]]
    for block in document.blocks:
        regions = document.regions(block.start, block.end)
        if all(region.page <= len(glyphs) for region in regions):
            found = "".join(_under(glyphs[region.page - 1], region) for region in regions)
            yield document.text[block.start : block.end], found


def _under(glyphs: list[dict[str, object]], region: Region) -> str:
    """The glyphs whose middle stands in a region, from left to right."""
    x0, top, x1, bottom = region.box.x0, region.box.top, region.box.x1, region.box.bottom
    inside = []
    for glyph in glyphs:
        across = (float(str(glyph["x0"])) + float(str(glyph["x1"]))) / 2
        down = (float(str(glyph["top"])) + float(str(glyph["bottom"]))) / 2
        if x0 - 0.5 <= across <= x1 + 0.5 and top - 0.5 <= down <= bottom + 0.5:
            inside.append((across, str(glyph["text"])))
    return "".join(text for _, text in sorted(inside, key=lambda pair: pair[0]))


def squeezed(text: str) -> str:
    """Text without white space, hyphens and ligatures, raised digits as others."""
    return re.sub(r"[^\w]", "", unicodedata.normalize("NFKC", text)).casefold()
