"""Figures: their value and unit, of when, whose, and what is none."""

from __future__ import annotations

import datetime
from functools import cache
from typing import Any

import pytest

from nlp.extractors import metric
from nlp.match import Match
from nlp.pipeline import Names, Pipeline
from nlp.text import Block, BlockKind, Source

PUBLISHED = datetime.date(2024, 5, 31)


@cache
def pipeline() -> Pipeline:
    names = {"Lantern Alliance": "Lantern Alliance", "Labour Watch": "Labour Watch"}
    return Pipeline("en", names=(Names("organisation", names), Names("country", {"Chile": "Chile"})))


def source(*texts: str | tuple[BlockKind, str], **known: Any) -> Source:
    """A document of these paragraphs, or of (kind, text); the company is Acme plc."""
    blocks, text = [], ""
    for item in texts:
        kind, content = item if isinstance(item, tuple) else ("paragraph", item)
        blocks.append(Block(kind, len(text), len(text) + len(content), 1))
        text += content + "\n"
    settings: dict[str, Any] = {"published": PUBLISHED, "company": ("Acme plc", "Acme")} | known
    return Source(text, tuple(blocks), **settings)


def found(of: Source) -> list[Match]:
    return metric.extract(pipeline(), pipeline().read(of), of)


def first(text: str, **known: Any) -> dict[str, Any]:
    matches = found(source(text, **known))
    assert matches, text
    return matches[0].attributes


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("In 2019 we made 4,082 supplier assessments.", 4082, "assessments"),
        ("We employ 12,700 people.", 12700, "people"),
        ("Our revenue was £36.5 million.", 36_500_000, "GBP"),
        ("We spent USD5.2 billion with them.", 5.2e9, "USD"),
        ("The shortfall came to VND 1.92 billion.", 1.92e9, "VND"),
        ("We gave AUD $39.7 million to the fund.", 39_700_000, "AUD"),
        ("Some 37% of all spend went to Chile.", 37, "%"),
        ("Sixty-four per cent were women.", 64, "%"),
        ("Two-thirds of our sites were visited.", 66.7, "%"),
        ("Seventeen of the 60 workers sampled worked at night.", 17, "workers"),
        ("Roughly nine out of 10 high-risk sites were flagged.", 9, "sites"),
        ("Sales grew tenfold.", 10, "x"),
        ("We received 107 Speak Up complaints.", 107, "complaints"),
        ("The line has 300 direct (“Tier 1”) suppliers.", 300, "suppliers"),
        ("The longest week had 71 hours.", 71, "hours"),
        ("Forty-seven were admissible.", 47, "number"),
    ],
)
def test_value_and_unit(text: str, value: float, unit: str) -> None:
    """Figures and words, money, shares, ratios and multiples have their value and what they count."""
    attributes = first(text)
    assert (attributes["value"], attributes["unit"]) == (pytest.approx(value), unit)


@pytest.mark.parametrize(
    "text",
    [
        "The policy was adopted on 18 August 2023.",
        "Section 54 of the Act asks for a statement.",
        "See page 7 and Note 4.",
        "They work at Tier 1 suppliers and under ISO 45001.",
        "Nobody under 15 may be employed.",
        "Call us on 1800 123 456 or +44 20 7946 0958.",
        "We take children under the age of 18 out of night work.",
        "A working week must not exceed 60 hours.",
        "The Act applies to firms with a turnover of £36 million or more.",
        "These inequities are deep.¹² Nobody denies it.",
        "4.16 Business integrity matters.",
        "We launched a five-year partnership.",
        "We answer within 48 hours and review the code every three years.",
        "Our policy rests on three pillars.",
        "Mary Ley, 50, says it is unfair.",
        "It was reported (56) by the ministry.",
    ],
)
def test_what_is_no_figure(text: str) -> None:
    """Dates, sections, pages, ages, telephone numbers, limits of a law and note marks are none."""
    assert [match.attributes["value"] for match in found(source(text))] == []


@pytest.mark.parametrize(
    ("text", "start", "end", "as_of"),
    [
        ("In 2019 we made 40 audits.", "2019-01-01", "2019-12-31", None),
        ("As of June 2020 we had trained 8,700 women.", None, None, "2020-06-30"),
        ("Last year we answered 826 complaints.", "2023-01-01", "2023-12-31", None),
        ("Since 2007 they have answered 63,000 calls.", "2007-01-01", None, None),
        ("In FY23 we made 40 audits.", "2022-07-01", "2023-06-30", None),
        ("In the second half of FY23 we made 40 audits.", "2023-01-01", "2023-06-30", None),
        ("Between March 2021 and May 2022 we made 40 audits.", "2021-03-01", "2022-05-31", None),
        ("Under the Modern Slavery Act 2015 we made 40 audits.", None, None, "2024-05-31"),
    ],
)
def test_period(text: str, start: str | None, end: str | None, as_of: str | None) -> None:
    """A figure is of the period that its sentence names, or of the day of its document."""
    attributes = first(text, year_end=(6, 30))
    assert (attributes["period_start"], attributes["period_end"], attributes["as_of"]) == (start, end, as_of)


