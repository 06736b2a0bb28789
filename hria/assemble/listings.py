"""Tables of what audits found and of the way of complaints. No site and no person is named in them.

A row whose sources were all removed cites them still, and so becomes a gap.
"""

from __future__ import annotations

from collections.abc import Sequence

from hria.assemble.dossier import Dossier
from hria.assemble.registers import MOST_CITED, Cell, cell
from hria.assemble.wording import in_words
from hria.audited import AUDIT_CLASSES, AuditFinding
from hria.audits.register import AuditedSite, audited_sites
from hria.draft import Table
from hria.finding import Finding
from hria.listed import Grievance
from hria.lists.funnel import Funnel, funnel, funnels

NOT_GRADED = "not graded by its scheme"


def audit_summary(dossier: Dossier) -> Table | None:
    """The findings of audits by class, with what is open and overdue; None where there is no audit."""
    rows = []
    for class_ in (*AUDIT_CLASSES, None):
        found = [
            finding
            for finding in dossier.tabled
            if isinstance(finding.attributes, AuditFinding) and finding.attributes.class_ == class_
        ]
        if found:
            there = dossier.counted(found)
            sites = audited_sites(there, dossier.date)
            name = (class_ or NOT_GRADED).replace("_", " ").capitalize()
            rows.append((cell(name, _cited(there)), *(cell(str(count)) for count in _audit_counts(sites))))
    if not rows:
        return None
    header = ("Class", "Findings", "Sites", "Open", f"Overdue on {in_words(dossier.date)}", "Raised before")
    caption = "Audit findings by class, on one scale for all schemes"
    return Table("audits", caption, header, tuple(rows), (0.28, 0.14, 0.12, 0.12, 0.2, 0.14))


def _audit_counts(sites: Sequence[AuditedSite]) -> tuple[int, ...]:
    """Findings, sites, and of the findings those open, overdue and raised before."""
    groups = ("actions", "open", "overdue", "repeats")
    findings, *others = (
        sum(len(site.actions if group == "actions" else getattr(site, group)()) for site in sites) for group in groups
    )
    return (findings, len(sites), *others)


def grievance_funnel(dossier: Dossier) -> Table | None:
    """The complaints of logs by year, from receipt to remedy; None where there is no log."""
    found = dossier.counted(f for f in dossier.tabled if isinstance(f.attributes, Grievance))
    if not found:
        return None
    cases = [finding.attributes for finding in found if isinstance(finding.attributes, Grievance)]
    rows = []
    for one in funnels(cases, "year"):
        of_year = [f for f, case in zip(found, cases, strict=True) if (case.received or one.label)[:4] == one.label[:4]]
        rows.append(_funnel_row(one, of_year))
    if len(rows) > 1:
        rows.append(_funnel_row(funnel("All years", cases), found))
    header = ("Year received", "Received", "Admissible", "Resolved", "Remedied", "Only called addressed")
    caption = "Complaints from receipt to remedy; addressed is not resolved, and resolved is not remedied"
    return Table("complaints", caption, header, tuple(rows), (0.2, 0.15, 0.16, 0.15, 0.15, 0.19))


def _funnel_row(one: Funnel, findings: Sequence[Finding]) -> tuple[Cell, ...]:
    counts = (one.received, one.admissible, one.resolved, one.remedied, one.addressed)
    return (cell(one.label, _cited(findings)), *(cell(str(count)) for count in counts))


def _cited(findings: Sequence[Finding]) -> list[str]:
    """One finding of each document before a second of any: the row rests on all of them."""
    first = {finding.evidence.document_id: finding.id for finding in reversed(findings)}
    others = (finding.id for finding in findings if finding.id not in first.values())
    return [*first.values(), *others][: max(MOST_CITED, len(first))]
