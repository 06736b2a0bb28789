"""The tables of a workspace's database, and how documents and findings are packed into their rows."""

from __future__ import annotations

import zlib

import msgspec
import sqlalchemy as sa

from hria.document import Document, Evidence
from hria.finding import Attributes, Finding, decode_attributes

METADATA = sa.MetaData()
DOCUMENTS = sa.Table(
    "documents",
    METADATA,
    sa.Column("id", sa.String(16), primary_key=True),
    sa.Column("sha256", sa.String(64), nullable=False, unique=True),
    sa.Column("path", sa.Text, nullable=False),
    sa.Column("status", sa.String(12), nullable=False, default="current"),
    sa.Column("superseded_by", sa.String(16)),
    sa.Column("summary", sa.LargeBinary, nullable=False),
    sa.Column("body", sa.LargeBinary, nullable=False),
)
# Every path that was added, and the document that stood there last.
PATHS = sa.Table(
    "paths",
    METADATA,
    sa.Column("path", sa.Text, primary_key=True),
    sa.Column("document_id", sa.String(16), sa.ForeignKey("documents.id"), nullable=False, index=True),
)
FAILURES = sa.Table(
    "failures",
    METADATA,
    sa.Column("path", sa.Text, primary_key=True),
    sa.Column("message", sa.Text, nullable=False),
    sa.Column("hint", sa.Text),
)
FINDINGS = sa.Table(
    "findings",
    METADATA,
    sa.Column("id", sa.String(16), primary_key=True),
    sa.Column("document_id", sa.String(16), sa.ForeignKey("documents.id"), nullable=False, index=True),
    sa.Column("kind", sa.String(20), nullable=False, index=True),
    sa.Column("start", sa.Integer, nullable=False),
    sa.Column("end", sa.Integer, nullable=False),
    sa.Column("body", sa.LargeBinary, nullable=False),
)
# With what rules, model and settings a document was read last.
EXTRACTIONS = sa.Table(
    "extractions",
    METADATA,
    sa.Column("document_id", sa.String(16), sa.ForeignKey("documents.id"), primary_key=True),
    sa.Column("fingerprint", sa.String(64), nullable=False),
    sa.Column("is_own_voice", sa.Boolean, nullable=False),
)
REVIEWS = sa.Table(
    "reviews",
    METADATA,
    sa.Column("number", sa.Integer, primary_key=True, autoincrement=True),
    sa.Column("finding_id", sa.String(16), nullable=False, index=True),
    sa.Column("body", sa.LargeBinary, nullable=False),
)
# Findings that a person marked; extracting again keeps them.
ADDED = sa.Table("added", METADATA, sa.Column("finding_id", sa.String(16), primary_key=True))


class _FindingBody(msgspec.Struct, array_like=True):
    """What of a finding is not in columns of its own."""

    evidence: Evidence
    attributes: dict[str, object]
    rule: str
    confidence: float
    cues: tuple[str, ...]


def document_packed(document: Document) -> bytes:
    """A document as its row keeps it."""
    return zlib.compress(msgspec.msgpack.encode(document), level=1)


def document_of(body: bytes) -> Document:
    """The document that was packed."""
    return msgspec.msgpack.decode(zlib.decompress(body), type=Document)


def finding_row(finding: Finding) -> dict[str, object]:
    """A finding as the values of its columns."""
    return {
        "id": finding.id,
        "document_id": finding.evidence.document_id,
        "kind": finding.kind,
        "start": finding.evidence.start,
        "end": finding.evidence.end,
        "body": finding_packed(finding),
    }


def finding_packed(finding: Finding) -> bytes:
    """What of a finding is not in columns of its own, packed."""
    body = _FindingBody(
        finding.evidence,
        msgspec.to_builtins(finding.attributes),
        finding.rule,
        finding.confidence,
        finding.cues,
    )
    return msgspec.msgpack.encode(body)


def finding_of(row: sa.Row[tuple[object, ...]]) -> Finding:
    """The finding of a row."""
    body = msgspec.msgpack.decode(row.body, type=_FindingBody)
    attributes: Attributes = decode_attributes(row.kind, body.attributes)
    return Finding(row.id, row.kind, body.evidence, attributes, body.rule, body.confidence, body.cues)
