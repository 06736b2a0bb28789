"""hria init: a new workspace."""

from __future__ import annotations

import datetime
from pathlib import Path

import click

from hria.cli.output import say, show
from hria.settings import FILE, create_workspace


@click.command()
@click.argument("folder", type=click.Path(file_okay=False), default=".")
@click.option("--company", required=True, help="The company that the reports are about.")
@click.option("--date", "date", type=click.DateTime(["%Y-%m-%d"]), help="The date that drafts print (default: today).")
def command(folder: str, company: str, date: datetime.datetime | None) -> None:
    """Make a workspace: a folder with hria.toml in it.

    Example: hria init acme --company "Acme plc"
    """
    day = date.date() if date else datetime.date.today()
    workspace = create_workspace(Path(folder), company, day)
    show(str(workspace.folder / FILE))
    say(f"next: hria -w {folder} add DOCUMENTS")
