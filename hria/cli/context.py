"""What commands share: the workspace they run in, and the store of it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from hria.document import DocumentStatus
from hria.review import Review, Reviewed, reviewed
from hria.settings import Workspace, open_workspace
from hria.store import Store


class Here:
    """Where a command runs. Opens nothing before it is asked to."""

    def __init__(self, folder: str) -> None:
        self.folder = Path(folder)

    def workspace(self) -> Workspace:
        """The workspace. Raises NotAWorkspace."""
        return open_workspace(self.folder)

    @contextmanager
    def store(self) -> Iterator[tuple[Workspace, Store]]:
        """The workspace with its store open."""
        workspace = self.workspace()
        with Store(workspace.store_url) as store:
            yield workspace, store


def decisions_by_finding(store: Store) -> dict[str, list[Review]]:
    """All decisions, oldest first, by the finding they are on."""
    found: dict[str, list[Review]] = {}
    for review in store.reviews():
        found.setdefault(review.finding_id, []).append(review)
    return found


def reviewed_findings(
    store: Store,
    *statuses: DocumentStatus,
    kind: str | None = None,
    document_id: str | None = None,
) -> Iterator[Reviewed]:
    """Findings of documents of these statuses with what people decided on them, in the order of the documents."""
    decisions = decisions_by_finding(store)
    for finding in store.findings(*statuses, kind=kind, document_id=document_id):
        yield reviewed(finding, decisions.get(finding.id, []))
