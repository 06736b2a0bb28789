"""Commitments: what the company says that it will do, aims at or stands by.

The subject of the verb decides whose promise it is; the words before a list decide what its items are.
What suppliers must do, what was done already and what others will do is no commitment.
"""

from __future__ import annotations

from nlp.clauses import cues
from nlp.dates import Deadline, deadline, recurrence
from nlp.goals import Goal, goal_of, goals_in_tables, is_about_others, is_goal
from nlp.issues import issue_values
from nlp.match import Match
from nlp.pipeline import Pipeline, Reading
from nlp.promises import Promise, is_soft, promise_in
from nlp.quantities import quantities
from nlp.text import Source
from nlp.voice import Voice, voices

SUBJECT = "commitment"
STRENGTHS = ("firm", "aim", "aspiration")
SHORTEST = 4
# A passage with more words is a table that lost its rules.
LONGEST = 130
SHORTEST_ITEM = 2


def extract(pipeline: Pipeline, readings: list[Reading], source: Source) -> list[Match]:
    """The commitments among these sentences."""
    tables = goals_in_tables(pipeline, source)
    candidates = [
        (reading, voice, goal)
        for reading, voice in zip(readings, voices(pipeline, readings, source), strict=True)
        if _may_be_read(reading) and ((goal := goal_of(pipeline, reading, tables)) is not None or _may_promise(reading))
    ]
    pipeline.parse(reading for reading, _, _ in candidates)
    matches = []
    for reading, voice, goal in candidates:
        promise = _promise(pipeline, reading, voice, goal)
        if promise:
            matches.append(_match(pipeline, reading, promise, goal, source))
    return matches


def _may_be_read(reading: Reading) -> bool:
    return SHORTEST_ITEM <= len(reading.doc) <= LONGEST and reading.sentence.kind != "caption"


def _may_promise(reading: Reading) -> bool:
    return len(reading.doc) >= SHORTEST and any(hit.rule.value in STRENGTHS for hit in reading.hits(SUBJECT))


def _promise(pipeline: Pipeline, reading: Reading, voice: Voice, goal: Goal | None) -> Promise | None:
    """The promise that a sentence makes: its own words first, then what it stands under."""
    if "?" in reading.doc.text[-2:] or not reading.is_parsed:
        return None
    if is_about_others(pipeline, reading.sentence.lead_in or ""):
        return None
    hits = [hit for hit in reading.hits(SUBJECT) if hit.rule.value in STRENGTHS]
    for hit in sorted(hits, key=lambda hit: (-hit.rule.weight, hit.start)):
        promise = promise_in(pipeline, reading, hit, voice)
        if promise:
            return promise
    if goal is None or not voice.is_company or not is_goal(pipeline, reading, goal):
        return None
    first = next((token for token in reading.doc if token.is_alpha), reading.doc[0])
    strength = "aim" if is_soft(pipeline, reading, first.i) else "firm"
    rule = f"{pipeline.language.code}.commitment.{goal.rule}"
    return Promise(strength, rule, goal.owner or "", None, (goal.above.strip(),), 0.7, is_standing=False)


def _match(pipeline: Pipeline, reading: Reading, promise: Promise, goal: Goal | None, source: Source) -> Match:
    sentence = reading.sentence
    limit = _deadline(sentence.text, promise, goal, source)
    counted = quantities(sentence.text)
    target = next((q for q in counted if q.unit == "%"), counted[0] if counted else None)
    often = recurrence(sentence.text)
    return Match(
        kind="commitment",
        start=sentence.start,
        end=sentence.end,
        rule=promise.rule,
        cues=tuple(dict.fromkeys((*promise.words, *cues(reading)))),
        attributes={
            "actor": promise.actor or source.company[0],
            "action": _action(reading, promise),
            "strength": promise.strength,
            "status": _status(reading, promise, goal),
            "target": {"value": target.value, "unit": target.unit} if target else None,
            "deadline": limit.date.isoformat() if limit else None,
            "recurrence": often,
            "issues": issue_values(reading),
        },
        confidence=round(promise.confidence, 2),
        heading=sentence.heading,
    )


def _deadline(text: str, promise: Promise, goal: Goal | None, source: Source) -> Deadline | None:
    """The deadline in the words of the promise, else in what it stands under or beside."""
    limit = deadline(text, source.published, source.year_end)
    if limit is None and goal is not None and promise.verb is None:
        above = f"by {goal.due}" if goal.due else goal.above
        limit = deadline(above, source.published, source.year_end)
    return limit


def _action(reading: Reading, promise: Promise) -> str:
    """What is to be done, in the words of the passage: from the verb on."""
    text: str = reading.doc.text
    if promise.verb is None:
        return text.rstrip(" .;,")
    action: str = reading.doc[promise.verb.i :].text
    return action.rstrip(" .;,") or text


def _status(reading: Reading, promise: Promise, goal: Goal | None) -> str:
    found = set(cues(reading))
    if "conditional" in found:
        return "conditional"
    if promise.is_standing or "in_progress" in found:
        return "in_progress"
    return "planned"
