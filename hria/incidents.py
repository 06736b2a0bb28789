"""The incidents of a workspace: the accounts of one event in several documents are one incident with all its sources.

Two accounts are of one event where kind, company, place, day and country agree as far as both say them. Each such match
keeps its score and its reasons; accounts that contradict each other in one of them are never brought together.
"""

from __future__ import annotations

import datetime
import hashlib
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from rapidfuzz import fuzz

from hria.audits.register import site_key
from hria.document import Summary
from hria.finding import Disclosure, Finding, finding_id
from hria.incident import Affected, Incident, Standing
from hria.passage import Voice

# The kind of what is cited and is no finding by itself.
PASSAGE = "passage"
# From this score (0 to 100) on, two accounts are of one event.
SAME = 60
# What two accounts share is worth so much. A company's fees are one matter, two of its fires may be two.
EMPLOYER, LASTING_EMPLOYER, PLACE, DAYS, YEAR, COUNTRY, PEOPLE = 40, 60, 25, 30, 10, 5, 10
# Names as alike as this (rapidfuzz, 0 to 100) are of one company or place.
ALIKE = 84
# Accounts of a single event name days no further apart than this; those of one that lasts may.
APART, LASTING_APART = 7, 190
# A time longer than this, in days, is no day.
LONGEST_DAY = 31
SINGLE = frozenset(
    {"accident", "labour_dispute", "use_of_security_forces", "violence", "attack_on_defenders", "pollution"}
)
# What is told of one workplace as the cause of its accident.
FAMILIES = {"unsafe_workplace": "accident"}


class Source(NamedTuple):
    """An account of an incident: the finding, its document, and in whose voice the document is."""

    finding: Finding
    told: Incident
    summary: Summary
    voice: Voice


class Merge(NamedTuple):
    """Why two accounts are of one event: the score (0 to 100) and what they share."""

    score: int
    reason: str


class Case(NamedTuple):
    """An incident with all its sources, the most telling first; `merges` say why the others belong to it."""

    id: str
    event: str
    sources: tuple[Source, ...]
    merges: tuple[Merge, ...]

    def first(self, name: str) -> str | None:
        """What the most telling source that says it says of an attribute."""
        return next((value for source in self.sources if (value := getattr(source.told, name))), None)

    @property
    def standing(self) -> Standing:
        """Established where one source establishes it."""
        return "established" if any(s.told.standing == "established" for s in self.sources) else "alleged"

    @property
    def days(self) -> tuple[datetime.date, datetime.date] | None:
        """The first and last day, by the source that is most exact."""
        known = [span for source in self.sources if (span := _span(source.told))]
        return min(known, key=lambda span: (span[1] - span[0], span)) if known else None

    @property
    def people(self) -> tuple[Affected, ...]:
        """The people that it befell: of each harm the highest number that a source tells."""
        chosen = []
        for harm in ("killed", "injured", "affected"):
            counted = [one for source in self.sources for one in source.told.people if one.harm == harm]
            if counted:
                chosen.append(max(counted, key=lambda one: (one.number or 0, one.kind is not None)))
        harmed = tuple(one for one in chosen if one.harm != "affected")
        return harmed or tuple(chosen)

    def answers(self) -> tuple[Finding, ...]:
        """What companies say to it, each passage as a finding that can be cited."""
        return tuple(
            Finding(
                finding_id(source.summary.sha256, PASSAGE, response.evidence.start, response.evidence.end),
                PASSAGE,
                response.evidence,
                Disclosure(topics=()),
                PASSAGE,
                1.0,
            )
            for source in self.sources
            for response in source.told.responses
        )

    @property
    def names_company(self) -> bool:
        """Whether a source names the company of the workspace beside it, or is its own."""
        return any(source.told.names_company or source.voice == "company" for source in self.sources)


def cases(sources: Iterable[Source]) -> list[Case]:
    """The incidents that these accounts tell: the latest first, those without a day last."""
    groups: list[tuple[list[Source], list[Merge]]] = []
    for source in sorted(sources, key=_telling):
        for group, merges in groups:
            compared = [compare(source.told, other.told) for other in group]
            best = max((merge for merge in compared if merge), key=lambda merge: merge.score, default=None)
            is_other_document = all(o.summary.id != source.summary.id for o in group)
            if is_other_document and best and best.score >= SAME and all(compared):
                group.append(source)
                merges.append(best)
                break
        else:
            groups.append(([source], []))
    found = [_case(group, merges) for group, merges in groups]
    return sorted(found, key=lambda case: (-(case.days[1].toordinal() if case.days else 0), case.event, case.id))


def compare(one: Incident, other: Incident) -> Merge | None:
    """What speaks for two accounts being of one event; None where something speaks against it."""
    if FAMILIES.get(one.event, one.event) != FAMILIES.get(other.event, other.event):
        return None
    if one.country and other.country and one.country != other.country:
        return None
    score, reasons = 0, []
    is_single = one.event in SINGLE or other.event in SINGLE
    if one.employer and other.employer:
        alike = fuzz.token_set_ratio(site_key(one.employer), site_key(other.employer))
        if alike < ALIKE:
            return None
        score += EMPLOYER if is_single else LASTING_EMPLOYER
        reasons.append(f"companies {round(alike)} alike")
    if one.place and other.place and _share_place(one.place, other.place):
        score += PLACE
        reasons.append("the same place")
    a, b = _span(one), _span(other)
    if a and b:
        apart = max((a[0] - b[1]).days, (b[0] - a[1]).days)
        if apart > (APART if is_single else LASTING_APART):
            return None
        is_day = min((a[1] - a[0]).days, (b[1] - b[0]).days) <= LONGEST_DAY
        if apart <= APART:
            score += DAYS if is_day else YEAR
            reasons.append("the same days" if is_day else "the same year")
    if one.country and other.country:
        score += COUNTRY
        reasons.append(f"both in {one.country}")
    counts = [{(p.harm, p.number) for p in told.people if p.number} for told in (one, other)]
    if counts[0] & counts[1]:
        score += PEOPLE
        reasons.append("the same number of people")
    return Merge(min(score, 100), "; ".join(reasons) or "nothing in common but the kind")


def _case(group: Sequence[Source], merges: Sequence[Merge]) -> Case:
    ids = sorted(source.finding.id for source in group)
    return Case(
        hashlib.sha256(" ".join(ids).encode()).hexdigest()[:16], group[0].told.event, tuple(group), tuple(merges)
    )


def _telling(source: Source) -> tuple[object, ...]:
    """Sorts what tells most first."""
    told = source.told
    parts = (told.employer, told.place, told.country, told.first_day, any(one.number for one in told.people))
    published = source.summary.published or datetime.date.max
    return (
        told.event in FAMILIES,
        -sum(bool(part) for part in parts),
        -source.finding.confidence,
        published,
        source.finding.id,
    )


def _share_place(one: str, other: str) -> bool:
    return any(fuzz.ratio(a.casefold(), b.casefold()) >= ALIKE for a in one.split(", ") for b in other.split(", "))


def _span(told: Incident) -> tuple[datetime.date, datetime.date] | None:
    if told.first_day is None:
        return None
    return datetime.date.fromisoformat(told.first_day), datetime.date.fromisoformat(told.last_day or told.first_day)
