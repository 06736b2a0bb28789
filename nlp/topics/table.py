"""Sparse rows: which features a sentence has, weighed by how rare they are, and what weights make of them."""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from nlp.topics.tokens import BITS, MASK, Keys, Numbers

Floats = npt.NDArray[np.floating[Any]]


class Rows(NamedTuple):
    """Sparse rows of unit length: row i has `values[starts[i]:starts[i + 1]]` in those `columns`."""

    starts: Numbers
    columns: Numbers
    values: Floats

    def times(self, weights: Floats) -> Floats:
        """The rows multiplied by a matrix of weights, one row of it for each column."""
        product = np.zeros((len(self.starts) - 1, weights.shape[1]), dtype=np.float32)
        filled = np.flatnonzero(np.diff(self.starts))
        if len(filled):
            weighed = weights[self.columns] * self.values[:, None]
            product[filled] = np.add.reduceat(weighed, self.starts[filled], axis=0)
        return product


class Table:
    """Which column the features of one kind have, and how much each counts for being rare."""

    def __init__(self, keys: Keys, rarity: Floats) -> None:
        self.keys = keys
        self.rarity = rarity
        self._column = np.full(1 << BITS, -1, dtype=np.int32)
        self._column[keys] = np.arange(len(keys), dtype=np.int32)

    @classmethod
    def of(cls, row: Numbers, keys: Keys, sentences: int, fewest: int, share: float = 1.0) -> Table:
        """The features that at least `fewest` sentences have, and at most this share of them."""
        seen = np.unique((row.astype(np.int64) << BITS) | (keys & MASK))
        found, count = np.unique(seen & int(MASK), return_counts=True)
        kept = (count >= fewest) & (count <= share * sentences)
        rarity = np.log((1 + sentences) / (1 + count[kept])) + 1
        return cls(found[kept].astype(np.uint32), rarity.astype(np.float32))

    def columns(self, keys: Keys) -> Numbers:
        """The column of each feature; -1 for one that is not known."""
        columns: Numbers = self._column[keys & MASK].astype(np.int64)
        return columns

    def rows(self, row: Numbers, keys: Keys, sentences: int) -> Rows:
        """Sentences as rows: the logarithm of how often they have a feature, times its rarity."""
        columns = self.columns(keys)
        known = columns >= 0
        width = len(self.keys)
        cells, count = np.unique(row[known] * width + columns[known], return_counts=True)
        of, column = np.divmod(cells, max(width, 1))
        values = (1 + np.log(count)) * self.rarity[column]
        length = np.sqrt(np.bincount(of, values * values, minlength=sentences))
        starts = np.searchsorted(of, np.arange(sentences + 1))
        return Rows(starts, column, (values / length[of]).astype(np.float32))
