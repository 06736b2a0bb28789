"""Risks among sentences: what says that there is one, and what only speaks of it."""

from __future__ import annotations

from functools import cache

import pytest

from nlp.extractors import risk
from nlp.match import Match
from nlp.pipeline import Pipeline
from nlp.text import Block, Source


@cache
def pipeline() -> Pipeline:
    return Pipeline("en")


def risks(*lines: str, **of: bool) -> list[Match]:
    """The risks of a text whose lines are its paragraphs; "- " opens a list item, "# " a heading."""
    blocks, start = [], 0
    text = "\n".join(lines)
    for line in lines:
        kind = {"-": "list_item", "#": "heading"}.get(line[0], "paragraph")
        skipped = 0 if kind == "paragraph" else 2
        blocks.append(Block(kind, start + skipped, start + len(line), 1 if kind == "heading" else 0))  # type: ignore[arg-type]
        start += len(line) + 1
    source = Source(text, tuple(blocks), ("Acme",), **of)
    return risk.extract(pipeline(), pipeline().read(source), source)


@pytest.mark.parametrize(
    "text",
    [
        "We regard cocoa as a high slavery risk.",
        "Unions report that pickers in the north often show signs of debt bondage.",
        "Our buyers use cotton that has been linked to forced labour.",
        "The depot was assessed as having a high risk of forced labour.",
        "No cases of forced labour were found, but we see a high risk of forced labour in the mills.",
        "Our visits revealed a low awareness of grievance channels among migrant workers.",
        "No country is immune from forced labour.",
        "Some 30 million people are living in modern slavery.",
    ],
)
def test_what_says_that_there_is_a_risk_is_found(text: str) -> None:
    """A verdict, a report of others and what a later clause says of a risk are statements of it."""
    assert [match.kind for match in risks(text)] == ["risk"]


@pytest.mark.parametrize(
    "text",
    [
        "We train suppliers who face a high risk of forced labour.",
        "The review will assess where there is a high risk of forced labour.",
        "Suppliers in high-risk industries are screened for forced labour before they are hired.",
        "Where there is a high risk of forced labour, the buyer talks to the mill.",
        "Duties for modern slavery risk management were confirmed by the board.",
        "Number of suppliers found to have a high risk of forced labour",
        "To report wage theft by an employer, call this number.",
        "Our contracts speak of forced and child labour.",
        "We believe the risk of forced labour among our own staff in the two offices is very low.",
        "We are exposed to currency risk and to credit risk.",
        "The law was passed for the Prevention of Violence against Women at Work.",
    ],
)
def test_what_only_speaks_of_a_risk_is_none(text: str) -> None:
    """What is meant by a clause, managed, asked, counted or excluded is not thereby there."""
    assert risks(text) == []


def test_a_risk_that_is_not_said_to_be_one_to_people_needs_a_text_on_rights() -> None:
    """An annual report speaks of many risks to the business; a statement on slavery of those to people."""
    said = "Our warehouses are in a high risk area."
    filler = ["The weather was fine.", "The harvest came in early this year.", "Sales of fruit rose in all shops."]
    rights = ["Forced labour harms many people.", "Child labour is found on farms.", "Debt bondage is a crime."]
    assert not any(match.start == 0 for match in risks(said, *filler))
    assert any(match.start == 0 for match in risks(said, *rights))


def test_items_of_what_is_done_are_no_risks() -> None:
    """A lead-in that names actions does not make its items risks; one that names risks does."""
    done = risks(
        "To address the risks of forced labour Acme is:", "- Closely monitoring deceptive recruitment in the port"
    )
    assert done == []
    named = risks("We identified the following salient risks:", "- Deceptive recruitment in the port")
    assert [match.attributes["issues"] for match in named if "deception" in str(match.attributes["issues"])]


def test_titles_of_other_papers_are_no_risks() -> None:
    """A bibliography names what others wrote of; it is no evidence by itself."""
    title = "Children sold into debt bondage in the brick kilns of the valley."
    assert risks("# Findings", title)
    assert risks("# References", title) == []


def test_a_fact_is_told_apart_from_a_fear() -> None:
    """What is common or was found has happened; what may be or is at risk has not."""
    facts = ("Forced labour is common in the mills.", "The audit found that forced labour was used in the mill.")
    fears = ("Forced labour may occur in the mills.", "The mills are at high risk of forced labour.")
    assert [match.attributes["actuality"] for text in facts for match in risks(text)] == ["actual"] * 2
    assert [match.attributes["actuality"] for text in fears for match in risks(text)] == ["potential"] * 2


@pytest.mark.parametrize(
    ("text", "tier"),
    [
        ("Beyond our direct suppliers there is a high risk of forced labour.", "tier 2"),
        ("There is a high risk of forced labour in our own operations.", "own operations"),
        ("There is a high risk of forced labour in our operations and supply chain.", None),
    ],
)
def test_the_tier_is_the_one_that_the_passage_names(text: str, tier: str | None) -> None:
    """A passage on the company and its suppliers alike names no tier."""
    assert [match.attributes["tier"] for match in risks(text)] == [tier]


def test_people_at_work_are_meant_where_only_they_can_be() -> None:
    """Forced labour happens to workers, also where the passage names none; slavery to anyone."""
    assert risks("Forced labour is common in the mills.")[0].attributes["rightsholders"] == ["workers"]
    assert risks("There is a high risk of modern slavery.")[0].attributes["rightsholders"] == []
