"""How commands speak: results on stdout, everything else on stderr, bars only on a terminal."""

from __future__ import annotations

import sys
import textwrap
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, TypeVar

import click
import msgspec

T = TypeVar("T")


def say(text: str) -> None:
    """A line of progress or advice, on stderr."""
    click.echo(text, err=True)


def show(text: str = "") -> None:
    """A line of the result, on stdout."""
    click.echo(text)


def show_json(value: Any) -> None:
    """A value as one line of JSON, on stdout."""
    click.echo(msgspec.json.encode(value).decode())


def shorten(text: str, width: int) -> str:
    """The text on one line, cut at a word with an ellipsis."""
    return textwrap.shorten(" ".join(text.split()), width, placeholder=" …") or text[:width]


def show_table(header: Sequence[str], rows: Iterable[Sequence[str]], wide: int = 0) -> None:
    """Rows under a header, in columns; the column `wide` takes what room is left."""
    from rich import box
    from rich.console import Console
    from rich.table import Table

    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, show_edge=False)
    for number, name in enumerate(header):
        table.add_column(name, overflow="fold", ratio=1 if number == wide else None, no_wrap=number != wide)
    for row in rows:
        table.add_row(*(cell.replace("[", r"\[") for cell in row))
    Console(file=sys.stdout, highlight=False, width=None if sys.stdout.isatty() else 140).print(table)


def with_bar(steps: Iterable[T], total: int, title: str) -> Iterator[T]:
    """The same steps, counted on a bar if stderr is a terminal."""
    if not sys.stderr.isatty() or total < 2:
        yield from steps
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

    columns = (TextColumn(title), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        bar = progress.add_task(title, total=total)
        for step in steps:
            yield step
            progress.advance(bar)
