"""Incidents in a draft: a time line, a table with every source, and a sentence for the chapter of their issue.

An allegation is told as one, with who makes it; nothing that a document reports becomes a fact by being reported.
"""

from __future__ import annotations

import datetime

import msgspec

from hria.assemble.dossier import Dossier
from hria.assemble.registers import Cell, cell
from hria.assemble.wording import in_words, listed
from hria.draft import Sentence, Table, Timeline, TimelineEvent
from hria.incident import Affected
from hria.incidents import Case, Source
from hria.resources import data_folder, read_toml

# A line of a time line names an event in so many letters.
LONGEST_NAME = 60
# Longer ones are read with `hria incidents`.
MOST_ROWS = 40
# A chapter tells of so many incidents; the list has all.
MOST_LINES = 5
PUBLIC = ("news", "statement", "resolution")


class Words(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How events, answers and voices are called."""

    events: dict[str, str]
    stances: dict[str, str]
    voices: dict[str, str]


WORDS = read_toml(data_folder("templates") / "incidents.toml", Words)


def labelled(dossier: Dossier) -> list[tuple[str, Case]]:
    """The incidents with their labels I1, I2, ..., the earliest first, those without a day last."""
    dated = [case for case in dossier.incidents if case.days]
    others = [case for case in dossier.incidents if not case.days]
    return [(f"I{number}", case) for number, case in enumerate((*dated, *others)[:MOST_ROWS], start=1)]


def timeline(dossier: Dossier) -> Timeline | None:
    """The incidents along time; None where none has a day, or all their sources were removed."""
    events = []
    for label, case in labelled(dossier):
        if not _there(dossier, case):
            continue
        first, last = case.days or (None, None)
        events.append(TimelineEvent(label, _name(case), first, last, case.standing == "alleged"))
    if not any(event.first for event in events):
        return None
    alt = "Time line of reported incidents. " + " ".join(
        f"{e.label} {e.name}, {_days_in_words(e.first, e.last)}, {'alleged' if e.is_alleged else 'established'}."
        for e in events
    )
    return Timeline("incident-timeline", "Reported incidents along time", alt, tuple(events))


def table(dossier: Dossier) -> Table | None:
    """Every incident with who says so, what is answered, and all its sources; None where there is none."""
    rows = [_row(dossier, label, case) for label, case in labelled(dossier)]
    if not rows:
        return None
    header = ("No.", "When", "What is reported, and where", "People affected", "Who says so", "Company’s answer")
    widths = (0.06, 0.13, 0.26, 0.16, 0.23, 0.16)
    caption = "Reported incidents: one entry for each event, with all its sources"
    return Table("incidents", caption, header, tuple(rows), widths, is_dense=True)


def lines(dossier: Dossier, category: str) -> list[Sentence]:
    """A sentence for each of the most telling incidents of a salient issue, in the order of the list."""
    of_issue = [
        (label, case)
        for label, case in labelled(dossier)
        if any(source.told.category == category for source in case.sources)
    ]
    ranked = sorted(of_issue, key=lambda item: (-len(item[1].sources), not item[1].people, not item[1].days))
    chosen = {label for label, _ in ranked[:MOST_LINES]}
    return [Sentence(f"{label}: {_told(case)}", _ids(case)) for label, case in of_issue if label in chosen]


def _row(dossier: Dossier, label: str, case: Case) -> tuple[Cell, ...]:
    days = case.days
    words = case.first("date_words")
    when = _days_in_words(*days) if days else f"“{words}”, in a paper without a date" if words else "not stated"
    return (
        cell(label),
        cell(when),
        cell(f"{_capital(_bare(WORDS.events[case.event]))}{_where(case)}."),
        cell(_people(case.people) or "not stated"),
        _tellers(dossier, case),
        _answers(case),
    )


def _tellers(dossier: Dossier, case: Case) -> Cell:
    """Who says so: those who establish it, then those who allege it, each with their sources."""
    said = []
    for standing in ("established", "alleged"):
        sources = [source for source in case.sources if source.told.standing == standing]
        there = [source for source in sources if dossier.source(source.finding).is_there] or sources
        if there:
            names = listed(list(dict.fromkeys(_teller(source) for source in there)))
            said.append(Sentence(f"{_capital(standing)}: {names}.", tuple(source.finding.id for source in sources)))
    return tuple(said)


def _answers(case: Case) -> Cell:
    """What companies say to it; a passage for each."""
    said: dict[str, list[str]] = {}
    responses = [(source, r) for source in case.sources for r in source.told.responses]
    for (_, response), finding in zip(responses, case.answers(), strict=True):
        by = response.by or "The company concerned"
        said.setdefault(f"{by} {WORDS.stances[response.stance]}", []).append(finding.id)
    if not said:
        return cell("–" if all(source.voice == "company" for source in case.sources) else "none found")
    return tuple(Sentence(f"{words}.", tuple(ids)) for words, ids in said.items())


def _told(case: Case) -> str:
    """ "Turag Post (the press, 6 March 2025) reports an accident in Gazipur, 4 March 2025: 1 woman killed." """
    lead = next(source for source in case.sources if source.told.standing == case.standing)
    what = WORDS.events[case.event]
    if case.standing == "alleged":
        what = f"an allegation of {_bare(what)}"
    days = f", {_days_in_words(*case.days)}" if case.days else ""
    said = f", made by {_lower(lead.told.said_by)}" if lead.told.said_by and case.standing == "alleged" else ""
    people = _people(case.people)
    whom = f": {people}" if people else ""
    more = f"; {len(case.sources)} documents tell of it" if len(case.sources) > 1 else ""
    verb = "tells of" if lead.voice == "company" else "reports"
    return f"{_paper(lead, with_day=True)} {verb} {what}{_where(case)}{days}{said}{whom}{more}."


def _paper(source: Source, with_day: bool = False) -> str:
    """A paper with whose voice it is in: "Turag Post (the press, 2025)"."""
    summary = source.summary
    day = summary.published
    when = "" if day is None else f", {in_words(day)}" if with_day else f", {day.year}"
    return f"{summary.publisher or f'“{summary.title}”'} ({WORDS.voices[source.voice]}{when})"


def _teller(source: Source) -> str:
    """Who says it, and in which paper: "19 migrant workers in The Strait Lantern (the press, 2025)"."""
    paper = _paper(source)
    return f"{_lower(source.told.said_by)} in {paper}" if source.told.said_by else paper


def _where(case: Case) -> str:
    """The place; the company only where a public paper names it."""
    named = next((s.told.employer for s in case.sources if s.told.employer and s.summary.kind in PUBLIC), None)
    place = ", ".join(dict.fromkeys(part for part in (case.first("place"), case.first("country")) if part))
    return (f" at {named}" if named else "") + (f" in {place}" if place else "")


def _name(case: Case) -> str:
    """An event on a line: what it is and in which place."""
    place = case.first("country") or case.first("place")
    text = _bare(WORDS.events[case.event]) + (f", {place}" if place else "")
    return _capital(text if len(text) <= LONGEST_NAME else f"{text[: LONGEST_NAME - 1].rstrip()}…")


def _people(people: tuple[Affected, ...]) -> str:
    parts = []
    for one in people:
        who = one.words.lower() if one.number is None else f"{one.number:,} {one.kind or 'people'}"
        parts.append(who if one.harm == "affected" else f"{who} {one.harm}")
    return ", ".join(parts)


def _days_in_words(first: datetime.date | None, last: datetime.date | None) -> str:
    """ "4 March 2025", "September 2024", "2022", or both ends of a longer time."""
    if first is None or last is None:
        return "day not known"
    if first == last:
        return in_words(first)
    if (first.month, first.day, last.month, last.day) == (1, 1, 12, 31) and first.year == last.year:
        return str(first.year)
    is_month = first.day == 1 and (last + datetime.timedelta(days=1)).day == 1
    if is_month and (first.year, first.month) == (last.year, last.month):
        return in_words(first).split(" ", 1)[1]
    return f"between {in_words(first)} and {in_words(last)}"


def _ids(case: Case) -> tuple[str, ...]:
    return tuple(source.finding.id for source in case.sources)


def _there(dossier: Dossier, case: Case) -> bool:
    return any(dossier.source(source.finding).is_there for source in case.sources)


def _bare(what: str) -> str:
    return what.removeprefix("an ").removeprefix("a ")


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _lower(text: str | None) -> str:
    if not text:
        return ""
    first = text.split(" ", 1)[0]
    is_name = len(first) > 1 and first not in ("A", "An", "The") and not first.lower().isdigit() and first[1:].islower()
    ordinary = first.lower() in ORDINARY
    return text if is_name and not ordinary else text[0].lower() + text[1:]


# Words that open what a text calls a speaker, and are no name.
ORDINARY = frozenset(
    "workers six two three four five seven eight nine ten nineteen several some many unions witnesses women men "
    "villagers residents auditors inspectors officials police employees miners".split()
)
