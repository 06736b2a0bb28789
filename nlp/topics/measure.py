"""How good topics are against labels: precision, recall and F1 of each, and their means."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from nlp.topics.labels import labels
from nlp.topics.statements import Truth
from nlp.topics.table import Floats


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


def best_threshold(probability: Floats) -> float:
    """The probability from which on a label is given so that the F1 to be expected is best, if probabilities hold.

    It varies less from sample to sample than the threshold of the best F1 that was counted, which hangs on single
    sentences where a label is rare.
    """
    falling = np.sort(probability)[::-1]
    expected = 2 * np.cumsum(falling) / (np.arange(1, len(falling) + 1) + falling.sum())
    best = int(expected.argmax())
    return float(falling[best : best + 2].mean())
