"""Incidents among sentences: what tells of one, of what kind, where, when, of whom, and on whose word."""

from __future__ import annotations

import datetime
from functools import cache
from typing import Any

import pytest

from nlp.affected import people
from nlp.event_dates import times
from nlp.extractors import incident
from nlp.match import Match
from nlp.pipeline import Names, Pipeline
from nlp.text import Block, Source

# A Thursday.
PUBLISHED = datetime.date(2025, 3, 6)


@cache
def pipeline() -> Pipeline:
    countries = {"Zambia": "Zambia", "Malaysia": "Malaysia", "Bangladesh": "Bangladesh", "US": "United States"}
    return Pipeline("en", names=(Names("country", countries),))


def incidents(*lines: str, own: bool = False, **of: Any) -> list[Match]:
    """The incidents of a text of March 2025 whose lines are its paragraphs."""
    blocks, start = [], 0
    for line in lines:
        blocks.append(Block("paragraph", start, start + len(line)))
        start += len(line) + 1
    source = Source("\n".join(lines), tuple(blocks), ("Acme",), own, published=PUBLISHED, **of)
    return incident.extract(pipeline(), pipeline().read(source), source)


def told(*lines: str, **of: Any) -> dict[str, Any]:
    """The attributes of the one incident that a text tells."""
    (match,) = incidents(*lines, **of)
    return match.attributes


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("An explosion at the Beta Chemicals plant in Surat killed seven workers on Sunday, police said.", "accident"),
        ("Garment workers at Delta Apparel in Savar walked out on Monday.", "labour_dispute"),
        ("Police rescued 14 children from a brick kiln near Lahore yesterday.", "child_labour"),
        ("The US government banned imports from Gamma Gloves Ltd in July 2021 over forced labour.", "forced_labour"),
        ("Three employees of Orion Logistics Ltd have accused it of sexual harassment at a warehouse.", "harassment"),
        ("Migrant workers at a farm near Foggia said that the agency had taken their passports.", "retained_documents"),
        ("A court in Milan ordered Sigma Fashions to pay 40 workers their overtime.", "unpaid_wages"),
        ("Toxic waste from the Kappa tannery was dumped into the river at Kanpur in January.", "pollution"),
        ("Miners had been locked out of the Hale mine after a go-slow.", "anti_union_action"),
        ("Soldiers fired tear gas at strikers outside the Hale mine on Monday.", "use_of_security_forces"),
        ("Villagers say that the Omega Palm plantation bulldozed their graves in August.", "land_conflict"),
    ],
)
def test_events_are_told_apart(text: str, kind: str) -> None:
    """Each kind of event is found in a plain sentence of a newspaper."""
    assert [match.attributes["event"] for match in incidents(text)] == [kind]


@pytest.mark.parametrize(
    "text",
    [
        # Words that only sound like it.
        "Labour Party canvassers were forced to work through the night before the by-election in Leeds.",
        "She spent 14 hours in the labour ward of the hospital in Dhaka.",
        "Child benefit was cut for 3,000 families in Leicester last year.",
        "Law enforcement officers closed the cement plant road for repairs on Tuesday.",
        "A strike from 25 yards in the last minute settled the match at Mill Lane.",
        "The striker was injured at the training ground of the club on Monday.",
        "A drone strike on the oil depot near Kursk killed four people on Sunday.",
        "The hunger strike of a former spy near the ministry is in its third week.",
        "He was locked out of his house in Prato on Friday.",
        "The team was beaten 3-0 by Mill United, whose workers' club cheered.",
        "Residents of a crescent in Beeston have been harassed by a peacock.",
        # History.
        "In 1840 slaves were forced to work on the plantation of the Hale family.",
        "Thousands of slaves were taken as security for loans by the Hale Bank on its plantation.",
        "The film tells of miners who were beaten by guards in the 1930s.",
        # What may happen, what must not, what did not.
        "Workers at Alpha Mills could go on strike next week, the union warned.",
        "The union will ballot 4,000 workers of Alpha Steel Ltd on strikes.",
        "If workers were injured in the factory, the manager would be told.",
        "Suppliers must not keep the passports of workers at any factory.",
        "Alpha Textiles Ltd does not tolerate child labour in its factories.",
        "No child labour was found at the factory of Alpha Garments Ltd.",
        "Alpha Farms Ltd said that child labour was a risk in its supply chain.",
        # What holds in general.
        "An estimated 27 million people were in forced labour worldwide in 2021.",
        "Children in the region often work in brick kilns.",
        "Last year 12 per cent of children worked on farms in the country, the survey found.",
        # Events that have nothing to do with work.
        "Police arrested four men after a robbery at a warehouse in Leeds on Monday.",
        "Three people were killed when a car hit a bus in Leicester on Friday.",
        "The court ruled that the minister had acted unlawfully when he detained foreign suspects.",
        "Alpha Ltd shares fell after the firm was fined for late filing of accounts.",
        "The fire brigade held a drill at the Alpha Ltd plant on Wednesday.",
    ],
)
def test_traps_are_no_incidents(text: str) -> None:
    """Parties, wards, benefits, football, history, rules, threats and statistics tell of no incident."""
    assert incidents(text) == []


