"""hria assess: the file in which an assessor rates severity and likelihood."""

from __future__ import annotations

import click

from hria.assemble.chapters import salient
from hria.assessment import assessment_file, suggest
from hria.cli.context import Here
from hria.cli.drafting import dossier_of
from hria.cli.output import say, show
from hria.whole_file import write_whole


@click.command()
@click.pass_obj
def command(here: Here) -> None:
    """Write assessment.toml: a place for the rating of each salient issue, with suggestions from the
    findings and their reasons as comments. What is set already stays; what is not set is a gap in drafts.

    Example: hria assess
    """
    with here.store() as (workspace, store):
        dossier = dossier_of(workspace, store)
        chapters = salient(dossier)
        suggested = [
            (chapter.category, suggest(chapter.category, dossier.counted(chapter.risks))) for chapter in chapters
        ]
        text = assessment_file(dossier.taxonomy, suggested, dossier.assessment)
        write_whole(workspace.assessment_file, text.encode())
    show(str(workspace.assessment_file))
    open_ = sum(bool(chapter.rating.unset()) for chapter in chapters)
    say(f"{len(chapters)} salient issues, {open_} of them not fully rated; edit the file, then draft again")
