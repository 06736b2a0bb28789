"""Where a sentence stands and what it looks like, as numbers from 0 to 1."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from nlp.topics.table import Floats
from nlp.topics.tokens import Numbers

FROM_EDGE = (1, 2, 4, 8, 16)
TENTHS = tuple(n / 10 for n in range(1, 10))
LENGTHS = (20, 40, 80, 150, 250)
WIDTH = 2 * (len(FROM_EDGE) + 1) + len(TENTHS) + 1 + len(LENGTHS) + 1 + 6
SHORT_LINE = 8


class Excerpt(NamedTuple):
    """Sentences that follow each other in a document, headings among them.

    `first` counts the sentences before them, `total` those of the document; None where nobody knows.
    """

    texts: Sequence[str]
    first: int | None = 0
    total: int | None = None

    @classmethod
    def whole(cls, texts: Sequence[str]) -> Excerpt:
        """All sentences of a document."""
        return cls(texts, 0, len(texts))


def places(excerpts: Sequence[Excerpt]) -> Floats:
    """One row for each sentence; nothing is said of a place that is not known."""
    return np.concatenate([_place(excerpt) for excerpt in excerpts])


def _place(excerpt: Excerpt) -> Floats:
    count = len(excerpt.texts)
    known = excerpt.first is not None and excerpt.total is not None
    before = np.arange(count) + (excerpt.first or 0)
    total = max(excerpt.total or 0, count + (excerpt.first or 0))
    after = total - 1 - before
    parts = [_step(before, FROM_EDGE), _step(after, FROM_EDGE), _step(before / total, TENTHS)]
    placed = np.hstack(parts) if known else np.zeros((count, sum(p.shape[1] for p in parts)), dtype=np.float32)
    lengths = np.array([len(text) for text in excerpt.texts])
    looks = np.array([_look(text) for text in excerpt.texts], dtype=np.float32).reshape(count, 6)
    return np.hstack([placed, _step(lengths, LENGTHS), looks]).astype(np.float32)


def _step(values: Numbers | Floats, edges: Sequence[float]) -> Floats:
    """A one in the column of the step that each value stands on."""
    steps: Floats = np.eye(len(edges) + 1, dtype=np.float32)[np.digitize(values, edges)]
    return steps


def _look(text: str) -> tuple[bool, ...]:
    length = max(len(text), 1)
    return (
        text.endswith(":"),
        text.isupper(),
        text.istitle() and len(text.split()) < SHORT_LINE,
        text[:1].islower(),
        sum(map(str.isupper, text)) > 0.3 * length,
        sum(map(str.isdigit, text)) > 0.1 * length,
    )
