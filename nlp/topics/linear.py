"""The linear half: one logistic regression for each label over the words in and around a sentence."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from nlp.topics.features import Seen, neighbours
from nlp.topics.table import Floats

# How much the words of the neighbours and the place count beside the sentence's own words.
NEIGHBOUR = 0.5
PLACE = 0.3


class Linear(NamedTuple):
    """Weights: a row for each feature, a column for each label. `words` has three groups of columns, for the words
    of the sentence, of the one before and of the one after.
    """

    words: Floats
    pieces: Floats
    place: Floats
    bias: Floats

    def scores(self, seen: Seen) -> Floats:
        """The log-odds of each label for each sentence."""
        own, before, after = np.split(seen.words.times(self.words), 3, axis=1)
        around = neighbours(before, seen.excerpt, -1) + neighbours(after, seen.excerpt, 1)
        own = own + seen.pieces.times(self.pieces) + NEIGHBOUR * around
        scores: Floats = own + PLACE * seen.place @ self.place + self.bias
        return scores
