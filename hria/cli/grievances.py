"""hria grievances: complaints from receipt to remedy, and the eight criteria of UNGP 31."""

from __future__ import annotations

import click
import msgspec

from hria.cli.context import Here, reviewed_findings
from hria.cli.output import say, shorten, show, show_json, show_table
from hria.coverage import STATUS_WORDS, Covered, cover
from hria.finding import Finding
from hria.framework import framework
from hria.listed import Grievance
from hria.lists.funnel import DIMENSIONS, Dimension, Funnel, funnel, funnels

HEADER = ("received", "admissible", "resolved", "remedied", "only addressed", "open")
MOST_PASSAGES = 2


@click.command()
@click.option("--by", type=click.Choice(DIMENSIONS), help="Only this table (default: all of them).")
@click.option("--checklist", is_flag=True, help="Only the eight criteria of UNGP 31, with the passages on each.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object a line: counts, or criteria.")
@click.pass_obj
def command(here: Here, by: Dimension | None, checklist: bool, as_json: bool) -> None:
    """Count the complaints of grievance logs: received, admissible, resolved, remedied. "Addressed" is not resolved,
    and resolved is not remedied. Then what the documents say to each criterion of UNGP 31.

    \b
    Example: hria grievances
    Example: hria grievances --by site --json
    """
    with here.store() as (_, store):
        found = [item.finding for item in reviewed_findings(store, "current") if item.state != "rejected"]
    cases = [finding.attributes for finding in found if isinstance(finding.attributes, Grievance)]
    if not checklist:
        _funnels(cases, by, as_json)
    if checklist or by is None:
        _checklist(found, as_json)


def _funnels(cases: list[Grievance], by: Dimension | None, as_json: bool) -> None:
    if not cases:
        say("no grievance log; add one with hria add log.csv --as grievances, then hria extract")
        return
    everything = funnel("all", cases)
    tables: list[tuple[Dimension, list[Funnel]]] = [
        (name, funnels(cases, name)) for name in ((by,) if by else DIMENSIONS)
    ]
    if as_json:
        show_json({"by": "all", **everything._asdict()})
        for name, counts in tables:
            for one in counts:
                show_json({"by": name, **one._asdict()})
        return
    for name, counts in tables:
        show_table((name, *HEADER), [_row(one) for one in (*counts, everything)])
        show("")
    open_dates = sum(bool(case.readings) for case in cases)
    if open_dates:
        say(f"{open_dates} cases have a date that can be read in two ways (the day was taken first)")
    if everything.silent:
        say(f"of {everything.silent} cases the log does not say whether they were admissible")


def _row(one: Funnel) -> tuple[str, ...]:
    counts = (one.received, one.admissible, one.resolved, one.remedied, one.addressed, one.open)
    return (shorten(one.label, 60), *map(str, counts))


def _checklist(found: list[Finding], as_json: bool) -> None:
    """The criteria of UNGP 31 (a) to (h), each with what the documents say to it."""
    covered = [item for item in cover(framework("ungp"), found) if item.criterion_id.startswith("ungp:31.")]
    for item in covered:
        if as_json:
            show_json(_as_json(item))
            continue
        show(f"{STATUS_WORDS[item.status]:14} {item.criterion.ref}  {item.criterion.title}")
        for finding in item.findings()[:MOST_PASSAGES]:
            show(f"{'':14} {finding.id[:8]}  “{shorten(finding.evidence.quote, 110)}”")


def _as_json(item: Covered) -> dict[str, object]:
    return {
        "criterion": item.criterion_id,
        "title": item.criterion.title,
        "status": item.status,
        "evidence": [finding.id for finding in item.findings()],
        "silent_parts": msgspec.to_builtins(item.silent_parts),
    }