def test_an_account_says_where_when_and_whom() -> None:
    """Company, workplace, place, country, day, the dead and the hurt come from the sentence itself."""
    found = told(
        "Last month a miner was killed and four workers were injured at the Kusile mine of Theta Mining in Zambia."
    )
    assert (found["employer"], found["site"], found["country"]) == ("Theta Mining", "the Kusile mine", "Zambia")
    assert (found["first_day"], found["last_day"], found["date_basis"]) == ("2025-02-01", "2025-02-28", "relative")
    assert [(p["number"], p["harm"]) for p in found["people"]] == [(1, "killed"), (4, "injured")]


def test_what_is_told_before_goes_with_the_factory() -> None:
    """ "The factory" is that of the company and country that the text spoke of."""
    text = (
        "Over two weeks we spoke with 23 workers of Beta Precision, which makes cases in Malaysia.",
        "Six of them said that the factory had kept their passports.",
    )
    found = told(*text)
    assert (found["employer"], found["country"], found["said_by"]) == ("Beta Precision", "Malaysia", "Six workers")


def test_passages_of_one_event_are_one_incident() -> None:
    """What follows of "the fire" belongs to it; wages that were not paid are another matter."""
    found = incidents(
        "A fire killed two workers at Beta Textiles Ltd in Gazipur on Tuesday.",
        "The door of the hall was locked when the fire broke out, police said.",
        "Wages for February had not been paid by the factory.",
    )
    assert [(m.attributes["event"], len(m.attributes["passages"])) for m in found] == [
        ("accident", 2),
        ("unpaid_wages", 1),
    ]


@pytest.mark.parametrize(
    ("text", "standing", "said_by"),
    [
        ("Workers alleged that Beta Foods Ltd had kept their passports.", "alleged", "Workers"),
        ("Inspectors found that Beta Foods Ltd had kept the passports of 12 workers.", "established", "Inspectors"),
        ("The manager of Beta Foods Ltd confirmed that it had kept passports.", "established", None),
        ("Villagers near the Beta Foods plant say that the firm bulldozed their homes.", "alleged", None),
        ("A fire killed two workers at Beta Foods Ltd on Tuesday.", "established", None),
        ("Beta Foods Ltd reportedly confiscated the passports of its workers.", "alleged", None),
    ],
)
def test_who_says_so_decides_whether_it_is_established(text: str, standing: str, said_by: str | None) -> None:
    """Authorities and the employer establish an event, and a paper what anybody could see; others allege it."""
    found = told(text)
    assert found["standing"] == standing
    assert said_by is None or found["said_by"] == said_by


@pytest.mark.parametrize(
    ("answer", "stance"),
    [
        ("Beta Foods denies the allegations.", "denies"),
        ("Beta Foods did not reply to questions.", "no_comment"),
        ("The company said that it had never heard of this.", "says"),
        ("“We do not dispute the findings,” a spokesman of the company said.", "accepts"),
        ("The company promised that every worker will be repaid.", "acts"),
    ],
)
def test_the_answer_of_a_company_is_kept_beside_it(answer: str, stance: str) -> None:
    """A denial, a silence, an admission and a remedy are told apart."""
    said = "Workers alleged that Beta Foods Ltd had charged them recruitment fees."
    assert [r["stance"] for r in told(said, answer)["responses"]] == [stance]


