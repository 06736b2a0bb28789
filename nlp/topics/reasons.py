"""Why a topic was given: the words that weigh most for it, and whether what stands around speaks for it."""

from __future__ import annotations

import numpy as np

from nlp.patterns import FREQUENT
from nlp.topics.features import neighbours
from nlp.topics.linear import NEIGHBOUR
from nlp.topics.places import Excerpt
from nlp.topics.table import Floats, Table
from nlp.topics.tokens import Keys, Numbers, Tokens, words
from nlp.topics.weights import Weights

MOST_WORDS = 4
# A word counts as a reason from this share of the strongest on.
WORTH_NAMING = 0.3
# Log-odds that what stands around must add to be named.
WORTH_TELLING = 0.5


def reasons(weights: Weights, excerpt: Excerpt, sentence: int, label: int) -> tuple[str, ...]:
    """The strongest words of a sentence for a label in its order, then "sentence before" or "sentence after" where
    these speak for it too.
    """
    near = Excerpt(excerpt.texts[max(0, sentence - 1) : sentence + 2], None, None)
    at = min(sentence, 1)
    tokens = weights.features.tokeniser.read([near.texts[at]])
    strength = _strengths(weights, tokens, label)
    written = words(near.texts[at])
    strongest = sorted(np.flatnonzero(strength > 0), key=lambda n: -strength[n])[: 2 * MOST_WORDS]
    named: dict[str, None] = {}
    for number in strongest:
        if (
            written[number] not in FREQUENT
            and strength[number] >= WORTH_NAMING * strength[strongest[0]]
            and len(named) < MOST_WORDS
        ):
            named[written[number]] = None
    return (*named, *_around(weights, near, at, label))


def _strengths(weights: Weights, tokens: Tokens, label: int) -> Floats:
    """What each word adds to the log-odds of a label: by itself, half of its pairs, and its pieces."""
    linear, count = weights.linear, len(tokens.words)
    first, pairs = tokens.pairs()
    of_words, of_pieces = linear.words[:, label], linear.pieces[:, label]
    strength = _worth(weights.features.words, of_words, tokens.words)
    shared = _worth(weights.features.words, of_words, pairs) / 2
    strength += np.bincount(first, shared, minlength=count) + np.bincount(first + 1, shared, minlength=count)
    # Sentences are rows of unit length in either table, so what a feature adds depends on the others there.
    pieces = _worth(weights.features.pieces, of_pieces, tokens.pieces)
    strength = strength / _length(weights.features.words, np.concatenate([tokens.words, pairs]))
    of_word = np.bincount(tokens.piece_word, pieces, minlength=count)
    total: Floats = strength + of_word / _length(weights.features.pieces, tokens.pieces)
    return total


def _worth(table: Table, weights: Floats, keys: Keys) -> Floats:
    column: Numbers = table.columns(keys)
    worth: Floats = np.where(column >= 0, weights[column] * table.rarity[column], 0)
    return worth


def _length(table: Table, keys: Keys) -> float:
    column = table.columns(keys)
    return float(np.sqrt((table.rarity[column[column >= 0]] ** 2).sum())) or 1.0


def _around(weights: Weights, near: Excerpt, at: int, label: int) -> tuple[str, ...]:
    """Which of the neighbours speaks for the label."""
    seen = weights.features.see([near])
    _, before, after = np.split(seen.words.times(weights.linear.words), 3, axis=1)
    told = (("sentence before", before, -1), ("sentence after", after, 1))
    return tuple(
        name
        for name, scores, away in told
        if NEIGHBOUR * neighbours(scores, seen.excerpt, away)[at, label] >= WORTH_TELLING
    )
