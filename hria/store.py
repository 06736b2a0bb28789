"""Where documents, findings and decisions are kept. The only module that speaks SQL.

SQLite by default, any database of SQLAlchemy by URL. Each document, and all findings of a document, are
written in one transaction: whenever a run is broken off, what is there is whole, and the next run goes on.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Literal, NamedTuple

import msgspec
import sqlalchemy as sa

from hria.document import Document, DocumentStatus, Summary, summary
from hria.errors import BadData, DecidedMeanwhile, NotFound
from hria.finding import Finding
from hria.review import Entry, Review, sealed
from hria.tables import (
    ADDED,
    DOCUMENTS,
    EXTRACTIONS,
    FAILURES,
    FINDINGS,
    METADATA,
    PATHS,
    REVIEWS,
    document_of,
    document_packed,
    finding_of,
    finding_row,
)

AddResult = Literal["added", "unchanged", "known", "changed", "described"]
# So many ids are asked for in one query: databases bound the number of its parameters.
MOST_AT_ONCE = 500


class Reading(NamedTuple):
    """In what state a document is, and with what it was read last; what is derived from it is then as old."""

    document_id: str
    path: str
    status: DocumentStatus
    fingerprint: str


class Stored(NamedTuple):
    """A document's summary with where it stands in the workspace. `is_own_voice` once its findings are known."""

    summary: Summary
    status: DocumentStatus
    superseded_by: str | None
    paths: tuple[str, ...]
    is_own_voice: bool


class FileFailure(NamedTuple):
    """A file that could not be read the last time it was added."""

    path: str
    message: str
    hint: str | None


