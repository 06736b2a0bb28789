"""Made-up documents for tests that compare whole documents: a line is a sentence in a block of its own."""

from __future__ import annotations

import datetime
import hashlib
import itertools

from hria.document import Block, Document, DocumentKind, Page, summary
from hria.extract.passages import passages_of
from hria.passage import Paper
from hria.voice import voice_of

_numbers = itertools.count(1)
_documents: dict[str, Document] = {}


def paper(
    *lines: str,
    published: datetime.date | None = datetime.date(2025, 1, 1),
    kind: DocumentKind = "statement",
    title: str = "Statement",
    is_own: bool = True,
) -> Paper:
    """A document of these sentences. No two are the same document."""
    number = next(_numbers)
    text = "\n\n".join(lines)
    blocks = []
    start = 0
    for line in lines:
        blocks.append(Block("paragraph", start, start + len(line), 1))
        start += len(line) + 2
    digest = hashlib.sha256(f"{number}:{text}".encode()).hexdigest()
    document = Document(
        id=digest[:16], sha256=digest, path=f"{number}.txt", format="txt", title=title, kind=kind, text=text,
        blocks=tuple(blocks), pages=(Page(1, 595.0, 842.0),), published=published, language="en",
    )  # fmt: skip
    _documents[document.id] = document
    return Paper(summary(document), is_own, voice_of(kind, is_own), passages_of(document))


def document_of(made: Paper) -> Document:
    """The document that a paper was made from."""
    return _documents[made.summary.id]
