"""A disclosure score by an open formula: how many of its variables a statement discloses, and where."""

from __future__ import annotations

import datetime
from collections.abc import Sequence

from hria.check.checked import Answer, Score, Variable
from hria.framework import Framework

FORMULA = (
    "variables disclosed / variables asked; a variable is disclosed where the statement is specific on it "
    "(verdict met), publication where a date of publication is known"
)


def score_of(framework: Framework, answers: Sequence[Answer], published: datetime.date | None) -> Score:
    """The score of a statement by the answers to the criteria of this framework, which are its variables."""
    variables = []
    for answer in answers:
        if answer.role == "publication":
            is_disclosed = published is not None
            why = f"published {published.isoformat()}" if published else "no date of publication is known"
        else:
            is_disclosed = answer.verdict == "met"
            why = answer.why if is_disclosed or answer.verdict == "silent" else f"{answer.verdict}: {answer.why}"
        variables.append(Variable(answer.id.split(":")[1], answer.title, is_disclosed, why, answer.passages))
    return Score(framework.id, framework.title, FORMULA, framework.verified, tuple(variables))
