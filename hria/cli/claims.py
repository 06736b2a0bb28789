"""hria claims: a resolution, letter or article taken apart."""

from __future__ import annotations

from pathlib import Path

import click

from hria.claims import Petition, claim_as_json, petitions_of
from hria.cli.context import Here
from hria.cli.output import say, shorten, show, show_json
from hria.company import names_of
from hria.errors import NotAWorkspace
from hria.extract import Extractor, Reader
from hria.finding import Claim
from hria.readers import read


@click.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False))
@click.option("--company", help="Whom it is put to (default: the company of the workspace, if this is one).")
@click.option("--all", "everything", is_flag=True, help="Proposals on other matters of a proxy statement too.")
@click.option("--full", is_flag=True, help="Print the statement of the board in full.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object for each claim.")
@click.pass_obj
def command(here: Here, file: str, company: str | None, everything: bool, full: bool, as_json: bool) -> None:
    """Take a resolution, a letter or an article apart into numbered claims: what is asked, alleged, held and
    said on the word of others, with notes, figures and dates. Of a proxy statement, each proposal on human
    rights or labour, with the statement of the board.

    \b
    Example: hria claims resolution.pdf
    Example: hria claims proxy-statement.pdf --company "Acme Inc" --json
    """
    found = list(petitions_of(Extractor(_reader(here, company)), read(Path(file)), everything))
    for petition in found:
        if as_json:
            for finding in petition.claims:
                show_json(claim_as_json(petition, finding))
        else:
            _show(petition, full)
    noun = "petition" if len(found) == 1 else "petitions"
    say(f"{sum(len(p.claims) for p in found)} claims in {len(found)} {noun}")


def _reader(here: Here, company: str | None) -> Reader:
    if company:
        return Reader(names_of(company), None, "general", None)
    try:
        return Reader.of(here.workspace().settings)
    except NotAWorkspace:
        return Reader((), None, "general", None)


def _show(petition: Petition, full: bool) -> None:
    by = f", by {petition.proponent}" if petition.proponent else ""
    show(f"{petition.title} (p. {petition.text.page}{by})")
    for finding in petition.claims:
        claim = finding.attributes
        if not isinstance(claim, Claim):
            continue
        show(
            f"{claim.number:3d}. {claim.type.replace('_', ' ')}, p. {finding.evidence.page}: {shorten(claim.text, 400)}"
        )
        for letter, part in zip("abcdefghijklmnopqrstuvwxyz", claim.sub_claims, strict=False):
            show(f"     {letter}) {shorten(part.text, 200)}")
        for label, values in (
            ("notes", [f"{n.mark} {shorten(n.text or 'not printed', 80)}" for n in claim.footnotes]),
            ("about", [*claim.products, *claim.practices, *claim.places]),
            ("figures", [f"{f.hedge or ''} {f.value:,.10g} {f.unit}".strip() for f in claim.figures]),
            ("dates", list(claim.dates)),
        ):
            if values:
                show(f"     {label}: {'; '.join(values)}")
    if petition.answer is not None:
        text = petition.answer.quote if full else shorten(petition.answer.quote, 300)
        show(f"  The board, p. {petition.answer.page}: {text}")
    show()
