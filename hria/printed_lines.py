"""The lines of a page as they are seen, whatever the order in which the reader took them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from hria.document import Box, Document, Word

# Words further apart than this share of their height stand in different cells.
CELL_GAP = 0.55
TOUCHING = re.compile(r"(?:\d{4}-\d\d-\d\d|\d{1,2}[./-]\d{1,2}[./-](?:19|20)\d\d)(?=[A-Za-z])")


class Segment(NamedTuple):
    """Words of one line that no wide gap parts."""

    words: tuple[Word, ...]
    text: str

    @property
    def x0(self) -> float:
        """The left edge in points."""
        return self.words[0].box.x0

    @property
    def x1(self) -> float:
        """The right edge in points."""
        return self.words[-1].box.x1


class SeenLine(NamedTuple):
    """A line across the whole page; `words` from left to right."""

    page: int
    top: float
    bottom: float
    words: tuple[Word, ...]

    @property
    def height(self) -> float:
        """The height of its words, in points."""
        return max(word.box.bottom - word.box.top for word in self.words)

    def segments(self, document: Document) -> list[Segment]:
        """Its words, parted at wide gaps."""
        runs: list[list[Word]] = [[self.words[0]]]
        for before, word in pairwise(self.words):
            if word.box.x0 - before.box.x1 > CELL_GAP * (word.box.bottom - word.box.top):
                runs.append([])
            runs[-1].append(word)
        return [Segment(tuple(run), " ".join(document.text[w.start : w.end] for w in run)) for run in runs]


def lines_by_page(document: Document) -> dict[int, list[SeenLine]]:
    """The lines of each page from top to bottom."""
    by_page: dict[int, list[Word]] = {}
    for printed in document.words:
        for word in _parted(document, printed):
            by_page.setdefault(word.page, []).append(word)
    return {page: list(_lines(page, words)) for page, words in sorted(by_page.items())}


def _parted(document: Document, word: Word) -> Iterator[Word]:
    """The word, or two: a date that is set to the right of its cell may touch the word in the next."""
    text = document.text[word.start : word.end]
    match = TOUCHING.match(text)
    if match is None:
        yield word
        return
    cut = match.end()
    edge = word.box.x0 + (word.box.x1 - word.box.x0) * cut / len(text)
    yield _cut(word, word.start, word.start + cut, word.box.x0, edge)
    yield _cut(word, word.start + cut, word.end, edge, word.box.x1)


def _cut(word: Word, start: int, end: int, x0: float, x1: float) -> Word:
    return Word(start, end, word.page, word.line, Box(x0, word.box.top, x1, word.box.bottom))


def _lines(page: int, words: Sequence[Word]) -> Iterator[SeenLine]:
    line: list[Word] = []
    for word in sorted(words, key=_middle):
        if line and _middle(word) - _middle(line[0]) > 0.45 * min(_height(word), _height(line[0])):
            yield _line(page, line)
            line = []
        line.append(word)
    if line:
        yield _line(page, line)


def _line(page: int, words: list[Word]) -> SeenLine:
    ordered = tuple(sorted(words, key=lambda word: word.box.x0))
    return SeenLine(page, min(w.box.top for w in words), max(w.box.bottom for w in words), ordered)


def _middle(word: Word) -> float:
    return (word.box.top + word.box.bottom) / 2


def _height(word: Word) -> float:
    return max(word.box.bottom - word.box.top, 1.0)
