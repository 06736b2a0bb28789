"""Words by themselves: how rare each is in this field, and which are used alike.

Both come from the weights of the topic classifier, that is from statements on modern slavery. A word that it never
met is as rare as the rarest.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Sequence
from functools import cache

import numpy as np
import numpy.typing as npt

from nlp.topics.weights import load

Floats = npt.NDArray[np.float32]
ENDINGS = re.compile(r"(?:ations?|ments?|ings?|ers?|ors?|ance|ence|ed|es|ly|al|ive|ions?|s|e)$")
SHORTEST_STEM = 4


class Words:
    """The words that the classifier knows."""

    def __init__(self) -> None:
        weights = load()
        self._table = weights.features.stems
        vectors = weights.dense.vectors.astype(np.float32)
        vectors = vectors - vectors.mean(axis=0)
        self._vectors = vectors / (np.linalg.norm(vectors, axis=1, keepdims=True) + 1e-9)
        self._rarest = float(self._table.rarity.max())

    @classmethod
    def load(cls) -> Words:
        """The words that ship, read once per process."""
        return _shipped()

    def rarity(self, words: Sequence[str]) -> Floats:
        """The logarithm of how rare each word is; that of the rarest for one that nobody met."""
        columns = self._columns(words)
        return np.where(columns >= 0, self._table.rarity[columns], self._rarest).astype(np.float32)

    def alike(self, left: Sequence[str], right: Sequence[str]) -> Floats:
        """How alike each two words are used, 0 to 1: 1 for the same stem, 0 for one that nobody met."""
        a, b = self._columns(left), self._columns(right)
        alike = np.clip(self._vectors[a] @ self._vectors[b].T, 0, 1)
        alike[a < 0, :] = 0
        alike[:, b < 0] = 0
        stems = [stem(word) for word in right]
        same = np.array([[stem(word) == other for other in stems] for word in left], dtype=bool)
        found: Floats = np.where(same.reshape(alike.shape), 1.0, alike).astype(np.float32)
        return found

    def _columns(self, words: Sequence[str]) -> npt.NDArray[np.int64]:
        keys = np.fromiter((zlib.crc32(word.encode()) for word in words), dtype=np.uint32, count=len(words))
        columns: npt.NDArray[np.int64] = self._table.columns(keys).astype(np.int64)
        return columns


def stem(word: str) -> str:
    """A word without its ending: "assessments" and "assessed" are both "assess"."""
    word = re.sub(r"ies$", "y", word)
    stripped = ENDINGS.sub("", word)
    while stripped != word and len(stripped) >= SHORTEST_STEM:
        word, stripped = stripped, ENDINGS.sub("", stripped)
    return word


@cache
def _shipped() -> Words:
    return Words()
