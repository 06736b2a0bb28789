"""The topic classifier: what sentences of a statement are about, and how good it is."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec

from hria.errors import BadData
from hria.extract.models import classifier
from hria.settings import Tier


class Stretch(msgspec.Struct, frozen=True):
    """Sentences that follow each other, as the topic classifier takes them. `asked` are those to be classified.

    `first` counts the sentences of the document before them, `total` all; None where nobody knows.
    """

    sentences: tuple[str, ...]
    asked: tuple[int, ...]
    first: int | None = None
    total: int | None = None


class Classified(msgspec.Struct, frozen=True):
    """The topics of a sentence, the most probable first, the probability of every topic, and what speaks for each."""

    topics: tuple[str, ...]
    scores: dict[str, float]
    why: dict[str, tuple[str, ...]]


def gold_labels() -> dict[str, str]:
    """The label of the training data for each topic of the classifier."""
    from nlp.topics.labels import labels

    return {label.topic: label.gold for label in labels()}


def classify(passages: list[Stretch], with_reasons: bool = False, tier: Tier = "default") -> Iterator[Classified]:
    """The topics of every sentence that is asked about, passage by passage."""
    from nlp.topics.places import Excerpt

    chosen = classifier(tier)
    excerpts = [Excerpt(passage.sentences, passage.first, passage.total) for passage in passages]
    probabilities = chosen.probabilities(excerpts)
    given = chosen.given(probabilities)
    before = 0
    for passage, excerpt in zip(passages, excerpts, strict=True):
        for number in passage.asked:
            row = before + number
            scores = dict(zip(chosen.topics, (round(p, 4) for p in probabilities[row].tolist()), strict=True))
            topics = sorted((t for t, g in zip(scores, given[row], strict=True) if g), key=lambda t: -scores[t])
            why = {topic: chosen.why(excerpt, number, topic) for topic in topics} if with_reasons else {}
            yield Classified(tuple(topics), scores, why)
        before += len(passage.sentences)


def context_sentences(text: str) -> tuple[str, ...]:
    """A stretch of text around a sentence, split into sentences."""
    from nlp.topics.statements import split

    return tuple(split(text))


def measured_topics(tier: Tier = "default") -> dict[str, Any]:
    """How good a tier of the classifier is on statements that it was not trained on, as measured when it was
    trained: `by_statement` and `by_jurisdiction`.
    """
    from nlp.topics.card import results

    return results(tier)


def measure_topics(files: list[Path], tier: Tier = "default") -> tuple[dict[str, Any], bool]:
    """How good the classifier that ships is on labelled sentences, and whether it was trained on any of these files.

    Raises BadData for a file that does not hold labelled sentences.
    """
    from nlp.topics.card import table
    from nlp.topics.measure import score
    from nlp.topics.statements import read

    try:
        gold = read(files)
    except (msgspec.DecodeError, msgspec.ValidationError) as error:
        raise BadData(f"{', '.join(map(str, files))}: {error}", LABELS_HINT) from None
    if not gold.excerpts:
        raise BadData(f"{', '.join(map(str, files))}: there are no labelled sentences", LABELS_HINT)
    trained_on = set(measured_topics(tier)["data"].values())
    is_known = any(hashlib.sha256(path.read_bytes()).hexdigest() in trained_on for path in files)
    return table(score(classifier(tier).verdicts(gold.excerpts), gold.truth, gold.asked)), is_known


LABELS_HINT = "a line is {jurisdiction, statement_id, sentence_index, sentence, labels}"
