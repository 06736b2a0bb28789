"""The index follows the store: documents that were read anew, findings that were decided on, here or elsewhere."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable
from pathlib import Path

import msgspec
import sqlalchemy as sa

from hria.document import Document
from hria.finding import Disclosure, Finding
from hria.framework import frameworks
from hria.mapping import map_to, parts_answered
from hria.review import Review, Reviewed, reviewed
from hria.store import Reading, Store
from hria.web import tables

LONGEST_EXCERPT = 240
# So many documents that changed are taken out of the index one by one.
MANY = 20
# More than a document has findings, so that rank and ordinal never meet.
PER_DOCUMENT = 10_000_000


class Index:
    """The findings of the current documents in columns. Safe to use from several threads and processes."""

    def __init__(self, store: Store, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self._store = store
        self.engine = tables.opened(folder)
        self._lock = threading.Lock()
        self._readings: list[Reading] = []

    def close(self) -> None:
        """Lets go of the file."""
        self.engine.dispose()

    def follow(self, said: Callable[[str], None] = lambda _: None) -> int:
        """Takes over what changed in the store and returns the number of the latest decision it knows of.

        `said` is told which document is being taken in.
        """
        with self._lock:
            readings = [r for r in self._store.readings() if r.status == "current"]
            if readings != self._readings:
                self._follow_documents(readings, said)
                self._readings = readings
            return self._follow_decisions()

    def _follow_documents(self, readings: list[Reading], said: Callable[[str], None]) -> None:
        with self.engine.connect() as db:
            known = {row.id: row.fingerprint for row in db.execute(sa.select(tables.documents))}
        wanted = {reading.document_id: reading for reading in readings}
        changed = [r for r in readings if known.get(r.document_id) != r.fingerprint]
        gone = known.keys() - wanted.keys()
        if len(gone) + sum(r.document_id in known for r in changed) > MANY:
            # Taking a document out of the full text reads all of it: beyond a few it is faster to begin anew.
            self._empty()
            known, gone, changed = {}, set(), readings
        if changed:
            latest, _ = self._store.decided_since(0)
            decisions = _by_finding(self._store.reviews())
        for reading in changed:
            said(reading.path)
            self._take_in(reading, decisions)
        titles = {s.summary.id: s.summary.title for s in self._store.list_documents("current")}
        with self.engine.begin() as db:
            db.exec_driver_sql("BEGIN IMMEDIATE")
            for document_id in gone:
                _forget(db, document_id)
            self._rank(db, readings, titles)
            if changed and not known:
                _note_decision(db, latest)

    def _rank(self, db: sa.Connection, readings: list[Reading], titles: dict[str, str]) -> None:
        """Puts the documents in the order of their paths, and the findings with them."""
        before = {row.id: row.rank for row in db.execute(sa.select(tables.documents))}
        for rank, reading in enumerate(readings, start=1):
            id_ = reading.document_id
            values = {"rank": rank, "title": titles[id_], "path": reading.path}
            db.execute(sa.update(tables.documents).where(tables.documents.c.id == id_).values(**values))
            if before.get(id_) != rank:
                position = tables.findings.c.position % PER_DOCUMENT + rank * PER_DOCUMENT
                db.execute(
                    sa.update(tables.findings).where(tables.findings.c.document_id == id_).values(position=position)
                )

    def _empty(self) -> None:
        with self.engine.begin() as db:
            db.exec_driver_sql("BEGIN IMMEDIATE")
            for table in (tables.findings, tables.pages, tables.documents, *map(sa.table, tables.FULL_TEXT)):
                db.execute(sa.delete(table))

    def _take_in(self, reading: Reading, decisions: dict[str, list[Review]]) -> None:
        document = self._store.document(reading.document_id)
        found = [
            reviewed(finding, decisions.get(finding.id, []))
            for finding in self._store.findings(document_id=reading.document_id)
        ]
        with self.engine.begin() as db:
            db.exec_driver_sql("BEGIN IMMEDIATE")
            if _has(db, reading.document_id):
                _forget(db, reading.document_id)
            values = {"id": document.id, "title": document.title, "path": reading.path, "rank": 0}
            values |= {"fingerprint": reading.fingerprint, "is_pdf": document.format == "pdf"}
            db.execute(sa.insert(tables.documents).values(**values))
            _keep(db, found)
            _keep_text(db, document)

    def _follow_decisions(self) -> int:
        with self.engine.connect() as db:
            known = db.scalar(sa.select(tables.progress.c.value).where(tables.progress.c.name == "decision")) or 0
        latest, decided = self._store.decided_since(known)
        if latest == known:
            return latest
        items = [reviewed(self._store.finding(id_), self._store.reviews_on(id_)) for id_ in self._there(decided)]
        with self.engine.begin() as db:
            db.exec_driver_sql("BEGIN IMMEDIATE")
            for item in items:
                _renew(db, item)
            _note_decision(db, latest)
        return latest

    def _there(self, finding_ids: Iterable[str]) -> list[str]:
        """Those of these findings that are in a current document."""
        current = {reading.document_id for reading in self._readings}
        places = self._store.places_of(finding_ids)
        return [finding_id for finding_id, document_id in places.items() if document_id in current]


def _by_finding(reviews: Iterable[Review]) -> dict[str, list[Review]]:
    found: dict[str, list[Review]] = {}
    for review in reviews:
        found.setdefault(review.finding_id, []).append(review)
    return found


def _note_decision(db: sa.Connection, number: int) -> None:
    db.execute(sa.delete(tables.progress).where(tables.progress.c.name == "decision"))
    db.execute(sa.insert(tables.progress).values(name="decision", value=number))


def _has(db: sa.Connection, document_id: str) -> bool:
    return db.scalar(sa.select(tables.documents.c.id).where(tables.documents.c.id == document_id)) is not None


def _forget(db: sa.Connection, document_id: str) -> None:
    for table in (tables.findings, tables.pages):
        db.execute(sa.delete(table).where(table.c.document_id == document_id))
    db.execute(sa.delete(tables.documents).where(tables.documents.c.id == document_id))
    for name in tables.FULL_TEXT:
        words = sa.table(name, sa.column("document_id"))
        db.execute(sa.delete(words).where(words.c.document_id == document_id))


def _keep(db: sa.Connection, found: list[Reviewed]) -> None:
    """Writes the findings of one document, which are in the order of its text."""
    if not found:
        return
    signature = _Signatures(db)
    rows = [{**_row(item, signature.of(item.finding)), "position": n} for n, item in enumerate(found, start=1)]
    db.execute(sa.insert(tables.findings), rows)
    _keep_places(db, [item.finding for item in found])


def _keep_places(db: sa.Connection, found: list[Finding]) -> None:
    places = [
        {"document_id": finding.evidence.document_id, "page": page, "finding_id": finding.id}
        for finding in found
        for page in {region.page for region in finding.evidence.regions}
    ]
    if places:
        db.execute(sa.insert(tables.pages), places)
    words = sa.table("finding_words", *map(sa.column, ("quote", "heading", "finding_id", "document_id")))
    db.execute(
        sa.insert(words),
        [
            {
                "quote": finding.evidence.quote,
                "heading": finding.evidence.heading or "",
                "finding_id": finding.id,
                "document_id": finding.evidence.document_id,
            }
            for finding in found
        ],
    )


def _keep_text(db: sa.Connection, document: Document) -> None:
    words = sa.table("block_words", *map(sa.column, ("text", "document_id", "start", "page")))
    rows = [
        {
            "text": document.text[block.start : block.end],
            "document_id": document.id,
            "start": block.start,
            "page": block.page,
        }
        for block in document.blocks
        if block.end > block.start
    ]
    if rows:
        db.execute(sa.insert(words), rows)


def _renew(db: sa.Connection, item: Reviewed) -> None:
    """A finding after a decision; one that a person added stands behind those that begin before it."""
    finding = item.finding
    row = _row(item, _Signatures(db).of(finding))
    changed = db.execute(sa.update(tables.findings).where(tables.findings.c.id == finding.id).values(**row))
    if changed.rowcount:
        return
    before = db.scalar(
        sa.select(sa.func.max(tables.findings.c.position)).where(
            tables.findings.c.document_id == finding.evidence.document_id,
            tables.findings.c.start <= finding.evidence.start,
        )
    )
    rank = db.scalar(sa.select(tables.documents.c.rank).where(tables.documents.c.id == finding.evidence.document_id))
    # Two may share a position: the id decides then.
    position = before if before is not None else (rank or 0) * PER_DOCUMENT
    db.execute(sa.insert(tables.findings).values(**row, position=position))
    _keep_places(db, [finding])


def _row(item: Reviewed, signature: int) -> dict[str, object]:
    finding = item.finding
    evidence = finding.evidence
    return {
        "id": finding.id,
        "document_id": evidence.document_id,
        "kind": finding.kind,
        "category": getattr(finding.attributes, "category", None),
        "state": item.state,
        "confidence": finding.confidence,
        "page": evidence.page,
        "start": evidence.start,
        "end": evidence.end,
        "excerpt": " ".join(evidence.quote.split())[:LONGEST_EXCERPT],
        "signature": signature,
    }


class _Signatures:
    """What findings speak to, worked out once for all that agree in what criteria look at."""

    def __init__(self, db: sa.Connection) -> None:
        self._db = db
        self._known: dict[str, int] = {}

    def of(self, finding: Finding) -> int:
        """The number of the signature of a finding."""
        attributes = finding.attributes
        looked_at = [finding.kind, *(getattr(attributes, name, ()) for name in ("topics", "aspects", "issues"))]
        if isinstance(attributes, Disclosure):
            looked_at.append(attributes.evidence_status)
        key = msgspec.json.encode(looked_at).decode()
        if key not in self._known:
            known = self._db.scalar(sa.select(tables.signatures.c.id).where(tables.signatures.c.key == key))
            self._known[key] = known if known is not None else self._new(key, finding)
        return self._known[key]

    def _new(self, key: str, finding: Finding) -> int:
        kept = self._db.execute(sa.insert(tables.signatures).values(key=key))
        number = int((kept.inserted_primary_key or (0,))[0])
        rows = [
            {
                "criterion_id": mapping.criterion_id,
                "signature": number,
                "framework": framework.id,
                "stance": mapping.stance,
                "parts": msgspec.json.encode(sorted(parts_answered(finding, criterion))).decode(),
            }
            for framework in frameworks().values()
            for criterion in framework.answerable()
            if (mapping := map_to(finding, framework, criterion))
        ]
        if rows:
            self._db.execute(sa.insert(tables.speaks), rows)
        return number
