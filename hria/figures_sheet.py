"""The list of figures as a workbook (XLSX): one row a figure, and a sheet with what does not fit together."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from io import BytesIO
from typing import Any

from hria.document import Summary
from hria.figures_check import Check
from hria.finding import Finding, Metric
from hria.worksheet import harmless

HEADER = (
    "value", "to", "of", "unit", "what", "hedge", "role", "owner", "owner's name", "from", "until", "as of",
    "period read from", "scope", "document", "page", "passage", "id",
)  # fmt: skip


def figures_sheet(findings: Iterable[Finding], checks: Sequence[Check], documents: Mapping[str, Summary]) -> bytes:
    """The bytes of the workbook. No cell begins a formula, whatever the documents hold."""
    from openpyxl import Workbook
    from openpyxl.styles import Font

    book = Workbook()
    sheet = book.active
    sheet.title = "Figures"
    sheet.append(HEADER)
    for finding in findings:
        sheet.append([_safe(value) for value in _row(finding, documents)])
    faults = book.create_sheet("To check")
    faults.append(("fault", "why", "document", "page", "passage", "id"))
    for check in checks:
        for finding in check.findings:
            where = documents[finding.evidence.document_id].title
            cells = (check.fault, check.why, where, finding.evidence.page, finding.evidence.quote, finding.id)
            faults.append([_safe(value) for value in cells])
    for page in (sheet, faults):
        page.freeze_panes = "A2"
        for cell in page[1]:
            cell.font = Font(bold=True)
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def _row(finding: Finding, documents: Mapping[str, Summary]) -> tuple[object, ...]:
    metric = finding.attributes
    assert isinstance(metric, Metric), finding.kind
    evidence = finding.evidence
    return (
        metric.value, metric.upper, metric.base, metric.unit, metric.measure, metric.hedge, metric.role, metric.owner,
        metric.owner_name, metric.period_start, metric.period_end, metric.as_of, metric.period_basis, metric.scope,
        documents[evidence.document_id].title, evidence.page, evidence.quote, finding.id,
    )  # fmt: skip


def _safe(value: object) -> Any:
    """A value that stays text: what would begin a formula gets an apostrophe, what XML cannot hold goes."""
    return harmless(value) if isinstance(value, str) else value
