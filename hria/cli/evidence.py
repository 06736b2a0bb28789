"""hria evidence: where a finding stands."""

from __future__ import annotations

from pathlib import Path

import click

from hria.cli.context import Here
from hria.cli.output import say, show
from hria.picture import marked_page


@click.command()
@click.argument("finding")
@click.option("--image", type=click.Path(dir_okay=False), help="Write the page with the passage marked to this PNG.")
@click.option("--context", type=int, default=300, help="How many characters around the passage to show.")
@click.option("--password", help="The password that opens the source.")
@click.pass_obj
def command(here: Here, finding: str, image: str | None, context: int, password: str | None) -> None:
    """Show the passage of a finding in its text, with its page and boxes; for a PDF, as a picture too.

    Example: hria evidence 3f9a12cc --image page.png
    """
    with here.store() as (workspace, store):
        found = store.finding(finding)
        document = store.document(found.evidence.document_id)
    evidence = found.evidence
    before = document.text[max(0, evidence.start - context) : evidence.start]
    after = document.text[evidence.end : evidence.end + context]
    show(f"…{before}▸{evidence.quote}◂{after}…")
    for region in evidence.regions:
        box = region.box
        show(f"page {region.page}: {box.x0:.1f} {box.top:.1f} {box.x1:.1f} {box.bottom:.1f}")
    show(f"characters {evidence.start}-{evidence.end} of {document.path}, sha256 {document.sha256}")
    if image:
        source = workspace.located(document.path)
        Path(image).write_bytes(marked_page(source, document.sha256, evidence.regions, password))
        say(f"written: {image}")