class Store:
    """An open database. Use as a context manager."""

    def __init__(self, url: str) -> None:
        address = sa.make_url(url)
        if address.drivername.startswith("sqlite") and address.database:
            Path(address.database).parent.mkdir(parents=True, exist_ok=True)
        self._engine = sa.create_engine(address)
        if address.drivername.startswith("sqlite"):
            sa.event.listen(self._engine, "connect", _prepare_sqlite)
        METADATA.create_all(self._engine)

    def __enter__(self) -> Store:
        return self

    def __exit__(self, *_: object) -> None:
        self._engine.dispose()

    # Documents

    def add(self, document: Document) -> AddResult:
        """Keeps a document. What the store knew before decides:

        the same bytes at the same path are `unchanged` (`described` where title, kind and so on differ), at
        another path `known`; other bytes at a known path are `changed`, and the old document is superseded
        unless another path still leads to it.
        """
        with self._engine.begin() as db:
            db.execute(sa.delete(FAILURES).where(FAILURES.c.path == document.path))
            before = db.scalar(sa.select(PATHS.c.document_id).where(PATHS.c.path == document.path))
            known = db.execute(sa.select(DOCUMENTS).where(DOCUMENTS.c.id == document.id)).first()
            result: AddResult = "added"
            if known is None:
                db.execute(
                    sa.insert(DOCUMENTS).values(
                        id=document.id,
                        sha256=document.sha256,
                        path=document.path,
                        summary=msgspec.msgpack.encode(summary(document)),
                        body=document_packed(document),
                    )
                )
            else:
                result = self._renew(db, document, known)
            self._lead(db, document.path, document.id, before)
            if before is not None and before != document.id:
                self._supersede(db, before, document.id)
                return "changed"
            return result if known is None or before is not None or result == "described" else "known"

    def _renew(self, db: sa.Connection, document: Document, known: sa.Row[tuple[object, ...]]) -> AddResult:
        """A document that is there already: current again, and described as it is now."""
        same = msgspec.structs.replace(document, path=known.path)
        body = document_packed(same)
        changed = body != known.body
        if changed or known.status != "current":
            db.execute(
                sa.update(DOCUMENTS)
                .where(DOCUMENTS.c.id == document.id)
                .values(
                    body=body,
                    summary=msgspec.msgpack.encode(summary(same)),
                    status="current",
                    superseded_by=None,
                )
            )
        return "described" if changed else "unchanged"

    def _lead(self, db: sa.Connection, path: str, document_id: str, before: str | None) -> None:
        if before is None:
            db.execute(sa.insert(PATHS).values(path=path, document_id=document_id))
        elif before != document_id:
            db.execute(sa.update(PATHS).where(PATHS.c.path == path).values(document_id=document_id))

    def _supersede(self, db: sa.Connection, old: str, new: str) -> None:
        still = db.scalar(sa.select(sa.func.count()).where(PATHS.c.document_id == old))
        if not still:
            db.execute(sa.update(DOCUMENTS).where(DOCUMENTS.c.id == old).values(status="superseded", superseded_by=new))

    def withdraw(self, document_id: str) -> None:
        """Takes a document out: its findings no longer count, and drafts print gaps for what rested on it."""
        with self._engine.begin() as db:
            db.execute(sa.delete(PATHS).where(PATHS.c.document_id == document_id))
            db.execute(sa.update(DOCUMENTS).where(DOCUMENTS.c.id == document_id).values(status="withdrawn"))

    def fail(self, path: str, message: str, hint: str | None) -> None:
        """Notes that a file could not be read."""
        with self._engine.begin() as db:
            db.execute(sa.delete(FAILURES).where(FAILURES.c.path == path))
            db.execute(sa.insert(FAILURES).values(path=path, message=message, hint=hint))

    def failures(self) -> list[FileFailure]:
        """The files that could not be read, sorted by path."""
        with self._engine.connect() as db:
            rows = db.execute(sa.select(FAILURES).order_by(FAILURES.c.path))
            return [FileFailure(row.path, row.message, row.hint) for row in rows]

    def document_at(self, path: str, sha256: str) -> bool:
        """Whether exactly these bytes stand at this path already."""
        query = (
            sa.select(DOCUMENTS.c.id)
            .join(PATHS, PATHS.c.document_id == DOCUMENTS.c.id)
            .where(PATHS.c.path == path, DOCUMENTS.c.sha256 == sha256, DOCUMENTS.c.status == "current")
        )
        with self._engine.connect() as db:
            return db.scalar(query) is not None

    def document(self, document_id: str) -> Document:
        """The document with this id. Raises NotFound."""
        with self._engine.connect() as db:
            body = db.scalar(sa.select(DOCUMENTS.c.body).where(DOCUMENTS.c.id == document_id))
        if body is None:
            raise NotFound(f'no document "{document_id}"', "see hria documents")
        return document_of(body)

    def stored(self, document_id: str) -> Stored:
        """The document with this id, or the only one whose id or path begins or ends so. Raises NotFound."""
        found = [
            stored
            for stored in self.list_documents()
            if stored.summary.id.startswith(document_id)
            or any(path == document_id or path.endswith(f"/{document_id}") for path in stored.paths)
        ]
        exact = [stored for stored in found if stored.summary.id == document_id]
        if len(exact or found) != 1:
            what = "no document" if not found else "more than one document"
            raise NotFound(f'{what} for "{document_id}"', "see hria documents")
        return (exact or found)[0]

    def list_documents(self, *statuses: DocumentStatus) -> list[Stored]:
        """Documents of these statuses (all without any), sorted by path."""
        columns = (
            DOCUMENTS.c.id,
            DOCUMENTS.c.summary,
            DOCUMENTS.c.status,
            DOCUMENTS.c.superseded_by,
        )
        query = (
            sa.select(*columns, sa.func.coalesce(EXTRACTIONS.c.is_own_voice, False).label("is_own_voice"))
            .outerjoin(EXTRACTIONS, EXTRACTIONS.c.document_id == DOCUMENTS.c.id)
            .order_by(DOCUMENTS.c.path, DOCUMENTS.c.id)
        )
        if statuses:
            query = query.where(DOCUMENTS.c.status.in_(statuses))
        with self._engine.connect() as db:
            paths: dict[str, list[str]] = {}
            for row in db.execute(sa.select(PATHS).order_by(PATHS.c.path)):
                paths.setdefault(row.document_id, []).append(row.path)
            return [
                Stored(
                    msgspec.msgpack.decode(row.summary, type=Summary),
                    row.status,
                    row.superseded_by,
                    tuple(paths.get(row.id, ())),
                    bool(row.is_own_voice),
                )
                for row in db.execute(query)
            ]

    # Findings

    def put_findings(self, document_id: str, findings: Iterable[Finding], fingerprint: str, is_own_voice: bool) -> None:
        """Replaces the findings of a document and notes with what, and as whose voice, it was read."""
        rows = [finding_row(finding) for finding in findings]
        with self._engine.begin() as db:
            by_hand = sa.select(ADDED.c.finding_id)
            db.execute(sa.delete(FINDINGS).where(FINDINGS.c.document_id == document_id, FINDINGS.c.id.not_in(by_hand)))
            kept = set(db.scalars(sa.select(FINDINGS.c.id).where(FINDINGS.c.document_id == document_id)))
            rows = [row for row in rows if row["id"] not in kept]
            if rows:
                db.execute(sa.insert(FINDINGS), rows)
            db.execute(sa.delete(EXTRACTIONS).where(EXTRACTIONS.c.document_id == document_id))
            db.execute(
                sa.insert(EXTRACTIONS).values(
                    document_id=document_id, fingerprint=fingerprint, is_own_voice=is_own_voice
                )
            )

    def unread(self, fingerprint: str) -> list[str]:
        """The ids of current documents whose findings were not made with this fingerprint, by path."""
        query = (
            sa.select(DOCUMENTS.c.id)
            .outerjoin(EXTRACTIONS, EXTRACTIONS.c.document_id == DOCUMENTS.c.id)
            .where(DOCUMENTS.c.status == "current")
            .where(sa.func.coalesce(EXTRACTIONS.c.fingerprint, "") != fingerprint)
            .order_by(DOCUMENTS.c.path, DOCUMENTS.c.id)
        )
        with self._engine.connect() as db:
            return list(db.scalars(query))

    def forget_extraction(self, document_id: str) -> None:
        """Has a document read again by the next extraction."""
        with self._engine.begin() as db:
            db.execute(sa.delete(EXTRACTIONS).where(EXTRACTIONS.c.document_id == document_id))

    def findings(
        self, *statuses: DocumentStatus, kind: str | None = None, document_id: str | None = None
    ) -> Iterator[Finding]:
        """Findings of documents of these statuses (all without any), in the order of path and place."""
        query = (
            sa.select(FINDINGS)
            .join(DOCUMENTS, DOCUMENTS.c.id == FINDINGS.c.document_id)
            .order_by(
                DOCUMENTS.c.path,
                DOCUMENTS.c.id,
                FINDINGS.c.start,
                FINDINGS.c.kind,
                FINDINGS.c.id,
            )
        )
        if statuses:
            query = query.where(DOCUMENTS.c.status.in_(statuses))
        if kind:
            query = query.where(FINDINGS.c.kind == kind)
        if document_id:
            query = query.where(FINDINGS.c.document_id == document_id)
        with self._engine.connect() as db:
            for row in db.execute(query).yield_per(500):
                yield finding_of(row)

    def finding(self, finding_id: str) -> Finding:
        """The finding with this id, or the only one whose id begins so. Raises NotFound."""
        with self._engine.connect() as db:
            # By its whole id first: looking for a beginning reads every row.
            rows = db.execute(sa.select(FINDINGS).where(FINDINGS.c.id == finding_id)).all()
            rows = rows or db.execute(sa.select(FINDINGS).where(FINDINGS.c.id.startswith(finding_id)).limit(2)).all()
        if len(rows) != 1:
            what = f'no finding "{finding_id}"' if not rows else f'"{finding_id}" begins several ids'
            raise NotFound(what, "see hria findings")
        return finding_of(rows[0])

    def places_of(self, finding_ids: Iterable[str]) -> dict[str, str]:
        """In which document each of these findings stands; those that are no longer there are left out."""
        places: dict[str, str] = {}
        asked = list(finding_ids)
        with self._engine.connect() as db:
            for first in range(0, len(asked), 500):
                some = FINDINGS.c.id.in_(asked[first : first + 500])
                rows = db.execute(sa.select(FINDINGS.c.id, FINDINGS.c.document_id).where(some))
                places |= {row.id: row.document_id for row in rows}
        return places

    # Decisions

    def decide(self, review: Review, seen: int | None = None) -> Review:
        """Appends a decision, chained to the one before it, and returns it as it was kept.

        `seen` is how many decisions on the finding its reviewer knew of. Raises DecidedMeanwhile where there
        are others by now.
        """
        with self._appending() as db:
            if seen is not None:
                self._refuse_if_newer(db, review.finding_id, seen)
            return self._append(db, review)

    def add_by_hand(self, finding: Finding, review: Review) -> Review:
        """Keeps a finding that a person marked, with the decision that it is one; both or neither.

        Raises DecidedMeanwhile where there is such a finding already.
        """
        with self._appending() as db:
            if db.scalar(sa.select(FINDINGS.c.id).where(FINDINGS.c.id == finding.id)):
                raise DecidedMeanwhile(f"{finding.id}: this passage is a {finding.kind} already", "decide on that one")
            db.execute(sa.insert(FINDINGS), [finding_row(finding)])
            db.execute(sa.delete(ADDED).where(ADDED.c.finding_id == finding.id))
            db.execute(sa.insert(ADDED).values(finding_id=finding.id))
            return self._append(db, review)

    @contextlib.contextmanager
    def _appending(self) -> Iterator[sa.Connection]:
        """A transaction that no other one can append decisions beside: two would follow on the same one."""
        with self._engine.begin() as db:
            if db.dialect.name == "sqlite":
                db.exec_driver_sql("BEGIN IMMEDIATE")
            elif db.dialect.name == "postgresql":
                db.exec_driver_sql("LOCK TABLE reviews IN EXCLUSIVE MODE")
            yield db

    def _refuse_if_newer(self, db: sa.Connection, finding_id: str, seen: int) -> None:
        query = sa.select(REVIEWS.c.body).where(REVIEWS.c.finding_id == finding_id).order_by(REVIEWS.c.number)
        bodies = list(db.scalars(query))
        if len(bodies) != seen:
            last = msgspec.json.decode(bodies[-1], type=Review) if bodies else None
            who = f"{last.decision} by {last.reviewer}" if last else "no longer decided on"
            raise DecidedMeanwhile(f"this finding was {who} meanwhile", "look at it again, then decide")

    def _append(self, db: sa.Connection, review: Review) -> Review:
        last = db.scalar(sa.select(REVIEWS.c.body).order_by(REVIEWS.c.number.desc()).limit(1))
        kept = sealed(review, msgspec.json.decode(last, type=Review).hash if last else "")
        db.execute(sa.insert(REVIEWS).values(finding_id=kept.finding_id, body=msgspec.json.encode(kept)))
        return kept

    def reviews_on(self, finding_id: str) -> list[Review]:
        """The decisions on one finding, oldest first."""
        query = sa.select(REVIEWS.c.body).where(REVIEWS.c.finding_id == finding_id).order_by(REVIEWS.c.number)
        with self._engine.connect() as db:
            return [msgspec.json.decode(body, type=Review) for body in db.scalars(query)]

    def decided_since(self, number: int) -> tuple[int, list[str]]:
        """The number of the latest decision, and the ids of findings decided on after the decision `number`."""
        query = sa.select(REVIEWS.c.number, REVIEWS.c.finding_id).where(REVIEWS.c.number > number)
        with self._engine.connect() as db:
            rows = db.execute(query.order_by(REVIEWS.c.number)).all()
        return (rows[-1].number if rows else number), list(dict.fromkeys(row.finding_id for row in rows))

    def readings(self) -> list[Reading]:
        """How each document was read last, by path."""
        voice = sa.cast(sa.func.coalesce(EXTRACTIONS.c.is_own_voice, False), sa.Integer)
        fingerprint = sa.func.coalesce(EXTRACTIONS.c.fingerprint, "").concat(sa.cast(voice, sa.String))
        query = (
            sa.select(
                DOCUMENTS.c.id,
                DOCUMENTS.c.path,
                DOCUMENTS.c.status,
                fingerprint.label("fingerprint"),
            )
            .outerjoin(EXTRACTIONS, EXTRACTIONS.c.document_id == DOCUMENTS.c.id)
            .order_by(DOCUMENTS.c.path, DOCUMENTS.c.id)
        )
        with self._engine.connect() as db:
            return [Reading(row.id, row.path, row.status, row.fingerprint) for row in db.execute(query)]

    def reviews(self) -> list[Review]:
        """All decisions, oldest first. Raises BadData for an entry of the log that cannot be read."""
        with self._engine.connect() as db:
            bodies = list(db.scalars(sa.select(REVIEWS.c.body).order_by(REVIEWS.c.number)))
        try:
            return [msgspec.json.decode(body, type=Review) for body in bodies]
        except (msgspec.DecodeError, msgspec.ValidationError):
            raise BadData("the log of decisions was altered: an entry cannot be read", "see hria log verify") from None

    def entries(self) -> list[Entry]:
        """The log of decisions as it is kept, oldest first, whether or not it can be read."""
        with self._engine.connect() as db:
            rows = db.execute(sa.select(REVIEWS.c.finding_id, REVIEWS.c.body).order_by(REVIEWS.c.number))
            return [Entry(row.finding_id, bytes(row.body)) for row in rows]

    def findings_with(self, ids: Iterable[str]) -> dict[str, Finding]:
        """Those of these findings that there are, whatever became of their documents, by id."""
        wanted = sorted(set(ids))
        found: dict[str, Finding] = {}
        with self._engine.connect() as db:
            for start in range(0, len(wanted), MOST_AT_ONCE):
                query = sa.select(FINDINGS).where(FINDINGS.c.id.in_(wanted[start : start + MOST_AT_ONCE]))
                found.update((row.id, finding_of(row)) for row in db.execute(query))
        return found


def _prepare_sqlite(connection: object, _record: object) -> None:
    with contextlib.closing(connection.cursor()) as cursor:  # type: ignore[attr-defined]
        cursor.execute("PRAGMA journal_mode=WAL")
        cursor.execute("PRAGMA synchronous=NORMAL")
        cursor.execute("PRAGMA foreign_keys=ON")
        cursor.execute("PRAGMA busy_timeout=15000")
