"""hria findings: what was found."""

from __future__ import annotations

from collections.abc import Iterator

import click

from hria.audited import AuditFinding
from hria.cli.context import Here, reviewed_findings
from hria.cli.output import say, shorten, show_json, show_table
from hria.country_fact import CountryFact
from hria.document import DocumentStatus, Summary
from hria.finding import KINDS, Claim, Commitment, Disclosure, Metric, Partner, Quoted, Risk
from hria.framework import Framework, framework, frameworks
from hria.incident import Incident
from hria.interchange import finding_as_json
from hria.listed import Enforcement, Facility, Grievance
from hria.mapping import map_finding
from hria.review import Reviewed
from hria.store import Store


@click.command()
@click.option("--kind", type=click.Choice(KINDS), help="Only findings of this kind.")
@click.option("--document", help="Only of this document (id or file name).")
@click.option("--category", help="Only risks of this category, or disclosures on this topic.")
@click.option("--framework", "named", help="Map to this framework only.")
@click.option("--min-confidence", type=float, default=0.0, help="Only findings at least this sure.")
@click.option("--all", "everything", is_flag=True, help="Those of superseded and withdrawn documents too.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object a line.")
@click.pass_obj
def command(
    here: Here,
    kind: str | None,
    document: str | None,
    category: str | None,
    named: str | None,
    min_confidence: float,
    everything: bool,
    as_json: bool,
) -> None:
    """List findings with their passages, in the order of the documents.

    \b
    Example: hria findings --kind risk --category forced-labour
    Example: hria findings --json > findings.jsonl
    """
    with here.store() as (_, store):
        document_id = store.stored(document).summary.id if document else None
        chosen = (framework(named),) if named else tuple(frameworks().values())
        found = (
            item
            for item in _selected(store, kind, document_id, everything)
            if item.finding.confidence >= min_confidence and _is_in(item, category)
        )
        if as_json:
            _as_json(store, found, chosen)
        else:
            _as_table(store, found)


def _selected(store: Store, kind: str | None, document_id: str | None, everything: bool) -> Iterator[Reviewed]:
    statuses: tuple[DocumentStatus, ...] = () if everything or document_id else ("current",)
    return reviewed_findings(store, *statuses, kind=kind, document_id=document_id)


def _is_in(item: Reviewed, category: str | None) -> bool:
    if category is None:
        return True
    attributes = item.finding.attributes
    if isinstance(attributes, Risk | AuditFinding | Incident):
        return attributes.category == category
    return isinstance(attributes, Disclosure) and category in attributes.topics


def _as_json(store: Store, found: Iterator[Reviewed], chosen: tuple[Framework, ...]) -> None:
    documents = _documents(store)
    for item in found:
        document = documents[item.finding.evidence.document_id]
        show_json(finding_as_json(item, document, map_finding(item.finding, chosen)))


def _as_table(store: Store, found: Iterator[Reviewed]) -> None:
    documents = _documents(store)
    rows = []
    for item in found:
        finding = item.finding
        document = documents[finding.evidence.document_id]
        place = f"{shorten(document.title, 26)} p. {finding.evidence.page}"
        what = f"{shorten(finding.evidence.quote, 150)}"
        rows.append((finding.id[:8], finding.kind, gist(item), what, place, item.state))
    show_table(("id", "kind", "", "passage", "where", "review"), rows, wide=3)
    say(f"{len(rows)} findings; hria explain ID says why one was found")


def gist(item: Reviewed) -> str:
    """What a finding comes to, in a few words."""
    match item.finding.attributes:
        case Risk() as risk:
            return f"{risk.category}, {risk.actuality}"
        case Commitment() as commitment:
            parts = [commitment.strength, commitment.status.replace("_", " "), commitment.deadline or ""]
            return ", ".join(part for part in parts if part)
        case Partner() as partner:
            return f"{shorten(partner.name, 30)}, {partner.relation}"
        case Claim() as claim:
            return f"{claim.number}: {claim.type.replace('_', ' ')}"
        case Metric() as metric:
            return f"{metric.value:,.10g} {metric.unit}, {metric.owner.replace('_', ' ')}"
        case AuditFinding() | Facility() | Grievance() | Enforcement() | CountryFact() as row:
            return _row_gist(row)
        case Incident() as incident:
            return f"{incident.event.replace('_', ' ')}, {incident.standing}"
        case Disclosure() as disclosure:
            return f"{', '.join(disclosure.topics[:2])}, {disclosure.evidence_status.replace('_', ' ')}"
        case Quoted():
            return "passage"


def _row_gist(row: AuditFinding | Facility | Grievance | Enforcement | CountryFact) -> str:
    """What a row of a table comes to."""
    match row:
        case AuditFinding() as audited:
            parts = [audited.class_printed or "not graded", audited.clause or "", audited.status or ""]
            return ", ".join(part.replace("_", " ") for part in parts if part)
        case Facility() as facility:
            return f"{shorten(facility.name, 30)}, {facility.country or 'no country'}"
        case Grievance() as grievance:
            return f"{grievance.received or 'no date'}, {grievance.status or 'status not stated'}"
        case Enforcement() as record:
            return shorten(record.employer, 30)
        case CountryFact() as fact:
            said = fact.words or (f"{fact.value:,.4g}" if fact.value is not None else "")
            return f"{fact.country}, {shorten(fact.measure, 40)} {shorten(said, 40)}".strip()


def _documents(store: Store) -> dict[str, Summary]:
    return {stored.summary.id: stored.summary for stored in store.list_documents()}
