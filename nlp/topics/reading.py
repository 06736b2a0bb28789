"""The classifier over the sentences of a document as the pipeline reads them.

In the training data headings and table rows are sentences like any other, so here headings are put back
between the sentences that they head.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

from nlp.text import Sentence, Source
from nlp.topics.classifier import Classifier
from nlp.topics.places import Excerpt


class Likely(NamedTuple):
    """The trained topics of a sentence with their probabilities. `given` are those probable enough, `near` those
    that a rule may tip; `why` says what speaks for a topic.
    """

    probabilities: dict[str, float]
    given: frozenset[str]
    near: frozenset[str]
    why: Callable[[str], tuple[str, ...]]


def likely_topics(sentences: Sequence[Sentence], source: Source) -> list[Likely]:
    """What each of these sentences of a document is probably about."""
    if not sentences:
        return []
    classifier = Classifier.load()
    headings = [
        (block.start, source.text[block.start : block.end]) for block in source.blocks if block.kind == "heading"
    ]
    lines = sorted(
        [(start, -1, text) for start, text in headings]
        + [(sentence.start, number, sentence.text) for number, sentence in enumerate(sentences)]
    )
    excerpt = Excerpt.whole([text for _, _, text in lines])
    probabilities = classifier.probabilities([excerpt])
    given, near = classifier.given(probabilities), classifier.near(probabilities)
    found: dict[int, Likely] = {}
    for at, (_, number, _) in enumerate(lines):
        if number >= 0:
            found[number] = Likely(
                dict(zip(classifier.topics, probabilities[at].tolist(), strict=True)),
                frozenset(t for t, is_given in zip(classifier.topics, given[at], strict=True) if is_given),
                frozenset(t for t, is_near in zip(classifier.topics, near[at], strict=True) if is_near),
                lambda topic, at=at: classifier.why(excerpt, at, topic),  # type: ignore[misc]
            )
    return [found[number] for number in range(len(sentences))]
