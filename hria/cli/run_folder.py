"""hria run: from a folder of documents to drafts, in one command."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from pathlib import Path

import click

from hria.assemble.outline import variants
from hria.assignment import FILE as ASSIGNMENTS
from hria.assignment import read_assignments
from hria.cli.add import add_files
from hria.cli.draft import split
from hria.cli.drafting import FORMATS, STANDARD, Stopped, dossier_of, report_files, write_drafts
from hria.cli.extract import extract_all
from hria.cli.output import say, with_bar
from hria.cli.publishing import EXIT_STOPPED, audience_options, press_of
from hria.privacy import Audience
from hria.readers import Overrides
from hria.settings import FILE, Workspace, create_workspace, open_workspace
from hria.store import Store


@click.command()
@click.argument("folder", type=click.Path(exists=True, file_okay=False))
@click.option("--company", required=True, help="The company that the reports are about.")
@click.option(
    "--out",
    type=click.Path(file_okay=False),
    help="The workspace to make or go on with (default: FOLDER-hria).",
)
@click.option(
    "--jurisdiction",
    default="uk",
    show_default=True,
    help="uk, au, ca, us-ca (several with commas) or joint.",
)
@audience_options("redacted")
@click.option("--date", "date", type=click.DateTime(["%Y-%m-%d"]), help="The date that drafts print (default: today).")
def command(
    folder: str,
    company: str,
    out: str | None,
    jurisdiction: str,
    date: datetime.datetime | None,
    audience: Audience,
) -> None:
    """Read a folder of documents, extract findings, and write an impact assessment and a statement.

    Leaves a workspace behind, in which every other command works. Run it again to take in what is new. In drafts
    personal data is replaced by marks, unless it is to stop them (--public) or stay (--internal).

    Example: hria run ~/acme-documents --company "Acme plc" --out acme
    """
    laws = split(jurisdiction, variants("statement"))
    path = Path(folder).resolve()
    target = Path(out) if out else path.with_name(f"{path.name}-hria")
    day = date.date() if date else datetime.date.today()
    if (target / FILE).exists():
        workspace = open_workspace(target)
        say(f"going on with the workspace in {target}")
    else:
        workspace = create_workspace(target, company, day)
    failed, was_stopped = work_through(workspace, [folder], laws, audience)
    say(f"the workspace is {target}; try: hria -w {target} findings --kind risk")
    if failed or was_stopped:
        raise click.exceptions.Exit(1 if failed else EXIT_STOPPED)


def work_through(
    workspace: Workspace, paths: Sequence[str], laws: Sequence[str], audience: Audience
) -> tuple[int, bool]:
    """Everything from reading to drafts; says where the files are, and returns how many documents failed and whether
    personal data stopped a draft."""
    with Store(workspace.store_url) as store:
        failed = add_files(workspace, store, paths, Overrides())
        failed += extract_all(workspace, store)
        dossier = dossier_of(workspace, store, is_internal=audience == "internal")
        press = press_of(workspace, store, audience)
        folder = workspace.folder / "reports"
        named = read_assignments(workspace.folder / ASSIGNMENTS)
        made: list[Path | Stopped] = []
        plan = (("hria", (STANDARD,)), ("statement", tuple(laws)))
        for report, chosen in plan:
            total = len(chosen) * len(FORMATS)
            drafts = write_drafts(dossier, report, chosen, FORMATS, folder, press, None, named)
            made += with_bar(drafts, total, "Writing")
    return failed, report_files(made)
