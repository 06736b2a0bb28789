"""What has become of a promise: planned, in progress, or hanging on a condition."""

from __future__ import annotations

from spacy.tokens import Token

from nlp.goals import Goal
from nlp.pipeline import Pipeline, Reading
from nlp.promises import SUBJECT, Promise

# How many words of an item may tell that it goes on already.
OPENING = 3


def status_of(pipeline: Pipeline, reading: Reading, promise: Promise, goal: Goal | None) -> str:
    """ "conditional" where the promise hangs on a condition, "in_progress" where it holds or is at work already."""
    if _is_conditional(pipeline, reading, promise):
        return "conditional"
    is_at_work = _holds(pipeline, reading, goal) if promise.hit is None else _is_at_work(pipeline, reading, promise)
    return "in_progress" if promise.is_standing or is_at_work else "planned"


def _words(pipeline: Pipeline, name: str) -> tuple[str, ...]:
    return pipeline.language.subjects[SUBJECT].words[name]


def _is_conditional(pipeline: Pipeline, reading: Reading, promise: Promise) -> bool:
    """Whether a condition stands before a promise, or hangs on its verb.

    "Reviewed and updated as required" is done all the same.
    """
    begins = promise.hit.start if promise.hit else 0
    hits = reading.hits("cues", "conditional")
    parts = [token.i for token in reading.doc[:begins] if token.text == ";"]
    if any(max(parts, default=-1) < hit.start < begins for hit in hits):
        return True
    if promise.verb is None:
        return any(reading.doc[hit.start].lower_ in ("wherever", "if", "unless") for hit in hits[:1])
    opens = _words(pipeline, "conditions")
    return any(_hangs_on(reading.doc[hit.start], promise.verb, opens) for hit in hits)


def _hangs_on(word: Token, verb: Token, opens: tuple[str, ...]) -> bool:
    clause = word.head
    return word.lower_ in opens and clause.dep_ == "advcl" and clause.head.i in {verb.i, *_joined(verb)}


def _joined(verb: Token) -> set[int]:
    return {child.i for child in verb.children if child.dep_ == "xcomp"}


def _is_at_work(pipeline: Pipeline, reading: Reading, promise: Promise) -> bool:
    """Whether the words of a promise tell that it goes on: "continue", "seek to", "will never"."""
    assert promise.hit is not None and promise.verb is not None
    matched = reading.span(promise.hit)
    is_future = any(token.tag_ == "MD" for token in matched)
    if not is_future and any(token.lower_ in _words(pipeline, "efforts") for token in matched):
        return True
    verb = promise.verb
    chain = [verb, *(child for child in verb.children if child.dep_ in ("xcomp", "neg", "advmod"))]
    marks = (*_words(pipeline, "lasting"), *_words(pipeline, "refraining"))
    return any(token.lower_ in marks for token in chain)


def _holds(pipeline: Pipeline, reading: Reading, goal: Goal | None) -> bool:
    """Whether an item goes on already, by its first words or by what it stands under."""
    opening = [token.lower_ for token in reading.doc[:OPENING]]
    if any(word in _words(pipeline, "lasting") for word in opening):
        return True
    if goal is None or goal.value == "column" or goal.due:
        return False
    if goal.value == "doing":
        return True
    above = goal.above.lower().replace(":", " ").split()
    is_coming = any(rule.value == "planned" for rule in pipeline.rules_in("cues", goal.above))
    return any(word in _words(pipeline, "holding") for word in above) and not is_coming
