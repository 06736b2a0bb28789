"""From files to the store: which files, read by whom, and what became of each."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, Literal, NamedTuple

import msgspec

from hria.document import Document
from hria.errors import NotFound, UnknownTable
from hria.readers import TABLE_SUFFIXES, Overrides
from hria.settings import FILE, FOLDER, Workspace
from hria.store import AddResult, Store
from hria.workers import Bounds, Failure, default_processes, run

# Folders in which a workspace keeps what it makes itself.
MADE = frozenset((FOLDER, "reports", ".git", "__pycache__", "node_modules", ".venv"))
# Begins what a worker hands back instead of a document: no document begins so.
UNKNOWN = b"\xc1"
SKIPPED_NAMES = frozenset((FILE, "assessment.toml", "Thumbs.db", "desktop.ini"))


# Recognising the text of a picture takes so many times as long as reading it.
OCR_TAKES = 20


class Candidate(NamedTuple):
    """A file to read. `is_named` files were asked for by name, others found in a folder."""

    path: Path
    shown: str
    is_named: bool


class Taken(NamedTuple):
    """What became of a file: added to the store, left out as of no readable kind, or failed."""

    shown: str
    result: AddResult | Literal["failed", "left out"]
    summary: str
    failure: Failure | None = None


def candidates(workspace: Workspace, paths: Sequence[str]) -> list[Candidate]:
    """The files that these paths, folders and globs lead to, sorted, each once.

    Raises NotFound for a path that leads nowhere. Hidden files and what the workspace makes are passed over.
    """
    found: dict[Path, Candidate] = {}
    for given in paths:
        for path, is_named in _files(given):
            if not is_named and _is_made(path, workspace):
                continue
            found.setdefault(path.resolve(), Candidate(path, workspace.shown(path), is_named))
    return sorted(found.values(), key=lambda candidate: candidate.shown)


def _files(given: str) -> Iterator[tuple[Path, bool]]:
    path = Path(given)
    if path.is_dir():
        yield from ((file, False) for file in sorted(path.rglob("*")) if file.is_file())
    elif path.exists():
        yield path, True
    else:
        anchor = Path(path.anchor or ".")
        pattern = str(path.relative_to(path.anchor)) if path.anchor else given
        matches = sorted(anchor.glob(pattern)) if any(char in given for char in "*?[") else []
        if not matches:
            raise NotFound(f"{given}: no such file or folder", "check the path")
        for match in matches:
            if match.is_dir():
                yield from ((file, False) for file in sorted(match.rglob("*")) if file.is_file())
            else:
                yield match, True


def _is_made(path: Path, workspace: Workspace) -> bool:
    if path.name.startswith((".", "~$")) or path.name in SKIPPED_NAMES:
        return True
    try:
        inside = path.resolve().relative_to(workspace.folder.resolve())
    except ValueError:
        return False
    return any(part in MADE for part in inside.parts[:-1])


def take_in(workspace: Workspace, store: Store, files: Sequence[Candidate], overrides: Overrides) -> Iterator[Taken]:
    """Reads each file in a worker and keeps it; yields what became of each, as it happens."""
    to_read = []
    for file in files:
        suffix = file.path.suffix.lower()
        if not file.is_named and suffix in TABLE_SUFFIXES:
            yield Taken(file.shown, "left out", f"{suffix} files are not read")
        elif overrides == Overrides() and _is_unchanged(store, file):
            yield Taken(file.shown, "unchanged", "")
        else:
            to_read.append(file)
    limits = workspace.settings.limits
    seconds = limits.seconds * (OCR_TAKES if overrides.ocr else 1)
    bounds = Bounds(seconds, limits.megabytes)
    processes = min(limits.processes or default_processes(), max(len(to_read), 1))
    named = {file.shown for file in to_read if file.is_named}
    tasks = ((str(file.path.resolve()), file.shown) for file in to_read)
    packed = msgspec.msgpack.encode(overrides)
    for outcome in run(tasks, "hria.intake:make_reader", packed, processes, bounds):
        unknown = _unknown_table(outcome.result)
        if unknown is not None and outcome.task[1] not in named:
            yield Taken(outcome.task[1], "left out", unknown.message)
        else:
            yield _kept(store, outcome.task[1], outcome.result, outcome.failure or unknown)


def _is_unchanged(store: Store, file: Candidate) -> bool:
    try:
        digest = hashlib.sha256(file.path.read_bytes()).hexdigest()
    except OSError:
        return False
    return store.document_at(file.shown, digest)


def _kept(store: Store, shown: str, result: bytes | None, failure: Failure | None) -> Taken:
    if failure is not None or result is None:
        failure = failure or Failure("it yielded nothing")
        store.fail(shown, failure.message, failure.hint)
        return Taken(shown, "failed", "", failure)
    document = msgspec.msgpack.decode(result, type=Document)
    added = store.add(document)
    if added == "described":
        store.forget_extraction(document.id)
    return Taken(shown, added, described(document))


def _unknown_table(result: bytes | None) -> Failure | None:
    """What a worker hands back of a table that it did not know; None for a document."""
    if result is None or not result.startswith(UNKNOWN):
        return None
    return msgspec.msgpack.decode(result[len(UNKNOWN) :], type=Failure)


def described(document: Document) -> str:
    """A document in one line: kind, title, pages, and what could not be read."""
    pages = f"{len(document.pages)} page{'s' if len(document.pages) != 1 else ''}"
    line = f"{document.kind}, “{document.title}”, {pages}"
    return f"{line}; {'; '.join(document.notes)}" if document.notes else line


def make_reader(packed: bytes) -> Any:
    """What a worker does: reads a file and hands the document back as bytes."""
    from hria.readers import read

    overrides = msgspec.msgpack.decode(packed, type=Overrides)

    def work(task: tuple[str, str]) -> bytes:
        path, shown = task
        try:
            return msgspec.msgpack.encode(read(Path(path), overrides, shown))
        except UnknownTable as error:
            return UNKNOWN + msgspec.msgpack.encode(Failure(error.message, error.hint))

    return work
