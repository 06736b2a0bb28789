"""hria draft: write a report."""

from __future__ import annotations

from pathlib import Path
from typing import cast

import click

from hria.assemble.outline import variants
from hria.assignment import FILE as ASSIGNMENTS
from hria.assignment import read_assignments
from hria.cli.context import Here
from hria.cli.drafting import FORMATS, STANDARD, dossier_of, report_files, write_drafts
from hria.cli.fact_pack import write_fact_pack
from hria.cli.output import say
from hria.cli.publishing import EXIT_STOPPED, audience_options, press_of
from hria.errors import BadData
from hria.privacy import Audience
from hria.renderers import Format


@click.command()
@click.argument("report", type=click.Choice(["hria", "statement", "fact-pack"]))
@click.option(
    "--jurisdiction",
    default="uk",
    show_default=True,
    help="For a statement: uk, au, ca, us-ca (several with commas) or joint.",
)
@click.option(
    "--resolution",
    type=click.Path(exists=True, dir_okay=False),
    help="For a fact pack: the resolution, proxy statement, letter or article that is to be answered.",
)
@click.option("--format", "formats", default="docx,pdf,md", show_default=True, help="What files to write, with commas.")
@click.option(
    "--out",
    type=click.Path(file_okay=False),
    help="Where to write them (default: reports/ in the workspace).",
)
@click.option("--accepted-only", is_flag=True, help="Use only findings that a person accepted.")
@audience_options("public")
@click.option(
    "--reference",
    type=click.Path(exists=True, dir_okay=False),
    help="A Word file whose styles, logo and headers the DOCX takes.",
)
@click.pass_obj
def command(
    here: Here,
    report: str,
    jurisdiction: str,
    resolution: str | None,
    formats: str,
    out: str | None,
    accepted_only: bool,
    reference: str | None,
    audience: Audience,
) -> None:
    """Write a human rights impact assessment, or a modern slavery statement for one or more laws, in which
    every sentence of fact has a footnote and what no document says is a marked gap; or a fact pack: what the documents
    say to each claim of a resolution.

    A draft is for the public unless it is --internal: numbers under 5 are not shown, and personal data (names,
    telephone numbers, e-mail addresses, identity numbers) stops it with a list of places (exit code 3).

    \b
    Example: hria draft hria
    Example: hria draft statement --jurisdiction uk,au --format docx --reference house.docx
    Example: hria draft hria --redact
    Example: hria draft fact-pack --resolution resolution.pdf
    """
    chosen = tuple(split(jurisdiction, variants("statement"))) if report == "statement" else (STANDARD,)
    asked = cast(tuple[Format, ...], tuple(split(formats, FORMATS)))
    if (report == "fact-pack") != bool(resolution):
        raise click.UsageError("a fact pack needs --resolution FILE, and only a fact pack does")
    house = Path(reference) if reference else None
    with here.store() as (workspace, store):
        folder = Path(out) if out else workspace.folder / "reports"
        press = press_of(workspace, store, audience)
        if resolution:
            made = write_fact_pack(workspace, store, Path(resolution), asked, folder, press, house)
        else:
            dossier = dossier_of(workspace, store, accepted_only, audience == "internal")
            if not dossier.findings:
                say("hria: there are no findings to draw on, so the draft will consist of gaps (see hria extract)")
            named = read_assignments(workspace.folder / ASSIGNMENTS)
            made = write_drafts(dossier, report, chosen, asked, folder, press, house, named)
        if report_files(made):
            raise click.exceptions.Exit(EXIT_STOPPED)


def split(text: str, known: tuple[str, ...]) -> list[str]:
    """The parts of a list with commas, each once. Raises BadData for one that is not known."""
    parts = list(dict.fromkeys(part.strip().lower() for part in text.split(",") if part.strip()))
    for part in parts:
        if part not in known:
            raise BadData(f'there is no "{part}"', f"there are {', '.join(known)}")
    return parts
