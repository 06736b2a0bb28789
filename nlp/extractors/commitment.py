"""Commitments: what the company says that it will do, aims at or stands by.

The subject of the verb decides whose promise it is; the words before a list decide what its items are.
What suppliers must do, what was done already and what others will do is no commitment.
"""

from __future__ import annotations

from nlp.clauses import cues
from nlp.dates import Deadline, deadline, recurrence
from nlp.goals import Goal, goal_of, goals_in_tables
from nlp.issues import issue_values
from nlp.match import Match
from nlp.pipeline import Pipeline, Reading
from nlp.promises import Promise
from nlp.promising import may_promise, promises_of
from nlp.status import status_of
from nlp.targets import target_of
from nlp.text import Source
from nlp.voice import Voice, voices
from nlp.wording import undertaking

SUBJECT = "commitment"
# A passage with more words is a table that lost its rules.
LONGEST = 130
SHORTEST_ITEM = 2
SHORTEST_LEAD_IN = 3


def extract(pipeline: Pipeline, readings: list[Reading], source: Source) -> list[Match]:
    """The commitments among these sentences."""
    tables = goals_in_tables(pipeline, source)
    candidates = [
        (reading, voice, goal)
        for reading, voice in zip(readings, voices(pipeline, readings, source), strict=True)
        if _may_be_read(pipeline, reading)
        and _may_be_own(reading, voice)
        and ((goal := goal_of(pipeline, reading, tables)) is not None or may_promise(reading))
    ]
    pipeline.parse(reading for reading, _, _ in candidates)
    matches = []
    for reading, voice, goal in candidates:
        promise = next(promises_of(pipeline, reading, voice, goal), None)
        match = _match(pipeline, reading, promise, goal, source) if promise else None
        if match:
            matches.append(match)
    return matches


def _may_be_read(pipeline: Pipeline, reading: Reading) -> bool:
    if reading.sentence.kind == "caption" or not SHORTEST_ITEM <= len(reading.doc) <= LONGEST:
        return False
    return "no_promises" not in pipeline.heading_values(SUBJECT, reading.sentence.heading or "")


def _may_be_own(reading: Reading, voice: Voice) -> bool:
    """Whether the company can be meant: in the words of others only where they name it."""
    return voice.is_company or voice.is_meant or bool(reading.named("own"))


def _match(pipeline: Pipeline, reading: Reading, promise: Promise, goal: Goal | None, source: Source) -> Match | None:
    """The match for a promise; None for a lead-in that leaves all to its items ("We will:")."""
    sentence = reading.sentence
    company = source.company[0] if source.company else ""
    said = undertaking(pipeline, reading, promise, company)
    if sentence.text.rstrip().endswith(":") and len(said.action.split()) < SHORTEST_LEAD_IN:
        return None
    limit = _deadline(sentence.text[said.clause : said.end], promise, goal, source, pipeline.language.code)
    target = target_of(pipeline, sentence.text, said.start, said.end)
    often = recurrence(sentence.text[said.start : said.end], pipeline.language.code)
    if often is None and (promise.verb is None or promise.verb.dep_ == "ROOT"):
        often = recurrence(sentence.text[said.clause : said.start], pipeline.language.code)
    return Match(
        kind="commitment",
        start=sentence.start,
        end=sentence.end,
        rule=promise.rule,
        cues=tuple(dict.fromkeys((*promise.words, *cues(reading)))),
        attributes={
            "actor": said.actor,
            "action": said.action,
            "strength": promise.strength,
            "status": status_of(pipeline, reading, promise, goal),
            "target": {"value": target.value, "unit": target.unit} if target else None,
            "deadline": limit.date.isoformat() if limit else None,
            "recurrence": often,
            "issues": issue_values(reading),
        },
        confidence=round(promise.confidence, 2),
        heading=sentence.heading,
    )


def _deadline(text: str, promise: Promise, goal: Goal | None, source: Source, code: str) -> Deadline | None:
    """The deadline in the words of the promise, else in what it stands under or beside."""
    limit = deadline(text, source.published, source.year_end, code)
    if limit is None and goal is not None and promise.verb is None:
        above = f"by {goal.due}" if goal.due else goal.above
        limit = deadline(above, source.published, source.year_end, code)
    return limit
