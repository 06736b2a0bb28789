"""Sites: the rows of lists, audits, complaints and incidents that are of one place, each with why it is taken for it.

Rows of lists are put together where their names and addresses make it likely; audits, logs and incidents go to the
one site that they match best, if no other is nearly as like. Nothing is merged in the workspace.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from hria.audited import AuditFinding
from hria.audits.register import site_key
from hria.context.places import place_of
from hria.facilities import Match, Mention, matches, mentions
from hria.finding import Finding
from hria.listed import Facility, Grievance
from hria.sites.incidents import IncidentAt, incidents_at

# How much better the best match must be than the next one (scores are 0 to 100).
MARGIN = 4


class Joined(NamedTuple):
    """A mention that was taken for a site, with the score (0 to 100) and the reason; 100 for the one it is named by."""

    mention: Mention
    score: int
    reason: str


class Site(NamedTuple):
    """A site with all that names it. `key` is the same whenever it is gathered from the same documents."""

    key: str
    name: str
    country: str | None
    joined: tuple[Joined, ...]
    facilities: tuple[Finding, ...]
    audits: tuple[Finding, ...]
    clean_audits: tuple[Mention, ...]
    grievances: tuple[Finding, ...]
    incidents: tuple[IncidentAt, ...]

    @property
    def is_listed(self) -> bool:
        """Whether a list of suppliers has it."""
        return bool(self.facilities)

    def said(self, field: str) -> object:
        """What the rows of lists say of it ("product", "tier", "workers"): the first that says anything; or None."""
        values = (getattr(f.attributes, field) for f in self.facilities)
        return next((value for value in values if value not in (None, "")), None)

    def products(self) -> tuple[str, ...]:
        """Its products as the rows of lists print them."""
        found = (f.attributes.product for f in self.facilities if isinstance(f.attributes, Facility))
        return tuple(dict.fromkeys(product for product in found if product))


class Gathered(NamedTuple):
    """The sites, and the mentions that may be of one of them but were left as sites of their own."""

    sites: tuple[Site, ...]
    unsure: tuple[Match, ...]


def gather(findings: Iterable[Finding], clean_audits: Iterable[Mention] = ()) -> Gathered:
    """The sites of these findings, by name. `clean_audits` are audits without any finding, by the site they name."""
    found = list(findings)
    incidents = list(incidents_at(found))
    named = [*mentions(found), *_of_incidents(incidents), *clean_audits]
    groups = _Groups(named)
    unsure = groups.join(matches(named))
    return Gathered(tuple(sorted(_sites(groups, found, incidents), key=lambda s: (s.name.casefold(), s.key))), unsure)


def _of_incidents(incidents: Sequence[IncidentAt]) -> list[Mention]:
    found: dict[tuple[str, str], Mention] = {}
    for one in incidents:
        place = place_of(one.country) if one.country else None
        document = one.finding.evidence.document_id
        mention = Mention(one.site, None, place[0] if place else None, document, "incident", one.finding.id)
        found.setdefault((document, site_key(one.site)), mention)
    return list(found.values())


class _Groups:
    """Mentions in groups, each of one site."""

    def __init__(self, named: Sequence[Mention]) -> None:
        self.named = named
        self._group = list(range(len(named)))
        self._index = {id(mention): number for number, mention in enumerate(named)}
        self.why: dict[int, tuple[int, str]] = {}

    def of(self, number: int) -> int:
        """The number of the mention that a group is known by."""
        while self._group[number] != number:
            number = self._group[number]
        return number

    def join(self, pairs: Sequence[Match]) -> tuple[Match, ...]:
        """Puts together what is of one site; returns the matches that were too unsure for it."""
        for match in pairs:
            if match.one.kind == match.other.kind == "list" and _is_same_row(match):
                self._unite(match, max(self._index[id(match.one)], self._index[id(match.other)]))
        best: dict[int, list[tuple[int, Match]]] = {}
        for match in pairs:
            for mention, other in ((match.one, match.other), (match.other, match.one)):
                if mention.kind != "list" and other.kind == "list":
                    number = self._index[id(mention)]
                    best.setdefault(number, []).append((self.of(self._index[id(other)]), match))
        unsure: list[Match] = []
        for number, candidates in sorted(best.items()):
            # Matches come the likeliest first, and of one group the likeliest is to stay.
            groups = dict(reversed(candidates))
            ranked = sorted(groups.items(), key=lambda pair: (-pair[1].score, pair[0]))
            if len(ranked) == 1 or ranked[0][1].score - ranked[1][1].score >= MARGIN:
                self._unite(ranked[0][1], number)
            else:
                unsure += [match for _, match in ranked]
        for match in pairs:
            # Sites that no list has: an audit and a complaint may still be of one place.
            if match.is_likely and not any(self._has_list(m) for m in (match.one, match.other)):
                self._unite(match, max(self._index[id(match.one)], self._index[id(match.other)]))
        return tuple(unsure)

    def _has_list(self, mention: Mention) -> bool:
        return self.named[self.of(self._index[id(mention)])].kind == "list"

    def _unite(self, match: Match, joining: int) -> None:
        """Puts two mentions together; the match is the reason why the one with the number `joining` is there."""
        first, second = sorted(self.of(self._index[id(mention)]) for mention in (match.one, match.other))
        if first != second:
            self._group[second] = first
            self.why.setdefault(joining, (match.score, match.reason))

    def members(self) -> dict[int, list[int]]:
        """The mentions of each group, in their order."""
        found: dict[int, list[int]] = {}
        for number in range(len(self.named)):
            found.setdefault(self.of(number), []).append(number)
        return found


def _is_same_row(match: Match) -> bool:
    """Whether two rows of lists are likely one site: by name and address, or by the same name in the same country."""
    is_same = site_key(match.one.name) == site_key(match.other.name)
    return match.is_likely and (is_same or bool(match.one.address and match.other.address))


def _sites(groups: _Groups, found: Sequence[Finding], incidents: Sequence[IncidentAt]) -> Iterable[Site]:
    of_row = {f.id: f for f in found if isinstance(f.attributes, Facility)}
    by_name: dict[tuple[str, str], list[Finding]] = {}
    for finding in found:
        if isinstance(finding.attributes, AuditFinding | Grievance) and finding.attributes.site:
            key = finding.evidence.document_id, site_key(finding.attributes.site)
            by_name.setdefault(key, []).append(finding)
    incidents_by: dict[tuple[str, str], list[IncidentAt]] = {}
    for incident in incidents:
        key = incident.finding.evidence.document_id, site_key(incident.site)
        incidents_by.setdefault(key, []).append(incident)
    for lead, members in groups.members().items():
        mentioned = [groups.named[number] for number in members]
        keys = [(mention.document_id, site_key(mention.name)) for mention in mentioned if mention.kind != "list"]
        others = list({f.id: f for key in keys for f in by_name.get(key, ())}.values())
        # A list knows a site by its full name, which logs shorten.
        named_by = next((m for m in mentioned if m.kind == "list"), groups.named[lead])
        yield Site(
            key=f"{site_key(named_by.name)}|{named_by.country or ''}",
            name=named_by.name,
            country=next((m.country for m in mentioned if m.country), None),
            joined=tuple(
                Joined(m, *groups.why.get(n, (100, "it is named so"))) for n, m in zip(members, mentioned, strict=True)
            ),
            facilities=tuple(of_row[m.finding_id] for m in mentioned if m.finding_id in of_row),
            audits=tuple(f for f in others if isinstance(f.attributes, AuditFinding)),
            clean_audits=tuple(m for m in mentioned if m.kind == "audit" and m.finding_id is None),
            grievances=tuple(f for f in others if isinstance(f.attributes, Grievance)),
            incidents=_events(i for key in keys for i in incidents_by.get(key, ())),
        )


def _events(told: Iterable[IncidentAt]) -> tuple[IncidentAt, ...]:
    """Each event once; an account by which it is established goes before one that alleges it."""
    ordered = sorted(told, key=lambda one: (one.is_established, one.finding.id))
    return tuple({one.key: one for one in ordered}.values())
