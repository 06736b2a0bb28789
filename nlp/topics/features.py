"""What the classifier sees of sentences: their words, pairs of words and pieces of words, and their place."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from nlp.topics.places import Excerpt, places
from nlp.topics.table import Floats, Rows, Table
from nlp.topics.tokens import Keys, Numbers, Tokeniser, Tokens

FEWEST_WORDS = 2
FEWEST_PIECES = 3
# Pieces that more sentences have say nothing of any.
MOST_PIECES = 0.3


class Seen(NamedTuple):
    """Some excerpts as features, one row for each sentence. `excerpt` is the number of its excerpt."""

    excerpt: Numbers
    words: Rows
    pieces: Rows
    stems: Rows
    place: Floats


class Features:
    """The features that were frequent enough in training, and how to find them in sentences."""

    def __init__(self, words: Table, pieces: Table, stems: Table) -> None:
        self.words = words
        self.pieces = pieces
        self.stems = stems
        self.tokeniser = Tokeniser()

    @classmethod
    def of(cls, tokens: Tokens, stems: Table) -> Features:
        """The features of these sentences. `stems` are the words that have a vector."""
        row, keys = word_keys(tokens)
        return cls(
            Table.of(row, keys, tokens.sentences, FEWEST_WORDS),
            Table.of(tokens.row[tokens.piece_word], tokens.pieces, tokens.sentences, FEWEST_PIECES, MOST_PIECES),
            stems,
        )

    def see(self, excerpts: Sequence[Excerpt]) -> Seen:
        """The features of the sentences of these excerpts, in their order."""
        texts = [text for excerpt in excerpts for text in excerpt.texts]
        tokens = self.tokeniser.read(texts)
        row, keys = word_keys(tokens)
        return Seen(
            excerpt=np.repeat(np.arange(len(excerpts)), [len(excerpt.texts) for excerpt in excerpts]),
            words=self.words.rows(row, keys, len(texts)),
            pieces=self.pieces.rows(tokens.row[tokens.piece_word], tokens.pieces, len(texts)),
            stems=self.stems.rows(tokens.row, tokens.words, len(texts)),
            place=places(excerpts),
        )


def word_keys(tokens: Tokens) -> tuple[Numbers, Keys]:
    """The sentence and the key of each word and each pair of words."""
    first, pairs = tokens.pairs()
    return np.concatenate([tokens.row, tokens.row[first]]), np.concatenate([tokens.words, pairs])


def neighbours(values: Floats, excerpt: Numbers, away: int) -> Floats:
    """For each sentence the values of the one `away` sentences on (or back); zero where the excerpt ends."""
    moved = np.zeros_like(values)
    count = len(values)
    if abs(away) < count:
        here, there = slice(max(0, -away), count - max(0, away)), slice(max(0, away), count + min(0, away))
        same = excerpt[here] == excerpt[there]
        moved[here] = values[there] * same[:, None]
    return moved
