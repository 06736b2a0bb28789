"""The dense half: small networks over vectors that say which words are used alike.

A sentence is the mean of the vectors of its words, so a word that the labelled sentences lack still counts
as what it resembles.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from nlp.topics.features import Seen, neighbours
from nlp.topics.table import Floats

# Lengthens the divisor of a short vector: a sentence of unknown words stays near nothing.
SOFTENING = 0.1
FURTHEST = 6.0


class Dense(NamedTuple):
    """`vectors` has a row for each word; `mean` and `spread` are those of the inputs. The networks, all of one
    shape, are stacked: `inward` and `outward` have one matrix for each.
    """

    vectors: Floats
    mean: Floats
    spread: Floats
    inward: Floats
    hidden: Floats
    outward: Floats
    bias: Floats

    def scores(self, seen: Seen) -> Floats:
        """The mean log-odds of the networks, of each label for each sentence."""
        inputs = np.clip((self.inputs(seen) - self.mean) / self.spread, -FURTHEST, FURTHEST)
        total = np.zeros((len(inputs), self.bias.shape[1]), dtype=np.float32)
        for inward, hidden, outward, bias in zip(self.inward, self.hidden, self.outward, self.bias, strict=True):
            total += np.maximum(inputs @ inward + hidden, 0) @ outward + bias
        return total / len(self.bias)

    def inputs(self, seen: Seen) -> Floats:
        """The vectors of each sentence and of those around it, and its place."""
        return inputs(self.vectors, seen)


def inputs(vectors: Floats, seen: Seen) -> Floats:
    """What the networks are given for each sentence."""
    own = seen.stems.times(vectors)
    own /= np.linalg.norm(own, axis=1, keepdims=True) + SOFTENING
    before, after = neighbours(own, seen.excerpt, -1), neighbours(own, seen.excerpt, 1)
    return np.hstack([own, before, after, seen.place])
