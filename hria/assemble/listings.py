"""Tables of what audits found, of the way of complaints and of where suppliers are. No site and no person is named in
them, and those of public drafts show no small numbers.

A row whose sources were all removed cites them still, and so becomes a gap.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence

from hria.assemble.counts import Counted, row_of, shown
from hria.assemble.dossier import Dossier
from hria.assemble.registers import MOST_CITED
from hria.assemble.wording import in_words
from hria.audited import AUDIT_CLASSES, AuditFinding
from hria.audits.register import AuditedSite, audited_sites
from hria.draft import NOT_SHOWN, Sentence, Table
from hria.finding import Finding
from hria.listed import Facility, Grievance
from hria.lists.funnel import Funnel, funnel, funnels
from hria.small_numbers import FEWEST, grouped

GOOD = "Good practice"
NOT_GRADED = "not graded by its scheme"
NOT_ASSIGNED = "No salient issue"
NOT_STATED = "Not stated"
OTHER_AREAS = "Other areas"
OTHER_COUNTRIES = "Other countries"
NO_DATE = "No date given"
# A chart or table of countries has so many rows at most.
MOST_COUNTRIES = 15
COMPLAINTS = ("Received", "Admissible", "Resolved", "Remedied", "Only called addressed")
SMALL = f"{NOT_SHOWN} A number under {FEWEST}, or one from which such a number could be computed."


def audit_findings(dossier: Dossier) -> tuple[Finding, ...]:
    """The findings of audits whose reports are still there; all, where none is."""
    return dossier.counted(f for f in dossier.tabled if isinstance(f.attributes, AuditFinding))


def by_class(dossier: Dossier) -> list[Counted]:
    """Findings by class: how many, at how many sites, how many of them open, overdue, and raised before."""
    rows = []
    for class_ in (*AUDIT_CLASSES, None):
        found = [f for f in audit_findings(dossier) if _audited(f).class_ == class_]
        if found:
            name = (class_ or NOT_GRADED).replace("_", " ").capitalize()
            rows.append(Counted(name, _audit_counts(audited_sites(found, dossier.date)), tuple(found)))
    # The sum of all but good practices follows from the other tables.
    added = [at for at, row in enumerate(rows) if row.name != GOOD]
    return shown(dossier, rows, inside=((0, 2), (2, 3), (0, 4)), known_sum=(0, added)) if rows else []


def audit_summary(dossier: Dossier) -> Table | None:
    """The findings of audits by class, with what is open and overdue; None where there is no audit."""
    rows = tuple(row_of(row, _cited(row.findings)) for row in by_class(dossier))
    header = ("Class", "Findings", "Sites", "Open", f"Overdue on {in_words(dossier.date)}", "Raised before")
    caption = "Audit findings by class, on one scale for all schemes"
    return Table("audits", caption, header, rows, (0.28, 0.14, 0.12, 0.12, 0.2, 0.14)) if rows else None


def _audit_counts(sites: Sequence[AuditedSite]) -> tuple[int, ...]:
    """Findings, sites, and of the findings those open, overdue and raised before."""
    groups = ("actions", "open", "overdue", "repeats")
    findings, *others = (
        sum(len(site.actions if group == "actions" else getattr(site, group)()) for site in sites) for group in groups
    )
    return (findings, len(sites), *others)


def by_area(dossier: Dossier) -> list[Counted]:
    """Findings by salient issue, the most first; good practices are none."""
    names = {category.id: category.name for category in dossier.taxonomy.category}
    found = [f for f in audit_findings(dossier) if _audited(f).class_ != "good_practice"]
    return _grouped(dossier, found, lambda f: names.get(_audited(f).category or "", NOT_ASSIGNED), OTHER_AREAS)


def audit_areas(dossier: Dossier) -> Table | None:
    """The findings of audits by salient issue; None where there are too few to show."""
    rows = tuple(row_of(row, _cited(row.findings)) for row in by_area(dossier))
    caption = "Audit findings by salient issue, good practices aside"
    return (
        Table("audit-areas", caption, ("Salient issue", "Findings"), rows, (0.76, 0.24), is_dense=True)
        if rows
        else None
    )


def by_year(dossier: Dossier) -> list[Counted]:
    """Findings by the year of the audit that raised them, and by the year in which they were closed."""
    raised: dict[str, list[Finding]] = defaultdict(list)
    closed: dict[str, list[Finding]] = defaultdict(list)
    for finding in audit_findings(dossier):
        audited = _audited(finding)
        if audited.class_ == "good_practice":
            continue
        held = audited.audit_end or audited.audit_start
        raised[held[:4] if held else NO_DATE].append(finding)
        if audited.status == "closed" or audited.closed:
            closed[audited.closed[:4] if audited.closed else NO_DATE].append(finding)
    years = sorted(raised.keys() | closed.keys(), key=lambda year: (year == NO_DATE, year))
    rows = [Counted(y, (len(raised[y]), len(closed[y])), tuple(dict.fromkeys(raised[y] + closed[y]))) for y in years]
    return shown(dossier, rows, known_sum=(0, range(len(rows)))) if rows else []


def audit_closure(dossier: Dossier) -> Table | None:
    """Findings raised and closed by year; None where there is no audit."""
    rows = tuple(row_of(row, _cited(row.findings)) for row in by_year(dossier))
    header = ("Year", "Raised", "Closed")
    caption = "Audit findings by the year in which they were raised, and in which they were closed"
    return Table("audit-closure", caption, header, rows, (0.5, 0.25, 0.25), is_dense=True) if rows else None


def complaints(dossier: Dossier) -> list[Counted]:
    """The complaints of logs by year, from receipt to remedy; where there are several years, their sum last."""
    found = dossier.counted(f for f in dossier.tabled if isinstance(f.attributes, Grievance))
    if not found:
        return []
    cases = [finding.attributes for finding in found if isinstance(finding.attributes, Grievance)]
    rows = []
    for one in funnels(cases, "year"):
        of_year = [f for f, case in zip(found, cases, strict=True) if (case.received or one.label)[:4] == one.label[:4]]
        rows.append(_stages(one, of_year))
    has_sum = len(rows) > 1
    if has_sum:
        rows.append(_stages(funnel("All years", cases), found))
    return shown(dossier, rows, sums=has_sum, inside=((0, 1), (0, 2), (2, 3), (0, 4)))


def grievance_funnel(dossier: Dossier) -> Table | None:
    """The complaints of logs by year, from receipt to remedy; None where there is no log."""
    rows = tuple(row_of(row, _cited(row.findings)) for row in complaints(dossier))
    caption = "Complaints from receipt to remedy; addressed is not resolved, and resolved is not remedied"
    header = ("Year received", *COMPLAINTS)
    return Table("complaints", caption, header, rows, (0.2, 0.15, 0.16, 0.15, 0.15, 0.19)) if rows else None


def _stages(one: Funnel, findings: Sequence[Finding]) -> Counted:
    counts = (one.received, one.admissible, one.resolved, one.remedied, one.addressed)
    return Counted(one.label, counts, tuple(findings))


def by_country(dossier: Dossier) -> list[Counted]:
    """The rows of supplier lists by country, the most first."""
    found = dossier.counted(f for f in dossier.tabled if isinstance(f.attributes, Facility))
    return _grouped(dossier, found, lambda f: getattr(f.attributes, "country", None) or NOT_STATED, OTHER_COUNTRIES)


def supplier_countries(dossier: Dossier) -> Table | None:
    """How many rows of supplier lists are in each country; None where there is no list."""
    rows = tuple(row_of(row, _cited(row.findings)) for row in by_country(dossier))
    caption = "Sites on supplier lists by country; a site that is listed twice counts twice"
    return Table("suppliers", caption, ("Country", "Sites"), rows, (0.76, 0.24), is_dense=True) if rows else None


def small_note(table: Table | None) -> str:
    """What a star in the table means; "" where there is none."""
    cells = [part for row in table.rows for cell in row for part in cell] if table else []
    return SMALL if any(isinstance(part, Sentence) and part.text == NOT_SHOWN for part in cells) else ""


def _grouped(dossier: Dossier, found: Sequence[Finding], name: Callable[[Finding], str], other: str) -> list[Counted]:
    """Findings by name, the most first. For the public, groups under 5 are put together as others; the rest of a very
    long list is so in any case."""
    groups: dict[str, list[Finding]] = defaultdict(list)
    for finding in found:
        groups[name(finding)].append(finding)
    counts = {label: len(group) for label, group in groups.items()}
    ranked = (
        sorted(counts.items(), key=lambda one: (-one[1], one[0])) if dossier.is_internal else grouped(counts, other)
    )
    named = [label for label, _ in ranked if label in groups][:MOST_COUNTRIES]
    rest = tuple(f for label, group in groups.items() if label not in named for f in group)
    rows = [Counted(label, (counts[label],), tuple(groups[label])) for label in named] if ranked else []
    every = [*rows, Counted(other, (len(rest),), rest)] if ranked and rest else rows
    # One row alone says no more than the sum.
    return every if len(every) > 1 or dossier.is_internal else []


def _audited(finding: Finding) -> AuditFinding:
    assert isinstance(finding.attributes, AuditFinding)
    return finding.attributes


def _cited(findings: Sequence[Finding]) -> list[str]:
    """One finding of each document before a second of any: the row rests on all of them."""
    first = {finding.evidence.document_id: finding.id for finding in reversed(findings)}
    others = (finding.id for finding in findings if finding.id not in first.values())
    return [*first.values(), *others][: max(MOST_CITED, len(first))]
