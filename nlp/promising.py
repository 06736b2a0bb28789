"""The promise that a sentence makes: in its own words first, then by what it stands under."""

from __future__ import annotations

from collections.abc import Iterator

from nlp.goals import Goal, is_about_others, is_goal
from nlp.pipeline import Pipeline, Reading
from nlp.promises import SUBJECT, Promise, is_soft, promise_in
from nlp.subjects import Actor
from nlp.voice import Voice

STRENGTHS = ("firm", "aim", "aspiration")
SHORTEST = 4


def may_promise(reading: Reading) -> bool:
    """Whether a sentence holds words that may promise something."""
    return len(reading.doc) >= SHORTEST and any(hit.rule.value in STRENGTHS for hit in reading.hits(SUBJECT))


def promises_of(pipeline: Pipeline, reading: Reading, voice: Voice, goal: Goal | None) -> Iterator[Promise]:
    """The promises of a sentence, the weightiest first; that by its place only where it makes none in words.

    `goal` is what makes it a goal by its place. Sentences that are not parsed make none.
    """
    if "?" in reading.doc.text[-2:] or not reading.is_parsed:
        return
    if is_about_others(pipeline, reading.sentence.lead_in or ""):
        return
    hits = [hit for hit in reading.hits(SUBJECT) if hit.rule.value in STRENGTHS]
    is_worded = False
    for hit in sorted(hits, key=lambda hit: (-hit.rule.weight, hit.start)):
        promise = promise_in(pipeline, reading, hit, voice)
        if promise:
            is_worded = True
            yield promise
    if is_worded or goal is None or not voice.is_company or not is_goal(pipeline, reading, goal):
        return
    first = next((token for token in reading.doc if token.is_alpha), reading.doc[0])
    strength = "aim" if is_soft(pipeline, reading, first.i) else "firm"
    rule = f"{pipeline.language.code}.commitment.{goal.rule}"
    actor = Actor(goal.owner or "", "company")
    yield Promise(strength, rule, actor, None, (goal.above.strip(),), 0.7, is_standing=False)
