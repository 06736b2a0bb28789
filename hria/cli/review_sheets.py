"""hria review export, hria review import: deciding in a spreadsheet."""

from __future__ import annotations

import datetime
from pathlib import Path

import click
import msgspec

from hria.cli.context import Here, decisions_by_finding, reviewed_findings
from hria.cli.deciding import NAME, ROLE, person, role_of
from hria.cli.output import say, show
from hria.errors import DecidedMeanwhile, Unreadable
from hria.finding import KINDS
from hria.readers import read_bytes
from hria.readers.workbook import read_sheets
from hria.review_sheet import NOTHING, SheetItem, review_sheet
from hria.review_taken import Remark, Taken, decide, edits
from hria.risk import risk_taxonomy
from hria.whole_file import write_whole

HASH_DIGITS = 16


@click.command("export")
@click.argument("file", type=click.Path(dir_okay=False))
@click.option(
    "--kind", "kinds", type=click.Choice(KINDS), multiple=True, help="Only findings of this kind (repeat it)."
)
@click.option("--document", help="Only of this document (id or file name).")
@click.option("--min-confidence", type=float, default=0.0, help="Only findings at least this sure.")
@click.option("--undecided", is_flag=True, help="Only findings that nobody decided on as they stand.")
@click.pass_obj
def export(
    here: Here, file: str, kinds: tuple[str, ...], document: str | None, min_confidence: float, undecided: bool
) -> None:
    """Write findings as a workbook to decide in, with drop-downs from the taxonomies and locked ids.

    Example: hria review export findings.xlsx --kind risk --undecided
    """
    with here.store() as (workspace, store):
        document_id = store.stored(document).summary.id if document else None
        decisions = decisions_by_finding(store)
        items = [
            SheetItem(
                item, decisions[item.finding.id][-1].hash[:HASH_DIGITS] if item.finding.id in decisions else NOTHING
            )
            for item in reviewed_findings(store, "current", document_id=document_id)
            if (not kinds or item.finding.kind in kinds)
            and item.finding.confidence >= min_confidence
            and not (undecided and item.is_decided)
        ]
        documents = {stored.summary.id: stored.summary for stored in store.list_documents()}
        taxonomy = risk_taxonomy(workspace.settings.report.risks)
        data = review_sheet(items, documents, taxonomy, workspace.settings.company.name)
    write_whole(Path(file), data)
    say(f"{len(items)} findings; fill it in, then: hria review import {file}")


@click.command("import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False))
@click.option("--dry-run", is_flag=True, help="Say what would be taken in, and take in nothing.")
@NAME
@ROLE
@click.pass_obj
def import_(here: Here, file: str, dry_run: bool, reviewer: str | None, role: str | None) -> None:
    """Take in what was filled in in a workbook of `hria review export`: changed rows only. What somebody else
    decided meanwhile is kept and listed (exit code 3); a value that cannot be is named by its cell (exit code 1).

    Example: hria review import findings.xlsx --as "A. Reviewer"
    """
    who = person(reviewer)
    try:
        sheets = read_sheets(read_bytes(Path(file)))
    except Unreadable as error:
        raise type(error)(f"{file}: {error.message}", error.hint) from None
    late: dict[str, Remark] = {}
    found, remarks = edits((sheet.name, sheet.rows) for sheet in sheets)
    with here.store() as (workspace, store):
        decisions = decisions_by_finding(store)
        taken = decide(
            found,
            store.findings_with(edit.finding_id for edit in found),
            decisions,
            risk_taxonomy(workspace.settings.report.risks),
            who,
            role_of(workspace, role),
            datetime.datetime.now(datetime.UTC),
        )
        for review in () if dry_run else taken.decisions:
            try:
                store.decide(review, seen=len(decisions.get(review.finding_id, ())))
            except DecidedMeanwhile as error:
                late[review.finding_id] = Remark(f"finding {review.finding_id}", f"kept: {error.message}")
    made = tuple(review for review in taken.decisions if review.finding_id not in late)
    conflicts = (*taken.conflicts, *late.values())
    _report(msgspec.structs.replace(taken, decisions=made, conflicts=conflicts), remarks, dry_run)


def _report(taken: Taken, remarks: list[Remark], dry_run: bool) -> None:
    for review in taken.decisions:
        changes = ", ".join(f"{name}={value}" for name, value in review.changes.items())
        show(f"{review.decision:9} {review.finding_id[:8]} {changes}".rstrip())
    for remark in taken.conflicts:
        show(f"conflict  {remark.where}: {remark.why}")
    problems = (*remarks, *taken.problems)
    for remark in problems:
        show(f"not taken {remark.where}: {remark.why}")
    took = "would be taken in" if dry_run else "taken in"
    say(
        f"{len(taken.decisions)} decisions {took}, {taken.repeated} rows held already, "
        f"{len(taken.conflicts)} conflicts, {len(problems)} not understood"
    )
    if problems:
        raise click.exceptions.Exit(1)
    if taken.conflicts:
        raise click.exceptions.Exit(3)
