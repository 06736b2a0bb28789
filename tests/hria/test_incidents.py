"""Incidents in a workspace: accounts of one event brought together, the list, and what a draft makes of them."""

from __future__ import annotations

import datetime
import json
from collections.abc import Callable, Iterator
from typing import get_args, get_type_hints

import pytest
from click.testing import Result

from hria.assemble import assemble
from hria.assemble.dossier import Dossier
from hria.assemble.incidents import WORDS, labelled, lines, table, timeline
from hria.cli.drafting import dossier_of
from hria.country import country_of_place
from hria.document import Evidence, Summary
from hria.draft import Section, Sentence, Table, Timeline, TimelineEvent
from hria.finding import Finding
from hria.incident import Affected, EventKind, Incident, Response
from hria.incidents import Case, Source, cases, compare
from hria.passage import Voice
from hria.renderers import render
from hria.renderers.timeline import draw_timeline
from hria.settings import Workspace
from hria.store import Store

Run = Callable[..., Result]

FIRE = Incident(
    "accident",
    employer="Beta Textiles Ltd",
    place="Konabari, Gazipur",
    country="Bangladesh",
    first_day="2025-03-04",
    last_day="2025-03-04",
    people=(Affected("killed", "one worker", 1, "worker"),),
    standing="established",
)


def told(document: str, incident: Incident, published: datetime.date | None = None) -> Source:
    """An account of a document."""
    summary = Summary(document, document * 4, f"{document}.html", "html", document, "news", 1, 9, 0, published)
    evidence = Evidence(document, 0, 9, "It burned.", 1, 1)
    return Source(Finding(f"f-{document}", "incident", evidence, incident, "rule", 0.9), incident, summary, "press")


def changed(**of: object) -> Incident:
    """The fire, told otherwise."""
    return Incident(**({name: getattr(FIRE, name) for name in FIRE.__struct_fields__} | of))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "other",
    [
        changed(employer="BETA TEXTILES LIMITED", place="Gazipur"),
        changed(employer=None),
        changed(place=None, country=None),
        changed(employer=None, country=None, first_day="2025-03-01", last_day="2025-03-31"),
        changed(event="unsafe_workplace"),
    ],
)
def test_two_papers_of_one_event_are_one_incident(other: Incident) -> None:
    """What both say agrees, and they say enough; the match keeps its reasons."""
    (case,) = cases([told("a", FIRE), told("b", other)])
    assert {source.summary.id for source in case.sources} == {"a", "b"}
    assert case.merges[0].score >= 60
    assert case.merges[0].reason


@pytest.mark.parametrize(
    "other",
    [
        changed(employer="Gamma Knit Ltd"),
        changed(country="Pakistan"),
        changed(first_day="2025-05-04", last_day="2025-05-04"),
        changed(event="child_labour"),
        Incident("accident", country="Bangladesh"),
    ],
)
def test_accounts_that_disagree_or_say_too_little_stay_apart(other: Incident) -> None:
    """Another company, country, day or kind is another incident, and a country alone is no sign of the same."""
    assert len(cases([told("a", FIRE), told("b", other)])) == 2


def test_one_document_tells_of_two_events() -> None:
    """Accounts of one document were told apart when it was read, and stay apart."""
    twice = told("a", FIRE), told("a", changed(place="Gazipur"))
    assert len(cases(twice)) == 2


def test_an_incident_keeps_the_most_exact_day_and_the_highest_number() -> None:
    """A later paper that counts more dead, or knows the day, is heard."""
    month = changed(first_day="2025-03-01", last_day="2025-03-31", people=(Affected("killed", "2 men", 2, "men"),))
    (case,) = cases([told("a", FIRE), told("b", month)])
    assert case.days == (datetime.date(2025, 3, 4), datetime.date(2025, 3, 4))
    assert [one.number for one in case.people] == [2]


def test_comparing_does_not_hang_on_the_order() -> None:
    """The score of two accounts is the same from both sides."""
    other = changed(employer=None, place="Gazipur")
    assert compare(FIRE, other) == compare(other, FIRE)


@pytest.mark.parametrize(
    ("place", "country"),
    [("Konabari, Gazipur", "Bangladesh"), ("Penang", "Malaysia"), ("Springfield", None), ("Nowhere", None)],
)
def test_a_place_tells_its_country_where_there_is_one(place: str, country: str | None) -> None:
    """Regions and well-known towns are known; a name of several countries, or of none, is left open."""
    assert country_of_place(place) == country


# The sample corpus


def lines_of(result: Result) -> list[dict[str, object]]:
    assert result.exit_code == 0, result.output
    return [json.loads(line) for line in result.stdout.splitlines()]


def test_the_fire_of_the_sample_is_one_incident_with_its_sources(hria: Run) -> None:
    """The newspaper and the company's own statement tell of one fire, whose day was worked out from "on Tuesday"."""
    fires = [case for case in lines_of(hria("incidents", "--json")) if case["event"] == "accident"]
    assert len(fires) == 1
    fire = fires[0]
    sources: list[dict[str, object]] = fire["sources"]  # type: ignore[assignment]
    assert {source["voice"] for source in sources} == {"press", "company"}
    assert (fire["first_day"], fire["country"], fire["names_company"]) == ("2025-03-04", "Bangladesh", True)
    assert fire["merged"]


def test_general_news_tells_of_none(hria: Run) -> None:
    """The local paper of the sample holds every trap, and yields no incident."""
    paths = [s["document"]["path"] for case in lines_of(hria("incidents", "--json")) for s in case["sources"]]  # type: ignore
    assert paths
    assert not any("leeds" in path for path in paths)


