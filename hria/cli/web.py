"""hria review open: the review page in the browser."""

from __future__ import annotations

import click

from hria.cli.context import Here
from hria.cli.deciding import NAME, ROLE, person, role_of
from hria.cli.drafting import dossier_of
from hria.cli.output import say, shorten, show
from hria.errors import MissingExtra

LOOPBACK = ("127.0.0.1", "localhost", "::1")


class OpensPage(click.Group):
    """A group of commands that opens the page where no command is named: `hria review --port 8000`."""

    def parse_args(self, context: click.Context, args: list[str]) -> list[str]:
        """Puts the command there that opens the page."""
        if not args or (args[0].startswith("-") and args[0] not in context.help_option_names):
            args = ["open", *args]
        return super().parse_args(context, args)


@click.command("open")
@NAME
@ROLE
@click.option("--port", type=click.IntRange(0, 65535), default=0, help="The port (default: one that is free).")
@click.option("--host", help="Answer to other machines too, on this address. Needs --password.")
@click.option(
    "--password",
    envvar="HRIA_REVIEW_PASSWORD",
    help="What other machines have to give. $HRIA_REVIEW_PASSWORD does not show in the list of processes.",
)
@click.option("--no-browser", is_flag=True, help="Only print the address.")
@click.pass_obj
def open_page(
    here: Here,
    reviewer: str | None,
    role: str | None,
    port: int,
    host: str | None,
    password: str | None,
    no_browser: bool,
) -> None:
    """Open the review page in the browser: findings beside their pages, coverage, ratings and the draft. It
    answers to this machine only and loads nothing from elsewhere. Ctrl-C ends it.

    \b
    Example: hria review open
    Example: hria review open --as "A. Reviewer" --port 8000 --no-browser
    """
    is_loopback = host is None or host in LOOPBACK
    if not is_loopback and not password:
        raise click.UsageError("--host lets other machines in: give a --password too")
    try:
        from hria.web.server import Place, serve
    except ImportError as error:
        raise MissingExtra(f"the review page needs {error.name}", "pip install 'hria[web]'") from None
    who = person(reviewer)
    place = Place(host or LOOPBACK[0], port, is_loopback, password)
    with here.store() as (workspace, store):
        if not is_loopback:
            say("the page is not encrypted on its way: use it in a network you trust, or through an SSH tunnel")
        serve(
            workspace,
            store,
            lambda: dossier_of(workspace, store),
            place,
            who,
            role=role_of(workspace, role),
            is_quiet=no_browser,
            said=lambda path: say(f"taking in {shorten(path, 70)}"),
            ready=show,
        )
