"""What a check of a statement says: values that every way of showing it gets."""

from __future__ import annotations

import datetime
from typing import Literal

import msgspec

from hria.document import Evidence
from hria.framework import Force, Nature, Role

Verdict = Literal["met", "partly", "planned_only", "contradicted", "silent", "not_judged"]
VERDICT_WORDS: dict[Verdict, str] = {
    "met": "Met",
    "partly": "Partly",
    "planned_only": "Planned only",
    "contradicted": "Contradicted",
    "silent": "Silent",
    "not_judged": "Not judged",
}
VERDICT_RULES: dict[Verdict, str] = {
    "met": "every part is answered by at least one specific passage: with a figure, a date, a name, a place or a "
    "concrete action",
    "partly": "what is said is generic, or a part of the requirement is missing",
    "planned_only": "it is only announced or intended",
    "contradicted": "the statement says that it is not so, and no specific passage says otherwise",
    "silent": "no passage speaks to it",
    "not_judged": "the text of a statement cannot show it, or it applies only to other statements",
}
LintKind = Literal["formal", "language", "consistency"]
# How pressing a remark is: an error stands against a duty or a fact, a caution asks for better words.
Weight = Literal["error", "caution", "note"]


class Passage(msgspec.Struct, frozen=True):
    """A passage of the statement. `shows` is what makes it specific ("figure 94%"); empty where it is generic."""

    evidence: Evidence
    reason: str
    confidence: float
    shows: tuple[str, ...] = ()
    is_planned: bool = False
    is_against: bool = False

    @property
    def place(self) -> str:
        """The page on which the passage begins, as it is cited."""
        return f"p. {self.evidence.page}"


class PartAnswer(msgspec.Struct, frozen=True):
    """What the statement says to one named part of a requirement."""

    name: str
    verdict: Verdict
    passages: tuple[Passage, ...] = ()


class Answer(msgspec.Struct, frozen=True):
    """What the statement says to one requirement, and what to do about it.

    `is_due` is False for alternatives that this statement need not take. `cautions` qualify the verdict.
    """

    id: str
    framework: str
    ref: str
    title: str
    paraphrase: str
    force: Force
    role: Role
    is_verified: bool
    is_due: bool
    verdict: Verdict
    why: str
    parts: tuple[PartAnswer, ...] = ()
    passages: tuple[Passage, ...] = ()
    cautions: tuple[str, ...] = ()
    missing: str | None = None
    remedy: str | None = None


class Law(msgspec.Struct, frozen=True):
    """A framework that the statement was read against, in its edition; `is_in_force` on the day asked for."""

    id: str
    title: str
    short: str
    nature: Nature
    edition: str
    source_url: str
    read_on: datetime.date
    is_verified: bool
    verified_by: str
    in_force_from: datetime.date | None
    in_force_to: datetime.date | None
    is_in_force: bool


class Remark(msgspec.Struct, frozen=True):
    """Something that a lint noticed: what, where, and what to do about it."""

    kind: LintKind
    rule: str
    weight: Weight
    text: str
    advice: str | None = None
    passages: tuple[Passage, ...] = ()


class Variable(msgspec.Struct, frozen=True):
    """A variable of a disclosure score: disclosed or not, with the passages that show it."""

    id: str
    title: str
    is_disclosed: bool
    why: str
    passages: tuple[Passage, ...] = ()


class Score(msgspec.Struct, frozen=True):
    """A disclosure score by an open formula: the share of its variables that are disclosed."""

    framework: str
    title: str
    formula: str
    is_verified: bool
    variables: tuple[Variable, ...]

    @property
    def points(self) -> int:
        """How many variables are disclosed."""
        return sum(variable.is_disclosed for variable in self.variables)


class Entity(msgspec.Struct, frozen=True):
    """A legal entity that the statement names, with the number of times it does."""

    name: str
    mentions: int


class Period(msgspec.Struct, frozen=True):
    """A reporting period; `start` is None where only its end is stated."""

    end: datetime.date
    start: datetime.date | None
    passage: Passage


class Approval(msgspec.Struct, frozen=True):
    """An approval of the statement: by which body, of which kind, and when; `is_open` where a draft leaves a part
    of it to be filled in."""

    body: str | None
    kind: Literal["board", "committee", "person", "unstated"]
    date: datetime.date | None
    passage: Passage
    is_open: bool = False


class Signer(msgspec.Struct, frozen=True):
    """Who signed. `rank` says whether the title is that of a member of the governing body; `place` how the name
    stands: said to sign, under the approval or at the end, or only under a letter."""

    name: str | None
    title: str
    rank: Literal["member", "chief", "functional", "other"]
    place: Literal["said", "signature", "letter"]
    date: datetime.date | None
    passage: Passage


class Facts(msgspec.Struct, frozen=True):
    """The formal facts of a statement. `identity` is where it says whose it is, `names_laws` are the laws it names."""

    approvals: tuple[Approval, ...] = ()
    signers: tuple[Signer, ...] = ()
    periods: tuple[Period, ...] = ()
    entities: tuple[Entity, ...] = ()
    identity: Passage | None = None
    names_laws: tuple[str, ...] = ()
    is_joint: bool = False
    is_llp: bool = False


class Checked(msgspec.Struct, frozen=True):
    """The check of one statement against the laws as they stood on `as_of`."""

    path: str
    title: str
    sha256: str
    pages: int
    company: str | None
    company_is_guessed: bool
    published: datetime.date | None
    as_of: datetime.date
    laws: tuple[Law, ...]
    facts: Facts
    answers: tuple[Answer, ...]
    remarks: tuple[Remark, ...]
    score: Score | None
    notes: tuple[str, ...] = ()

    def silent_duties(self) -> tuple[Answer, ...]:
        """The requirements with the force of "must" to which the statement says nothing."""
        return tuple(a for a in self.answers if a.force == "must" and a.is_due and a.verdict == "silent")
