"""Splitting blocks into sentences, cheaply: most of a corpus is never parsed."""

from __future__ import annotations

import re
from collections.abc import Iterator

from nlp.sections import places
from nlp.text import Sentence, Source

# A full stop, question or exclamation mark with what may close after it, then a space and what may begin a sentence.
BOUNDARY = re.compile(r"(?<=[.!?…])[\"'”’)\]]*[⁰¹²³⁴⁵⁶⁷⁸⁹]*(?P<space>\s+)(?=[\"'“‘(\[]*[A-ZÀ-Þ0-9$€£#•])")
INITIALS = re.compile(r"(?:^|[\s(])(?:[A-Za-z]\.)+$")
SHORTEST = 2


def sentences(source: Source, abbreviations: frozenset[str]) -> Iterator[Sentence]:
    """The sentences of a text with what they stand under. Headings are places, not sentences."""
    length = max(len(source.text), 1)
    for block, place in places(source.text, source.blocks):
        if block.kind == "heading":
            continue
        for start, end in spans(source.text, block.start, block.end, abbreviations):
            yield Sentence(
                text=source.text[start:end],
                start=start,
                end=end,
                kind=block.kind,
                headings=place.headings,
                lead_in=place.lead_in,
                position=start / length,
                opens_block=start == block.start,
            )


def spans(text: str, start: int, end: int, abbreviations: frozenset[str]) -> Iterator[tuple[int, int]]:
    """The sentences of a block as offsets; they cover it but for the spaces between them."""
    begin = start
    for match in BOUNDARY.finditer(text, start, end):
        before = text[begin : match.start()]
        if before.endswith(".") and _is_abbreviation(before, abbreviations):
            continue
        stop = match.start("space")
        if stop - begin >= SHORTEST:
            yield begin, stop
            begin = match.end("space")
    if end > begin:
        yield begin, end


def _is_abbreviation(before: str, abbreviations: frozenset[str]) -> bool:
    last = before.rsplit(None, 1)[-1].lstrip("(\"'“‘[").lower()
    return last in abbreviations or bool(INITIALS.search(before))
