"""One finding for each fact of a document on countries or goods; nothing else is looked for in it."""

from __future__ import annotations

from collections.abc import Iterator

from hria.context import read_context
from hria.document import Document, evidence
from hria.finding import Finding, finding_id


def context_findings(document: Document) -> Iterator[Finding]:
    """The facts of a document on countries or goods, in its order."""
    read = read_context(document)
    for fact, start, end in read.facts if read else ():
        yield Finding(
            id=finding_id(document.sha256, "context", start, end, fact.measure),
            kind="context",
            evidence=evidence(document, start, end),
            attributes=fact,
            rule=f"context.{fact.source or 'table'}",
            confidence=0.9,
            cues=(f"row {fact.row}",) if fact.row else (),
        )
