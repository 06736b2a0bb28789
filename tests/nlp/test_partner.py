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


def partners_of(lines: list[tuple[str, str]], is_own_voice: bool = True) -> list[tuple[str, str, int | None]]:
    text = "\n".join(line for _, line in lines)
    starts = [sum(len(line) + 1 for _, line in lines[:number]) for number in range(len(lines))]
    blocks = tuple(
        Block(kind, start, start + len(line), 2)  # type: ignore[arg-type]
        for (kind, line), start in zip(lines, starts, strict=True)
    )
    source = Source(text, blocks, COMPANY, is_own_voice)
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
    ("We have been in the Amber Forum for ages.", [("Amber Forum", "member", None)]),
    ("We are a business partner of the Labour Watch Institute.", [("Labour Watch Institute", "partner", None)]),
    ("The list can be searched on Clearline from our website.", [("Clearline", "other", None)]),
    ("We helped to set up the Amber Forum.", [("Amber Forum", "founder", None)]),
    ("It falls under the Amber Forum, which we joined in 2020.", [("Amber Forum", "member", 2020)]),
    ("Calls to our line are answered by Clearline.", [("Clearline", "operator", None)]),
    ("All our flax is Thistle-certified.", [("Thistle", "assessor", None)]),
    (
        "Harrow Mills joined the Amber Forum in 2019 and is a member of the Tidewater Alliance.",
        [("Amber Forum", "member", 2019), ("Tidewater Alliance", "member", None)],
    ),
]
DEEDS = [
    ("Labour Watch Institute trained managers at 22 suppliers.", [("Labour Watch Institute", "partner", None)]),
    ("With the Labour Watch Institute we trained buyers.", [("Labour Watch Institute", "partner", None)]),
    ("The Labour Watch Institute interviewed our weavers.", [("Labour Watch Institute", "assessor", None)]),
    ("The Amber Forum admitted us in 2018.", [("Amber Forum", "member", 2018)]),
    ("Clearline runs a helpline at our mills.", [("Clearline", "operator", None)]),
    (
        "The Labour Watch Institute, with whom we hold briefings, is near.",
        [("Labour Watch Institute", "partner", None)],
    ),
]
UNKNOWN = [
    ("In 2022 the consultancy Fell & Rooke carried out an assessment for us.", [("Fell & Rooke", "assessor", None)]),
    ("An assessment by the consultancy Fell & Rooke covered our mills.", [("Fell & Rooke", "assessor", None)]),
    ("Open Loom runs a helpline for us at nine mills.", [("Open Loom", "operator", None)]),
    ("Our calls go to Openline, an outside provider.", [("Openline", "operator", None)]),
    (
        "Our weavers can use a line that an independent organisation, Open Loom, operates.",
        [("Open Loom", "operator", None)],
    ),
    ("We signed the Clean Dye Pact in 2021.", [("Clean Dye Pact", "signatory", 2021)]),
    ("We have worked with Stanmore Rights since 2020.", [("Stanmore Rights", "partner", 2020)]),
    ("Stanmore Rights trained our buyers in May 2024.", [("Stanmore Rights", "partner", None)]),
    (
        "Our audits are done by two firms: Castle Inspection and Clearline.",
        [("Castle Inspection", "assessor", None), ("Clearline", "assessor", None)],
    ),
    ("We consulted the Weavers' Union of Leicester.", [("Weavers' Union of Leicester", "consulted", None)]),
]
NONE = [
    # Offices are people of the company.
    "We work with the Company Secretary and the General Counsel on human rights.",
    "We partnered with our General Counsel and the Group Treasurer.",
    "The Amber Forum was founded by the Labour Watch Institute.",
    "According to the Labour Watch Institute, risks rose in 2019.",
    "We uphold the standards developed by the World Labour Office.",
    "We support the World Labour Office core conventions.",
    "Relevant members of our team read the papers of the Labour Watch Institute.",
    "Harrow Mills is part of the Fenwick Group plc.",
    "By training workers, the Tidewater Alliance helps mills to improve.",
    "The Tidewater Alliance trains 300 companies a year.",
    "Group Internal Audit interviewed our weavers.",
    "Our policy is developed in accordance with the World Labour Office.",
    "Reports are received by our General Counsel.",
    "We work with customers from the Weaving and Dyeing industry.",
    "We left the Amber Forum in 2023.",
    "The Amber Forum has a base in Leeds.",
    "Our risk map draws on data published by the Amber Forum.",
    "The meeting was chaired by Ann Ley (Chief Executive).",
    "Harrow Mills Asia (HMA) audited 30 suppliers for us.",
]


