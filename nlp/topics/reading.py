"""The classifier over the sentences of a document as the pipeline reads them.

In the training data headings and table rows are sentences like any other, so here headings are put back
between the sentences that they head.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Collection, Sequence
from typing import NamedTuple

from nlp.text import Sentence, Source
from nlp.topics.classifier import Classifier
from nlp.topics.labels import labels
from nlp.topics.places import Excerpt
from nlp.topics.tiers import Tier


class Likely(NamedTuple):
    """The trained topics of a sentence with their probabilities; `why` says what speaks for a topic.

    `least` is from which probability on each is given.
    """

    probabilities: dict[str, float]
    least: dict[str, float]
    why: Callable[[str], tuple[str, ...]]

    def given(self, by_rules: Collection[str]) -> dict[str, float]:
        """The topics that are probable enough, with their probabilities. A rule that says the same makes a topic
        more probable.
        """
        found = {}
        for label in labels():
            probability = self.probabilities[label.topic]
            if label.topic in by_rules:
                probability = raised(probability, label.rule_gain)
            if probability >= self.least[label.topic]:
                found[label.topic] = probability
        return found


def raised(probability: float, gain: float) -> float:
    """The probability after its log-odds were raised."""
    odds = math.exp(gain) * probability
    return odds / (odds + 1 - probability)


def likely_topics(sentences: Sequence[Sentence], source: Source, tier: Tier = "default") -> list[Likely]:
    """What each of these sentences of a document is probably about."""
    if not sentences:
        return []
    classifier = Classifier.load(tier)
    headings = [
        (block.start, source.text[block.start : block.end]) for block in source.blocks if block.kind == "heading"
    ]
    lines = sorted(
        [(start, -1, text) for start, text in headings]
        + [(sentence.start, number, sentence.text) for number, sentence in enumerate(sentences)]
    )
    excerpt = Excerpt.whole([text for _, _, text in lines])
    probabilities = classifier.probabilities([excerpt])
    found: dict[int, Likely] = {}
    for at, (_, number, _) in enumerate(lines):
        if number >= 0:
            found[number] = Likely(
                dict(zip(classifier.topics, probabilities[at].tolist(), strict=True)),
                classifier.least,
                lambda topic, at=at: classifier.why(excerpt, at, topic),  # type: ignore[misc]
            )
    return [found[number] for number in range(len(sentences))]
