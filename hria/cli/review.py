"""hria review: a person's decisions on findings."""

from __future__ import annotations

import datetime
from collections.abc import Sequence

import click

from hria.choices import faults
from hria.cli.context import Here
from hria.cli.deciding import NAME, ROLE, person, role_of
from hria.cli.log import verify_log
from hria.cli.output import say
from hria.cli.review_sheets import export, import_
from hria.cli.web import OpensPage, open_page
from hria.errors import BadData
from hria.review import Decision, Review, with_changes
from hria.risk import risk_taxonomy


@click.group(cls=OpensPage)
def command() -> None:
    """Accept, reject or correct findings: in the browser, or one by one here. Decisions are appended with name
    and time and kept over re-runs. Without a command it opens the page.

    \b
    Example: hria review
    Example: hria review accept 3f9a12cc 81be00d2 --note "seen on the page"
    Example: hria review set 3f9a12cc category=wages
    """


for inner in (open_page, export, import_):
    command.add_command(inner)
NOTE = click.option("--note", help="Why.")


@command.command()
@click.argument("findings", nargs=-1, required=True)
@NOTE
@NAME
@ROLE
@click.pass_obj
def accept(here: Here, findings: Sequence[str], note: str | None, reviewer: str | None, role: str | None) -> None:
    """Accept findings. Example: hria review accept 3f9a12cc"""
    _decide(here, findings, "accepted", {}, note, reviewer, role)


@command.command()
@click.argument("findings", nargs=-1, required=True)
@NOTE
@NAME
@ROLE
@click.pass_obj
def reject(here: Here, findings: Sequence[str], note: str | None, reviewer: str | None, role: str | None) -> None:
    """Reject findings: drafts and coverage leave them out. Example: hria review reject 3f9a12cc"""
    _decide(here, findings, "rejected", {}, note, reviewer, role)


@command.command("set")
@click.argument("finding")
@click.argument("changes", nargs=-1, required=True, metavar="NAME=VALUE...")
@NOTE
@NAME
@ROLE
@click.pass_obj
def set_attributes(
    here: Here, finding: str, changes: Sequence[str], note: str | None, reviewer: str | None, role: str | None
) -> None:
    """Correct attributes of a finding, which accepts it. Lists by commas, "none" for not stated.

    Example: hria review set 3f9a12cc category=wages countries=Malaysia,Nepal
    """
    pairs = dict(_pair(change) for change in changes)
    _decide(here, [finding], "edited", pairs, note, reviewer, role)


@command.command()
@click.pass_obj
def verify(here: Here) -> None:
    """Check that no decision was altered or removed since it was made. Example: hria review verify"""
    verify_log(here)


def _pair(change: str) -> tuple[str, str]:
    name, sign, value = change.partition("=")
    if not sign:
        raise click.UsageError(f'"{change}" is not NAME=VALUE')
    return name.strip(), value.strip()


def _decide(
    here: Here,
    names: Sequence[str],
    decision: Decision,
    changes: dict[str, str],
    note: str | None,
    reviewer: str | None,
    role: str | None,
) -> None:
    who = person(reviewer)
    with here.store() as (workspace, store):
        for finding in [store.finding(name) for name in names]:
            if changes:
                with_changes(finding, changes)
                if wrong := faults(finding.kind, changes, risk_taxonomy(workspace.settings.report.risks)):
                    raise BadData("; ".join(wrong))
            store.decide(
                Review(
                    finding_id=finding.id,
                    decision=decision,
                    reviewer=who,
                    decided_at=datetime.datetime.now(datetime.UTC),
                    quote=finding.evidence.quote,
                    changes=changes,
                    note=note,
                    role=role_of(workspace, role),
                )
            )
            say(f"{decision}: {finding.id[:8]} {finding.kind}")
