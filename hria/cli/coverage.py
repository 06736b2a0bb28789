"""hria coverage: what the documents say to each criterion of a framework."""

from __future__ import annotations

import click

from hria.cli.context import Here, reviewed_findings
from hria.cli.output import say, shorten, show, show_json
from hria.coverage import STATUS_WORDS, Covered, cover
from hria.framework import framework


@click.command()
@click.argument("name", metavar="FRAMEWORK")
@click.option("--document", help="Only this document (id or file name).")
@click.option("--json", "as_json", is_flag=True, help="One JSON object a line.")
@click.option("--passages", type=int, default=2, help="How many passages to show for each criterion.")
@click.pass_obj
def command(here: Here, name: str, document: str | None, as_json: bool, passages: int) -> None:
    """For each criterion: done, planned only, contradicted or nothing found, with the passages.
    Rejected findings do not count. This is evidence, never a verdict on compliance.

    Example: hria coverage uk-msa
    """
    chosen = framework(name)
    with here.store() as (_, store):
        document_id = store.stored(document).summary.id if document else None
        found = reviewed_findings(store, "current", document_id=document_id)
        findings = [item.finding for item in found if item.state != "rejected"]
        titles = {s.summary.id: s.summary.title for s in store.list_documents()}
    covered = cover(chosen, findings)
    for item in covered:
        if as_json:
            show_json(_as_json(item))
        else:
            _print(item, titles, passages)
    if not as_json:
        counts = {word: sum(c.status == status for c in covered) for status, word in STATUS_WORDS.items()}
        say(f"{chosen.short}: " + ", ".join(f"{n} {word.lower()}" for word, n in counts.items()))


def _print(item: Covered, titles: dict[str, str], passages: int) -> None:
    criterion = item.criterion
    force = criterion.force.replace("_", " ")
    show(f"{STATUS_WORDS[item.status]:14} {item.criterion_id:16} {criterion.ref}  {criterion.title}  ({force})")
    for finding in item.findings()[:passages]:
        place = f"{shorten(titles[finding.evidence.document_id], 40)}, p. {finding.evidence.page}"
        show(f"{'':14} {finding.id[:8]}  “{shorten(finding.evidence.quote, 110)}” ({place})")
    if item.silent_parts and item.status != "nothing_found":
        show(f"{'':14} nothing on: {', '.join(item.silent_parts)}")
    if item.status == "nothing_found" and criterion.missing:
        show(f"{'':14} missing: {' '.join(criterion.missing.split())} (ask: {criterion.owner or 'not stated'})")


def _as_json(item: Covered) -> dict[str, object]:
    return {
        "criterion": item.criterion_id,
        "ref": item.criterion.ref,
        "title": item.criterion.title,
        "force": item.criterion.force,
        "status": item.status,
        "supports": [finding.id for finding in item.supports],
        "planned": [finding.id for finding in item.planned],
        "contradicts": [finding.id for finding in item.contradicts],
        "silent_parts": list(item.silent_parts),
    }
