"""hria check: any statement against every law at once."""

from __future__ import annotations

import datetime
import re
import shutil
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click
import msgspec

from hria.cli.draft import split
from hria.cli.output import say, show
from hria.errors import HriaError
from hria.settings import Tier
from hria.whole_file import write_whole

if TYPE_CHECKING:
    from hria.check.checked import Checked
    from hria.check.terminal import TextLine

EXIT_FAILED = 1
EXIT_SILENT = 3
FORMATS = ("text", "docx", "pdf", "json", "html", "xlsx")
COLOURS = {
    "title": {"bold": True},
    "quiet": {"dim": True},
    "good": {"fg": "green"},
    "middling": {"fg": "yellow"},
    "bad": {"fg": "red"},
    "plain": {},
}
NARROWEST, WIDEST = 80, 120
DAY = click.DateTime(["%Y-%m-%d"])


@click.command()
@click.argument("files", nargs=-1, required=True, type=click.Path(exists=True, dir_okay=False))
@click.option(
    "--framework", "names", help="Which laws and standards to ask, with commas (default: the four laws and Walk Free)."
)
@click.option(
    "--format",
    "formats",
    default="text",
    show_default=True,
    help="text, docx, pdf, json, html; xlsx for several files; with commas.",
)
@click.option("--out", type=click.Path(file_okay=False), help="Where to write files (default: here).")
@click.option("--company", help="Whose statement it is (default: taken from the text).")
@click.option("--as-of", type=DAY, help="The day whose law counts, as YYYY-MM-DD (default: as last read).")
@click.option("--published", type=DAY, help="When the statement was published, as YYYY-MM-DD.")
@click.option("--password", help="The password that opens it.")
@click.option("--ocr", is_flag=True, help="Recognise the text of pages without any (needs hria[ocr]).")
@click.option(
    "--tier", type=click.Choice(["default", "onnx"]), help="Which topic classifier (default: the best installed)."
)
@click.option(
    "--passages",
    type=click.IntRange(0),
    default=2,
    show_default=True,
    help="How many passages the text shows for each requirement.",
)
def command(
    files: Sequence[str],
    names: str | None,
    formats: str,
    out: str | None,
    company: str | None,
    as_of: datetime.datetime | None,
    published: datetime.datetime | None,
    password: str | None,
    ocr: bool,
    tier: Tier | None,
    passages: int,
) -> None:
    """Check published statements against laws and standards: for each requirement met, partly, planned only,
    contradicted or silent, with the passages, what is missing and how to put it right; then the formal side,
    consistency, wording, and the Walk Free disclosure score. Needs no workspace. Several files are also set side
    by side. Exits with 3 where a duty ("must") is not spoken to. It is never a verdict on whether a law is kept.

    \b
    Example: hria check statement.pdf
    Example: hria check 2023.pdf 2024.pdf --framework uk-msa,au-msa --format html,xlsx --out checks
    """
    from hria.check.examine import STANDARD, Request
    from hria.framework import frameworks

    asked = split(formats, FORMATS)
    request = Request(
        frameworks=tuple(split(names, tuple(frameworks()))) if names else STANDARD,
        company=company,
        as_of=as_of.date() if as_of else None,
        published=published.date() if published else None,
        password=password,
        ocr=ocr,
        topics=tier,
    )
    checks, failed = _check(files, request)
    folder = Path(out) if out else Path()
    for checked, name in zip(checks, _names(checks), strict=True):
        _show(checked, asked, passages)
        _write(checked, asked, folder / name)
    if len(checks) > 1 or (checks and "xlsx" in asked):
        _compare(checks, asked, folder)
    if failed:
        raise click.exceptions.Exit(EXIT_FAILED)
    if any(checked.silent_duties() for checked in checks):
        raise click.exceptions.Exit(EXIT_SILENT)


def _check(files: Sequence[str], request: object) -> tuple[list[Checked], int]:
    """The checks of those files that can be read; the others are reported, and counted."""
    from hria.check.examine import Request, check_file

    assert isinstance(request, Request)
    checks, failed = [], 0
    for file in files:
        try:
            checks.append(check_file(Path(file), request, file))
        except HriaError as error:
            if len(files) == 1:
                raise
            say(f"hria: {file}: {error}")
            failed += 1
    return checks, failed


def _names(checks: Sequence[Checked]) -> list[str]:
    """A file name for each check, made of the name of the statement; each once."""
    names: list[str] = []
    for checked in checks:
        stem = re.sub(r"[^\w.-]+", "-", Path(checked.path).stem).strip("-.") or "statement"
        name, number = f"{stem}-check", 2
        while name in names:
            name, number = f"{stem}-check-{number}", number + 1
        names.append(name)
    return names


def _show(checked: Checked, asked: Sequence[str], passages: int) -> None:
    if "text" in asked:
        from hria.check.terminal import to_lines

        width = min(max(shutil.get_terminal_size((110, 40)).columns, NARROWEST), WIDEST)
        _print(to_lines(checked, width, passages))


def _print(lines: Iterator[TextLine]) -> None:
    coloured = sys.stdout.isatty()
    for line in lines:
        show(click.style(line.text, **COLOURS[line.look]) if coloured else line.text)  # type: ignore[arg-type]


def _write(checked: Checked, asked: Sequence[str], path: Path) -> None:
    if "json" in asked:
        show(msgspec.json.encode(checked).decode())
    for format in asked:
        if format == "html":
            from hria.check.page import to_page

            _save(path.with_name(f"{path.name}.html"), to_page(checked).encode())
        elif format in ("docx", "pdf"):
            from hria.check.report import to_draft
            from hria.renderers import render

            _save(path.with_name(f"{path.name}.{format}"), render(to_draft(checked), format))  # type: ignore[arg-type]


def _compare(checks: Sequence[Checked], asked: Sequence[str], folder: Path) -> None:
    from hria.check.comparison import compare
    from hria.check.page import to_comparison_page
    from hria.check.terminal import comparison_lines
    from hria.check.workbook import to_workbook

    comparison = compare(checks)
    if "text" in asked and len(checks) > 1:
        _print(comparison_lines(comparison, comparison.columns))
    if "html" in asked and len(checks) > 1:
        _save(folder / "comparison.html", to_comparison_page(comparison, checks).encode())
    if "xlsx" in asked or ("html" in asked and len(checks) > 1):
        _save(folder / "comparison.xlsx", to_workbook(comparison))


def _save(path: Path, data: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    write_whole(path, data)
    say(str(path))
