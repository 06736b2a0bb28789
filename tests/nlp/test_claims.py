"""Claims: resolutions taken apart, notes attached, proposals of a proxy statement found with their answers."""

from __future__ import annotations

import datetime
from functools import cache
from typing import Any

import pytest

from nlp.extractors import claim
from nlp.match import Match
from nlp.petitions import petitions
from nlp.pipeline import Names, Pipeline
from nlp.running_text import running_text
from nlp.text import Block, BlockKind, Source


@cache
def pipeline() -> Pipeline:
    return Pipeline("en", names=(Names("country", {"Chile": "Chile"}),))


def paper(*parts: tuple[BlockKind, str] | tuple[BlockKind, str, int], **known: Any) -> Source:
    """A document of (kind, text) or (kind, text, level); the company is Acme plc."""
    blocks, text = [], ""
    for kind, content, *level in parts:
        blocks.append(Block(kind, len(text), len(text) + len(content), level[0] if level else 0, page=1))
        text += content + "\n"
    settings: dict[str, Any] = {"published": datetime.date(2024, 5, 1), "company": ("Acme plc", "Acme")} | known
    return Source(text, tuple(blocks), is_own_voice=False, **settings)


def claims(*texts: str) -> list[dict[str, Any]]:
    """The claims of a resolution of these paragraphs."""
    return [match.attributes for match in of(paper(*(("paragraph", text) for text in texts)))]


def of(source: Source) -> list[Match]:
    return [match for _, matches in claim.extract_all(pipeline(), source) for match in matches]


@pytest.mark.parametrize(
    ("text", "type_"),
    [
        ("Resolved: Shareholders request that the Board publish a report on wages.", "ask"),
        ("We urge Acme to repay the workers.", "ask"),
        ("According to the Labour Ministry, debts are common in Chile.", "third_party_authority"),
        ("Senator Ley’s investigation on cameras found Acme has no oversight.", "third_party_authority"),
        ("Growers in Chile are reported to owe money to their agents.", "third_party_authority"),
        ("Acme is responsible for what its customers do.", "normative"),
        ("Companies selling such goods might consider asking who buys them.", "normative"),
        ("Workers who borrow for a job cannot easily leave it.", "normative"),
        ("Acme sells cameras to over 600 police departments.", "factual_allegation"),
        ("While Acme has a policy, it lacks information on oversight.", "factual_allegation"),
        ("Acme’s cameras do harm even if used according to Acme’s guidelines.", "factual_allegation"),
        ("Should goods be detained, Acme’s sales in Chile would suffer.", "factual_allegation"),
    ],
)
def test_type(text: str, type_: str) -> None:
    """Asks, authorities, norms and allegations are told apart."""
    assert [c["type"] for c in claims(text)] == [type_]


def test_advice_how_to_vote_is_no_claim() -> None:
    """What only closes the letter is left out."""
    assert claims("Shareholders are therefore asked to vote for this resolution.", "Dear fellow shareholders,") == []


def test_sentences_that_go_on_are_sub_claims() -> None:
    """ "It may also ..." belongs to the claim before it, and has its type."""
    (one,) = claims("Acme’s cameras may deepen inequity. It may also weaken public oversight of the police.")
    assert one["type"] == "factual_allegation"
    assert [part["text"] for part in one["sub_claims"]] == ["It may also weaken public oversight of the police."]


def test_lists_become_sub_claims() -> None:
    """What a policy lacks is listed part by part, and so is what a list asks for."""
    (one,) = claims("Acme’s policy lacks information on training, independent oversight, and end users.")
    assert [part["text"] for part in one["sub_claims"]] == ["training", "independent oversight", "end users"]
    listed = paper(
        ("paragraph", "Shareholders request a report that describes:"),
        ("list_item", "How Acme knows its customers;"),
        ("list_item", "What the Board oversees."),
    )
    (asked,) = of(listed)
    assert [part["text"] for part in asked.attributes["sub_claims"]] == [
        "How Acme knows its customers;",
        "What the Board oversees.",
    ]


