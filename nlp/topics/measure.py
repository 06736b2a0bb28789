"""How good topics are against labels: precision, recall and F1 of each, and their means."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from nlp.topics.labels import labels
from nlp.topics.statements import Truth
from nlp.topics.table import Floats
from nlp.topics.tokens import Numbers


class Score(NamedTuple):
    """How often a label was rightly given, wrongly given and missed."""

    label: str
    right: int
    wrong: int
    missed: int

    @property
    def support(self) -> int:
        """How many sentences have the label."""
        return self.right + self.missed

    @property
    def precision(self) -> float:
        """The share of what was given that is right."""
        return self.right / max(self.right + self.wrong, 1)

    @property
    def recall(self) -> float:
        """The share of what is there that was given."""
        return self.right / max(self.support, 1)

    @property
    def f1(self) -> float:
        """The harmonic mean of both."""
        return 2 * self.right / max(2 * self.right + self.wrong + self.missed, 1)


def score(given: Truth, truth: Truth, asked: Truth) -> list[Score]:
    """The score of each label over the sentences where it was asked for."""
    return [
        Score(
            label.gold,
            int((given & truth & asked)[:, n].sum()),
            int((given & ~truth & asked)[:, n].sum()),
            int((~given & truth & asked)[:, n].sum()),
        )
        for n, label in enumerate(labels())
    ]


def macro(scores: list[Score], everywhere: bool) -> float | None:
    """The mean F1: of the labels that were annotated in all jurisdictions, or of all; None where one has no support."""
    kept = [s for s, label in zip(scores, labels(), strict=True) if not (everywhere and label.unlabelled)]
    if not all(s.support for s in kept):
        return None
    return sum(s.f1 for s in kept) / len(kept)


def best_threshold(score: Floats, truth: Truth) -> float:
    """The score from which on a label is given so that F1 is best, half way to the next lower one."""
    order = np.argsort(-score, kind="stable")
    right = np.cumsum(truth[order])
    f1 = 2 * right / (np.arange(1, len(order) + 1) + truth.sum())
    best = int(f1.argmax())
    return float(score[order[best : best + 2]].mean())


def verdicts_by_fold(scores: Floats, truth: Truth, asked: Truth, fold: Numbers) -> Truth:
    """The labels of each sentence, with the thresholds that are best on the sentences of all other folds."""
    given = np.zeros(truth.shape, dtype=bool)
    for number in np.unique(fold):
        for label in range(truth.shape[1]):
            others = asked[:, label] & (fold != number)
            least = best_threshold(scores[others, label], truth[others, label])
            given[fold == number, label] = scores[fold == number, label] >= least
    return given
