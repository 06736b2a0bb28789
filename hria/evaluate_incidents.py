"""Measuring incidents against labels: a finding is right where it tells of the labelled event, in any of its passages,
and is of the same kind. Each attribute that a label gives is then compared by itself.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from rapidfuzz import fuzz

from hria.finding import Finding
from hria.incident import Incident
from hria.labelled_places import Places, shares
from hria.scores import NOTHING, Miss, Score

# Names of companies and places as alike as this (rapidfuzz, 0 to 100) are the same.
ALIKE = 84
FIELDS = ("standing", "employer", "place", "country", "first_day", "last_day", "people", "response")


def incident_score(
    findings: list[Finding], labels: dict[str, Any], places: Places, missed: list[Miss], wrong: list[Miss]
) -> Score:
    """The score of one document; nothing where its incidents are not labelled."""
    if "incidents" not in labels:
        return NOTHING
    wanted = labels["incidents"]
    pairs = list(_pairs(findings, labels, places))
    hit = {number for number, _ in pairs}
    right = {finding.id for _, finding in pairs}
    allowed = [place for label in labels.get("incidents_allowed", []) if (place := places.of(label))]
    bad = [f for f in findings if f.id not in right and not any(_tells(f, place) for place in allowed)]
    missed += [Miss("incident", label["page"], label["quote"]) for n, label in enumerate(wanted) if n not in hit]
    wrong += [Miss("incident", finding.evidence.page, finding.evidence.quote) for finding in bad]
    return Score(len(wanted), len(hit), len(right), len(bad))


def incident_fields(
    findings: list[Finding], labels: dict[str, Any], places: Places
) -> tuple[tuple[str, int, int], ...]:
    """For each attribute: how many labels of incidents that were found give it, and of how many it is right."""
    counts = dict.fromkeys(FIELDS, (0, 0))
    for number, finding in _pairs(findings, labels, places):
        label = labels["incidents"][number]
        told = finding.attributes
        assert isinstance(told, Incident)
        for name in (name for name in FIELDS if name in label):
            asked, right = counts[name]
            counts[name] = asked + 1, right + _is_right(name, label[name], told)
    return tuple((name, *counts[name]) for name in FIELDS)


def _pairs(findings: list[Finding], labels: dict[str, Any], places: Places) -> Iterator[tuple[int, Finding]]:
    """The labels with the finding that tells of each."""
    for number, label in enumerate(labels.get("incidents", ())):
        place = places.of(label)
        for finding in findings:
            is_kind = getattr(finding.attributes, "event", None) == label["event"]
            if place and is_kind and _tells(finding, place):
                yield number, finding
                break


def _tells(finding: Finding, place: tuple[int, int]) -> bool:
    """Whether one of the passages of an incident is the labelled one."""
    told = finding.attributes
    return isinstance(told, Incident) and any(shares((p.start, p.end), place) for p in told.passages)


def _is_right(name: str, wanted: Any, told: Incident) -> bool:
    if name == "people":
        found = {(one.number, one.harm) for one in told.people}
        return all((number, harm) in found for number, harm in wanted)
    if name == "response":
        return any(response.stance == wanted for response in told.responses)
    value = getattr(told, name)
    if wanted is None or value is None:
        return bool(wanted == value)
    return value == wanted or (name in ("employer", "place") and fuzz.token_set_ratio(value, wanted) >= ALIKE)
