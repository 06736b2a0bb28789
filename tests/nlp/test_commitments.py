"""Commitments: what is one, who promises what, and what becomes of it."""

from __future__ import annotations

import datetime
from functools import cache
from typing import Any

import pytest

from nlp.extractors import commitment
from nlp.match import Match
from nlp.pipeline import Pipeline
from nlp.text import Block, Source


@cache
def pipeline() -> Pipeline:
    return Pipeline("en")


def found(*parts: tuple[str, str] | str, company: str = "Acme") -> list[Match]:
    """The commitments of a document by Acme of 1 March 2024; parts are paragraphs, or (kind, text)."""
    text, blocks = "", []
    for part in parts:
        kind, content = part if isinstance(part, tuple) else ("paragraph", part)
        blocks.append(Block(kind, len(text), len(text) + len(content), 1 if kind == "heading" else 0))  # type: ignore[arg-type]
        text += f"{content}\n\n"
    source = Source(text, tuple(blocks), (company,), published=datetime.date(2024, 3, 1), year_end=(6, 30))
    return commitment.extract(pipeline(), pipeline().read(source), source)


def attributes(text: str) -> dict[str, Any]:
    matches = found(text)
    assert len(matches) == 1, text
    return matches[0].attributes


@pytest.mark.parametrize(
    "text",
    [
        "We will repay every fee that workers paid.",
        "Acme pledged in May to leave the region.",
        "Members of our audit team will visit the mill.",
        "The intention for next year is to train all buyers.",
        "Our policy on wages is to pay above the legal minimum.",
        "We are setting up a hotline for growers.",
        "We focus our efforts on ending fees.",
        "We know that abuse is hidden and will go on looking for it.",
        "Our code of conduct prohibits the use of forced labour.",
        "We have a responsibility to pay fairly.",
        "Acme endeavours to buy from certified farms.",
        "Workers who were overcharged will be repaid.",
    ],
)
def test_promises_goals_and_standing_undertakings_are_commitments(text: str) -> None:
    """What the company undertakes, however it is put."""
    assert len(found(text)) == 1


@pytest.mark.parametrize(
    "text",
    [
        "This statement sets out the steps that we have taken and will continue to take.",
        "It explains how we will handle complaints.",
        "We have undertaken a review of our mills.",
        "In 2023 we hired a coach to further our commitment to fair pay.",
        "As part of our commitment to fair pay, we have moved the cleaning in house.",
        "Suppliers must uphold the same commitment to fair pay.",
        "Mills were audited to confirm their commitment to our code.",
        "We have met our goal to end fees.",
        "Builders will often rely on agencies.",
        "Businesses should seek to prevent harm.",
        "It may mean that our inquiry will be limited.",
        "Our market continues to grow.",
        "As we continue to learn, mills change.",
        "We drew up an action plan to inform our buyers.",
        "The award will vest in May.",
        "The kind of help that we will give to workers depends on the case.",
        "We disclaim and will not be liable for any loss.",
        "The mills pay more than we ever will.",
        "Our buyers are responsible for establishing controls.",
        "Unity is an association dedicated to ending fees.",
        "Suppliers will report to us each year.",
    ],
)
def test_what_is_told_done_or_required_of_others_is_none(text: str) -> None:
    """Deeds, descriptions, duties of others and the mechanics of papers promise nothing."""
    assert [match.rule for match in found(text)] == []


