"""The number that a promise is measured by, among the numbers of its sentence."""

from __future__ import annotations

from nlp.pipeline import Pipeline
from nlp.promises import SUBJECT
from nlp.quantities import Quantity, quantities

# How far a quantity stands from the word that makes it a target, in words.
NEAR = 5


def target_of(pipeline: Pipeline, text: str, start: int, end: int) -> Quantity | None:
    """The quantity promised in a sentence whose action stands at `[start, end)`, a percentage before others.

    Numbers outside the action count where they stand beside a goal ("a target of 50 %").
    """
    found = quantities(text, pipeline.language.code)
    promised = [quantity for quantity in found if start <= quantity.start < end]
    chosen = promised or [quantity for quantity in found if _is_of_goal(pipeline, text, quantity)]
    return next((quantity for quantity in chosen if quantity.unit == "%"), chosen[0] if chosen else None)


def _is_of_goal(pipeline: Pipeline, text: str, quantity: Quantity) -> bool:
    goals = pipeline.language.subjects[SUBJECT].words["goals"]
    before = text[: quantity.start].lower().split()[-NEAR:]
    after = text[quantity.end :].lower().split()[:1]
    return any(word.strip(",.;:()") in goals for word in (*before, *after))
