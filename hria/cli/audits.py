"""hria audits: sites that were audited, what is open, overdue and raised again."""

from __future__ import annotations

import datetime
from collections.abc import Iterator

import click

from hria.audited import AUDIT_CLASSES
from hria.audits.register import Action, AuditedSite, audited_sites
from hria.cli.context import Here, reviewed_findings
from hria.cli.output import say, shorten, show_json, show_table
from hria.finding import Finding
from hria.store import Store


@click.command()
@click.option("--site", help="Only sites whose name holds this.")
@click.option("--overdue", is_flag=True, help="Only actions whose date has passed.")
@click.option("--repeats", is_flag=True, help="Only findings that were raised before.")
@click.option("--all", "everything", is_flag=True, help="Closed actions and good practices too.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object a line: each site, then each of its actions.")
@click.pass_obj
def command(here: Here, site: str | None, overdue: bool, repeats: bool, everything: bool, as_json: bool) -> None:
    """List the audited sites, and the actions that are open or overdue on the date of the report.

    \b
    Example: hria audits
    Example: hria audits --overdue --json
    """
    with here.store() as (workspace, store):
        on = workspace.settings.report.date
        sites = audited_sites(_findings(store), on)
        paths = {stored.summary.id: stored.summary.path for stored in store.list_documents()}
    sites = [one for one in sites if site is None or site.casefold() in one.name.casefold()]
    if as_json:
        for one in sites:
            show_json(_site_as_json(one))
            for action in _chosen(one, overdue, repeats, everything):
                show_json(_action_as_json(one, action, paths))
        return
    _tables(sites, on, overdue, repeats, everything)


def _findings(store: Store) -> Iterator[Finding]:
    for item in reviewed_findings(store, "current", kind="audit_finding"):
        if item.state != "rejected":
            yield item.finding


def _chosen(site: AuditedSite, overdue: bool, repeats: bool, everything: bool) -> list[Action]:
    return [
        action
        for action in site.actions
        if (everything or repeats or action.is_open)
        and (not overdue or action.days_overdue is not None)
        and (not repeats or action.is_repeat)
    ]


def _tables(sites: list[AuditedSite], on: datetime.date, overdue: bool, repeats: bool, everything: bool) -> None:
    if not sites:
        say("no audit findings; add audits with hria add --kind audit, then hria extract")
        return
    header = ("site", "country", "audits", "findings", "open", "overdue", "repeats")
    rows = [
        (
            shorten(one.name, 40),
            one.country or "not stated",
            ", ".join(f"{scheme} {end or 'no date'}" for scheme, end in one.audits),
            _counts(one),
            *(_number(len(found)) for found in (one.open(), one.overdue(), one.repeats())),
        )
        for one in sites
    ]
    show_table(header, rows, wide=0)
    actions = [(one, action) for one in sites for action in _chosen(one, overdue, repeats, everything)]
    actions.sort(key=lambda pair: (-(pair[1].days_overdue or 0), pair[1].audited.due or "9999"))
    if actions:
        show_table(
            ("id", "site", "class", "clause", "finding", "due", "status", ""),
            [_row(one, action) for one, action in actions],
            wide=4,
        )
    late = sum(action.days_overdue is not None for _, action in actions)
    say(f"{len(sites)} sites, {len(actions)} actions listed, {late} overdue on {on.isoformat()}")


def _counts(site: AuditedSite) -> str:
    """How many findings there are of each class: "2 critical, 3 major"."""
    counts = [(site.count(class_), (class_ or "not graded").replace("_", " ")) for class_ in (*AUDIT_CLASSES, None)]
    return ", ".join(f"{count} {name}" for count, name in counts if count)


def _row(site: AuditedSite, action: Action) -> tuple[str, ...]:
    audited = action.audited
    notes = [f"{action.days_overdue} days overdue"] if action.days_overdue else []
    notes += ["repeat"] if action.is_repeat else []
    notes += [f"{reading.printed} can be read in two ways" for reading in audited.readings]
    return (
        action.finding.id[:8],
        shorten(site.name, 24),
        audited.class_printed or "not graded",
        audited.clause or "",
        shorten(audited.description or "", 110),
        audited.due or audited.timescale or "not stated",
        (audited.status or "not stated").replace("_", " "),
        ", ".join(notes),
    )


def _number(count: int) -> str:
    return str(count) if count else "-"


def _site_as_json(site: AuditedSite) -> dict[str, object]:
    return {
        "type": "site",
        "site": site.name,
        "country": site.country,
        "audits": [{"scheme": scheme, "ended": end} for scheme, end in site.audits],
        "findings": {class_: site.count(class_) for class_ in AUDIT_CLASSES} | {"not_graded": site.count(None)},
        "open": len(site.open()),
        "overdue": len(site.overdue()),
        "repeats": len(site.repeats()),
    }


def _action_as_json(site: AuditedSite, action: Action, paths: dict[str, str]) -> dict[str, object]:
    audited, evidence = action.audited, action.finding.evidence
    return {
        "type": "action",
        "id": action.finding.id,
        "site": site.name,
        "scheme": audited.scheme,
        "class_printed": audited.class_printed,
        "class": audited.class_,
        "clause": audited.clause,
        "category": audited.category,
        "description": audited.description,
        "corrective_action": audited.corrective_action,
        "responsible": audited.responsible,
        "due": audited.due,
        "timescale": audited.timescale,
        "closed": audited.closed,
        "status": audited.status,
        "days_overdue": action.days_overdue,
        "is_repeat": action.is_repeat,
        "raised_before": {"id": action.before[0].id, "alike": action.before[1]} if action.before else None,
        "date_readings": [{"printed": r.printed, "readings": list(r.readings)} for r in audited.readings],
        "document": paths.get(evidence.document_id),
        "page": evidence.page,
    }
