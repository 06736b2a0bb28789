"""PDF: the order of reading, words made whole, and what is told apart from sentences."""

from __future__ import annotations

import re

import pytest
from papers import blocks, of_kind, pdf_of, printed, read_bytes, sentences, whys

from hria.document import Document


def numbers(document: Document) -> list[int]:
    return [int(number) for number in re.findall(r"Sentence (\d+) says", document.text)]


def is_whole(document: Document, last: int) -> bool:
    """Whether the paragraphs hold all sentences up to a number in order, and none of them is cut."""
    paragraphs = of_kind(document, "paragraph")
    return " ".join(paragraphs) == sentences(1, last) and all(text.endswith(".") for text in paragraphs)


@pytest.mark.parametrize("columns", [1, 2, 3])
def test_columns_are_read_one_after_the_other(columns: int) -> None:
    """One, two or three columns: each sentence is whole and in its place."""
    document = printed(f"<h1>Our mills</h1><div>{sentences(1, 40)}</div>", f"div {{ columns: {columns} }}")
    assert numbers(document) == list(range(1, 41))
    assert sentences(1, 40) in document.text.replace("\n\n", " ")


def test_a_section_is_read_before_the_next_one_below_it() -> None:
    """A heading in the first of two columns opens a section across both."""
    style = "div { columns: 2; margin-bottom: 16pt; column-fill: balance } h2 { font-size: 14pt; margin: 0 }"
    body = "".join(f"<h2>Part {part}</h2><div>{sentences(10 * part + 1, 10 * part + 8)}</div>" for part in range(3))
    document = printed(body, style)
    assert numbers(document) == [10 * part + n for part in range(3) for n in range(1, 9)]


def test_a_sentence_goes_on_in_the_next_column_and_page() -> None:
    """No break of a column or page cuts a paragraph in two."""
    document = printed(f"<p>{sentences(1, 150)}</p>", "body { columns: 2 }")
    assert len(document.pages) > 1
    assert is_whole(document, 150)


WORDS = [
    ("<p style='width:3.1cm'>We will repay recruit&shy;ment fees.</p>", "We will repay recruitment fees."),
    ("<p>The of\ufb01ce of \ufb02oor sta\ufb00 is e\ufb03cient.</p>", "The office of floor staff is efficient."),
    ("<p>Seven in ten<sup>3</sup> sites were audited.</p>", "Seven in ten³ sites were audited."),
    ("<p>It cost $12 million<sup>4</sup>.</p>", "It cost $12 million⁴."),
    (
        "<p style='letter-spacing:2pt'>Our suppliers are audited every year.</p>",
        "Our suppliers are audited every year.",
    ),
    (
        "<p style='word-spacing:-0.12em'>Our suppliers are audited each year.</p>",
        "Our suppliers are audited each year.",
    ),
    ("<p style='width:4.2cm'>The audits covered third-<br>party labour.</p>", "The audits covered third-party labour."),
    (
        "<p style='width:4.8cm'>Jobs are advertised on about 7.5 million pages.</p>",
        "advertised on about 7.5 million pages.",
    ),
]


@pytest.mark.parametrize(("body", "expected"), WORDS)
def test_words_are_made_whole(body: str, expected: str) -> None:
    """Hyphenation, ligatures, soft hyphens, spacing and raised marks do not change what is read."""
    assert expected in printed(body + f"<p>{sentences(1, 3)}</p>").text


def test_a_hyphenated_text_is_joined_and_a_compound_kept() -> None:
    """A document that cuts words at the ends of lines is its own witness of what is one word."""
    style = "p { hyphens: auto; width: 5cm; text-align: justify }"
    text = "The responsibility for remediation lies with procurement management and independent representatives. "
    document = printed(f"<p>{text * 6}</p><p>{text}</p>", style)
    assert document.text.count("responsibility") == 7
    assert document.text.count("remediation") == 7
    assert "- " not in document.text


def test_fake_bold_is_read_once() -> None:
    """Letters printed twice, a hair's breadth apart, are one."""
    body = "<div style='position:relative;height:2cm'>" + "".join(
        f"<p style='position:absolute;left:{x}pt;margin:0'>We found no forced labour.</p>" for x in (0, 0.3)
    )
    assert printed(body + "</div>").text == "We found no forced labour."


def test_running_headers_footers_and_page_numbers_are_set_aside() -> None:
    """They are dropped with their reason, and never stand in the middle of a sentence."""
    style = (
        "@page { @top-center { content: 'Acme Human Rights Report' } @bottom-right { content: counter(page) }"
        " @bottom-left { content: 'www.acme.example' } }"
    )
    document = printed(f"<p>{sentences(1, 120)}</p>", style)
    assert is_whole(document, 120)
    assert whys(document)["Acme Human Rights Report"] == "running header"
    assert whys(document)["www.acme.example"] == "running footer"
    assert "page number" in whys(document).values()


