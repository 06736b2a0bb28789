"""hria add: read documents into the workspace."""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Sequence

import click
import pycountry

from hria.cli.context import Here
from hria.cli.output import say, show, with_bar
from hria.context.tables import FIELDS
from hria.document import DOCUMENT_KINDS, DocumentKind
from hria.intake import Taken, candidates, take_in
from hria.lists.columns import kinds
from hria.readers import Overrides
from hria.settings import Workspace
from hria.store import Store

WORDS = {
    "added": "added",
    "changed": "new version",
    "described": "described anew",
    "known": "known already",
    "unchanged": "unchanged",
    "left out": "left out",
    "failed": "failed",
}


def _language(context: click.Context, option: click.Parameter, code: str | None) -> str | None:
    """The code as ISO 639-1 has it. Raises BadParameter."""
    if code is not None and pycountry.languages.get(alpha_2=code.lower()) is None:
        raise click.BadParameter(f'"{code}" is not a code of ISO 639-1, such as en, fr or vi')
    return code.lower() if code else None


@click.command()
@click.argument("paths", nargs=-1, required=True)
@click.option("--kind", type=click.Choice(DOCUMENT_KINDS), help="What kind of document it is.")
@click.option("--as", "as_kind", type=click.Choice(DOCUMENT_KINDS), help="The same as --kind, for lists.")
@click.option(
    "--columns",
    help="What the columns of a list stand for, by name or number: name=Supplier,country=5.",
)
@click.option("--edition", help="The edition of data on countries or goods.")
@click.option("--licence", help="The licence of data on countries or goods.")
@click.option("--title", help="Its title.")
@click.option("--published", type=click.DateTime(["%Y-%m-%d"]), help="When it was published.")
@click.option("--publisher", help="Who published it; another's voice is never taken for the company's.")
@click.option("--language", callback=_language, help="The language that it is in, as a code of two letters: en.")
@click.option("--password", help="The password that opens it.")
@click.option("--ocr", is_flag=True, help="Recognise the text of pages without any (needs hria[ocr]).")
@click.pass_obj
def command(
    here: Here,
    paths: Sequence[str],
    kind: DocumentKind | None,
    as_kind: DocumentKind | None,
    columns: str | None,
    edition: str | None,
    licence: str | None,
    title: str | None,
    published: datetime.datetime | None,
    publisher: str | None,
    language: str | None,
    password: str | None,
    ocr: bool,
) -> None:
    """Read documents: files, folders (all that is in them) and globs. PDF, DOCX, HTML, Markdown and text,
    and lists as CSV or XLSX: suppliers, grievances, records of enforcement. What the columns of a list stand for
    is recognised and shown. Data on countries and goods (--as context): the World Bank's governance indicators (XLSX,
    CSV), the US Department of Labor's goods and country findings (XML, PDF), and any table with a column of countries;
    in --columns, worse=COLUMN and better=COLUMN say whether more of it is worse or better for people.

    \b
    Example: hria add policies/ "audits/*.pdf"
    Example: hria add list.csv --as suppliers --columns "name=Production unit,country=5"
    Example: hria add index.xlsx --as context --columns "country=ISO3,worse=Score" --edition 2025 --licence "CC BY 4.0"
    Example: hria add sunrise.pdf --kind audit --published 2024-05-31
    """
    overrides = Overrides(
        kind=as_kind or kind,
        title=title,
        published=published.date() if published else None,
        publisher=publisher,
        password=password,
        ocr=ocr,
        columns=_fields(columns),
        language=language,
        edition=edition,
        licence=licence,
    )
    with here.store() as (workspace, store):
        failed = add_files(workspace, store, paths, overrides)
    if failed:
        raise click.exceptions.Exit(1)


def _fields(columns: str | None) -> tuple[tuple[str, str], ...]:
    """The fields of --columns with what they are called in the list. Raises BadParameter."""
    pairs = []
    known = {field for kind in kinds().values() for field in kind.columns} | set(FIELDS)
    for part in (columns or "").split(",") if columns else ():
        field, sign, name = (text.strip() for text in part.partition("="))
        if not sign or not name or field not in known:
            raise click.BadParameter(f'"{part}" is not field=column; fields are {", ".join(sorted(known))}')
        pairs.append((field, name))
    return tuple(pairs)


def add_files(workspace: Workspace, store: Store, paths: Sequence[str], overrides: Overrides) -> int:
    """Reads what these paths lead to, says what became of each file, and returns how many failed."""
    files = candidates(workspace, paths)
    counts: Counter[str] = Counter()
    for taken in with_bar(take_in(workspace, store, files, overrides), len(files), "Reading"):
        counts[taken.result] += 1
        _report(taken)
    total = ", ".join(f"{counts[result]} {word}" for result, word in WORDS.items() if counts[result])
    noun = "file" if len(files) == 1 else "files"
    say(f"{len(files)} {noun}: {total or 'nothing to do'}")
    return counts["failed"]


def _report(taken: Taken) -> None:
    if taken.failure is not None:
        say(f"hria: {taken.shown}: {taken.failure}")
    elif taken.result != "unchanged":
        show(f"{WORDS[taken.result]}: {taken.shown}: {taken.summary}")
