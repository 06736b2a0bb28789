"""What documents say to a claim: the passages for it, against it and on its matter, and what follows from them."""

from __future__ import annotations

import datetime
from typing import Literal

import msgspec

from hria.document import Summary
from hria.finding import Claim, ClaimedFigure, Finding

# Who speaks in a passage. The board's statement in opposition is the company's own position.
Speaker = Literal["company", "board", "critic", "auditor", "press", "complainant", "authority", "other"]
Stance = Literal["for", "against", "on"]
Status = Literal["supported", "disputed", "partly", "not_addressed", "number_differs"]

Verdict = Literal["agrees", "same_number", "differs", "other_basis", "none"]


class Exhibit(msgspec.Struct, frozen=True):
    """A passage that speaks to a claim. `part` is the part of the claim that it speaks to, from 0; `why` says
    what it does: "says the same". `is_of_others`: its figures are not the company's; `is_internal`: its document is
    not meant for the public."""

    finding: Finding
    speaker: Speaker
    stance: Stance
    why: str
    part: int
    probability: float
    is_of_others: bool = False
    is_internal: bool = False


class FigureSet(msgspec.Struct, frozen=True):
    """A figure of a claim beside a figure of the documents (a finding of the kind "metric"): `verdict` says whether
    they agree. Where no document has one, `metric` is None."""

    claimed: ClaimedFigure
    metric: Finding | None
    verdict: Verdict


class StatusRule(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A rule: when it fits, and the status that it gives; `text` says it in words, and is printed."""

    id: str
    status: Status
    when: str
    text: str


class Answered(msgspec.Struct, frozen=True):
    """A claim with what the documents say to it. `parts` are those of its parts that are answered one by one, `rule`
    is the one that gave the status, `newest` the date of the newest passage, `owner` who could supply what is missing.
    """

    claim: Finding
    parts: tuple[str, ...]
    exhibits: tuple[Exhibit, ...]
    figures: tuple[FigureSet, ...]
    rule: StatusRule
    newest: datetime.date | None
    owner: str

    @property
    def status(self) -> Status:
        """What follows from the passages."""
        return self.rule.status

    @property
    def said(self) -> Claim:
        """The claim itself."""
        assert isinstance(self.claim.attributes, Claim), self.claim.kind
        return self.claim.attributes

    def of(self, stance: Stance) -> tuple[Exhibit, ...]:
        """The passages that take this stance."""
        return tuple(exhibit for exhibit in self.exhibits if exhibit.stance == stance)

    def silent_parts(self) -> tuple[str, ...]:
        """The parts of the claim that no passage speaks to."""
        spoken = {exhibit.part for exhibit in self.exhibits}
        return tuple(text for place, text in enumerate(self.parts) if place not in spoken)


class Precedent(msgspec.Struct, frozen=True):
    """An earlier petition on the same matter."""

    title: str
    proponent: str | None
    source: Summary
    text: Finding
    answer: Finding | None


class FactPack(msgspec.Struct, frozen=True):
    """A petition with what the documents say to each of its claims. `text` is the petition, `answer` the board's
    statement, `rules` those by which claims get their status, in the order in which they are asked."""

    title: str
    proponent: str | None
    source: Summary
    text: Finding
    answered: tuple[Answered, ...]
    answer: Finding | None
    rules: tuple[StatusRule, ...]
    precedents: tuple[Precedent, ...]
