"""Tables of what audits found and of the way of complaints. No site and no person is named in them."""

from __future__ import annotations

from collections.abc import Sequence

from hria.assemble.dossier import Dossier
from hria.assemble.registers import MOST_CITED, Cell, cell
from hria.assemble.wording import in_words
from hria.audited import AUDIT_CLASSES
from hria.audits.register import Action, audited_sites
from hria.draft import Table
from hria.finding import Finding
from hria.listed import Grievance
from hria.lists.funnel import Funnel, funnel, funnels

NOT_GRADED = "not graded by its scheme"


def audit_summary(dossier: Dossier) -> Table | None:
    """The findings of audits by class, with what is open and overdue; None where there is no audit."""
    found = [finding for finding in dossier.tabled if finding.kind == "audit_finding"]
    sites = audited_sites(found, dossier.date)
    actions = [(number, action) for number, site in enumerate(sites) for action in site.actions]
    rows = []
    for class_ in (*AUDIT_CLASSES, None):
        chosen = [(number, action) for number, action in actions if action.audited.class_ == class_]
        if chosen:
            name = (class_ or NOT_GRADED).replace("_", " ")
            rows.append(_audit_row(name, [a for _, a in chosen], len({number for number, _ in chosen})))
    if not rows:
        return None
    header = ("Class", "Findings", "Sites", "Open", f"Overdue on {in_words(dossier.date)}", "Raised before")
    caption = "Audit findings by class, on one scale for all schemes"
    return Table("audits", caption, header, tuple(rows), (0.28, 0.14, 0.12, 0.12, 0.2, 0.14))


def _audit_row(name: str, actions: Sequence[Action], sites: int) -> tuple[Cell, ...]:
    counts = (
        sites,
        sum(action.is_open for action in actions),
        sum(action.days_overdue is not None for action in actions),
        sum(action.is_repeat for action in actions),
    )
    cited = [action.finding.id for action in actions[:MOST_CITED]]
    return (cell(name), cell(str(len(actions)), cited), *(cell(str(count)) for count in counts))


def grievance_funnel(dossier: Dossier) -> Table | None:
    """The complaints of logs by year, from receipt to remedy; None where there is no log."""
    found = [(f, f.attributes) for f in dossier.tabled if isinstance(f.attributes, Grievance)]
    if not found:
        return None
    cases = [case for _, case in found]
    rows = [
        _funnel_row(one, [f for f, case in found if (case.received or "not stated").startswith(one.label[:4])])
        for one in funnels(cases, "year")
    ]
    if len(rows) > 1:
        rows.append(_funnel_row(funnel("all", cases), [f for f, _ in found]))
    header = ("Year received", "Received", "Admissible", "Resolved", "Remedied", "Only called addressed")
    caption = "Complaints from receipt to remedy; addressed is not resolved, and resolved is not remedied"
    return Table("complaints", caption, header, tuple(rows), (0.2, 0.15, 0.16, 0.15, 0.15, 0.19))


def _funnel_row(one: Funnel, findings: Sequence[Finding]) -> tuple[Cell, ...]:
    cited = [finding.id for finding in findings[:MOST_CITED]]
    counts = (one.admissible, one.resolved, one.remedied, one.addressed)
    return (cell(one.label), cell(str(one.received), cited), *(cell(str(count)) for count in counts))
