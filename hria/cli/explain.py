"""hria explain: why a finding was found."""

from __future__ import annotations

import click
import msgspec

from hria.cli.context import Here, decisions_by_finding
from hria.cli.output import show
from hria.framework import frameworks
from hria.mapping import map_finding
from hria.review import reviewed


@click.command()
@click.argument("finding")
@click.pass_obj
def command(here: Here, finding: str) -> None:
    """Say why a finding was found: its passage and place, the rule and the words it went by, its attributes,
    the criteria that it speaks to, and what people decided on it.

    Example: hria explain 3f9a12cc
    """
    with here.store() as (_, store):
        found = store.finding(finding)
        document = store.stored(found.evidence.document_id)
        decisions = decisions_by_finding(store).get(found.id, [])
    item = reviewed(found, decisions)
    evidence = found.evidence
    show(f"{found.kind} {found.id}")
    show(f"  “{evidence.quote}”")
    place = f"page {evidence.page}, paragraph {evidence.paragraph}"
    show(f"  {document.summary.title} ({document.summary.path}), {place}")
    if evidence.heading:
        show(f"  under the heading “{evidence.heading}”")
    show(f"\nfound by  {found.rule}, confidence {found.confidence:.2f}")
    show(f"words     {', '.join(found.cues) or 'none: by its place in a list or under a heading'}")
    show("attributes")
    for name, value in msgspec.to_builtins(item.finding.attributes).items():
        show(f"  {name:16} {_plain(value)}")
    mappings = map_finding(item.finding, tuple(frameworks().values()))
    show("speaks to" if mappings else "speaks to no criterion")
    for mapping in mappings:
        show(f"  {mapping.criterion_id:22} {mapping.stance} ({mapping.why})")
    show(f"review    {item.state}")
    for decision in decisions:
        changes = ", ".join(f"{name}={value}" for name, value in decision.changes.items())
        note = f": {decision.note}" if decision.note else ""
        when = decision.decided_at.strftime("%Y-%m-%d %H:%M")
        show(f"  {when}  {decision.reviewer}  {decision.decision} {changes}{note}")


def _plain(value: object) -> str:
    if value is None:
        return "not stated"
    if isinstance(value, list | tuple):
        return ", ".join(map(str, value)) or "none"
    if isinstance(value, dict):
        return " ".join(str(part) for part in value.values())
    return str(value)
