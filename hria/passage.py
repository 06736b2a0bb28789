"""Passages of whole documents, one a sentence, with their amounts and whose voice they are in: what documents
of several years are compared by. Findings are what a document says; these are all that it says.
"""

from __future__ import annotations

import datetime
import re
from typing import Literal

import msgspec

from hria.document import BlockKind, Evidence, Summary

Voice = Literal["company", "auditor", "press", "critic", "third party"]
YEAR = re.compile(r"(?<![\d,.£$€-])(?:FY\s?)?((?:19|20)\d\d)(?![\d,%]|\.\d)")


class Amount(msgspec.Struct, frozen=True):
    """A number with what it counts, as a passage has it at `[start, end)` of its own text."""

    value: float
    unit: str
    start: int
    end: int


class Passage(msgspec.Struct, frozen=True):
    """A sentence, heading, list item or row of a table. `before` is the sentence before it in its block."""

    evidence: Evidence
    kind: BlockKind
    block: int
    amounts: tuple[Amount, ...] = ()
    before: str = ""

    @property
    def text(self) -> str:
        """Its words on one line."""
        return " ".join(self.evidence.quote.split())


class Paper(msgspec.Struct, frozen=True):
    """A document with its passages. `voice` says who speaks in it; only the company's own is `is_own`."""

    summary: Summary
    is_own: bool
    voice: Voice
    passages: tuple[Passage, ...]

    @property
    def date(self) -> datetime.date | None:
        """When it was published; None where nobody knows."""
        return self.summary.published

    def latest_year(self) -> int | None:
        """The year of publication, or the last year that the text names as past; None where there is neither.

        Deadlines lie ahead of a document: years after "by", "until" and the like are left out.
        """
        if self.summary.published:
            return self.summary.published.year
        years = [
            int(match.group(1))
            for passage in self.passages
            for match in YEAR.finditer(passage.text)
            if not AHEAD.search(passage.text[: match.start()])
        ]
        return max(years, default=None)


AHEAD = re.compile(r"\b(?:by|until|before|than|from|during|(?:end|spring|summer|autumn) of)\s*(?:\w+\s+){0,4}$|–\s*$")
