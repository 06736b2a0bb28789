"""What a document says of itself: kind, title, date and language."""

from __future__ import annotations

import pytest
from papers import printed, read_bytes

PROSE = "We have worked with our suppliers on wages, working hours and safety for many years and will go on to do so. "

KINDS = [
    (
        "Modern Slavery Statement 2024",
        "This statement is made under section 54 of the Modern Slavery Act 2015.",
        "statement",
    ),
    ("Human Rights Policy", "This policy applies to all who work for Acme.", "policy"),
    ("SMETA Audit Report: Hilltop Mill", "Audit date: 3 May 2024. Non-compliances were found.", "audit"),
    ("Shareholder proposal", "RESOLVED: shareholders request a report on forced labour.", "resolution"),
    ("Sustainability Report 2023", "Our report tells of due diligence in the supply chain.", "report"),
    (
        "Fire at Gazipur mill",
        "“Nobody could get out,” a worker said on Monday. A spokesman for the mill said it was sorry.",
        "news",
    ),
    ("Shopping list", "Bread and milk.", "other"),
]


@pytest.mark.parametrize(("title", "text", "kind"), KINDS)
def test_kind_and_title(title: str, text: str, kind: str) -> None:
    """The largest print on the first page is the title; its words and those of the first page tell the kind."""
    document = printed(f"<h1>{title}</h1><p>{text}</p><p>{PROSE * 4}</p>")
    assert (document.title, document.kind) == (title, kind)
    assert document.language == "en"


DATES = [
    ("This policy was approved by the board on 14 March 2023 and will be reviewed by 31 March 2025.", "2023-03-14"),
    ("This statement covers the year ended 30 June 2023. Signed on 1 December 2023.", "2023-12-01"),
    ("Our goal is to repay all fees by 31 December 2030.", None),
    ("Effective date: 1 July 2022", "2022-07-01"),
    ("Published: March 2021", "2021-03-31"),
]


@pytest.mark.parametrize(("text", "date"), DATES)
def test_date_of_publication(text: str, date: str | None) -> None:
    """The day of approval, signature or issue; never a deadline, a review or the end of a period."""
    document = read_bytes(f"Human Rights Policy\n\n{text}\n\n{PROSE}\n".encode(), "policy.txt")
    assert (document.published.isoformat() if document.published else None) == date


LANGUAGES = [
    (
        "Wir achten die Menschenrechte aller, die für uns arbeiten, und erwarten dies auch von unseren Lieferanten.",
        "de",
    ),
    ("Nous respectons les droits de toutes les personnes qui travaillent pour nous et chez nos fournisseurs.", "fr"),
    ("Respetamos los derechos de todas las personas que trabajan para nosotros y para nuestros proveedores.", "es"),
]


@pytest.mark.parametrize(("text", "language"), LANGUAGES)
def test_language(text: str, language: str) -> None:
    """The language is that of most of the text; too little text has none."""
    assert read_bytes((text + " ").encode() * 3, "note.txt").language == language
    assert read_bytes(b"Pay 12.", "note.txt").language is None
