"""hria frameworks: laws, standards and taxonomies as hria knows them."""

from __future__ import annotations

import click
import msgspec

from hria.cli.output import show, show_json, show_table
from hria.framework import Framework, framework, frameworks, pending
from hria.risk import RiskTaxonomy, risk_taxonomies, risk_taxonomy


@click.command()
@click.argument("name", required=False)
@click.option("--json", "as_json", is_flag=True, help="One JSON object a line.")
def command(name: str | None, as_json: bool) -> None:
    """List the frameworks, or print one with its criteria, their force and whether its text was verified.
    `risks` lists the taxonomies of salient risks, `pending` bills and announcements, which are never counted.

    \b
    Example: hria frameworks uk-msa
    Example: hria frameworks risks
    """
    if name is None:
        _list(as_json)
    elif name == "pending":
        _pending(as_json)
    elif name == "risks":
        for taxonomy in risk_taxonomies().values():
            show_json(msgspec.to_builtins(taxonomy)) if as_json else _risks(taxonomy)
    elif name in risk_taxonomies():
        _risks(risk_taxonomy(name))
    else:
        found = framework(name)
        show_json(msgspec.to_builtins(found)) if as_json else _one(found)


def _list(as_json: bool) -> None:
    rows = []
    for found in frameworks().values():
        if as_json:
            show_json({"id": found.id, "title": found.title, "nature": found.nature, "edition": found.edition})
        mark = "" if found.verified else "not verified"
        rows.append((found.id, found.nature.replace("_", " "), found.title, found.edition, mark))
    if not as_json:
        show_table(("id", "nature", "title", "edition", ""), rows, wide=2)


def _one(found: Framework) -> None:
    show(f"{found.title} ({found.short})")
    show(f"{found.nature.replace('_', ' ')}, {found.edition}; {found.source_url}, read {found.read_on}")
    if found.in_force_from:
        show(f"in force from {found.in_force_from}")
    show(f"verified: {'yes' if found.verified else 'no'} ({found.verified_by})")
    show("")
    for criterion in found.criterion:
        mark = "" if criterion.verified and found.verified else "  [not verified]"
        force = criterion.force.replace("_", " ")
        show(f"{criterion.id:10} {criterion.ref}  {criterion.title}  ({force}, {criterion.role}){mark}")
        show(f"{'':10} {' '.join(criterion.paraphrase.split())}")
    if found.note:
        show(f"\n{' '.join(found.note.split())}")


def _pending(as_json: bool) -> None:
    for bill in pending():
        if as_json:
            show_json(msgspec.to_builtins(bill))
        else:
            show(f"{bill.title} ({bill.jurisdiction}): {bill.status}, {bill.status_date}. Never counted.")
            show(f"  {' '.join(bill.summary.split())}")


def _risks(taxonomy: RiskTaxonomy) -> None:
    show(f"{taxonomy.id}: {taxonomy.title} ({taxonomy.edition}; {taxonomy.source})")
    for category in taxonomy.category:
        show(f"  {category.id:28} {category.name}")
        show(f"  {'':28} {' '.join(category.description.split())}")