def test_another_voice_is_no_answer() -> None:
    """What a union says to it is not what the company says."""
    said = "Workers alleged that Beta Foods Ltd had charged them recruitment fees."
    assert told(said, "The union called it a scandal.")["responses"] == []


def test_a_company_tells_of_its_own_suppliers() -> None:
    """In a company's own statement what it found is established, and its supplier is not the company itself."""
    text = "In 2024 an audit of a supplier in Johor, Malaysia, found that 23 migrant workers had paid recruitment fees."
    found = told(text, own=True)
    assert (found["standing"], found["employer"], found["site"]) == ("established", None, "a supplier")
    assert (found["place"], found["country"], found["people"][0]["number"]) == ("Johor", "Malaysia", 23)


def test_policies_and_audits_tell_no_incidents() -> None:
    """A policy tells rules, and what an audit finds are findings of its own kind."""
    text = "Police rescued 14 children from a brick kiln near Lahore yesterday."
    assert incidents(text, is_policy=True) == incidents(text, is_audit=True) == []


@pytest.mark.parametrize(
    ("words", "first", "last"),
    [
        ("on Tuesday evening", "2025-03-04", "2025-03-04"),
        ("on Thursday", "2025-03-06", "2025-03-06"),
        ("on Wednesday last week", "2025-02-26", "2025-02-26"),
        ("yesterday", "2025-03-05", "2025-03-05"),
        ("last week", "2025-02-24", "2025-03-02"),
        ("at the weekend", "2025-03-01", "2025-03-02"),
        ("last June", "2024-06-01", "2024-06-30"),
        ("in February", "2025-02-01", "2025-02-28"),
        ("on 9 May", "2024-05-09", "2024-05-09"),
        ("on May 9", "2024-05-09", "2024-05-09"),
        ("two months ago", "2025-01-01", "2025-01-31"),
        ("last year", "2024-01-01", "2024-12-31"),
        ("on 12 January 2023", "2023-01-12", "2023-01-12"),
        ("in September 2024", "2024-09-01", "2024-09-30"),
        ("in 2019", "2019-01-01", "2019-12-31"),
    ],
)
def test_relative_days_hang_on_the_day_of_publication(words: str, first: str, last: str) -> None:
    """Words for a time become the days that they mean on 6 March 2025."""
    (when,) = times(f"The fire broke out {words}.", PUBLISHED)
    assert (str(when.first), str(when.last)) == (first, last)


def test_without_a_day_of_publication_words_are_kept() -> None:
    """A paper without a date leaves "on Tuesday" open, but not "on 4 March 2025"."""
    (when,) = times("The fire broke out on Tuesday.", None)
    assert (when.first, when.basis, when.words) == (None, None, "Tuesday")
    (when,) = times("The fire broke out on 4 March 2025.", None)
    assert str(when.first) == "2025-03-04"


@pytest.mark.parametrize("text", ["The contract expires May 31.", "It will be paid until Friday.", "Act of 2027"])
def test_other_days_date_no_event(text: str) -> None:
    """Deadlines, and days after the paper, are none of what has happened."""
    assert times(text, PUBLISHED) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("A woman of 24 died and nine other workers were injured.", [(1, "killed"), (9, "injured")]),
        ("The blast killed seven workers and injured 24.", [(7, "killed"), (24, "injured")]),
        ("About 8,000 black miners returned to work.", [(8000, "affected")]),
        ("Auditors found that 31 of 38 migrant workers had paid.", [(31, "affected")]),
        ("Hundreds of pickers were charged.", [(None, "affected")]),
        ("Twenty-three packers fell ill.", [(23, "affected")]),
        ("The firm paid 12,000 dollars in 3 days.", []),
        ("Five United Steelworkers locals voted.", []),
    ],
)
def test_people_are_counted(text: str, expected: list[tuple[int | None, str]]) -> None:
    """Numbers of people, with what became of them; sums and branches are no people."""
    assert [(one.number, one.harm) for one in people(text)] == expected
