"""From documents to findings: every document of the store that was not read with these rules yet."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

import msgspec

from hria.document import Document
from hria.extract import Extractor, Reader
from hria.finding import Finding
from hria.settings import Workspace
from hria.store import Store
from hria.voice import is_own_voice
from hria.workers import Bounds, Failure, default_processes, run

# Below this many documents a second model takes longer to load than it saves.
FEW = 3


class Harvested(NamedTuple):
    """What a document yielded: the number of its findings, or why there are none."""

    document_id: str
    path: str
    findings: int
    failure: Failure | None = None


def harvest(workspace: Workspace, store: Store, everything: bool = False) -> Iterator[Harvested]:
    """Extracts from each document that needs it (or from all) and keeps the findings; yields as it goes."""
    reader = Reader.of(workspace.settings)
    fingerprint = reader.fingerprint()
    paths = {stored.summary.id: stored.summary.path for stored in store.list_documents("current")}
    waiting = list(paths) if everything else store.unread(fingerprint)
    limits = workspace.settings.limits
    processes = min(limits.processes or default_processes(), 1 + len(waiting) // FEW)
    tasks = ((document_id, msgspec.msgpack.encode(store.document(document_id))) for document_id in waiting)
    arguments = msgspec.msgpack.encode(reader)
    bounds = Bounds(max(limits.seconds, 300.0))
    for outcome in run(tasks, "hria.harvest:make_extractor", arguments, processes, bounds):
        document_id = outcome.task[0]
        if outcome.failure is not None:
            yield Harvested(document_id, paths[document_id], 0, outcome.failure)
            continue
        findings, is_own_voice = outcome.result
        store.put_findings(document_id, findings, fingerprint, is_own_voice)
        yield Harvested(document_id, paths[document_id], len(findings))


def make_extractor(arguments: bytes) -> Any:
    """What a worker does: loads the model once, then extracts from one document after the other."""
    reader = msgspec.msgpack.decode(arguments, type=Reader)
    extractor = Extractor(reader)

    def work(task: tuple[str, bytes]) -> tuple[list[Finding], bool]:
        document = msgspec.msgpack.decode(task[1], type=Document)
        return extractor.findings(document), is_own_voice(document, reader.company)

    return work
