"""hria remove: take documents out."""

from __future__ import annotations

from collections.abc import Sequence

import click

from hria.cli.context import Here
from hria.cli.output import show


@click.command()
@click.argument("documents", nargs=-1, required=True)
@click.pass_obj
def command(here: Here, documents: Sequence[str]) -> None:
    """Take documents (by id or file name) out of the workspace. The files stay where they are.

    Their findings no longer count. In the next draft exactly the sentences that rested on them are gaps;
    add the file again to undo it.

    Example: hria remove old-policy.pdf
    """
    with here.store() as (_, store):
        for stored in [store.stored(name) for name in documents]:
            store.withdraw(stored.summary.id)
            show(f"removed: {stored.summary.path}: “{stored.summary.title}”")
