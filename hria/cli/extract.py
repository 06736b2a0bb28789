"""hria extract: find risks, commitments, partners, disclosures, metrics and incidents."""

from __future__ import annotations

import click

from hria.cli.context import Here
from hria.cli.output import say, show, with_bar
from hria.harvest import harvest
from hria.settings import Workspace
from hria.store import Store


@click.command()
@click.option("--all", "everything", is_flag=True, help="Read every document again, not only what is new or changed.")
@click.pass_obj
def command(here: Here, everything: bool) -> None:
    """Find risks, commitments, partners, disclosures, metrics and incidents in the documents that were not read
    with these rules and settings yet. Decisions on findings are kept.

    Example: hria extract
    """
    with here.store() as (workspace, store):
        failed = extract_all(workspace, store, everything)
    if failed:
        raise click.exceptions.Exit(1)


def extract_all(workspace: Workspace, store: Store, everything: bool = False) -> int:
    """Extracts what is due, says what each document yielded, and returns how many failed."""
    total = len(store.list_documents("current"))
    failed = done = found = 0
    for harvested in with_bar(harvest(workspace, store, everything), total, "Extracting"):
        if harvested.failure is not None:
            failed += 1
            say(f"hria: {harvested.path}: {harvested.failure}")
            continue
        done, found = done + 1, found + harvested.findings
        show(f"{harvested.findings:5d} findings  {harvested.path}")
    say(f"{done} documents read, {found} findings, {total - done - failed} unchanged")
    return failed
