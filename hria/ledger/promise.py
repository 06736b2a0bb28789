"""A promise in the ledger: its wordings, what became of it, and the passages that show it."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Literal

import msgspec

from hria.document import Summary
from hria.finding import Commitment, Finding
from hria.passage import Voice

PromiseStatus = Literal[
    "kept", "on_track", "open", "missed", "overdue", "weakened", "superseded", "dropped", "standing"
]
STATUS_WORDS: Mapping[PromiseStatus, str] = {
    "missed": "not met",
    "overdue": "overdue, no outcome found",
    "dropped": "dropped",
    "weakened": "reworded weaker",
    "superseded": "superseded",
    "kept": "kept",
    "on_track": "on track",
    "open": "not yet due",
    "standing": "standing",
}
Role = Literal["promise", "restated", "reworded", "progress", "outcome", "absent"]


class Shown(msgspec.Struct, frozen=True):
    """A passage that shows something of a promise, and in whose voice it is.

    `role` "absent" names only the document in which the promise was looked for and not found.
    """

    role: Role
    document: Summary
    voice: Voice
    finding: Finding | None = None


class Promise(msgspec.Struct, frozen=True):
    """One promise: the same words, target and deadline, wherever they stand.

    `thread` is shared by the wordings that followed one another, in the order of `version` (from 1). `reason`
    says which rule gave the status. `due` is the deadline, or the day by which it is due again.
    """

    id: str
    thread: str
    version: int
    lead: Finding
    shown: tuple[Shown, ...]
    status: PromiseStatus
    reason: str
    due: datetime.date | None = None

    @property
    def commitment(self) -> Commitment:
        """What was promised."""
        assert isinstance(self.lead.attributes, Commitment)
        return self.lead.attributes

    def of(self, *roles: Role) -> tuple[Shown, ...]:
        """The passages in these roles."""
        return tuple(shown for shown in self.shown if shown.role in roles)

    def ids(self, *roles: Role) -> tuple[str, ...]:
        """The ids of the findings shown in these roles, all without any."""
        chosen = self.of(*roles) if roles else self.shown
        return tuple(shown.finding.id for shown in chosen if shown.finding)


class Ledger(msgspec.Struct, frozen=True):
    """The promises of a workspace as of `date`, those with something to answer for first."""

    date: datetime.date
    promises: tuple[Promise, ...]

    def of(self, *statuses: PromiseStatus) -> tuple[Promise, ...]:
        """The promises with these statuses."""
        return tuple(promise for promise in self.promises if promise.status in statuses)
