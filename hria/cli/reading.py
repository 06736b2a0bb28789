"""What commands that compare whole documents share: the documents with all their passages, and the ledger."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from hria.cli.context import reviewed_findings
from hria.document import DocumentStatus
from hria.extract.passages import passages_of
from hria.finding import Finding
from hria.ledger import Ledger, ledger
from hria.passage import Paper, Passage
from hria.settings import Workspace
from hria.store import Store, Stored
from hria.voice import voice_of


def papers(store: Store, *statuses: DocumentStatus, own_only: bool = False) -> tuple[Paper, ...]:
    """The documents of these statuses with all their passages, by path; only the company's own if asked. Data on
    countries say nothing of the company and are left out."""
    return tuple(
        paper_of(store, stored)
        for stored in store.list_documents(*statuses)
        if (stored.is_own_voice or not own_only) and stored.summary.kind != "context"
    )


def paper_of(store: Store, stored: Stored) -> Paper:
    """One document with all its passages."""
    summary = stored.summary
    passages = passages_of(store.document(summary.id))
    return Paper(summary, stored.is_own_voice, voice_of(summary.kind, stored.is_own_voice), passages)


def ledger_of(workspace: Workspace, findings: Iterable[Finding], read: Sequence[Paper]) -> Ledger:
    """The ledger of a workspace as of the date of its report, from the documents read."""
    settings = workspace.settings
    return ledger(findings, read, settings.company.names(), settings.report.date)


def usable(workspace: Workspace, store: Store) -> tuple[Finding, ...]:
    """The findings of current documents that nobody rejected and that are sure enough to be used."""
    bar = workspace.settings.report.confidence
    return tuple(
        item.finding
        for item in reviewed_findings(store, "current")
        if item.state in ("accepted", "edited") or (item.state != "rejected" and item.finding.confidence >= bar)
    )


def place_of(passage: Passage, paper: Paper) -> dict[str, object]:
    """A passage as JSON: quote, page, document and voice."""
    return {
        "quote": passage.text,
        "page": passage.evidence.page,
        "start": passage.evidence.start,
        "end": passage.evidence.end,
        **document_as_json(paper),
    }


def document_as_json(paper: Paper) -> dict[str, object]:
    """Which document it is, when it was published and who speaks in it."""
    summary = paper.summary
    return {
        "document": {
            "id": summary.id,
            "path": summary.path,
            "title": summary.title,
            "kind": summary.kind,
            "published": summary.published.isoformat() if summary.published else None,
        },
        "voice": paper.voice,
    }
