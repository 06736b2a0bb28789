"""Partners: which organisations a company works with, how, and since when."""

from __future__ import annotations

from functools import cache

import pytest

from nlp.extractors import partner
from nlp.pipeline import Names, Pipeline
from nlp.text import Block, Source

COMPANY = ("Harrow Mills Limited", "Harrow Mills")
KNOWN = {
    "Tidewater Alliance": "Tidewater Alliance",
    "Amber Forum": "Amber Forum",
    "Labour Watch Institute": "Labour Watch Institute",
    "Clearline": "Clearline",
    "World Labour Office": "World Labour Office",
}
COMMON = {"TA": "Tidewater Alliance", "Thistle": "Thistle"}


@cache
def pipeline() -> Pipeline:
    cited = frozenset({"World Labour Office"})
    return Pipeline("en", None, (Names("organisation", KNOWN, COMMON, cited=cited),))


def partners(text: str, *blocks: Block) -> list[tuple[str, str, int | None]]:
    source = Source(text, blocks or (Block("paragraph", 0, len(text)),), COMPANY)
    matches = partner.extract(pipeline(), pipeline().read(source), source)
    return [(m.attributes["name"], m.attributes["relation"], m.attributes["since"]) for m in matches]


TOLD = [
    ("We are a member of the Tidewater Alliance.", [("Tidewater Alliance", "member", None)]),
    ("Harrow Mills joined the Amber Forum in 2019.", [("Amber Forum", "member", 2019)]),
    ("We have been working with the Labour Watch Institute since 2017.", [("Labour Watch Institute", "partner", 2017)]),
    ("We commissioned the Labour Watch Institute to assess our mills.", [("Labour Watch Institute", "assessor", None)]),
    ("Our hotline is operated by Clearline.", [("Clearline", "operator", None)]),
    ("Our whistleblowing line, Clearline, is open to everyone.", [("Clearline", "operator", None)]),
    ("We donated to the Coastal Refuge Trust.", [("Coastal Refuge Trust", "funder", None)]),
    ("We work with partners such as Thistle, a charity.", [("Thistle", "partner", None)]),
    ("We are signatories to the Amber Forum and its rules.", [("Amber Forum", "signatory", None)]),
    ("Our suppliers are members of the Tidewater Alliance.", [("Tidewater Alliance", "other", None)]),
    ("We ask our mills to be members of the Tidewater Alliance.", [("Tidewater Alliance", "other", None)]),
]
NONE = [
    "The Amber Forum was founded by the Labour Watch Institute.",
    "According to the Labour Watch Institute, risks rose in 2019.",
    "We uphold the standards developed by the World Labour Office.",
    "We support the World Labour Office core conventions.",
    "Relevant members of our team read the papers of the Labour Watch Institute.",
    "Harrow Mills is part of the Fenwick Group plc.",
    "By training workers, the Tidewater Alliance helps mills to improve.",
]


@pytest.mark.parametrize(("text", "expected"), TOLD)
def test_sentence_says_how_the_company_stands_to_a_partner(
    text: str, expected: list[tuple[str, str, int | None]]
) -> None:
    """Name, relation and year of joining are read from the sentence."""
    assert partners(text) == expected


@pytest.mark.parametrize("text", NONE)
def test_what_is_cited_or_told_of_others_is_no_partner(text: str) -> None:
    """Sources, standards, the own group and what others do name no partner."""
    assert partners(text) == []


def test_organisation_that_only_describes_a_partner_is_none() -> None:
    """Of "joined the forum, an initiative of the institute" only the forum is joined."""
    text = "We joined the Amber Forum, an initiative hosted by the Labour Watch Institute."
    assert partners(text) == [("Amber Forum", "member", None)]


def test_year_of_an_event_is_no_year_of_joining() -> None:
    """A year counts only where the relation begins in it."""
    text = "In 2021, we worked with the Amber Forum on a guide."
    assert partners(text) == [("Amber Forum", "partner", None)]


def test_year_beside_the_name_is_its_own() -> None:
    """Where a sentence names several years, each organisation has the one beside it."""
    text = "We joined the Amber Forum in 2015 and the Tidewater Alliance in 2018."
    assert partners(text) == [("Amber Forum", "member", 2015), ("Tidewater Alliance", "member", 2018)]


def test_list_is_read_with_its_lead_in() -> None:
    """Each item of "We are a member of:" is a partner, known or not."""
    lines = ["We are a member of:", "Tidewater Alliance", "Northern Flax Growers Network"]
    text = "\n".join(lines)
    starts = [text.index(line) for line in lines]
    kinds = ("paragraph", "list_item", "list_item")
    blocks = [
        Block(kind, start, start + len(line))  # type: ignore[arg-type]
        for kind, start, line in zip(kinds, starts, lines, strict=True)
    ]
    assert partners(text, *blocks) == [
        ("Tidewater Alliance", "member", None),
        ("Northern Flax Growers Network", "member", None),
    ]


def test_abbreviation_leads_to_the_name_that_the_document_defines() -> None:
    """What stands in brackets after a name is that name wherever it is used."""
    text = "We are a member of the Flax Growers Network (FGN). We sit on the board of FGN."
    assert {name for name, _, _ in partners(text)} == {"Flax Growers Network"}


def test_use_adds_nothing_to_a_stated_relation() -> None:
    """Where the company says that it is a member, that it uses a tool of the body is no second finding."""
    text = "We are a member of the Amber Forum. We use the Amber Forum platform."
    assert partners(text) == [("Amber Forum", "member", None)]
