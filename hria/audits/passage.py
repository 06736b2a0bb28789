"""A passage: text that stands in one or several stretches of a document."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from hria.document import Document, Word


class Passage(NamedTuple):
    """`text` is the stretches joined by a space; `spans` are half-open offsets into the document's text."""

    text: str
    spans: tuple[tuple[int, int], ...] = ()

    def __add__(self, other: object) -> Passage:
        if not isinstance(other, Passage):
            return NotImplemented
        return Passage(f"{self.text} {other.text}".strip(), self.spans + other.spans)

    def part(self, start: int, end: int) -> Passage:
        """The stretch `[start, end)` of a passage; all of it where that runs over several spans."""
        if len(self.spans) != 1:
            return Passage(self.text[start:end].strip(), self.spans)
        begin = self.spans[0][0]
        text = self.text[start:end]
        lead = len(text) - len(text.lstrip())
        stripped = text.strip()
        return Passage(stripped, ((begin + start + lead, begin + start + lead + len(stripped)),) if stripped else ())


NOTHING = Passage("")


def passage(document: Document, start: int, end: int) -> Passage:
    """The stretch `[start, end)` of a document."""
    return Passage(document.text[start:end], ((start, end),))


def of_words(document: Document, words: Iterable[Word]) -> Passage:
    """Words in the order of reading; those that follow each other in the text make one stretch."""
    spans: list[tuple[int, int]] = []
    for word in words:
        if spans and word.start >= spans[-1][1] and not document.text[spans[-1][1] : word.start].strip():
            spans[-1] = (spans[-1][0], word.end)
        else:
            spans.append((word.start, word.end))
    text = " ".join(" ".join(document.text[start:end].split()) for start, end in spans)
    return Passage(text, tuple(spans))
