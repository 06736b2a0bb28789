"""hria review: a person's decisions on findings."""

from __future__ import annotations

import datetime
import getpass
import os
from collections.abc import Sequence

import click

from hria.cli.context import Here
from hria.cli.output import say, show
from hria.cli.web import OpensPage, open_page
from hria.errors import BadData
from hria.review import Decision, Review, first_broken, with_changes


@click.group(cls=OpensPage)
def command() -> None:
    """Accept, reject or correct findings: in the browser, or one by one here. Decisions are appended with name
    and time and kept over re-runs. Without a command it opens the page.

    \b
    Example: hria review
    Example: hria review accept 3f9a12cc 81be00d2 --note "seen on the page"
    Example: hria review set 3f9a12cc category=wages
    """


command.add_command(open_page)
NAME = click.option(
    "--as",
    "reviewer",
    envvar="HRIA_REVIEWER",
    help="Who decides (default: $HRIA_REVIEWER or the login name).",
)
NOTE = click.option("--note", help="Why.")


@command.command()
@click.argument("findings", nargs=-1, required=True)
@NOTE
@NAME
@click.pass_obj
def accept(here: Here, findings: Sequence[str], note: str | None, reviewer: str | None) -> None:
    """Accept findings. Example: hria review accept 3f9a12cc"""
    _decide(here, findings, "accepted", {}, note, reviewer)


@command.command()
@click.argument("findings", nargs=-1, required=True)
@NOTE
@NAME
@click.pass_obj
def reject(here: Here, findings: Sequence[str], note: str | None, reviewer: str | None) -> None:
    """Reject findings: drafts and coverage leave them out. Example: hria review reject 3f9a12cc"""
    _decide(here, findings, "rejected", {}, note, reviewer)


@command.command("set")
@click.argument("finding")
@click.argument("changes", nargs=-1, required=True, metavar="NAME=VALUE...")
@NOTE
@NAME
@click.pass_obj
def set_attributes(here: Here, finding: str, changes: Sequence[str], note: str | None, reviewer: str | None) -> None:
    """Correct attributes of a finding, which accepts it. Lists by commas, "none" for not stated.

    Example: hria review set 3f9a12cc category=wages countries=Malaysia,Nepal
    """
    pairs = dict(_pair(change) for change in changes)
    _decide(here, [finding], "edited", pairs, note, reviewer)


@command.command()
@click.pass_obj
def verify(here: Here) -> None:
    """Check that no decision was altered or removed since it was made. Example: hria review verify"""
    with here.store() as (_, store):
        reviews = store.reviews()
    broken = first_broken(reviews)
    if broken is not None:
        raise BadData(f"decision {broken + 1} of {len(reviews)} was altered, or one before it removed")
    show(f"{len(reviews)} decisions, chain intact")


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
) -> None:
    who = reviewer or os.environ.get("HRIA_REVIEWER") or getpass.getuser()
    with here.store() as (_, store):
        for finding in [store.finding(name) for name in names]:
            if changes:
                with_changes(finding, changes)
            store.decide(
                Review(
                    finding_id=finding.id,
                    decision=decision,
                    reviewer=who,
                    decided_at=datetime.datetime.now(datetime.UTC),
                    quote=finding.evidence.quote,
                    changes=changes,
                    note=note,
                )
            )
            say(f"{decision}: {finding.id[:8]} {finding.kind}")