def test_each_number_takes_the_period_said_with_it() -> None:
    """Two years in one sentence are not mixed up."""
    matches = found(source("We made 40 audits in 2021 and 52 audits in 2022."))
    assert [m.attributes["period_end"] for m in matches] == ["2021-12-31", "2022-12-31"]


def test_period_of_the_document_is_marked_as_such() -> None:
    """A statement for a financial year lends it to figures that name none."""
    matches = found(source("This statement is for the year ended 30 June 2023.", "We employ 900 people."))
    attributes = matches[-1].attributes
    assert (attributes["period_end"], attributes["period_basis"]) == ("2023-06-30", "document")


@pytest.mark.parametrize(
    ("text", "owner", "name", "known"),
    [
        ("We trained 40 buyers.", "company", None, {}),
        ("Lantern Alliance has reached over 63,000 workers.", "partner", "Lantern Alliance", {}),
        ("According to Labour Watch, 40 million people worldwide are affected.", "third_party", "Labour Watch", {}),
        ("Almost 50 million people worldwide live so.", "third_party", None, {}),
        ("The supplier employs 1,184 people.", "supplier", None, {}),
        ("Suppliers in Chile received 37% of our spend.", "company", None, {}),
        ("The site has 436 migrant workers.", "supplier", None, {"is_own_voice": False, "is_audit": True}),
        ("Sixty-two workers were interviewed.", "third_party", None, {"is_own_voice": False, "is_audit": True}),
        ("Some 300 miners went on strike.", "third_party", None, {"is_own_voice": False}),
    ],
)
def test_owner(text: str, owner: str, name: str | None, known: dict[str, Any]) -> None:
    """Whose a figure is follows from who does it, who is cited and whose paper it is."""
    attributes = first(text, **known)
    assert (attributes["owner"], attributes["owner_name"]) == (owner, name)


def test_a_block_on_a_partner_keeps_its_figures() -> None:
    """What "it" did in a paragraph on a partner is the partner's, and "we" is the company again."""
    matches = found(source("Lantern Alliance is a network. It has raised $2 million. We gave it $5,000."))
    assert [m.attributes["owner"] for m in matches] == ["partner", "company"]


@pytest.mark.parametrize(
    ("text", "hedge"),
    [
        ("We reached over 8,700 women.", "over"),
        ("It costs roughly $40.", "roughly"),
        ("We have 70+ sites.", "more than"),
        ("Up to 14 people sleep there.", "up to"),
        ("We know 104 of an estimated 130 smelters.", "an estimated"),
        ("We employ 900 people.", None),
    ],
)
def test_hedge(text: str, hedge: str | None) -> None:
    """Words that make a number less sure are kept."""
    assert first(text)["hedge"] == hedge


def test_targets_are_told_from_figures() -> None:
    """What is to be reached is no figure reached."""
    assert first("Our goal is to train 25,000 women by 2030.")["role"] == "target"
    assert first("We trained 25,000 women in 2022.")["role"] == "figure"


def test_parts_point_to_their_whole() -> None:
    """ "$53 million, consisting of $50 million and $3 million": the parts name the whole."""
    whole, *parts = found(source("We gave $53 million, consisting of $50 million in grants and $3 million in kind."))
    assert whole.attributes["part_of"] is None
    assert [(p.attributes["part_of"], p.attributes["parts"]) for p in parts] == [(whole.attributes["name"], "all")] * 2


def test_cells_are_read_by_their_headers() -> None:
    """The row says what is counted, the column of when; a column of pages is none."""
    cells = [("", "FY22", "FY23"), ("Number of audits", "40", "52"), ("Spend ($ million)", "1.5", "2")]
    text, blocks = "", []
    for row, texts in enumerate(cells):
        for column, content in enumerate(texts):
            if content:
                blocks.append(Block("table_cell", len(text), len(text) + len(content), 0, (0, row), column))
                text += content + "\n"
    matches = found(Source(text, tuple(blocks), ("Acme",), year_end=(6, 30), published=PUBLISHED))
    told = [(m.attributes["value"], m.attributes["unit"], m.attributes["period_end"]) for m in matches]
    assert told == [
        (40, "audits", "2022-06-30"),
        (52, "audits", "2023-06-30"),
        (1_500_000, "USD", "2022-06-30"),
        (2_000_000, "USD", "2023-06-30"),
    ]


def test_a_number_printed_large_takes_the_line_beside_it() -> None:
    """Infographics part the number from what it counts."""
    matches = found(source(("heading", "8,700"), "women trained in 2022"))
    attributes = matches[0].attributes
    assert (attributes["value"], attributes["unit"], attributes["period_end"]) == (8700, "women", "2022-12-31")


@pytest.mark.parametrize(
    ("written", "year"), [("1986-87", "1987"), ("1999/00", "2000"), ("2023-24", "2024"), ("FY87", "1987")]
)
def test_years_of_two_digits_have_their_century(written: str, year: str) -> None:
    """The second of two years is near the first, and no year lies far ahead."""
    text = f"In fiscal {written} we made 40 audits." if "FY" not in written else f"In {written} we made 40 audits."
    assert str(first(text)["period_end"]).startswith(year)
