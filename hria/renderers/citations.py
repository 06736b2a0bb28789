"""How a footnote names its sources."""

from __future__ import annotations

from collections.abc import Mapping

import msgspec

from hria.draft import DocumentEntry, Draft, EvidenceEntry
from hria.errors import BadData
from hria.renderers.cleaning import clean, shortened
from hria.renderers.manuscript import Note, Source
from hria.renderers.wording import NOT_STATED, printed_kind

LONGEST_TITLE = 36  # characters of a document's title in a column


class Register(msgspec.Struct, frozen=True):
    """The evidence of a draft by label, with the anchors of its rows, and its documents by id."""

    entries: Mapping[str, EvidenceEntry]
    anchors: Mapping[str, str]
    documents: Mapping[str, DocumentEntry]


def open_register(draft: Draft) -> Register:
    """The register of a draft. Anchors count rows: a label may hold what no format allows in a name."""
    return Register(
        entries={entry.label: entry for entry in draft.evidence},
        anchors={entry.label: f"evidence_{row}" for row, entry in enumerate(draft.evidence, start=1)},
        documents={document.id: document for document in draft.documents},
    )


def footnote(number: int, labels: tuple[str, ...], register: Register) -> Note:
    """The footnote of a sentence, with all its sources, each once.

    Documents stand in the order in which they are cited first, each with all its places: "Human Rights
    Policy (policy, 2025), p. 4 [E12], p. 7 [E15]; ...". Raises BadData where a label names no row.
    """
    by_document: dict[str, list[EvidenceEntry]] = {}
    for label in dict.fromkeys(labels):
        entry = _entry(label, register)
        by_document.setdefault(printed_document(entry, register), []).append(entry)
    sources: list[Source] = []
    for title, entries in by_document.items():
        for position, entry in enumerate(entries):
            named = [clean(entry.place)] if position else [title, clean(entry.place)]
            text = ", ".join(part for part in named if part)
            lead = ", " if position else "; " if sources else ""
            anchor = register.anchors[entry.label]
            sources.append(Source(f"{lead}{text} " if text else lead, clean(entry.label), anchor))
    return Note(number, tuple(sources))


def _entry(label: str, register: Register) -> EvidenceEntry:
    if label not in register.entries:
        raise BadData(f'the draft cites "{label}", which is no row of its evidence register', "draft it again")
    return register.entries[label]


def printed_document(entry: EvidenceEntry, register: Register) -> str:
    """The document of a passage: "Human Rights Policy (policy, 2025)"; its title where it is not listed."""
    document = register.documents.get(entry.document_id)
    if document is None:
        return clean(entry.document_title)
    vintage = _vintage(document)
    kind = printed_kind(clean(document.kind))
    return f"{clean(document.title)} ({vintage if vintage.startswith(kind) else f'{kind}, {vintage}'})"


def _vintage(document: DocumentEntry) -> str:
    """Of when a document is: the edition of data, else the year in which it was published."""
    if document.edition:
        is_told = document.edition.startswith("data to") or document.edition in document.title
        return clean(document.edition if is_told else f"edition {document.edition}")
    return str(document.published.year) if document.published else f"date {NOT_STATED}"


def printed_source(entry: EvidenceEntry, register: Register) -> str:
    """The document and the place of a passage, short enough for a column: "Human Rights Policy (2025), p. 4"."""
    document = register.documents.get(entry.document_id)
    title = shortened(clean(document.title if document else entry.document_title), LONGEST_TITLE)
    year = f" ({document.published.year})" if document and document.published else ""
    return ", ".join(part for part in (f"{title}{year}", clean(entry.place)) if part)


def note_text(note: Note) -> str:
    """The whole footnote in plain text: "Human Rights Policy (policy, 2025), p. 4 [E12]; ... [E13]."."""
    return "".join(f"{source.text}[{source.label}]" for source in note.sources) + "."
