"""The sentences and lines of a statement, headings included, with what they stand under.

Names, titles and dates under a statement are lines of their own, often set as headings; a reader of
sentences passes them over.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from hria.check.words import pattern, without_gaps, words
from hria.document import Document

BOUNDARY = re.compile(
    r"(?<!\bInc)(?<!\bLtd)(?<!\bCo)(?<!\bCorp)(?<!\bNo)(?<!\bMr)(?<!\bMs)(?<!\bDr)(?<!\bSt)(?<!\bPty)(?<=[.!?])"
    r"[”\"’)]?\s+(?=[A-Z“\"(])"
)


class Line(NamedTuple):
    """A sentence, or a whole block that is no sentence. `text` has what a draft leaves open blanked out; `block`
    counts the blocks of the document, `heading` is what it stands under."""

    text: str
    start: int
    end: int
    block: int
    page: int
    kind: str
    heading: str
    has_gap: bool


def lines_of(document: Document) -> tuple[Line, ...]:
    """Every line of the document in its order."""
    found: list[Line] = []
    heading = ""
    # Over the whole text, since what is left open may run over the end of a block.
    blanked = without_gaps(document.text)
    for index, block in enumerate(document.blocks):
        text = document.text[block.start : block.end]
        without = blanked[block.start : block.end]
        for start, end in _spans(without):
            part, plain = text[start:end], without[start:end]
            page = document.page_at(block.start + start)
            found.append(
                Line(plain, block.start + start, block.start + end, index, page, block.kind, heading, plain != part)
            )
        if block.kind == "heading":
            heading = text
    return tuple(found)


def _spans(text: str) -> list[tuple[int, int]]:
    starts, ends = [0], []
    for match in BOUNDARY.finditer(text):
        ends.append(match.start() + len(match.group().rstrip()))
        starts.append(match.end())
    ends.append(len(text))
    return [(start, end) for start, end in zip(starts, ends, strict=True) if text[start:end].strip()]


def is_apart(heading: str | None) -> bool:
    """Whether what stands under this heading is an index, a register or a list of terms, and no evidence."""
    return bool(heading and pattern(*words().not_evidence_headings).search(heading))
