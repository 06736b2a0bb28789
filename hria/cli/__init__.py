"""The command line: `hria COMMAND`. Each command is a module of its own and thin."""

from __future__ import annotations

import sys

import click

from hria import __version__
from hria.cli.context import Here
from hria.errors import HriaError

EXIT_COULD_NOT = 1

COMMANDS = {
    "init": "init",
    "add": "add",
    "documents": "documents",
    "remove": "remove",
    "extract": "extract",
    "findings": "findings",
    "explain": "explain",
    "evidence": "evidence",
    "metrics": "metrics",
    "claims": "claims",
    "search": "search",
    "frameworks": "frameworks",
    "coverage": "coverage",
    "check": "check",
    "ledger": "ledger",
    "diff": "diff",
    "partners": "partners",
    "contradictions": "contradictions",
    "review": "review",
    "log": "log",
    "export": "exporting",
    "import": "importing",
    "audits": "audits",
    "suppliers": "suppliers",
    "grievances": "grievances",
    "sites": "sites",
    "incidents": "incidents",
    "assess": "assess",
    "draft": "draft",
    "run": "run_folder",
    "demo": "demo",
    "classify": "classify",
    "eval": "evaluation",
    "doctor": "doctor",
}


class _Commands(click.Group):
    """Loads a command's module when it is called, so that `hria --help` starts at once."""

    def list_commands(self, context: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, context: click.Context, name: str) -> click.Command | None:
        if name not in COMMANDS:
            return None
        module = __import__(f"hria.cli.{COMMANDS[name]}", fromlist=["command"])
        command: click.Command = module.command
        return command


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, "--version", prog_name="hria")
@click.option(
    "-w",
    "--workspace",
    type=click.Path(file_okay=False),
    default=".",
    help="The workspace (default: here or above).",
)
@click.pass_context
def root(context: click.Context, workspace: str) -> None:
    """From a pile of documents to human rights impact assessments and modern slavery statements in which
    every sentence of fact leads back to its page.

    \b
    hria init acme --company "Acme plc"      make a workspace
    hria -w acme add policies/ audits/       read documents
    hria -w acme extract                     find risks, commitments, partners, disclosures, metrics
    hria -w acme draft hria                  write the draft as DOCX, PDF and Markdown
    """
    context.obj = Here(workspace)


def main() -> None:
    """The program. Errors are printed once, on stderr, with what to do about them."""
    try:
        # Outside its standalone mode click hands back the exit code of a command instead of raising it.
        code = root(standalone_mode=False)
        if isinstance(code, int) and code:
            sys.exit(code)
    except HriaError as error:
        click.echo(f"hria: {error}", err=True)
        sys.exit(EXIT_COULD_NOT)
    except click.exceptions.Exit as stop:
        sys.exit(stop.exit_code)
    except click.Abort:
        click.echo("hria: broken off; what was done is kept, run it again to go on", err=True)
        sys.exit(EXIT_COULD_NOT)
    except click.ClickException as error:
        error.show()
        sys.exit(error.exit_code)
    except BrokenPipeError:
        sys.stderr.close()
        sys.exit(EXIT_COULD_NOT)
