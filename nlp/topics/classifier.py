"""What each sentence of a company's own document is about, how probable that is, and why.

The classifier was trained on modern slavery statements: it takes "we" for the company. Ask it only about
documents in the company's own voice.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache

import numpy as np

from nlp.topics.encoder import Encoder
from nlp.topics.labels import topics
from nlp.topics.places import Excerpt
from nlp.topics.reasons import reasons
from nlp.topics.statements import Truth
from nlp.topics.table import Floats
from nlp.topics.tiers import Tier
from nlp.topics.weights import Weights, load

# Sentences looked at in one go; more take more memory and save no time.
BATCH = 512


class Classifier:
    """Words and places of sentences, by numpy and one file of weights; with an encoder, the mean of both."""

    def __init__(self, weights: Weights, encoder: Encoder | None = None) -> None:
        self._weights = weights
        self._encoder = encoder
        self._verdict = encoder.verdict if encoder else weights.verdict
        self.topics = topics()
        # From which probability on each topic is given.
        self.least = dict(zip(self.topics, self._verdict.least.tolist(), strict=True))

    @classmethod
    def load(cls, tier: Tier = "default") -> Classifier:
        """The classifier that ships, read once per process. Raises EncoderError for a tier that is not installed."""
        return _shipped(tier)

    def classify(self, excerpt: Excerpt) -> list[dict[str, float]]:
        """For each sentence the probability of every topic."""
        return [dict(zip(self.topics, map(float, row), strict=True)) for row in self.probabilities([excerpt]).tolist()]

    def probabilities(self, excerpts: Sequence[Excerpt]) -> Floats:
        """A row for each sentence of these excerpts, a column for each topic."""
        found = [self._verdict.probabilities(self.scores(batch)) for batch in _batches(excerpts)]
        return np.concatenate(found) if found else np.zeros((0, len(self.topics)), dtype=np.float32)

    def verdicts(self, excerpts: Sequence[Excerpt]) -> Truth:
        """Whether each sentence has each topic."""
        return self.given(self.probabilities(excerpts))

    def given(self, probabilities: Floats) -> Truth:
        """Which topics are probable enough to be given; from where on differs from topic to topic."""
        return probabilities >= self._verdict.least

    def scores(self, excerpts: Sequence[Excerpt]) -> Floats:
        """The log-odds, not calibrated, of each topic for each sentence."""
        seen = self._weights.features.see(excerpts)
        mean: Floats = (self._weights.linear.scores(seen) + self._weights.dense.scores(seen)) / 2
        return (mean + self._encoder.scores(excerpts)) / 2 if self._encoder else mean

    def why(self, excerpt: Excerpt, sentence: int, topic: str) -> tuple[str, ...]:
        """The words of the sentence, and what is around it, that speak most for a topic."""
        return reasons(self._weights, excerpt, sentence, self.topics.index(topic))


@cache
def _shipped(tier: Tier) -> Classifier:
    return Classifier(load(), Encoder.load() if tier == "onnx" else None)


def _batches(excerpts: Sequence[Excerpt]) -> Iterator[list[Excerpt]]:
    """The excerpts in handfuls of about BATCH sentences; none is parted."""
    batch: list[Excerpt] = []
    size = 0
    for excerpt in excerpts:
        if batch and size + len(excerpt.texts) > BATCH:
            yield batch
            batch, size = [], 0
        batch.append(excerpt)
        size += len(excerpt.texts)
    if batch:
        yield batch
