"""Incidents: events at one place in which people were harmed or their rights at stake, as one text tells them.

Sentences of a text that tell of one event (the same kind, no other company, place or day) are one match: it spans the
sentence that tells most, and `passages` are all of them. What people merely say, and what the company answers, is
kept beside it. Audits and policies tell no incidents.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from spacy.tokens import Token

from nlp.affected import ONES, TENS, People, kind_in, people
from nlp.event_dates import When, nearest, times
from nlp.events import Event, events, may_tell
from nlp.impacts import context_of
from nlp.language import language
from nlp.match import Match
from nlp.pipeline import Pipeline, Reading
from nlp.scene import Scene, scenes
from nlp.tellers import Answer, Standing, Telling, answer_in, has_any, speaker_of, teller_of
from nlp.text import Source
from nlp.workplaces import Business

SUBJECT = "incident"
# Two passages that name days so far apart tell of two events.
APART = datetime.timedelta(days=14)
# So far from an event its date may stand, in characters; one that opens a sentence dates all of it.
DATED_WITHIN = 110
OPENING = 25
# ... and those whom it befell, in characters.
BEFALLEN_WITHIN = 70
# Passages that name neither company nor place tell of one event within so many sentences.
CLOSE = 5
# "The fire" is one that was told of within so many sentences.
AGAIN_WITHIN = 8
# An answer stands no more than so many sentences after what it answers ...
ANSWERED_WITHIN = 3
# ... or, where it speaks of the same issue, so many.
ANSWERED_LATER = 14
MOST_ANSWERS = 3
# "Six", "nineteen of them".
BARE_COUNT = re.compile(rf"(?:\\d+|{'|'.join(ONES + TENS)})(?: of them)?", re.I)
# What an attribute adds to how sure a match is.
TOLD = 0.05
# Kinds that only a named company makes an incident: they are said of whole trades too often.
LOOSE = frozenset(
    {
        "low_wages",
        "precarious_work",
        "harm_to_communities",
        "surveillance",
        "data_breach",
        "discrimination",
        "living_conditions",
    }
)


class Account(NamedTuple):
    """One event as one sentence tells it."""

    at: int
    reading: Reading
    event: Event
    scene: Scene
    when: When | None
    distance: int
    people: tuple[People, ...]
    telling: Telling
    standing: Standing

    def told(self) -> int:
        """How much the sentence says of it."""
        parts = (self.when and self.when.first, self.scene.is_named_here, self.scene.place, self.people)
        return sum(bool(part) for part in parts) + 2 * any(one.number for one in self.people)


def extract(pipeline: Pipeline, readings: list[Reading], source: Source) -> list[Match]:
    """The incidents that these sentences tell, in the order of the text."""
    if source.is_audit or source.is_policy:
        return []
    context = context_of(pipeline, readings, source)
    waiting = [(i, reading) for i, reading in enumerate(readings) if may_tell(pipeline, reading, context)]
    pipeline.parse(reading for _, reading in waiting)
    told = [(i, r, found) for i, r in waiting if (found := events(pipeline, r, context, source.published))]
    if not told:
        return []
    countries = {reading.doc[n.start : n.end].text for reading in readings for n in reading.named("country")}
    business = Business([_line(reading) for reading in readings], source.company, frozenset(countries))
    at = scenes(readings, business, [i for i, _, _ in told], source.is_own_voice)
    pipeline.parse(reading for i, _, _ in told for reading in readings[max(0, i - 2) : i])
    accounts = [
        account
        for i, reading, found in told
        for event in found
        if (account := _account(readings, i, reading, event, found, at[i], business, source)) is not None
    ]
    groups = _grouped(pipeline, accounts)
    return [_match(pipeline, group, _answers(readings, group, groups, business, source), business) for group in groups]


def _words(name: str) -> tuple[str, ...]:
    return language("en").file(SUBJECT).words[name]


def _line(reading: Reading) -> str:
    return " ".join(reading.sentence.text.split())


def _account(
    readings: Sequence[Reading],
    i: int,
    reading: Reading,
    event: Event,
    others: Sequence[Event],
    scene: Scene,
    business: Business,
    source: Source,
) -> Account | None:
    """The event with its circumstances; None where nothing ties it to one workplace."""
    if event.kind in LOOSE and scene.company is None:
        return None
    if event.needs_business and (scene.company is None or not scene.is_named_here):
        return None
    text = _line(reading)
    site = scene.site if scene.site and (not business.is_nobodys(scene.site) or scene.site == "the company") else None
    if scene.company is None and site is None and not (scene.place and has_any(text, _words("staff"))):
        return None
    offset = reading.doc[event.start].idx
    before = next((s for r in reversed(readings[max(0, i - 2) : i]) if (s := speaker_of(r))), None)
    telling = teller_of(reading, event.start, business, before)
    counted = tuple(one for one in people(text) if _is_theirs(one, reading, event, others))
    when = nearest([w for w in times(text, source.published) if _may_date(w, text, offset)], offset)
    distance = min(abs(when.start - offset), abs(when.end - offset)) if when else 0
    standing = _standing(reading, event, telling, source)
    return Account(i, reading, event, scene, when, distance, counted, telling, standing)


def _is_theirs(one: People, reading: Reading, event: Event, others: Sequence[Event]) -> bool:
    """Whether people are those that an event befell: they stand near, and nearer to no other event of the sentence."""
    own = _gap(one, reading, event)
    return own <= BEFALLEN_WITHIN and all(own <= _gap(one, reading, other) for other in others)


def _gap(one: People, reading: Reading, event: Event) -> int:
    last: Token = reading.doc[event.end - 1]
    first: Token = reading.doc[event.start]
    return max(int(first.idx) - one.end, one.start - int(last.idx) - len(last), 0)


def _may_date(when: When, text: str, at: int) -> bool:
    """Whether a time may be that of an event: it opens the sentence, or stands near in the same part of it."""
    between = text[min(when.end, at) : max(when.start, at)]
    return ";" not in between and (when.start < OPENING or len(between) <= DATED_WITHIN)


def _standing(reading: Reading, event: Event, telling: Telling, source: Source) -> Standing:
    """Whether what is told is thereby established."""
    text = _line(reading)
    if telling.is_official or telling.is_employer:
        return "established"
    if has_any(text, _words("alleging")):
        return "alleged"
    if source.is_own_voice and not has_any(telling.said_by or "", _words("staff")):
        return "established"
    is_found = has_any(text, _words("official")) and has_any(text, ("found", "discovered", "rescued", "uncovered"))
    if telling.said_by is None and is_found:
        return "established"
    if telling.said_by is None:
        return "established" if event.is_plain or has_any(text, _words("proved")) else "alleged"
    return "alleged"


def _grouped(pipeline: Pipeline, accounts: Sequence[Account]) -> list[list[Account]]:
    """The accounts of one event together, in the order of the text."""
    part_of = pipeline.language.file(SUBJECT).meanings["part_of"]
    wholes = {account.event.kind for account in accounts}
    groups: list[tuple[str, list[Account]]] = []
    for account in accounts:
        whole = str(part_of.get(account.event.kind, account.event.kind))
        kind = whole if whole in wholes else account.event.kind
        for name, group in groups:
            is_near = any(_is_near(account, other) for other in group)
            if name == kind and is_near and all(_may_be_one(account, other) for other in group):
                if all(account.at != other.at for other in group):
                    group.append(account)
                break
        else:
            groups.append((kind, [account]))
    return [group for _, group in groups]


def _is_near(one: Account, other: Account) -> bool:
    """Whether two accounts stand close together, or name the same company, place or day."""
    places = [set((account.scene.place or "").split(", ")) - {""} for account in (one, other)]
    days = [account.when.first if account.when and account.when.basis else None for account in (one, other)]
    is_same = one.scene.company is not None and one.scene.company == other.scene.company
    is_same_day = one.event.is_plain and None not in days and _overlap(one.when, other.when)
    return is_same or is_same_day or bool(places[0] & places[1]) or abs(one.at - other.at) <= CLOSE


def _overlap(a: When | None, b: When | None) -> bool:
    """Whether two times may be the same; one that is not known may be any."""
    if a and b and a.first and a.last and b.first and b.last:
        return a.first - APART <= b.last and b.first - APART <= a.last
    return True


def _may_be_one(one: Account, other: Account) -> bool:
    """Whether two accounts of one kind may be of one event: "the fire" is the one that was spoken of."""
    if has_any(_line(one.reading), _words("again")) and 0 <= one.at - other.at <= AGAIN_WITHIN:
        return True
    if one.scene.company and other.scene.company and one.scene.company != other.scene.company:
        return False
    if one.scene.country and other.scene.country and one.scene.country != other.scene.country:
        return False
    # An audit finds on another day what happened before.
    if any(has_any(_line(account.reading), _words("finding")) for account in (one, other)):
        return True
    return _overlap(one.when, other.when)


def _answers(
    readings: Sequence[Reading],
    group: Sequence[Account],
    groups: Sequence[Sequence[Account]],
    business: Business,
    source: Source,
) -> list[Answer]:
    """What companies answer to an event: soon after it, or later where it speaks of the same issue."""
    own = {account.at for account in group}
    others = {account.at for other in groups for account in other} - own
    issues = {issue for account in group for issue in account.event.issues}
    found: list[Answer] = []
    last = max(own)
    is_company = False
    for i in range(min(own), min(len(readings), last + ANSWERED_LATER + 1)):
        reading = readings[i]
        if i in own:
            is_company = any(account.at == i and account.telling.is_employer for account in group)
            continue
        answer = answer_in(reading, business, is_company or source.is_own_voice)
        is_company = answer is not None
        latest = max(index for index in own | others if index <= i) if own | others else i
        near = latest in own and 0 < i - latest <= ANSWERED_WITHIN
        named = {hit.rule.value for subject in ("issues", "impacts") for hit in reading.hits(subject)}
        is_telling = answer is not None and (answer.stance != "says" or bool(issues & named) or i - latest == 1)
        rivals = [o for o in groups if o is not group and latest < max((a.at for a in o if a.at <= i), default=-1)]
        is_rival = any(named & set(a.event.issues) for o in rivals for a in o)
        if answer and is_telling and not (is_rival and not near) and (near or (issues & named and i not in others)):
            if source.is_own_voice and answer.stance != "acts":
                continue
            found.append(answer)
    return found[:MOST_ANSWERS]


def _match(pipeline: Pipeline, group: Sequence[Account], answers: Sequence[Answer], business: Business) -> Match:
    lead = max(group, key=lambda account: (account.told(), account.event.weight, -account.at))
    sentence = lead.reading.sentence
    ranked = sorted(group, key=lambda account: (account is not lead, account.at))
    # What lasts has no one day: another passage may name that of something else.
    datable = ranked if lead.event.is_plain else ranked[:1]
    dated = sorted((a for a in datable if a.when), key=lambda a: (a.when is None or a.when.first is None, a.distance))
    when = dated[0].when if dated else None
    standing = "established" if any(a.standing == "established" for a in group) else "alleged"
    whose = next((a for a in ranked if a.standing == standing), lead)
    kind = lead.event.kind
    issues = list(dict.fromkeys(issue for account in ranked for issue in account.event.issues))
    values: dict[str, Any] = {
        "name": kind,
        "event": kind,
        "issues": issues,
        "employer": _first(a.scene.company for a in ranked),
        "site": _first(a.scene.site for a in ranked if a.scene.site and not business.is_nobodys(a.scene.site)),
        "place": _first(a.scene.place for a in ranked),
        "country": _first(a.scene.country for a in ranked),
        "companies": list(dict.fromkeys(name for a in ranked for name in a.scene.companies)),
        "first_day": when.first.isoformat() if when and when.first else None,
        "last_day": when.last.isoformat() if when and when.last else None,
        "date_words": when.words if when else None,
        "date_basis": when.basis if when else None,
        "people": list(_people(ranked)),
        "standing": standing,
        "said_by": _named_teller(whose),
        "responses": [{"stance": a.stance, "by": a.by, "start": a.start, "end": a.end} for a in answers],
        "passages": [
            {"start": a.reading.sentence.start, "end": a.reading.sentence.end}
            for a in sorted(group, key=lambda a: a.at)
        ],
    }
    filled = sum(bool(values[name]) for name in ("employer", "place", "first_day", "people"))
    return Match(
        kind="incident",
        start=sentence.start,
        end=sentence.end,
        rule=f"{pipeline.language.code}.incident.{lead.event.rule}",
        cues=tuple(dict.fromkeys(a.reading.doc[a.event.start : a.event.end].text.lower() for a in ranked))[:4],
        attributes=values,
        confidence=min(0.95, round(lead.event.weight + TOLD * filled, 2)),
        heading=sentence.heading,
    )


def _named_teller(account: Account) -> str | None:
    """Who says it; "six" of them with what they are."""
    said_by = account.telling.said_by
    if said_by and BARE_COUNT.fullmatch(said_by) and account.scene.people:
        return f"{said_by.split()[0]} {account.scene.people}"
    return said_by


def _first(values: Iterator[str | None]) -> str | None:
    return next((value for value in values if value), None)


def _people(ranked: Sequence[Account]) -> Iterator[dict[str, Any]]:
    """The people of an event: the dead and the hurt by the highest count that is told, else the first that are."""
    counted = [one for account in ranked for one in account.people]
    harmed = [one for one in counted if one.harm != "affected"]
    kind_told = next((one.kind for one in counted if one.kind), None)
    kind_told = kind_told or next((account.scene.people for account in ranked if account.scene.people), None)
    for harm in ("killed", "injured"):
        of_harm = [one for one in harmed if one.harm == harm]
        if of_harm:
            most = max(of_harm, key=lambda one: one.number or 0)
            yield _as_values(most, kind_told)
    if harmed:
        return
    numbered = next((one for account in ranked for one in account.people if one.number), None)
    told = numbered or next(iter(counted), None)
    if told:
        yield _as_values(told, kind_told)
    elif kind := next((kind for account in ranked if (kind := kind_in(_line(account.reading)))), None):
        yield {"number": None, "kind": kind, "harm": "affected", "words": kind}


def _as_values(one: People, kind: str | None) -> dict[str, Any]:
    return {"number": one.number, "kind": one.kind or kind, "harm": one.harm, "words": one.words}
