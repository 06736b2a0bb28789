"""hria export: findings, codes and provenance for other tools."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import click
import msgspec

from hria.cli.context import Here, decisions_by_finding, reviewed_findings
from hria.cli.output import say
from hria.exchange.codebook import codebook
from hria.exchange.codebook_report import codebook_draft
from hria.exchange.flat import rows, to_csv, to_xlsx
from hria.exchange.project import project_of
from hria.exchange.provenance import provenance
from hria.exchange.qda_write import codebook_file, project_file
from hria.finding import KINDS
from hria.framework import frameworks
from hria.interchange import finding_as_json
from hria.mapping import map_finding
from hria.renderers import render
from hria.review import Reviewed
from hria.risk import risk_taxonomy
from hria.settings import Workspace
from hria.store import Store
from hria.whole_file import write_whole

Maker = Callable[[Workspace, Store, list[Reviewed]], bytes]


@click.command()
@click.argument("file", type=click.Path(dir_okay=False))
@click.option("--format", "format_", help="The format, where the file's name does not end with it.")
@click.option(
    "--kind", "kinds", type=click.Choice(KINDS), multiple=True, help="Only findings of this kind (repeat it)."
)
@click.option("--document", help="Only of this document (id or file name).")
@click.option("--accepted-only", is_flag=True, help="Only findings that a person accepted.")
@click.option("--all", "everything", is_flag=True, help="Rejected findings too, marked as such.")
@click.pass_obj
def command(
    here: Here,
    file: str,
    format_: str | None,
    kinds: tuple[str, ...],
    document: str | None,
    accepted_only: bool,
    everything: bool,
) -> None:
    """Write findings for other tools: .qdpx (REFI-QDA project, for MAXQDA, NVivo, ATLAS.ti, QualCoder), .qdc
    (codebook), .docx (codebook to read), .jsonld (with provenance by PROV-O), .jsonl, .csv, .xlsx.

    \b
    Example: hria export acme.qdpx
    Example: hria export accepted.csv --accepted-only --kind risk
    """
    chosen = (format_ or Path(file).suffix).lower().lstrip(".")
    if chosen not in FORMATS:
        raise click.UsageError(f'there is no format "{chosen}" (there are {", ".join(FORMATS)})')
    with here.store() as (workspace, store):
        document_id = store.stored(document).summary.id if document else None
        items = [
            item
            for item in reviewed_findings(store, "current", document_id=document_id)
            if (not kinds or item.finding.kind in kinds)
            and (not accepted_only or item.state in ("accepted", "edited"))
            and (everything or item.state != "rejected")
        ]
        data = FORMATS[chosen](workspace, store, items)
    write_whole(Path(file), data)
    say(f"{file}: {len(items)} findings")


def _qdpx(workspace: Workspace, store: Store, items: list[Reviewed]) -> bytes:
    settings = workspace.settings
    codes = codebook(risk_taxonomy(settings.report.risks))
    cited = {item.finding.evidence.document_id for item in items}
    documents = [store.document(s.summary.id) for s in store.list_documents("current") if s.summary.id in cited]
    decisions = decisions_by_finding(store)
    return project_file(project_of(settings.company.name, settings.report.date, codes, documents, items, decisions))


def _qdc(workspace: Workspace, _store: Store, _items: list[Reviewed]) -> bytes:
    return codebook_file(codebook(risk_taxonomy(workspace.settings.report.risks)))


def _docx(workspace: Workspace, store: Store, items: list[Reviewed]) -> bytes:
    settings = workspace.settings
    codes = codebook(risk_taxonomy(settings.report.risks))
    documents = {stored.summary.id: stored.summary for stored in store.list_documents()}
    report = settings.report
    return render(codebook_draft(settings.company.name, report.date, report.language, codes, items, documents), "docx")


def _jsonld(_workspace: Workspace, store: Store, items: list[Reviewed]) -> bytes:
    documents = {stored.summary.id: stored.summary for stored in store.list_documents()}
    return provenance(items, documents, decisions_by_finding(store), tuple(frameworks().values()))


def _jsonl(_workspace: Workspace, store: Store, items: list[Reviewed]) -> bytes:
    documents = {stored.summary.id: stored.summary for stored in store.list_documents()}
    known = tuple(frameworks().values())
    lines = (
        finding_as_json(item, documents[item.finding.evidence.document_id], map_finding(item.finding, known))
        for item in items
    )
    return b"".join(msgspec.json.encode(line) + b"\n" for line in lines)


def _csv(_workspace: Workspace, store: Store, items: list[Reviewed]) -> bytes:
    documents = {stored.summary.id: stored.summary for stored in store.list_documents()}
    return to_csv(rows(items, documents, tuple(frameworks().values())))


def _xlsx(_workspace: Workspace, store: Store, items: list[Reviewed]) -> bytes:
    documents = {stored.summary.id: stored.summary for stored in store.list_documents()}
    return to_xlsx(rows(items, documents, tuple(frameworks().values())))


FORMATS: dict[str, Maker] = {
    "qdpx": _qdpx,
    "qdc": _qdc,
    "docx": _docx,
    "jsonld": _jsonld,
    "jsonl": _jsonl,
    "csv": _csv,
    "xlsx": _xlsx,
}
