"""Incidents as the ranking of sites takes them: whatever findings of kind `incident` there are."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from hria.finding import Finding
from hria.incident import Incident


class IncidentAt(NamedTuple):
    """An incident at a named employer or site. `key` is the same for accounts of one event at a site: those of
    the same kind on the same day."""

    site: str
    country: str | None
    is_established: bool
    key: str
    finding: Finding


def incidents_at(findings: Iterable[Finding]) -> Iterator[IncidentAt]:
    """The incidents that name an employer or a site."""
    for finding in findings:
        told = finding.attributes
        # Texts name the employer, and call its site "a rented building" or "the factory".
        if isinstance(told, Incident) and (name := told.employer or told.site):
            key = f"{told.event} {told.first_day}" if told.first_day else finding.id
            yield IncidentAt(name, told.country, told.standing == "established", key, finding)