def test_notes_are_attached_and_are_no_claims() -> None:
    """Digits glued to words are marks: they point to the notes and are no figures."""
    found = of(
        paper(
            ("paragraph", "Whereas: Acme’s cameras deepen inequity.1 Acme sold 40 cameras,2 and hid it."),
            ("heading", "Notes", 1),
            ("paragraph", "1 A study of cameras, 2021. 2 The Daily Lantern, 4 May 2022."),
        )
    )
    assert [[note["text"] for note in m.attributes["footnotes"]] for m in found] == [
        ["A study of cameras, 2021."],
        ["The Daily Lantern, 4 May 2022."],
    ]
    assert [[f["value"] for f in m.attributes["figures"]] for m in found] == [[], [40]]


def test_sentences_torn_by_marks_and_footers_are_whole_again() -> None:
    """Marks on lines of their own, and what pages print, do not cut a claim; its place is that in the document."""
    source = paper(
        ("paragraph", "The institute said that Acme had"),
        ("paragraph", "2024 PROXY STATEMENT • PAGE 65"),
        ("paragraph", "1"),
        ("paragraph", "a duty to look into its sales."),
        ("paragraph", "1"),
        ("paragraph", "https://example.org/report.pdf"),
    )
    part = running_text(source, 0, len(source.text))
    assert part.source.text.strip() == "The institute said that Acme had¹ a duty to look into its sales."
    (one,) = of(source)
    assert source.text[one.start : one.end].endswith("a duty to look into its sales.")
    assert one.attributes["footnotes"] == [{"mark": "1", "text": "https://example.org/report.pdf"}]


def test_figures_dates_places_and_products() -> None:
    """A claim carries what it can be checked by."""
    (one,) = claims("In June 2021 Acme sold over 600 surveillance cameras to the police of Chile.")
    assert [(f["value"], f["hedge"]) for f in one["figures"]] == [(600, "over")]
    assert one["dates"] == ["2021-06-01/2021-06-30"]
    assert one["places"] == ["Chile"]
    assert one["products"] == ["surveillance cameras"]


def proxy() -> Source:
    """A proxy statement with two proposals, each with the board's answer."""
    return paper(
        ("heading", "Notice of our annual meeting", 1),
        ("heading", "Shareholder proposals", 2),
        ("heading", "Report on forced labor in the supply chain", 3),
        ("paragraph", "Northern Fund, owner of 40 shares, has given notice that it intends to present this proposal."),
        ("paragraph", "We print the proposal exactly as submitted to us."),
        ("paragraph", "RESOLVED: Shareholders request that the Board report on forced labor. Acme audits nobody."),
        ("heading", "Board of directors’ response", 4),
        ("paragraph", "The board recommends a vote against it, as Acme audits 40 suppliers."),
        ("heading", "Right to call a special meeting", 3),
        ("paragraph", "Mr. Ley has notified us that he intends to submit this shareholder proposal."),
        ("paragraph", "Shareholders ask our board to give holders of 15% the right to call a meeting."),
        ("heading", "Our Board’s Statement in Opposition", 4),
        ("paragraph", "The board opposes it."),
        ("heading", "Stock ownership", 2),
        ("paragraph", "Directors own 3,000 shares."),
    )


def test_proposals_of_a_proxy_statement() -> None:
    """Each proposal has its title, proponent, text and the board's statement, and nothing of what follows."""
    source = proxy()
    one, two = petitions(pipeline(), source)
    assert (one.title, one.proponent, one.is_on_rights) == (
        "Report on forced labor in the supply chain",
        "Northern Fund",
        True,
    )
    assert source.text[one.start : one.end].strip().startswith("RESOLVED")
    assert one.answer is not None
    assert source.text[slice(*one.answer)] == "The board recommends a vote against it, as Acme audits 40 suppliers."
    assert (two.proponent, two.is_on_rights) == ("Mr. Ley", False)
    assert two.answer is not None
    assert source.text[slice(*two.answer)] == "The board opposes it."


def test_only_matters_of_rights_are_taken_apart() -> None:
    """Of several proposals those on other matters are left out unless they are asked for."""
    chosen = claim.extract_all(pipeline(), proxy())
    assert [petition.title for petition, _ in chosen] == ["Report on forced labor in the supply chain"]
    assert [m.attributes["type"] for m in chosen[0][1]] == ["ask", "factual_allegation"]
    assert len(claim.extract_all(pipeline(), proxy(), everything=True)) == 2
