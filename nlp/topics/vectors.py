"""Vectors of words, from which words stand near which: positive pointwise mutual information, by singular values.

After Levy, Goldberg and Dagan 2015 (contexts smoothed by .75, near words count more). Training only.
"""

from __future__ import annotations

import numpy as np
from scipy import sparse
from scipy.sparse.linalg import svds

from nlp.topics.table import Floats, Table
from nlp.topics.tokens import Numbers, Tokens

DIMENSIONS = 128
WINDOW = 5
CONTEXT_POWER = 0.75
FEWEST = 4


def word_vectors(labelled: Tokens, spare: Tokens) -> tuple[Table, Floats]:
    """The words that enough sentences have, with a vector of length one for each.

    The labelled sentences say how rare a word is; all of them, what it stands near.
    """
    row = np.concatenate([labelled.row, spare.row + labelled.sentences])
    words = np.concatenate([labelled.words, spare.words])
    table = Table.of(row, words, labelled.sentences + spare.sentences, FEWEST)
    column = table.columns(words)
    known = column >= 0
    near = _near(row[known], column[known], len(table.keys))
    left, values, _ = svds(_information(near), k=DIMENSIONS, rng=np.random.default_rng(0))
    vectors = (left * np.sqrt(values))[:, ::-1]
    length = np.linalg.norm(vectors, axis=1, keepdims=True) + 1e-9
    width = len(table.keys)
    here = known & (row < labelled.sentences)
    count = np.bincount(np.unique(row[here] * width + column[here]) % width, minlength=width)
    rarity = np.log(labelled.sentences / (1 + count)).astype(np.float32)
    return Table(table.keys, rarity), (vectors / length).astype(np.float32)


def _near(row: Numbers, column: Numbers, width: int) -> sparse.csr_matrix:
    """How often two words stand near each other in a text; neighbours count 1, the next 1/2, and so on."""
    total = sparse.csr_matrix((width, width), dtype=np.float32)
    for away in range(1, WINDOW + 1):
        same = row[away:] == row[:-away]
        pairs = column[:-away][same], column[away:][same]
        weight = np.full(len(pairs[0]), 1 / away, dtype=np.float32)
        total += sparse.coo_matrix((weight, pairs), shape=(width, width)).tocsr()
    return total + total.T


def _information(near: sparse.csr_matrix) -> sparse.csr_matrix:
    """How much more often than by chance, as a logarithm; what is rarer than by chance is left out."""
    frequency = np.asarray(near.sum(axis=1)).ravel() + 1e-9
    context = frequency**CONTEXT_POWER
    context /= context.sum()
    cells = near.tocoo()
    gain = np.log(cells.data / frequency[cells.row] / context[cells.col])
    kept = gain > 0
    return sparse.csr_matrix((gain[kept].astype(np.float32), (cells.row[kept], cells.col[kept])), shape=near.shape)
