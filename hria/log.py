"""The log of decisions: whether it is whole, what its root is, who signed off what, and what went stale."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

import msgspec

from hria.document import DocumentStatus
from hria.draft import Colophon, Signer, SignOff
from hria.finding import Finding
from hria.review import Decision, Entry, Review, sealed, standing

# What stands in a colophon for a decision without a role: logs of earlier versions had none.
NO_ROLE = "role not stated"
# The decisions that sign a finding off, as a colophon says them.
ACTS: dict[Decision, str] = {"accepted": "accepted", "edited": "corrected", "added": "added"}


class Fault(NamedTuple):
    """The first entry that is not as it was appended: its number from 1, and what is wrong with it."""

    number: int
    why: str


class Log(msgspec.Struct, frozen=True):
    """The log as it was read: the decisions before the first fault, and the number of all its entries."""

    decisions: tuple[Review, ...]
    count: int
    fault: Fault | None = None

    @property
    def root(self) -> str | None:
        """The hash of the last entry, which is over all entries before it; None for an empty or altered log."""
        return self.decisions[-1].hash if self.decisions and not self.fault else None

    def by_finding(self) -> dict[str, list[Review]]:
        """The decisions by the finding they are on, oldest first."""
        found: dict[str, list[Review]] = {}
        for review in self.decisions:
            found.setdefault(review.finding_id, []).append(review)
        return found

    def number_of(self, root: str) -> int | None:
        """The number of the entry, from 1, whose hash begins so: how far the log went when this was its root."""
        found = [number for number, review in enumerate(self.decisions, start=1) if review.hash.startswith(root)]
        return found[0] if len(found) == 1 else None


def read_log(entries: Iterable[Entry]) -> Log:
    """The log of these entries, each checked byte by byte against its hash and the one before it.

    That the last entries were cut off can be told only by a root that was noted down, as drafts do.
    """
    decisions: list[Review] = []
    every = list(entries)
    previous = ""
    for number, entry in enumerate(every, start=1):
        review = _read(entry)
        if isinstance(review, str):
            return Log(tuple(decisions), len(every), Fault(number, review))
        if review.previous != previous:
            return Log(tuple(decisions), len(every), Fault(number, "it does not follow on the entry before it"))
        if sealed(review, previous).hash != review.hash:
            return Log(tuple(decisions), len(every), Fault(number, "it is not what its hash was made of"))
        decisions.append(review)
        previous = review.hash
    return Log(tuple(decisions), len(every))


def _read(entry: Entry) -> Review | str:
    """The decision of an entry, or what is wrong with how it is kept."""
    try:
        review = msgspec.json.decode(entry.body, type=Review)
    except (msgspec.DecodeError, msgspec.ValidationError, UnicodeDecodeError):
        return "it cannot be read"
    plain = msgspec.to_builtins(review)
    kept = {msgspec.json.encode(plain)}
    if review.role is None:
        del plain["role"]
        kept.add(msgspec.json.encode(plain))
    if entry.body not in kept:
        return "it is written otherwise than it was appended"
    if entry.finding_id != review.finding_id:
        return "it is filed under another finding"
    return review


class Stale(NamedTuple):
    """A decision that no longer counts, why, and the finding that has the same passage now, where there is one."""

    review: Review
    why: str
    heir: str | None = None


class Place(NamedTuple):
    """Where a finding's document is: its path and status, and the current document in its place."""

    path: str
    status: DocumentStatus
    heir: str | None = None


def stale_decisions(
    decisions: Mapping[str, Sequence[Review]],
    findings: Mapping[str, Finding],
    places: Mapping[str, Place],
    current: Mapping[tuple[str, str], Sequence[Finding]],
) -> list[Stale]:
    """The latest decision of each finding whose source changed, in the order of the log.

    `decisions` and `findings` are by finding id, `places` by document id; `current` are the findings of current
    documents by kind and words of the passage.
    """
    stale: list[tuple[int, Stale]] = []
    order = {id_: number for number, id_ in enumerate(decisions)}
    for id_, on_it in decisions.items():
        left = standing(on_it)
        if not left:
            continue
        latest = left[-1]
        finding = findings.get(id_)
        place = places.get(finding.evidence.document_id) if finding else None
        why = _why_stale(latest, finding, place)
        if why:
            stale.append((order[id_], Stale(latest, why, _heir(latest, finding, place, current))))
    return [item for _, item in sorted(stale, key=lambda pair: pair[0])]


def _why_stale(latest: Review, finding: Finding | None, place: Place | None) -> str | None:
    if finding is None:
        return "the passage is no finding any more: its document was read again"
    if place is not None and place.status == "superseded":
        return f"{place.path} was replaced by another edition"
    if place is not None and place.status == "withdrawn":
        return f"{place.path} was removed"
    if latest.quote != finding.evidence.quote:
        return "the passage reads otherwise now"
    return None


def _heir(
    latest: Review,
    finding: Finding | None,
    place: Place | None,
    current: Mapping[tuple[str, str], Sequence[Finding]],
) -> str | None:
    """The one finding of the new edition with the same words; None where there is none or several."""
    if finding is None:
        return None
    found = [
        other
        for other in current.get((finding.kind, words(latest.quote)), ())
        if other.id != finding.id and (place is None or place.heir in (None, other.evidence.document_id))
    ]
    return found[0].id if len(found) == 1 else None


def words(quote: str) -> str:
    """A passage by its words: how its lines break does not count."""
    return " ".join(quote.split())


def sign_offs(finding: Finding, decisions: Sequence[Review]) -> tuple[SignOff, ...]:
    """Who accepted the finding as it stands: the latest decision of each role, in the order of the log.

    A decision on other words does not count, and who rejected it last signed off nothing.
    """
    latest: dict[str, Review] = {}
    for review in standing(decisions):
        if review.quote == finding.evidence.quote:
            latest.pop(review.role or NO_ROLE, None)
            latest[review.role or NO_ROLE] = review
    return tuple(
        SignOff(review.reviewer, role, review.decided_at.date(), _act(review))
        for role, review in latest.items()
        if review.decision in ACTS
    )


def _act(review: Review) -> str:
    is_approval = review.role == "approver" and review.decision == "accepted"
    return "approved" if is_approval else ACTS[review.decision]


def colophon(log: Log, signed: Iterable[Sequence[SignOff]], stale: int, is_accepted_only: bool) -> Colophon:
    """What a draft says of the log. `signed` has, for each passage of the draft, who signed it off."""
    passages = [tuple(dict.fromkeys(offs)) for offs in signed]
    by_person: dict[tuple[str, str], list[SignOff]] = {}
    for offs in passages:
        for off in offs:
            by_person.setdefault((off.person, off.role), []).append(off)
    signers = tuple(
        Signer(person, role, len(offs), min(off.date for off in offs), max(off.date for off in offs))
        for (person, role), offs in sorted(by_person.items(), key=lambda pair: (pair[0][1], pair[0][0]))
    )
    return Colophon(
        decisions=log.count,
        root=log.root,
        fault=f"entry {log.fault.number}: {log.fault.why}" if log.fault else None,
        stale=stale,
        passages=len(passages),
        approved=sum(any(off.role == "approver" for off in offs) for offs in passages),
        accepted=sum(bool(offs) for offs in passages),
        is_accepted_only=is_accepted_only,
        signers=signers,
    )
