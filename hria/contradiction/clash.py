"""Two passages that look contrary: of what type, why, and whether both may be true."""

from __future__ import annotations

from typing import Literal

import msgspec

from hria.passage import Paper, Passage, Voice

ClashType = Literal["number", "time", "scope", "role", "modality", "practice"]
TYPE_WORDS: dict[ClashType, str] = {
    "practice": "practice against policy",
    "number": "number",
    "scope": "all against some",
    "time": "time",
    "role": "role",
    "modality": "strength of the wording",
}
# Documents published within so many days of each other speak of the same time.
SAME_TIME = 183


class Side(msgspec.Struct, frozen=True):
    """One of the two passages, with the document that it stands in."""

    paper: Paper
    passage: Passage

    @property
    def voice(self) -> Voice:
        """Who says it."""
        return self.paper.voice


class Clash(msgspec.Struct, frozen=True):
    """Two passages that look contrary. `compatible` is the reason why both may be true, None for a contradiction.

    `more` are further passages on the side of `b`.
    """

    type: ClashType
    about: str
    a: Side
    b: Side
    reason: str
    compatible: str | None = None
    more: tuple[Side, ...] = ()


def other_time(a: Paper, b: Paper) -> str | None:
    """Why two documents speak of different times; None where they speak of the same, or nobody can tell."""
    if a.date and b.date:
        if abs((a.date - b.date).days) <= SAME_TIME:
            return None
        return f"another time: {a.date.isoformat()} and {b.date.isoformat()}"
    years = a.latest_year(), b.latest_year()
    if None not in years and years[0] != years[1]:
        return f"another year: {years[0]} and {years[1]}"
    return "nobody can tell: one of the documents has no date" if a is not b else None
