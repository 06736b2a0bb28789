"""A document as the list at the end of a draft shows it."""

from __future__ import annotations

import re
from collections.abc import Iterable

from hria.document import Summary
from hria.draft import DocumentEntry

LIST_READ = re.compile(r"([\d,]+ rows); \w+ from “")


def document_entry(summary: Summary) -> DocumentEntry:
    """The document with what its reader needs to know of how it was read."""
    vintage = [
        f"{name}: {value}" for name, value in (("edition", summary.edition), ("licence", summary.licence)) if value
    ]
    notes = _of_interest(note for note in summary.notes if note not in vintage)
    return DocumentEntry(
        id=summary.id,
        title=summary.title,
        kind=summary.kind,
        published=summary.published,
        publisher=summary.publisher,
        pages=summary.pages,
        sha256=summary.sha256,
        note="; ".join((*vintage, *notes)) or None,
        edition=summary.edition,
    )


def _of_interest(notes: Iterable[str]) -> Iterable[str]:
    """What a reader of the draft needs to know of how a document was read. Which column of a list stands for what is
    for the person who confirms it: `hria documents` says it."""
    for note in notes:
        rows = LIST_READ.match(note)
        yield rows.group(1) if rows else note
