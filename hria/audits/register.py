"""The register of audits: sites, open and overdue actions, and findings that were raised before."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from rapidfuzz import fuzz

from hria.audited import AuditClass, AuditFinding
from hria.company import LEGAL_FORMS
from hria.finding import Finding

# Descriptions as alike as this (rapidfuzz, 0 to 100) tell of one thing in two audits of a site ...
SAME = 80
# ... and under the same clause less is enough.
SAME_CLAUSE = 55
UNNAMED = "site not stated"


class Action(NamedTuple):
    """What is to be done about a finding, on a day. `days_overdue` is None where it is not overdue; `before` is
    the finding of an earlier audit of the site that tells of the same, with how alike the two are (0 to 100)."""

    finding: Finding
    audited: AuditFinding
    days_overdue: int | None
    before: tuple[Finding, int] | None

    @property
    def is_open(self) -> bool:
        """Whether it asks for something that nobody has said to be done."""
        return self.audited.class_ != "good_practice" and self.audited.status != "closed"

    @property
    def is_repeat(self) -> bool:
        """Whether the report says that it was raised before, or an earlier report tells of the same."""
        return self.audited.is_repeat or self.before is not None


class AuditedSite(NamedTuple):
    """A site with all findings of its audits, the newest audit first."""

    name: str
    country: str | None
    audits: tuple[tuple[str, str | None], ...]
    actions: tuple[Action, ...]

    def count(self, class_: AuditClass | None) -> int:
        """How many findings have this class; None counts those that the scheme does not grade."""
        return sum(action.audited.class_ == class_ for action in self.actions)

    def open(self) -> tuple[Action, ...]:
        """The actions that are not closed."""
        return tuple(action for action in self.actions if action.is_open)

    def overdue(self) -> tuple[Action, ...]:
        """The open actions whose date has passed."""
        return tuple(action for action in self.actions if action.days_overdue is not None)

    def repeats(self) -> tuple[Action, ...]:
        """The findings that were raised before."""
        return tuple(action for action in self.actions if action.is_repeat)


def audited_sites(findings: Iterable[Finding], on: datetime.date) -> list[AuditedSite]:
    """The sites of these audit findings by name, with what is open and overdue on a day.

    Reports of one site are put together where they print the same name, but for signs, case and the legal form.
    """
    by_site: dict[str, list[Finding]] = {}
    for finding in findings:
        if isinstance(finding.attributes, AuditFinding):
            by_site.setdefault(site_key(finding.attributes.site or ""), []).append(finding)
    sites = [_site(found, on) for found in by_site.values()]
    return sorted(sites, key=lambda site: (site.name == UNNAMED, site.name.casefold()))


def site_key(name: str) -> str:
    """A name of a site without signs, case and legal form: "SUNMERA PRECISION SDN BHD" is "sunmera precision"."""
    plain = re.sub(
        r"\b(sdn\.?\s*bhd|co\.?,?\s*ltd|pvt\.?\s*ltd|p\.?\s*ltd|jsc|s\.r\.o|d\.o\.o|pt)\b\.?", " ", name, flags=re.I
    )
    while (shorter := LEGAL_FORMS.sub("", plain.strip(" .,()"))) != plain:
        plain = shorter
    return " ".join(re.sub(r"[^\w]+", " ", plain.casefold()).split())


def _site(found: Sequence[Finding], on: datetime.date) -> AuditedSite:
    ordered = sorted(found, key=lambda f: (_ended(f), f.evidence.document_id), reverse=True)
    newest = _audited(ordered[0])
    audits = dict.fromkeys((_audited(f).scheme, _audited(f).audit_end or _audited(f).audit_start) for f in ordered)
    by_report: dict[str, list[Finding]] = {}
    for finding in ordered:
        by_report.setdefault(finding.evidence.document_id, []).append(finding)
    actions = [
        _action(finding, found, on)
        for report in by_report.values()
        for finding in sorted(report, key=lambda f: f.evidence.start)
    ]
    country = next((a.country for a in map(_audited, ordered) if a.country), None)
    return AuditedSite(newest.site or UNNAMED, country, tuple(audits), tuple(actions))


def _action(finding: Finding, of_site: Sequence[Finding], on: datetime.date) -> Action:
    audited = _audited(finding)
    late = None
    is_open = audited.class_ != "good_practice" and audited.status != "closed"
    if is_open and audited.due and (days := (on - datetime.date.fromisoformat(audited.due)).days) > 0:
        late = days
    return Action(finding, audited, late, _raised_before(finding, of_site))


def _raised_before(finding: Finding, of_site: Sequence[Finding]) -> tuple[Finding, int] | None:
    """The most alike finding of an earlier audit of the site; None where none is alike enough."""
    audited = _audited(finding)
    best: tuple[int, Finding] | None = None
    for other in of_site:
        if other.evidence.document_id == finding.evidence.document_id or not _ended(other) < _ended(finding):
            continue
        earlier = _audited(other)
        alike = round(fuzz.token_set_ratio(audited.description or "", earlier.description or ""))
        enough = SAME_CLAUSE if audited.clause and audited.clause == earlier.clause else SAME
        if alike >= enough and (best is None or alike > best[0]):
            best = alike, other
    return (best[1], best[0]) if best else None


def _ended(finding: Finding) -> str:
    audited = _audited(finding)
    return audited.audit_end or audited.audit_start or ""


def _audited(finding: Finding) -> AuditFinding:
    assert isinstance(finding.attributes, AuditFinding)
    return finding.attributes
