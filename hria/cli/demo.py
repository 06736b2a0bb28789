"""hria demo: everything, on the sample corpus."""

from __future__ import annotations

import shutil
from collections.abc import Iterable
from pathlib import Path

import click

from hria.assemble.dossier import Dossier
from hria.assemble.narrative import described
from hria.cli.drafting import dossier_of, report_files
from hria.cli.fact_pack import write_fact_pack
from hria.cli.output import say, shorten, show
from hria.cli.publishing import press_of
from hria.cli.run_folder import work_through
from hria.finding import Finding
from hria.resources import data_folder
from hria.settings import FILE, FOLDER, Workspace, open_workspace
from hria.store import Store

SETTINGS = (FILE, "assessment.toml")
# What shareholders ask of the made-up company; its answer is the fact pack.
RESOLUTION, REPORTS = Path("documents", "shareholder-resolution-2025.txt"), "reports"
NOT_DOCUMENTS = (*SETTINGS, "README.md", "gold.json")


@click.command()
@click.argument("folder", metavar="DIR", type=click.Path(file_okay=False), default="hria-demo")
def command(folder: str) -> None:
    """Make a workspace from the sample corpus (a made-up company), write its drafts as for the public, with marks
    instead of personal data, and show five findings.

    Example: hria demo
    """
    workspace = sample_workspace(Path(folder))
    show("Reports")
    work_through(workspace, [str(workspace.folder / "documents")], ["uk", "joint"], "redacted")
    with Store(workspace.store_url) as store:
        resolution, reports = workspace.folder / RESOLUTION, workspace.folder / REPORTS
        press = press_of(workspace, store, "redacted")
        report_files(write_fact_pack(workspace, store, resolution, ("docx", "md"), reports, press))
        dossier = dossier_of(workspace, store)
    show("\nFive of the findings, with the page of each")
    for finding in five(dossier):
        summary = dossier.source(finding).summary
        show(f"  {finding.kind}: “{shorten(finding.evidence.quote, 200)}”")
        show(f"      {described(summary)}, p. {finding.evidence.page}; why: hria -w {folder} explain {finding.id[:8]}")
    say(f"the workspace is {folder}; try: hria -w {folder} coverage uk-msa")


def sample_workspace(folder: Path) -> Workspace:
    """The sample corpus as a workspace in this folder; one that is there already is gone on with."""
    documents = folder / "documents"
    documents.mkdir(parents=True, exist_ok=True)
    (folder / FOLDER).mkdir(exist_ok=True)
    for path in sorted(data_folder("corpus").iterdir()):
        target = folder / path.name if path.name in SETTINGS else documents / path.name
        is_document = path.name not in NOT_DOCUMENTS and not path.name.startswith(".")
        if path.is_file() and (is_document or path.name in SETTINGS) and not target.exists():
            shutil.copyfile(path, target)
    return open_workspace(folder)


def five(dossier: Dossier) -> tuple[Finding, ...]:
    """Two impacts, two commitments and a partner: the most telling of each."""
    wanted: tuple[tuple[Iterable[Finding], int], ...] = (
        (dossier.risks(actuality="actual"), 2),
        (dossier.of_kind("commitment"), 2),
        (dossier.of_kind("partner"), 1),
    )
    return tuple(point.lead for findings, most in wanted for point in dossier.points(findings, most))
