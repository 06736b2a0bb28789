"""The tables of the index: a SQLite file beside the store that can be deleted at any time and is built anew.

The store keeps findings as they were found; to filter, sort and search 50,000 of them the page needs columns.
"""

from __future__ import annotations

import contextlib
import zlib
from pathlib import Path

import msgspec
import sqlalchemy as sa

from hria.framework import frameworks

FILE = "review-index.sqlite"
EDITION = 1
metadata = sa.MetaData()

documents = sa.Table(
    "documents",
    metadata,
    sa.Column("id", sa.String, primary_key=True),
    sa.Column("title", sa.Text, nullable=False),
    sa.Column("path", sa.Text, nullable=False),
    sa.Column("is_pdf", sa.Boolean, nullable=False),
    sa.Column("fingerprint", sa.Text, nullable=False),
    # The place of a finding in the queue is `rank` of its document, then `ordinal` of itself.
    sa.Column("rank", sa.Integer, nullable=False),
)
findings = sa.Table(
    "findings",
    metadata,
    sa.Column("id", sa.String, primary_key=True),
    sa.Column("document_id", sa.String, nullable=False),
    sa.Column("kind", sa.String, nullable=False),
    sa.Column("category", sa.String),
    sa.Column("state", sa.String, nullable=False),
    sa.Column("confidence", sa.Float, nullable=False),
    sa.Column("page", sa.Integer, nullable=False),
    sa.Column("start", sa.Integer, nullable=False),
    sa.Column("end", sa.Integer, nullable=False),
    sa.Column("position", sa.Integer, nullable=False),
    sa.Column("excerpt", sa.Text, nullable=False),
    # Findings with the same topics, aspects and issues speak to the same criteria.
    sa.Column("signature", sa.Integer, nullable=False),
    sa.Index("findings_position", "position"),
    sa.Index("findings_state", "state", "position"),
    sa.Index("findings_kind", "kind", "position"),
    sa.Index("findings_document", "document_id", "start"),
    sa.Index("findings_category", "category", "position"),
    sa.Index("findings_confidence", "confidence", "position"),
    sa.Index("findings_signature", "signature", "position"),
)
# On which pages a finding has boxes; a passage may run over pages.
pages = sa.Table(
    "pages",
    metadata,
    sa.Column("document_id", sa.String, primary_key=True),
    sa.Column("page", sa.Integer, primary_key=True),
    sa.Column("finding_id", sa.String, primary_key=True),
    sqlite_with_rowid=False,
)
signatures = sa.Table(
    "signatures",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("key", sa.Text, nullable=False, unique=True),
)
speaks = sa.Table(
    "speaks",
    metadata,
    sa.Column("criterion_id", sa.String, primary_key=True),
    sa.Column("signature", sa.Integer, primary_key=True),
    sa.Column("framework", sa.String, nullable=False, index=True),
    sa.Column("stance", sa.String, nullable=False),
    # Named parts of the criterion that such findings answer, as a JSON list.
    sa.Column("parts", sa.Text, nullable=False),
    sqlite_with_rowid=False,
)
progress = sa.Table(
    "progress",
    metadata,
    sa.Column("name", sa.String, primary_key=True),
    sa.Column("value", sa.Integer, nullable=False),
)
TOKENS = "tokenize='unicode61 remove_diacritics 2'"
FULL_TEXT = {
    "finding_words": "quote, heading, finding_id UNINDEXED, document_id UNINDEXED",
    "block_words": "text, document_id UNINDEXED, start UNINDEXED, page UNINDEXED",
}


def opened(folder: Path) -> sa.Engine:
    """The index in this folder, with its tables; built anew where it is of other tables or other frameworks."""
    engine = sa.create_engine(f"sqlite:///{folder / FILE}")
    sa.event.listen(engine, "connect", _prepare)
    edition = zlib.crc32(msgspec.json.encode([EDITION, frameworks()])) & 0x7FFFFFFF
    with engine.begin() as db:
        db.exec_driver_sql("BEGIN IMMEDIATE")
        if db.exec_driver_sql("PRAGMA user_version").scalar() != edition:
            metadata.drop_all(db)
            for name in FULL_TEXT:
                db.exec_driver_sql(f"DROP TABLE IF EXISTS {name}")
            db.exec_driver_sql(f"PRAGMA user_version={edition}")
        metadata.create_all(db)
        for name, columns in FULL_TEXT.items():
            db.exec_driver_sql(f"CREATE VIRTUAL TABLE IF NOT EXISTS {name} USING fts5({columns}, {TOKENS})")
    return engine


def _prepare(connection: object, _record: object) -> None:
    with contextlib.closing(connection.cursor()) as cursor:  # type: ignore[attr-defined]
        cursor.execute("PRAGMA journal_mode=WAL")
        # The index can be built again: it need not survive a power cut.
        cursor.execute("PRAGMA synchronous=OFF")
        cursor.execute("PRAGMA busy_timeout=15000")
        cursor.execute("PRAGMA cache_size=-64000")
