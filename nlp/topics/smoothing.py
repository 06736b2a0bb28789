"""The second look: what a sentence is likely to be, given what it and its neighbours seem to be."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from nlp.topics.features import neighbours
from nlp.topics.table import Floats
from nlp.topics.tokens import Numbers

REACH = (-3, -2, -1, 1, 2, 3)
FURTHEST = 6.0


class Smoothing(NamedTuple):
    """A column for each label. `own` weighs its first score, `others` the probability of each label, `around`
    its probability in the sentences at REACH.
    """

    own: Floats
    others: Floats
    around: Floats
    bias: Floats

    def scores(self, first: Floats, excerpt: Numbers) -> Floats:
        """The log-odds after the second look: the mean of it and the first."""
        clipped = np.clip(first, -FURTHEST, FURTHEST)
        likely = odds_to_probability(clipped)
        second = clipped * self.own + likely @ self.others + self.bias
        for away, weight in zip(REACH, self.around, strict=True):
            second = second + neighbours(likely, excerpt, away) * weight
        mean: Floats = (first + second) / 2
        return mean


def odds_to_probability(log_odds: Floats) -> Floats:
    """The probability of each of these log-odds."""
    probability: Floats = 1 / (1 + np.exp(-log_odds))
    return probability