@pytest.mark.parametrize(
    ("text", "actor", "action"),
    [
        ("We will repay the fees.", "Acme", "repay the fees"),
        ("Our Board will review the policy.", "Our Board", "review the policy"),
        ("The Board of Directors will review it.", "The Board of Directors", "review it"),
        ("The Group will repay the fees.", "Acme", "repay the fees"),
        ("We are committed to paying fair wages.", "Acme", "paying fair wages"),
        ("We are committed to a safe workplace.", "Acme", "committed to a safe workplace"),
        ("Our aim is to reach all growers.", "Acme", "reach all growers"),
        ("The policy sets out our commitment to pay fairly.", "Acme", "pay fairly"),
        ("Our commitment to pay fairly is set out in a policy.", "Acme", "pay fairly"),
        ("We will never employ children.", "Acme", "never employ children"),
        ("We do not tolerate forced labour.", "Acme", "not tolerate forced labour"),
        ("Audits will be carried out at all mills.", "Acme", "Audits will be carried out at all mills"),
        ("The policy will be reviewed by the Board.", "the Board", "The policy will be reviewed by the Board"),
        ("We will train all buyers, and suppliers will receive our code.", "Acme", "train all buyers"),
        ("Next year we will also review, as necessary, our code.", "Acme", "review, as necessary, our code"),
        ("We are in the process of building a clinic.", "Acme", "building a clinic"),
    ],
)
def test_actor_and_action_read_as_in_a_register(text: str, actor: str, action: str) -> None:
    """The company by its name, and what it is to do without the words that only promise it."""
    values = attributes(text)
    assert (values["actor"], values["action"]) == (actor, action)


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("We will train buyers.", "planned"),
        ("In FY25 we will be building a clinic.", "planned"),
        ("We intend to train buyers.", "planned"),
        ("We will continue to train buyers.", "in_progress"),
        ("We strive to pay fairly.", "in_progress"),
        ("We will never employ children.", "in_progress"),
        ("We are committed to fair pay.", "in_progress"),
        ("If we find abuse, we will repay the workers.", "conditional"),
        ("We will repay the workers if we find abuse.", "conditional"),
        ("Where necessary, we will inspect at origin.", "conditional"),
        ("The policy will be reviewed each year and updated as required.", "planned"),
    ],
)
def test_status_follows_from_what_the_promise_hangs_on(text: str, status: str) -> None:
    """A condition counts where it stands before the promise or hangs on its verb."""
    assert attributes(text)["status"] == status


@pytest.mark.parametrize(
    ("text", "strength"),
    [
        ("We will train buyers.", "firm"),
        ("We will explore options to train buyers.", "aim"),
        ("We seek to train buyers.", "aim"),
        ("Our vision is to leave no trace.", "aspiration"),
        ("We hope to end it.", "aspiration"),
    ],
)
def test_strength(text: str, strength: str) -> None:
    """How firmly it is promised."""
    assert attributes(text)["strength"] == strength


@pytest.mark.parametrize(
    ("text", "target", "deadline", "recurrence"),
    [
        ("We will train 200 buyers by June 2025.", (200, "buyers"), "2025-06-30", None),
        ("So far 43% of mills are certified, and we aim to reach 100% by 2027.", (100, "%"), "2027-12-31", None),
        ("We have set a target of 40% women by 2030.", (40, "%"), "2030-12-31", None),
        ("With 18,500 workers in 70 countries, we will pay fairly.", None, None, None),
        ("In 2022, we made a $5 million commitment to end fees.", (5_000_000, "USD"), None, None),
        ("In FY25 we will review the code.", None, "2025-06-30", None),
        ("We will review the code every three years.", None, None, "every 3 years"),
        ("We meet mills annually, and we intend to raise fees with them.", None, None, None),
    ],
)
def test_target_deadline_and_recurrence_are_those_of_the_promise(
    text: str, target: tuple[float, str] | None, deadline: str | None, recurrence: str | None
) -> None:
    """Other numbers and dates of a sentence are none of its promise."""
    values = attributes(text)
    got = values["target"] and (values["target"]["value"], values["target"]["unit"])
    assert (got, values["deadline"], values["recurrence"]) == (target, deadline, recurrence)


def test_items_under_a_lead_in_are_commitments_and_titles_among_them_are_none() -> None:
    """Under "Our goals:" stand goals, with the number that they begin with, and titles of groups of them."""
    matches = found(
        "Our goals:", ("list_item", "Fair Wages"), ("list_item", "100% of drivers trained by the end of 2026")
    )
    assert [match.attributes["action"] for match in matches] == ["100% of drivers trained by the end of 2026"]
    assert matches[0].attributes["target"] == {"value": 100.0, "unit": "%"}
    assert matches[0].attributes["deadline"] == "2026-12-31"


def test_a_lead_in_leaves_its_promise_to_its_items() -> None:
    """ "We will:" is no commitment by itself."""
    matches = found("In the next year we will:", ("list_item", "Repay the fees"))
    assert [match.attributes["action"] for match in matches] == ["Repay the fees"]


def test_definitions_promise_nothing() -> None:
    """Under "Definitions" words are defined, whatever verbs they are defined with."""
    assert found(("heading", "Definitions"), "The committee will mean the audit committee.") == []
    assert found(("heading", "Definitions"), "We will repay fees.") == []


def test_without_the_name_of_a_company_there_is_no_actor() -> None:
    """A source that does not say whose it is still has its promises."""
    text = "We will repay the fees."
    source = Source(text, (Block("paragraph", 0, len(text)),), ())
    assert len(commitment.extract(pipeline(), pipeline().read(source), source)) == 1
