"""hria partners: who the company works with, as of each document."""

from __future__ import annotations

import click

from hria.cli.context import Here
from hria.cli.output import say, shorten, show, show_json
from hria.cli.reading import papers, usable
from hria.partnership import Description, Partnership, partnerships

MARKS = {"added": "+", "dropped": "-", "role": "~", "since": "~"}


@click.command()
@click.option("--changed", is_flag=True, help="Only those that were added, dropped or described differently.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object a line.")
@click.pass_obj
def command(here: Here, changed: bool, as_json: bool) -> None:
    """List the organisations that the company's own documents name as partners: relation, role and since when as
    of each document, and who was added, dropped or described differently from one edition to the next.

    \b
    Example: hria partners
    Example: hria partners --changed
    """
    with here.store() as (workspace, store):
        found = partnerships(usable(workspace, store), papers(store, "current", own_only=True))
    chosen = [partnership for partnership in found if partnership.changes or not changed]
    for partnership in chosen:
        if as_json:
            show_json(_as_json(partnership))
        else:
            _print(partnership)
    if not as_json:
        counts = {kind: sum(c.kind == kind for p in found for c in p.changes) for kind in MARKS}
        said = (
            f"{counts['added']} added",
            f"{counts['dropped']} dropped",
            f"{counts['role'] + counts['since']} differ",
        )
        say(f"{len(found)} organisations; {', '.join(said)}")


def _print(partnership: Partnership) -> None:
    kind = (partnership.type or "not in the list of organisations").replace("_", " ")
    show(f"{partnership.name}  ({kind})")
    for description in partnership.descriptions:
        show(f"    {_titled(description)}: {_said(description)}")
    for change in partnership.changes:
        within = f" in “{shorten(change.within.title, 40)}” ({_year(change.within.published)})" if change.within else ""
        places = [d for d in (change.before, change.after) if d]
        pages = f" ({' and '.join(_titled(d) for d in places)})" if not change.within else ""
        show(f"  {MARKS[change.kind]} {change.kind}: {change.words}{within}{pages}")


def _said(description: Description) -> str:
    relation = ", ".join(dict.fromkeys((*description.relations, *description.roles))) or "named"
    since = f", since {description.since}" if description.since else ""
    first = description.findings[0]
    return f"{relation}{since}  “{shorten(first.evidence.quote, 90)}” p. {first.evidence.page}"


def _titled(description: Description) -> str:
    published = description.document.published
    dated = str(published.year) if published else f"not dated, names nothing later than {description.year}"
    return f"{shorten(description.document.title, 40)} ({dated})"


def _year(published: object) -> str:
    return str(published)[:4] if published else "not dated"


def _as_json(partnership: Partnership) -> dict[str, object]:
    return {
        "name": partnership.name,
        "type": partnership.type,
        "documents": [_description_as_json(description) for description in partnership.descriptions],
        "changes": [
            {
                "kind": change.kind,
                "words": change.words,
                "before": change.before.document.id if change.before else None,
                "after": change.after.document.id if change.after else None,
                "not_named_in": change.within.id if change.within else None,
            }
            for change in partnership.changes
        ],
    }


def _description_as_json(description: Description) -> dict[str, object]:
    summary = description.document
    return {
        "document": {
            "id": summary.id,
            "path": summary.path,
            "title": summary.title,
            "published": summary.published.isoformat() if summary.published else None,
            "latest_year": description.year,
        },
        "voice": description.voice,
        "relations": list(description.relations),
        "roles": list(description.roles),
        "since": description.since,
        "findings": [finding.id for finding in description.findings],
    }