def test_footnotes_are_told_apart_and_come_last() -> None:
    """The note is a footnote, its mark is no number, and the sentence above it goes on to the next page."""
    style = "span { float: footnote; font-size: 7pt } span::footnote-call { font-size: 6pt; vertical-align: super }"
    note = "<span>As counted by the mill itself.</span>"
    document = printed(f"<p>{sentences(1, 20)} Wages{note} rose. {sentences(21, 80)}</p>", style)
    assert of_kind(document, "paragraph")[0].count("Sentence") == 80
    assert "Wages¹ rose." in document.text
    assert document.blocks[-1].kind == "footnote"
    assert "counted by the mill" in of_kind(document, "footnote")[0]


def test_headings_items_captions_and_cells_are_told_apart() -> None:
    """Each block has its kind; bullets and numbers before items are no part of them."""
    cells = "".join(f"<tr><td>Site {n}</td><td>{n * 10} workers</td></tr>" for n in range(1, 5))
    style = "td { border: 1px solid black; padding: 2pt; width: 5cm } table { border-collapse: collapse }"
    body = (
        f"<h1>Wages</h1><p>{sentences(1, 3)}</p><ul><li>Pay on time</li><li>Pay in full</li></ul>"
        f"<ol><li>First we listen.</li><li>Then we act.</li></ol><table>{cells}</table>"
        f"<p>Figure 1: Workers by site</p><p>{sentences(4, 6)}</p>"
    )
    document = printed(body, style)
    found = blocks(document)
    assert found[0] == ("heading", "Wages")
    assert of_kind(document, "list_item") == ["Pay on time", "Pay in full", "First we listen.", "Then we act."]
    assert of_kind(document, "table_cell")[:4] == ["Site 1", "10 workers", "Site 2", "20 workers"]
    places = [block.cell for block in document.blocks if block.cell]
    assert (places[3].row, places[3].column) == (1, 1)
    assert ("caption", "Figure 1: Workers by site") in found


def test_a_table_without_rules_is_read_by_its_rows() -> None:
    """White between short cells makes a table as rules do."""
    rows = [("Country", "Sites", "Audits"), ("Vietnam", "12", "9"), ("Malaysia", "7", "7"), ("India", "31", "20")]
    cells = "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in rows)
    document = printed(f"<p>{sentences(1, 4)}</p><table>{cells}</table>", "td { width: 4cm }")
    assert of_kind(document, "table_cell") == [cell for row in rows for cell in row]


def test_boxes_behind_each_line_make_no_table() -> None:
    """Programs that print web pages draw a box behind each line of text."""
    document = printed(
        f"<p><span>{sentences(1, 12)}</span></p>", "span { background: #fff; border: 1px solid #fefefe }"
    )
    assert not of_kind(document, "table_cell")
    assert numbers(document) == list(range(1, 13))


def test_a_rotated_page_is_read_as_it_is_shown() -> None:
    """Boxes are those of the page as a reader sees it, whichever way the file turns it."""
    import io

    import pypdfium2

    pdf = pypdfium2.PdfDocument(pdf_of(f"<p>{sentences(1, 10)}</p>"))
    pdf[0].set_rotation(90)
    out = io.BytesIO()
    pdf.save(out)
    document = read_bytes(out.getvalue(), "turned.pdf")
    page = document.pages[0]
    assert page.width > page.height
    assert numbers(document) == list(range(1, 11))
    assert all(0 <= w.box.x0 <= w.box.x1 <= page.width and w.box.bottom <= page.height for w in document.words)


def test_a_page_without_text_is_recorded_and_shown() -> None:
    """A picture of text is no text: the page is named, and the others are read."""
    picture = "<svg width='300' height='300'><rect width='300' height='300' fill='gray'/></svg>"
    document = printed(f"<p>{sentences(1, 3)}</p><div style='break-before:page'>{picture}</div>")
    assert document.unreadable_pages() == (2,)
    assert document.notes == ("page 2 without a text layer (a scan or a picture?)",)
    assert numbers(document) == [1, 2, 3]


def test_text_with_a_wrong_map_is_garbled() -> None:
    """A font that maps letters to others yields text that no language has; such a page is not read."""
    shifted = "".join(chr(ord(char) - 29) if char.isalpha() else char for char in sentences(1, 8))
    shifted = shifted.replace("&", "+").replace("<", "=")
    document = printed(f"<p>{shifted}</p>")
    assert document.pages[0].text_layer == "garbled"
    assert document.unreadable_pages() == (1,)


def test_text_beside_a_picture_is_one_paragraph() -> None:
    """Lines cut short by a picture that they run round are no paragraphs of their own."""
    picture = "<div style='float:right;width:7cm;height:6cm;background:silver'></div>"
    document = printed(f"<div>{picture}<p>{sentences(1, 14)}</p></div>")
    assert of_kind(document, "paragraph") == [sentences(1, 14)]


def test_every_word_has_its_place() -> None:
    """Offsets of words are those of the text, and regions run line by line."""
    document = printed(f"<p>{sentences(1, 6)}</p>")
    for word in document.words:
        assert not document.text[word.start : word.end].isspace()
    regions = document.regions(0, len(document.text))
    assert len(regions) == len({word.line for word in document.words})
    assert [region.box.top for region in regions] == sorted(region.box.top for region in regions)