@pytest.mark.parametrize(("text", "expected"), TOLD)
def test_sentence_says_how_the_company_stands_to_a_partner(
    text: str, expected: list[tuple[str, str, int | None]]
) -> None:
    """Name, relation and year of joining are read from the sentence."""
    assert partners(text) == expected


@pytest.mark.parametrize(("text", "expected"), DEEDS)
def test_what_an_organisation_does_for_the_company_makes_it_a_partner(
    text: str, expected: list[tuple[str, str, int | None]]
) -> None:
    """The organisation may be the subject: it trains, audits, admits or serves the company or its suppliers."""
    assert partners(text) == expected


@pytest.mark.parametrize(("text", "expected"), UNKNOWN)
def test_words_around_a_name_vouch_for_it(text: str, expected: list[tuple[str, str, int | None]]) -> None:
    """A name that no list knows is taken where a sure relation, a deed or a description vouches for it."""
    assert partners(text) == expected


def test_organisation_named_beside_the_company_is_a_partner_of_some_kind() -> None:
    """Where no rule knows the words, speaking of itself and of a known organisation in one sentence is enough."""
    assert partners("In April the Amber Forum came to our mill.") == [("Amber Forum", "other", None)]


def test_name_that_a_document_vouches_for_counts_in_all_of_it() -> None:
    """Where "Beacon, a charity" stood once, "Beacon" is that charity in every sentence."""
    text = "Beacon, a charity, was founded in 1990. Our weavers can ask Beacon for help. We support Beacon."
    assert partners(text) == [("Beacon", "partner", None)]


def test_section_under_the_name_of_a_partner_may_only_describe_it() -> None:
    """In a list of partners by name, what stands under a name says how the company stands to it."""
    lines = [
        ("heading", "Amber Forum"),
        ("paragraph", "We are a member of the Amber Forum."),
        ("heading", "Tidewater Alliance"),
        ("paragraph", "We have been a member of the Tidewater Alliance since 2015."),
        ("heading", "Labour Watch Institute"),
        ("paragraph", "Trained managers at 22 of our suppliers."),
        ("heading", "Clearline"),
        ("paragraph", "Shows our list on its map."),
    ]
    assert partners_of(lines)[2:] == [("Labour Watch Institute", "partner", None), ("Clearline", "other", None)]


def test_form_names_who_audited() -> None:
    """What stands beside "Audit firm" on the cover of an audit report audited for the company."""
    lines = [
        ("table_cell", "Ordered by"),
        ("table_cell", "Harrow Mills Limited"),
        ("table_cell", "Audit firm"),
        ("table_cell", "Tanner & Reed Assessments, Penang; three auditors"),
    ]
    assert partners_of(lines, is_own_voice=False) == [("Tanner & Reed Assessments", "assessor", None)]


def test_author_of_a_paper_that_the_company_paid_for_is_a_partner() -> None:
    """Somebody else's paper names its author, and what the company did for it."""
    lines = [
        (
            "paragraph",
            "A survey, published by Open Loom. The sites were named by Harrow Mills, which paid for the calls.",
        )
    ]
    assert partners_of(lines, is_own_voice=False) == [("Open Loom", "funder", None)]


def test_newspaper_calls_the_company_the_company() -> None:
    """Once a newspaper has named it, what "the company" joined counts."""
    lines = [
        (
            "paragraph",
            "Harrow Mills said on Monday that it regretted the fire. The company joined the Amber Forum in 2020.",
        )
    ]
    assert partners_of(lines, is_own_voice=False) == [("Amber Forum", "member", 2020)]


@pytest.mark.parametrize("text", NONE)
def test_what_is_cited_or_told_of_others_is_no_partner(text: str) -> None:
    """Sources, standards, the own group and what others do name no partner."""
    assert partners(text) == []


def test_name_told_to_be_a_supplier_is_no_partner() -> None:
    """Auditors at a supplier assess the supplier; it does not assess the company."""
    assert (
        partners("In May auditors at Brightwater Spinning, a supplier in Kedah, found locked doors at our mill.") == []
    )


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
