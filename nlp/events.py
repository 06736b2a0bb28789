"""The events that a sentence tells: something particular that happened to people, and nothing that holds in general.

What the rules of `impacts.toml` and `incident.toml` find counts where it is told in the past, is not denied, forbidden,
asked for or feared, and is neither history nor what is so in a whole country.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator
from typing import NamedTuple

from nlp.clauses import cues, overlaps, reaches
from nlp.event_dates import years
from nlp.impacts import UNHARMED, Context, impacts
from nlp.issues import issue_values
from nlp.pipeline import Hit, Pipeline, Reading

SUBJECT = "incident"
NONE, FOUND = "(none)", "(found)"
SHORTEST, LONGEST = 5, 110
# What an author tells of longer ago, in years, is history.
HISTORY = 30
# A year before this is history in any paper.
LONG_AGO = 1950
# How far from an act of finding the issue may stand, in tokens.
NEAR = 14
MOST_IN_SENTENCE = 3
VAGUE = frozenset({"modern-slavery", "human-rights"})
PAST_AUX = frozenset({"was", "were", "had", "has", "have", "been", "'ve", "’ve", "being", "got"})
UNREAL = frozenset({"hypothetical", "prohibited", "required", "conditional", "definition"})
MODALS = frozenset({"may", "might", "could", "would", "should", "must", "can", "will", "shall", "to"})


class Event(NamedTuple):
    """What a sentence tells. `issues` are neutral issues, the surest first; `[start, end)` are tokens; `is_plain`:
    anybody could see it; `needs_business`: it counts only with a business as employer."""

    kind: str
    issues: tuple[str, ...]
    rule: str
    start: int
    end: int
    weight: float
    is_plain: bool
    needs_business: bool = False


def may_tell(pipeline: Pipeline, reading: Reading, context: Context) -> bool:
    """Whether a sentence may tell an event, by its rules alone; a parse can only take some away."""
    if not SHORTEST <= len(reading.doc) <= LONGEST or reading.doc.text.rstrip("\"'”’) ").endswith("?"):
        return False
    # Items and cells of tables are mostly names of things; one that tells something ends as a sentence does.
    is_prose = reading.sentence.kind == "paragraph" or reading.doc.text.rstrip().endswith((".", "”", '"', "!"))
    if not is_prose or reading.hits("risk", "measures"):
        return False
    if not reading.hits(SUBJECT) and not reading.hits("impacts"):
        return False
    return any(h.rule.value != NONE for h in reading.hits(SUBJECT)) or bool(impacts(pipeline, reading, context))


def events(pipeline: Pipeline, reading: Reading, context: Context, published: datetime.date | None) -> list[Event]:
    """The events that a parsed sentence tells, the surest first, each kind once."""
    if _is_history(pipeline, reading, published) or _is_general(pipeline, reading):
        return []
    found: dict[str, Event] = {}
    for event in (*_by_impact(pipeline, reading, context), *_by_rule(pipeline, reading)):
        found.setdefault(event.kind, event)
    chosen: list[Event] = []
    for event in sorted(found.values(), key=lambda event: (-event.weight, event.start)):
        # "Locked out" is no "locked in": the same words tell one event.
        if not any(event.start < other.end and other.start < event.end for other in chosen):
            chosen.append(event)
    return chosen[:MOST_IN_SENTENCE]


def _by_impact(pipeline: Pipeline, reading: Reading, context: Context) -> Iterator[Event]:
    meanings = pipeline.language.file(SUBJECT).meanings
    for impact in impacts(pipeline, reading, context):
        hit = impact.hit
        kind = meanings["event_of_rule"].get(hit.rule.id) or meanings["event_of_issue"].get(hit.rule.value or "")
        if kind is None or impact.is_hedged or _is_excluded(reading, hit) or not _is_past(reading, hit):
            continue
        issues = tuple(value for value in (hit.rule.value, *hit.rule.values) if value)
        yield Event(str(kind), issues, hit.rule.id, hit.start, hit.end, impact.weight, kind == "accident")


def _by_rule(pipeline: Pipeline, reading: Reading) -> Iterator[Event]:
    meanings = pipeline.language.file(SUBJECT).meanings
    for hit in reading.hits(SUBJECT):
        kind = hit.rule.value
        if kind == NONE or kind is None or _is_excluded(reading, hit) or _is_unreal(reading, hit):
            continue
        if not ("ongoing" in hit.rule.flags or _is_past(reading, hit)):
            continue
        plain, business = "plain" in hit.rule.flags, "dispute" in hit.rule.flags
        if kind != FOUND:
            issue = str(meanings["issue_of_event"].get(kind, kind))
            yield Event(kind, (issue,), hit.rule.id, hit.start, hit.end, hit.rule.weight, plain, business)
            continue
        issues = _issues_near(reading, hit)
        named = next((str(meanings["event_of_issue"][i]) for i in issues if i in meanings["event_of_issue"]), None)
        # "Was found to have a high risk of": a risk is no event.
        if named and not _is_denied(reading) and not reading.hits("cues", "possible"):
            yield Event(named, tuple(issues), hit.rule.id, hit.start, hit.end, hit.rule.weight, plain)


def _issues_near(reading: Reading, hit: Hit) -> list[str]:
    named = [h for h in reading.hits("issues") if h.start - hit.end < NEAR and hit.start - h.end < NEAR]
    # A name of the whole matter, "modern slavery", is no event.
    named = [h for h in named if h.rule.id not in VAGUE]
    values = sorted(issue_values(reading), key=lambda value: value != "harassment")
    near = {h.rule.value for h in named}
    return [value for value in values if value in near]


def _is_excluded(reading: Reading, hit: Hit) -> bool:
    undoing = [other for other in reading.hits(SUBJECT) if other.rule.value == NONE]
    undoing += [other for other in reading.hits("impacts") if other.rule.value == UNHARMED]
    return any(overlaps(hit, other) for other in undoing)


def _is_unreal(reading: Reading, hit: Hit) -> bool:
    """Whether an event is denied, forbidden, asked for or only thought of."""
    for cue in reading.hits("cues"):
        if cue.rule.value == "negated" and reaches(reading, cue, hit.start):
            return True
        # "Banned imports": the ban is the event.
        if cue.rule.value in UNREAL and cue.start <= hit.end and not overlaps(cue, hit):
            return True
    before = [token.lower_ for token in reading.doc[max(0, hit.start - 4) : hit.start]]
    return any(word in MODALS for word in before)


def _is_denied(reading: Reading) -> bool:
    return "negated" in cues(reading)


def _is_past(reading: Reading, hit: Hit) -> bool:
    """Whether what matched is told in the past or perfect; in a list without verbs it is not."""
    doc = reading.doc
    inside = doc[max(0, hit.start - 2) : min(len(doc), hit.end + 2)]
    verbs = [token for token in inside if token.tag_ in ("VBD", "VBN", "VBG", "VB")]
    heads = [token.head for token in inside if token.head.tag_ in ("VBD", "VBN")]
    return any(_is_past_verb(token) for token in (*verbs, *heads))


def _is_past_verb(token: object) -> bool:
    verb = token
    if verb.tag_ == "VBD":  # type: ignore[attr-defined]
        return True
    helpers = {child.lower_ for child in verb.children if child.dep_.startswith("aux")}  # type: ignore[attr-defined]
    if helpers & MODALS:
        return False
    if helpers & {"are", "is", "be", "am"}:
        return False
    return verb.tag_ == "VBN" and bool(helpers & PAST_AUX)  # type: ignore[attr-defined]


def _is_history(pipeline: Pipeline, reading: Reading, published: datetime.date | None) -> bool:
    """Whether a sentence tells of times long past: slavery in the 1800s is no incident of today."""
    named = list(years(reading.sentence.text))
    oldest = (published.year - HISTORY) if published else LONG_AGO
    if named and max(named) < oldest:
        return True
    words = _words(pipeline, "historical")
    return not words.isdisjoint(token.lower_ for token in reading.doc) and not any(year >= oldest for year in named)


def _is_general(pipeline: Pipeline, reading: Reading) -> bool:
    """Whether a sentence says what is so in general: estimates, averages, shares of the world."""
    words = {token.lower_ for token in reading.doc}
    text = reading.doc.text.lower()
    return (
        not _words(pipeline, "general").isdisjoint(words)
        or re.search(r"\b(?:every|each|per) year\b|\baround the world\b|\bin general\b", text) is not None
    )


def _words(pipeline: Pipeline, name: str) -> frozenset[str]:
    return frozenset(pipeline.language.subjects[SUBJECT].words[name])
