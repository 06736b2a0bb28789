"""hria metrics: the figures of the documents, and what does not fit together."""

from __future__ import annotations

from pathlib import Path

import click
import msgspec

from hria.cli.context import Here, reviewed_findings
from hria.cli.output import say, shorten, show, show_json, show_table
from hria.document import Summary
from hria.errors import MissingExtra
from hria.figures_check import Check, check_figures
from hria.figures_sheet import figures_sheet
from hria.finding import Finding, Metric
from hria.whole_file import write_whole

OWNERS = ("company", "supplier", "partner", "third_party")
FAULTS = {
    "sum": "does not add up",
    "two_values": "two values for one period",
    "no_base": "a share without a base",
}


@click.command()
@click.option("--owner", type=click.Choice(OWNERS), help="Only figures of the company, suppliers, partners or others.")
@click.option("--document", help="Only of this document (id or file name).")
@click.option("--checks", is_flag=True, help="Only what does not fit together; exit code 3 where there is any.")
@click.option("--xlsx", type=click.Path(dir_okay=False), help="Write the list to this workbook too.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object a line.")
@click.pass_obj
def command(here: Here, owner: str | None, document: str | None, checks: bool, xlsx: str | None, as_json: bool) -> None:
    """List the figures of the documents with unit, period, owner and page, and check them: totals that do not
    add up, one measure with two values for one period, shares that do not say of what.

    \b
    Example: hria metrics --owner company
    Example: hria metrics --xlsx figures.xlsx
    """
    with here.store() as (_, store):
        document_id = store.stored(document).summary.id if document else None
        items = reviewed_findings(store, "current", kind="metric", document_id=document_id)
        found = [item.finding for item in items if item.state != "rejected"]
        documents = {stored.summary.id: stored.summary for stored in store.list_documents()}
    faults = check_figures(found)
    listed = [f for f in found if owner is None or _metric(f).owner == owner]
    if xlsx:
        _write(Path(xlsx), listed, faults, documents)
    if as_json:
        for line in _as_json(() if checks else listed, faults, documents):
            show_json(line)
    else:
        if not checks:
            _table(listed, documents)
        _show_checks(faults, documents)
    say(f"{len(listed)} figures, {len(faults)} to check")
    if checks and faults:
        raise click.exceptions.Exit(3)


def _metric(finding: Finding) -> Metric:
    assert isinstance(finding.attributes, Metric), finding.kind
    return finding.attributes


def _write(path: Path, listed: list[Finding], faults: list[Check], documents: dict[str, Summary]) -> None:
    try:
        data = figures_sheet(listed, faults, documents)
    except ImportError:
        raise MissingExtra("workbooks need openpyxl", "pip install openpyxl") from None
    write_whole(path, data)


def _as_json(
    listed: list[Finding] | tuple[()], faults: list[Check], documents: dict[str, Summary]
) -> list[dict[str, object]]:
    """Each figure, then each fault, with where it stands."""
    lines: list[dict[str, object]] = [
        {"id": f.id, **msgspec.to_builtins(_metric(f)), **_place(f, documents)} for f in listed
    ]
    return lines + [
        {"fault": c.fault, "why": c.why, "findings": [{"id": f.id, **_place(f, documents)} for f in c.findings]}
        for c in faults
    ]


def _place(finding: Finding, documents: dict[str, Summary]) -> dict[str, object]:
    evidence = finding.evidence
    summary = documents[evidence.document_id]
    return {"document": summary.path, "title": summary.title, "page": evidence.page, "quote": evidence.quote}


def _table(listed: list[Finding], documents: dict[str, Summary]) -> None:
    rows = []
    for finding in listed:
        metric = _metric(finding)
        where = f"{shorten(documents[finding.evidence.document_id].title, 26)} p. {finding.evidence.page}"
        whose = metric.owner.replace("_", " ") + (f" ({shorten(metric.owner_name, 20)})" if metric.owner_name else "")
        rows.append(
            (finding.id[:8], figure(metric), shorten(metric.measure or "not stated", 60), period(metric), whose, where)
        )
    show_table(("id", "figure", "of what", "period", "owner", "where"), rows, wide=2)


def figure(metric: Metric) -> str:
    """The value with its hedge and unit, as short as can be: "over 8,700 women"."""
    number = f"{metric.value:,.10g}" + (f"-{metric.upper:,.10g}" if metric.upper is not None else "")
    number += f" of {metric.base:,.10g}" if metric.base is not None else ""
    target = "target " if metric.role == "target" else ""
    return f"{target}{metric.hedge or ''} {number} {metric.unit}".strip()


def period(metric: Metric) -> str:
    """When the figure is of, in ISO dates; years where they are whole."""
    if metric.as_of:
        return f"as of {metric.as_of}"
    first, last = metric.period_start, metric.period_end
    if first and last and first.endswith("-01-01") and last == f"{first[:4]}-12-31":
        return first[:4]
    if not first and not last:
        return "not stated"
    return f"{first or ''} to {last or 'now'}".strip()


def _show_checks(faults: list[Check], documents: dict[str, Summary]) -> None:
    for check in faults:
        show(f"{FAULTS[check.fault]}: {check.why}")
        for finding in check.findings:
            title = shorten(documents[finding.evidence.document_id].title, 40)
            show(f"  {title} p. {finding.evidence.page}: {shorten(finding.evidence.quote, 140)}")
