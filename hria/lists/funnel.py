"""The way of complaints: received, admissible, resolved, remedied.

Each stage is counted by what the log says of it, and nothing else: "addressed" is not resolved, and resolved is not
remedied. Where a log has no word on a stage, the cases are counted as silent, not as no.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Literal, NamedTuple

from hria.listed import Grievance

Dimension = Literal["year", "channel", "issue", "site"]
DIMENSIONS: tuple[Dimension, ...] = ("year", "channel", "issue", "site")
NOT_STATED = "not stated"


class Funnel(NamedTuple):
    """Counts of one group of cases. `addressed` are those that the log only calls addressed, closed or answered;
    `silent` those of which it does not say whether they were admissible."""

    label: str
    received: int
    admissible: int
    resolved: int
    remedied: int
    addressed: int
    open: int
    silent: int


def funnel(label: str, cases: Sequence[Grievance]) -> Funnel:
    """The counts of these cases. Resolved and remedied are counted among the admissible ones, or those of which
    the log does not say whether they are."""
    let_in = [case for case in cases if case.is_admissible is not False]
    return Funnel(
        label,
        received=len(cases),
        admissible=sum(case.is_admissible is True for case in cases),
        resolved=sum(case.is_resolved for case in let_in),
        remedied=sum(case.is_remedied for case in let_in),
        addressed=sum(case.status == "addressed" for case in let_in),
        open=sum(case.status == "open" for case in let_in),
        silent=sum(case.is_admissible is None for case in cases),
    )


def funnels(cases: Iterable[Grievance], by: Dimension) -> list[Funnel]:
    """The counts by year received, channel, issue or site; years in their order, others by number received."""
    groups: dict[str, list[Grievance]] = {}
    for case in cases:
        groups.setdefault(_KEYS[by](case) or NOT_STATED, []).append(case)
    found = [funnel(label, group) for label, group in groups.items()]
    if by == "year":
        return sorted(found, key=lambda one: (one.label == NOT_STATED, one.label))
    return sorted(found, key=lambda one: (one.label == NOT_STATED, -one.received, one.label.casefold()))


_KEYS: dict[Dimension, Callable[[Grievance], str | None]] = {
    "year": lambda case: case.received[:4] if case.received else None,
    "channel": lambda case: case.channel,
    "issue": lambda case: case.issue,
    "site": lambda case: case.site,
}
