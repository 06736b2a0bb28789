"""A person's decisions on findings: appended, chained by hash, and stale once the passage is gone."""

from __future__ import annotations

import datetime
import hashlib
from collections.abc import Iterable, Mapping
from typing import Literal, NamedTuple

import msgspec

from hria.choices import Field, fields
from hria.errors import BadData
from hria.finding import Attributes, Finding, decode_attributes

# "added" accepts a finding that a person marked; "undone" takes back the decision before it. Nothing is erased.
Decision = Literal["accepted", "rejected", "edited", "added", "undone"]
ReviewState = Literal["suggested", "accepted", "rejected", "edited", "stale"]
# Who puts findings together, who looks at them, and who answers for what is published.
Role = Literal["preparer", "reviewer", "approver"]
ROLES: tuple[Role, ...] = ("preparer", "reviewer", "approver")
STATES: dict[Decision, ReviewState] = {
    "accepted": "accepted",
    "rejected": "rejected",
    "edited": "edited",
    "added": "accepted",
    "undone": "suggested",
}


class Review(msgspec.Struct, frozen=True):
    """One decision. `quote` is the passage as it stood; `changes` are the attributes that were set.

    `hash` is over everything else and `previous`, the hash of the decision before it. `role` is None in logs
    that were begun before decisions had one.
    """

    finding_id: str
    decision: Decision
    reviewer: str
    decided_at: datetime.datetime
    quote: str
    changes: dict[str, str] = {}
    note: str | None = None
    previous: str = ""
    hash: str = ""
    role: Role | None = None


class Entry(NamedTuple):
    """An entry of the log as it is kept: the finding that it is filed under, and the decision as JSON."""

    finding_id: str
    body: bytes


def sealed(review: Review, previous: str) -> Review:
    """The decision as it is appended: with the hash of the one before it and its own."""
    review = msgspec.structs.replace(review, previous=previous, hash="")
    plain = msgspec.to_builtins(review)
    if review.role is None:
        # Decisions had no role once, and the hashes of those stay what they are.
        del plain["role"]
    digest = hashlib.sha256(msgspec.json.encode(plain, order="sorted")).hexdigest()
    return msgspec.structs.replace(review, hash=digest)


def first_broken(reviews: Iterable[Review]) -> int | None:
    """The number of the first decision that was altered or removed before it, from 0; None where none was."""
    previous = ""
    for number, review in enumerate(reviews):
        if sealed(review, previous).hash != review.hash or review.previous != previous:
            return number
        previous = review.hash
    return None


class Reviewed(msgspec.Struct, frozen=True):
    """A finding with what became of it: its attributes as a person left them."""

    finding: Finding
    state: ReviewState
    reviewer: str | None = None
    note: str | None = None

    @property
    def is_decided(self) -> bool:
        """Whether a person decided on it as it stands."""
        return self.state in ("accepted", "edited", "rejected")


def standing(decisions: Iterable[Review]) -> list[Review]:
    """The decisions that were not taken back, oldest first. Each "undone" takes back the one that stood last."""
    left: list[Review] = []
    for decision in decisions:
        if decision.decision != "undone":
            left.append(decision)
        elif left:
            left.pop()
    return left


def reviewed(finding: Finding, decisions: list[Review]) -> Reviewed:
    """The finding after these decisions on it, oldest first; the latest that stands counts, edits add up.

    A decision on another quote is stale: the finding is a suggestion again, marked as such. An addition that
    was taken back is rejected.
    """
    was_added = bool(decisions) and decisions[0].decision == "added"
    taken_back = decisions[-1] if decisions else None
    decisions = standing(decisions)
    if not decisions:
        if was_added and taken_back:
            return Reviewed(finding, "rejected", taken_back.reviewer, taken_back.note)
        return Reviewed(finding, "suggested")
    latest = decisions[-1]
    if latest.quote != finding.evidence.quote:
        return Reviewed(finding, "stale", latest.reviewer, latest.note)
    changes: dict[str, str] = {}
    for decision in decisions:
        if decision.quote == finding.evidence.quote:
            changes |= decision.changes
    attributes = with_changes(finding, changes) if changes else finding.attributes
    changed = msgspec.structs.replace(finding, attributes=attributes)
    return Reviewed(changed, STATES[latest.decision], latest.reviewer, latest.note)


def with_changes(finding: Finding, changes: Mapping[str, str]) -> Attributes:
    """The attributes of a finding with some set anew. Values are as typed: lists by commas, "none" for unset.

    Raises BadData where the finding has no such attribute or the value is not one it may have.
    """
    values = msgspec.to_builtins(finding.attributes)
    known = {field.name: field for field in fields(finding.kind)}
    for name, text in changes.items():
        if name not in values:
            raise BadData(f'a {finding.kind} has no attribute "{name}"', f"it has {', '.join(sorted(known))}")
        if name not in known:
            raise BadData(f"{name} of a {finding.kind} cannot be set", f"there are {', '.join(sorted(known))}")
        values[name] = _value(text, known[name])
    try:
        return decode_attributes(finding.kind, values)
    except msgspec.ValidationError as error:
        raise BadData(f"{', '.join(f'{n}={v}' for n, v in changes.items())}: {error}") from None


def _value(text: str, field: Field) -> object:
    if text.lower() in ("", "none"):
        return [] if field.shape == "list" else None
    match field.shape:
        case "list":
            return [part.strip() for part in text.split(",") if part.strip()]
        case "yes_no":
            return {"true": True, "yes": True, "false": False, "no": False}.get(text.lower(), text)
        case "integer":
            digits = text.replace(",", "")
            return int(digits) if digits.isdigit() else text
        case "number":
            return _number(text)
        case "target":
            number, _, unit = text.partition(" ")
            value = _number(number.rstrip("%"))
            return {"value": value, "unit": unit or "%"} if isinstance(value, float) else text
    return text


def _number(text: str) -> float | str:
    try:
        return float(text.replace(",", ""))
    except ValueError:
        return text
