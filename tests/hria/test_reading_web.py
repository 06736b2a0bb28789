"""HTML, Markdown and text: the main text without the noise of the web, and a log of what went."""

from __future__ import annotations

import pytest
from papers import blocks, of_kind, read_bytes, whys

from hria.errors import Unreadable

ARTICLE = "".join(
    f"<p>Workers at site {n} told us that wages were paid late in {month}, and that nobody answered.</p>"
    for n, month in enumerate(("March", "April", "May", "June"), 1)
)
PAGE = (
    "<html lang=en><head><title>Wages paid late | Acme News</title><script>alert('x')</script></head><body>"
    "<nav><a href=/>Home</a><a href=/news>News</a></nav><article><h1>Wages paid late</h1>"
    f"{ARTICLE}<ul><li>Site 1</li><li>Site 2</li></ul></article>"
    "<footer>Accept all cookies. Privacy policy.</footer></body></html>"
)


def test_a_web_page_is_its_article() -> None:
    """Menus, scripts and footers are not read; title and site come from the head."""
    document = read_bytes(PAGE.encode(), "page.html")
    assert document.title == "Wages paid late"
    assert document.publisher == "Acme News"
    assert document.text.count("told us") == 4
    assert not any(word in document.text for word in ("alert", "cookies", "Home"))


NOISE = """Our work with others

a group of people seated at a table in front of a window
a group of people seated at a table in front of a window
On this page
amfori
Better Work
Fair Wear
Better Factories
amfori

amforiAcme works with amfori to train its buyers in fair purchasing.

Better Work

Acme joined Better Work in 2019 and pays for two advisers in Dhaka.

Fair Wear

Acme has been a member of Fair Wear since 2015, and reports to it each year.

Better Factories

Acme funds the Better Factories programme in Phnom Penh.

•

•
We pay within thirty days.

A woman sews a shirt JPG
"""


def test_noise_of_the_web_is_cleaned_and_logged() -> None:
    """Texts of pictures, menus printed twice, orphan bullets and names glued to their sentence."""
    document = read_bytes(NOISE.encode(), "copied.txt")
    log = whys(document)
    assert log["a group of people seated at a table in front of a window"].startswith(("the text", "the same"))
    assert log["On this page"] == "a way to another page"
    assert log["A woman sews a shirt JPG"] == "the text that stands in for a picture"
    assert [d.text for d in document.dropped].count("Better Work") == 1
    assert ("paragraph", "Acme works with amfori to train its buyers in fair purchasing.") in blocks(document)
    assert of_kind(document, "list_item") == ["We pay within thirty days."]
    assert "seated at a table" not in document.text


def test_every_dropped_line_was_in_the_file() -> None:
    """Nothing is lost without a trace: what is not in the text is in the log."""
    document = read_bytes(NOISE.encode(), "copied.txt")
    kept = document.text + " ".join(dropped.text for dropped in document.dropped)
    for line in NOISE.splitlines():
        for word in line.split():
            assert word in kept or word == "•" or word.startswith("amforiAcme")


def test_markdown_has_headings_lists_and_tables() -> None:
    """Marks are no part of the text, and raw HTML is left out."""
    text = (
        "# Survey\n\nWe *asked* 40 workers.<b>\n\n- Pay\n  - Late\n\n| Site | Answers |\n|---|---|\n| Penang | 40 |\n"
    )
    document = read_bytes(text.encode(), "survey.md")
    assert blocks(document) == [
        ("heading", "Survey"),
        ("paragraph", "We asked 40 workers."),
        ("list_item", "Pay"),
        ("list_item", "Late"),
        ("table_cell", "Site"),
        ("table_cell", "Answers"),
        ("table_cell", "Penang"),
        ("table_cell", "40"),
    ]


ENCODINGS = [
    ("utf-8", "Café wages were paid."),
    ("utf-8-sig", "Café wages were paid."),
    ("utf-16", "Café wages were paid."),
    ("cp1252", "“Café wages” were très late."),
]


@pytest.mark.parametrize(("encoding", "text"), ENCODINGS)
def test_text_in_any_encoding(encoding: str, text: str) -> None:
    """The encoding is found; where it is a guess, the document says so."""
    document = read_bytes(text.encode(encoding), "note.txt")
    assert document.text == text
    assert bool(document.notes) == (encoding == "cp1252")


def test_wrapped_lines_are_paragraphs_and_form_feeds_pages() -> None:
    """Text taken out of a PDF keeps its pages, and its lines are joined."""
    lines = (
        "pays its workers on the last day of each month and has",
        "done so since it was founded in the year of the",
        "great flood that drowned the first mill and much else that was",
        "dear to those who lived in the valley.",
    )
    pages = ("\n".join((f"{name} {lines[0]}", *lines[1:], "")) for name in ("Acme", "Corvane"))
    document = read_bytes("\f".join(pages).encode(), "taken-out.txt")
    assert [block.page for block in document.blocks] == [1, 2]
    assert "and has done so since" in document.text


def test_glued_note_marks_are_no_numbers() -> None:
    """ "inequities.1" and "suppliers.2": numbers that count up through a text are marks."""
    text = "We saw inequities.1 We then asked our suppliers.2 They answered 12 questions.\n"
    assert read_bytes(text.encode(), "copied.txt").text == (
        "We saw inequities.¹ We then asked our suppliers.² They answered 12 questions."
    )


def test_a_page_without_text_is_an_error() -> None:
    """A page that is only a script says so."""
    with pytest.raises(Unreadable, match="no text"):
        read_bytes(b"<html><body><script>var a = 1</script></body></html>", "app.html")
