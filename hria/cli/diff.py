"""hria diff: two editions of a document side by side."""

from __future__ import annotations

from pathlib import Path

import click

from hria.cli.context import Here
from hria.cli.draft import split
from hria.cli.output import say, show, show_json
from hria.cli.reading import paper_of, place_of
from hria.diff import FATES, Change, Diff, diff
from hria.passage import Paper
from hria.renderers.comparison import comparison_markdown, comparison_text
from hria.renderers.docx_tracked import tracked_docx
from hria.whole_file import write_whole

FORMATS = ("text", "md", "docx")


@click.command()
@click.argument("earlier", metavar="A")
@click.argument("later", metavar="B")
@click.option("--format", "formats", default="text", show_default=True, help="text, md, docx, with commas.")
@click.option("--out", type=click.Path(file_okay=False), help="Where to write files (default: reports/).")
@click.option("--all", "everything", is_flag=True, help="Show what was carried over unchanged too.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object a line.")
@click.pass_obj
def command(
    here: Here, earlier: str, later: str, formats: str, out: str | None, everything: bool, as_json: bool
) -> None:
    """Compare two editions of a document of the workspace (by id or file name), sentence by sentence: what was
    added, dropped, weakened, strengthened, reworded or carried over. In Word as tracked changes.

    \b
    Example: hria diff policy-2021.pdf policy-2023.pdf
    Example: hria diff statement-2024.pdf statement-2025.pdf --format docx,md
    """
    asked = split(formats, FORMATS)
    with here.store() as (workspace, store):
        papers = [paper_of(store, store.stored(name)) for name in (earlier, later)]
        folder = Path(out) if out else workspace.folder / "reports"
        date = workspace.settings.report.date
    compared = diff(*papers)
    if as_json:
        for change in compared.changes:
            if everything or change.fate not in ("unchanged", "wording"):
                show_json(_as_json(change, compared))
        return
    for format in asked:
        if format == "text":
            show(comparison_text(compared, everything))
            continue
        folder.mkdir(parents=True, exist_ok=True)
        path = folder / f"diff-{_name(compared.before)}-{_name(compared.after)}.{format}"
        data = tracked_docx(compared, date) if format == "docx" else comparison_markdown(compared, everything).encode()
        write_whole(path, data)
        show(str(path))
    counts = ", ".join(f"{len(compared.of(fate))} {fate}" for fate in FATES if compared.of(fate))
    say(f"{counts}; {compared.boilerplate:.0%} of the words of the later one were carried over")


def _name(paper: Paper) -> str:
    return Path(paper.summary.path).stem


def _as_json(change: Change, compared: Diff) -> dict[str, object]:
    return {
        "fate": change.fate,
        "moved": change.is_moved,
        "reasons": list(change.reasons),
        "before": place_of(change.before, compared.before) if change.before else None,
        "after": place_of(change.after, compared.after) if change.after else None,
    }
