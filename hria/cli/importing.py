"""hria import: codes of another tool as findings."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path

import click

from hria.cli.context import Here
from hria.cli.deciding import NAME, ROLE, person, role_of
from hria.cli.output import say, shorten, show, show_json
from hria.errors import DecidedMeanwhile, Unreadable
from hria.exchange.adoption import Adopted, Terms, adopt, meanings
from hria.exchange.codebook import codebook
from hria.exchange.placing import Placer
from hria.exchange.qda_read import read_project
from hria.readers import read_bytes
from hria.risk import risk_taxonomy

MOST_OPEN = 64


@click.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False))
@click.option("--map", "given", multiple=True, metavar="CODE=KEY", help="What a code means here, as risk/wages.")
@click.option("--dry-run", is_flag=True, help="Say what would be taken in, and take in nothing.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object a line: each finding, and what was left out.")
@NAME
@ROLE
@click.pass_obj
def command(
    here: Here,
    file: str,
    given: Sequence[str],
    dry_run: bool,
    as_json: bool,
    reviewer: str | None,
    role: str | None,
) -> None:
    """Take in the codes of a REFI-QDA project (.qdpx) as findings. Its texts are found among the workspace's
    documents by hash or by their words; codes mean what ours of that name mean, or what --map says. What cannot
    be placed is listed (exit code 3).

    \b
    Example: hria import coded-in-maxqda.qdpx --map "Fees=risk/recruitment" --as "A. Coder"
    """
    who = person(reviewer)
    try:
        project = read_project(read_bytes(Path(file)))
    except Unreadable as error:
        raise type(error)(f"{file}: {error.message}", error.hint) from None
    with here.store() as (workspace, store):
        taxonomy = risk_taxonomy(workspace.settings.report.risks)
        ours = codebook(taxonomy)
        read = lru_cache(MOST_OPEN)(store.document)
        adopted = adopt(
            project,
            meanings(project, ours, dict(_pair(text) for text in given)),
            Placer((stored.summary for stored in store.list_documents("current")), read),
            read,
            store.findings("current"),
            Terms(
                workspace.settings.company.name,
                taxonomy,
                who,
                role_of(workspace, role),
                datetime.datetime.now(datetime.UTC),
            ),
        )
        for finding, review in () if dry_run else adopted.added:
            try:
                store.add_by_hand(finding, review)
            except DecidedMeanwhile as error:
                say(f"hria: {error}")
    if as_json:
        _as_json(adopted)
    else:
        _report(adopted)
    took = "would be added" if dry_run else "added"
    left = len(adopted.left_out) + sum(count for _, count in adopted.unknown)
    say(f"{len(adopted.added)} findings {took}, {adopted.known} codings are there already, {left} not taken in")
    if left:
        raise click.exceptions.Exit(3)


def _pair(text: str) -> tuple[str, str]:
    name, sign, key = text.rpartition("=")
    if not sign:
        raise click.UsageError(f'"{text}" is not CODE=KEY')
    return name.strip(), key.strip()


def _report(adopted: Adopted) -> None:
    for name, how in adopted.sources:
        show(f"source     {shorten(name, 60)}: {how}")
    for finding, _ in adopted.added:
        show(f"added      {finding.id[:8]} {finding.kind}: “{shorten(finding.evidence.quote, 100)}”")
    for left in adopted.left_out:
        show(f"not placed {shorten(left.source, 40)}, {left.code}: “{shorten(left.passage, 80)}”: {left.why}")
    for name, count in adopted.unknown:
        show(f"no meaning {name} (given {count} times): say it with --map")


def _as_json(adopted: Adopted) -> None:
    for finding, review in adopted.added:
        evidence = finding.evidence
        show_json(
            {
                "added": finding.id,
                "kind": finding.kind,
                "document": evidence.document_id,
                "start": evidence.start,
                "end": evidence.end,
                "quote": evidence.quote,
                "note": review.note,
            }
        )
    for left in adopted.left_out:
        show_json({"left_out": left.passage, "source": left.source, "code": left.code, "why": left.why})
    for name, count in adopted.unknown:
        show_json({"no_meaning": name, "given": count})
