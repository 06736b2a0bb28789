"""Incidents as the ranking of sites takes them: whatever findings of kind `incident` there are."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from hria.finding import Finding


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
        if finding.kind != "incident":
            continue
        attributes = finding.attributes
        # Texts name the employer, and call its site "a rented building" or "the factory".
        site = getattr(attributes, "employer", None) or getattr(attributes, "site", None)
        if site:
            country = getattr(attributes, "country", None)
            is_established = getattr(attributes, "standing", None) == "established"
            day = getattr(attributes, "first_day", None)
            key = f"{getattr(attributes, 'event', '')} {day}" if day else finding.id
            yield IncidentAt(str(site), country, is_established, key, finding)
