"""Windows: stretches of a document that the encoder reads in one go, each sentence once, with some text around.

Reading several sentences together costs little more than reading each by itself, and each is read in its context.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import accumulate, chain
from typing import NamedTuple

# Pieces of the sentences that a window is for, and of the text before and after them that it also shows.
BUDGET = 192
AROUND = 32
# Pieces of a sentence that are read, the mark of its end aside.
LONGEST = 95


class Window(NamedTuple):
    """Pieces in order; sentence n of the document, from `first` on, has those of `spans[n - first]`, half-open."""

    pieces: list[int]
    spans: list[tuple[int, int]]
    first: int


def windows(sentences: Sequence[Sequence[int]], start: int, budget: int | None = None) -> Iterator[Window]:
    """The windows of a document, whose sentences are given as pieces; `start` is put before each window.

    `budget` is that of the first window, by which training shifts the borders.
    """
    ends = [0, *accumulate(map(len, sentences))]
    stream = list(chain.from_iterable(sentences))
    first, room = 0, budget or BUDGET
    while first < len(sentences):
        last = first + 1
        while last < len(sentences) and ends[last + 1] - ends[first] <= room:
            last += 1
        shown = max(0, ends[first] - AROUND)
        pieces = [start, *stream[shown : ends[last] + AROUND]]
        spans = [(ends[n] - shown + 1, ends[n + 1] - shown + 1) for n in range(first, last)]
        yield Window(pieces, spans, first)
        first, room = last, BUDGET