def test_incidents_can_be_narrowed_and_read(hria: Run) -> None:
    """By category, country, and whether the company is named; as a table for people."""
    assert {c["country"] for c in lines_of(hria("incidents", "--country", "Vietnam", "--json"))} == {"Vietnam"}
    chosen = lines_of(hria("incidents", "--category", "health-and-safety", "--json"))
    assert chosen
    assert {c["category"] for c in chosen} == {"health-and-safety"}
    assert all(c["names_company"] for c in lines_of(hria("incidents", "--named", "--json")))
    assert "incidents" in hria("incidents").stderr


def test_every_answer_stands_in_its_document(sample: Workspace) -> None:
    """What a company answers is a passage of the same document, with its place."""
    with Store(sample.store_url) as store:
        found = list(store.findings(kind="incident"))
        assert any(f.attributes.responses for f in found if isinstance(f.attributes, Incident))
        for finding in found:
            assert isinstance(finding.attributes, Incident)
            text = store.document(finding.evidence.document_id).text
            for response in finding.attributes.responses:
                assert response.evidence.quote == text[response.evidence.start : response.evidence.end]


def dossier(workspace: Workspace) -> Dossier:
    with Store(workspace.store_url) as store:
        return dossier_of(workspace, store)


def test_a_draft_has_one_entry_for_each_incident(sample: Workspace) -> None:
    """The table has a row for each, with its sources; the figure the same labels, and words for who cannot see it."""
    held = dossier(sample)
    register, figure = table(held), timeline(held)
    assert register is not None
    assert figure is not None
    assert len(register.rows) == len(held.incidents) == len(figure.events)
    for label, case in labelled(held):
        assert f"{label} " in figure.alt
        (row,) = [row for row in register.rows if isinstance(row[0][0], Sentence) and row[0][0].text == label]
        cited = {id_ for cell in row for part in cell if isinstance(part, Sentence) for id_ in part.citations}
        assert {source.finding.id for source in case.sources} <= cited


def test_an_allegation_never_becomes_a_fact(sample: Workspace) -> None:
    """Every sentence on an allegation says that it is one, and whose paper reports it."""
    held = dossier(sample)
    alleged = {label for label, case in labelled(held) if case.standing == "alleged"}
    assert alleged
    said = [s.text for category in held.taxonomy.category for s in lines(held, category.id)]
    for text in said:
        if text.partition(":")[0] in alleged:
            assert "reports an allegation of" in text or "tells of an allegation of" in text, text


def test_incidents_stand_in_the_chapter_of_their_issue(sample: Workspace) -> None:
    """The fire is evidence in the chapter on health and safety, and leads to the list of incidents."""
    draft = assemble(dossier(sample), "hria", "standard")
    (chapter,) = [section for section in draft.sections if section.id == "issue-health-and-safety"]
    (part,) = [part for part in chapter.sections if part.title == "Reported incidents"]
    assert "an accident at Tarashima" in str(part)
    (section,) = [section for section in draft.sections if section.id == "incidents"]
    assert [type(block) for block in section.blocks if isinstance(block, Table | Timeline)] == [Timeline, Table]


def test_without_the_paper_its_incident_becomes_a_gap(hria: Run, workspace: Workspace) -> None:
    """What rested on a removed document alone is a gap, and is on no time line."""
    assert hria("remove", "news-penang-migrant-workers.html").exit_code == 0
    held = dossier(workspace)
    draft = assemble(held, "hria", "standard")
    (section,) = [section for section in draft.sections if section.id == "incidents"]
    assert "source_withdrawn" in str(section)
    figure = timeline(held)
    assert figure is not None
    assert "Workers told what to say" not in figure.alt


def test_every_kind_of_event_has_words() -> None:
    """A report has a name for each kind of event, answer and voice that a finding may have."""
    assert set(WORDS.events) == set(get_args(EventKind))
    assert set(WORDS.stances) == set(get_args(get_type_hints(Response)["stance"]))
    assert set(WORDS.voices) == set(get_args(Voice))


def events() -> Iterator[TimelineEvent]:
    yield TimelineEvent("I1", "Fire, Bangladesh", datetime.date(2024, 1, 4), datetime.date(2024, 1, 4), False)
    yield TimelineEvent("I2", "Fees, Malaysia $x$", datetime.date(2022, 1, 1), datetime.date(2022, 12, 31), True)
    yield TimelineEvent("I3", "Child labour", None, None, True)


@pytest.mark.parametrize("count", [1, 3])
def test_a_time_line_is_drawn_alike_each_time(count: int) -> None:
    """The same events give the same bytes, one event as well as several."""
    chosen = tuple(events())[:count]
    assert draw_timeline(chosen, "svg") == draw_timeline(chosen, "svg")
    assert draw_timeline(chosen, "png").startswith(b"\x89PNG")


def test_a_time_line_has_words_in_every_format(sample: Workspace) -> None:
    """Word, print and Markdown carry the figure with its caption and alternative text."""
    held = dossier(sample)
    figure = timeline(held)
    assert figure is not None
    draft = assemble(held, "hria", "standard")
    short = type(draft)(
        **{name: getattr(draft, name) for name in draft.__struct_fields__}
        | {"sections": (Section("incidents", "Reported incidents", (figure,), (), "1"),), "evidence": ()}
    )
    assert "Reported incidents along time" in str(render(short, "md"))
    assert render(short, "docx").startswith(b"PK")
    assert render(short, "pdf").startswith(b"%PDF")


def test_a_case_is_named_by_its_sources() -> None:
    """The id of an incident follows from its accounts, whatever their order."""
    one, other = told("a", FIRE), told("b", changed(place="Gazipur"))
    (first,), (second,) = cases([one, other]), cases([other, one])
    assert isinstance(first, Case)
    assert first.id == second.id
