"""Commitments of all documents joined into threads: the same promise restated, and promised anew in other words.

Precision comes first: two promises that only sound alike stay apart.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Sequence

import msgspec

from hria.finding import Commitment, Finding
from hria.passage import Paper
from hria.stems import Weights, stems
from hria.strength import shift

# From this likeness on (0 to 1) two commitments are one promise; with a deadline, target or issue in common less
# will do. Of the shorter one nearly all must be in the longer.
ALIKE, ALIKE_AND_AGREED, CONTAINED = 0.6, 0.42, 0.8
FEWEST_SHARED = 3


class Said(msgspec.Struct, frozen=True):
    """A commitment as one document words it."""

    finding: Finding
    paper: Paper
    about: frozenset[str]

    @property
    def commitment(self) -> Commitment:
        """What is promised."""
        assert isinstance(self.finding.attributes, Commitment)
        return self.finding.attributes

    @property
    def when(self) -> datetime.date:
        """When it was said, for the order; undated documents count as of the last year that they name."""
        return dated(self.paper)


def dated(paper: Paper) -> datetime.date:
    """The date of a document, the end of the last year that it names, or the earliest date there is."""
    year = paper.latest_year()
    return paper.date or (datetime.date(year, 12, 31) if year else datetime.date.min)


def threads(said: Iterable[Said], weights: Weights) -> list[list[list[Said]]]:
    """The commitments as threads, each a list of wordings, each wording a list of the places that have it."""
    found: list[list[Said]] = []
    for item in sorted(said, key=_order):
        nearness, place = max(
            ((_nearness(item, thread, weights), -n) for n, thread in enumerate(found)), default=(0.0, 0)
        )
        if nearness > 0:
            found[-place].append(item)
        else:
            found.append([item])
    return [_wordings(thread) for thread in found]


def _order(item: Said) -> tuple[object, ...]:
    return item.when, not item.paper.is_own, item.finding.evidence.document_id, item.finding.evidence.start


def _nearness(item: Said, thread: Sequence[Said], weights: Weights) -> float:
    """How near a commitment is to the nearest of a thread; 0 where it is another promise."""
    return max(_joined(item, other, weights) for other in thread)


def _joined(one: Said, other: Said, weights: Weights) -> float:
    a, b = one.commitment, other.commitment
    shared = one.about & other.about
    if len(shared) < 2 or (a.status == "negative") != (b.status == "negative"):
        return 0.0
    same_target = a.target is not None and b.target is not None and a.target.value == b.target.value
    same_deadline = a.deadline is not None and a.deadline == b.deadline
    if one.paper is other.paper and a.deadline and b.deadline and not same_deadline:
        return 0.0
    if same_target and same_deadline:
        return 1.0
    alike = weights.alike(one.about, other.about)
    smaller = min((one.about, other.about), key=len)
    contained = weights.sum(shared) / weights.sum(smaller)
    if same_deadline and contained == 1.0 and one.paper is not other.paper:
        return alike
    if len(shared) < FEWEST_SHARED:
        return 0.0
    is_agreed = same_target or same_deadline or _counts_the_same(a, b)
    if alike >= ALIKE or (is_agreed and (alike >= ALIKE_AND_AGREED or contained >= CONTAINED)):
        return alike
    is_measured = bool((a.deadline or a.target or a.recurrence) and (b.deadline or b.target or b.recurrence))
    return alike if is_measured and contained >= CONTAINED else 0.0


def _counts_the_same(a: Commitment, b: Commitment) -> bool:
    return bool(a.target and b.target and set(a.target.unit.split()) & set(b.target.unit.split()))


def _wordings(thread: Sequence[Said]) -> list[list[Said]]:
    """The wordings of a thread in the order in which they came: each with its target, deadline and strength."""
    found: list[list[Said]] = []
    for item in thread:
        same = next((wording for wording in found if _is_same(item, wording[0])), None)
        if same is None:
            found.append([item])
        else:
            same.append(item)
    return found


def _is_same(item: Said, first: Said) -> bool:
    a, b = item.commitment, first.commitment
    if a.deadline and b.deadline and a.deadline != b.deadline:
        return False
    if a.target and b.target and a.target.value != b.target.value:
        return False
    if item.paper.summary.kind != first.paper.summary.kind or not item.paper.is_own:
        return True
    return change_of(first.finding, item.finding)[0] != "weaker"


def clearest(wording: Sequence[Said]) -> Said:
    """The place of a wording that says most: in the company's own voice, with a target, with a deadline."""
    return min(
        wording,
        key=lambda item: (
            not item.paper.is_own,
            item.commitment.target is None,
            item.commitment.deadline is None,
            *_order(item),
        ),
    )


def change_of(before: Finding, after: Finding) -> tuple[str, tuple[str, ...]]:
    """How the strength of a promise changed: "weaker", "stronger", "mixed" or "same", and the words that show it."""
    ranks = {"firm": 0, "aim": 1, "aspiration": 2}
    a, b = before.attributes, after.attributes
    assert isinstance(a, Commitment)
    assert isinstance(b, Commitment)
    words = shift(before.evidence.quote, after.evidence.quote)
    if ranks[a.strength] == ranks[b.strength]:
        return words.direction, words.reasons
    is_weaker = ranks[b.strength] > ranks[a.strength]
    reasons = words.reasons or (f"{a.strength} → {b.strength}",)
    return ("weaker" if is_weaker else "stronger"), reasons


def about(finding: Finding, names: Sequence[str]) -> frozenset[str]:
    """What a commitment is about: the stems of its words, the company's own names aside."""
    attributes = finding.attributes
    assert isinstance(attributes, Commitment)
    own = frozenset(stem for name in names for stem in stems(name))
    return (stems(attributes.action) or stems(finding.evidence.quote)) - own
