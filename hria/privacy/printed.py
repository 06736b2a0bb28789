"""Every string of a draft that some format prints, keeps as metadata or writes into a comment.

The walk knows no kinds of blocks: it goes through all fields of all structs, so that a new kind of block cannot
be forgotten. Only codes are passed over: ids, labels, hashes and words of a closed list.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, NamedTuple, TypeVar

import msgspec

from hria.draft import Draft, EvidenceEntry, Section

T = TypeVar("T")
CODES = frozenset(
    (
        "id", "section_id", "document_id", "finding_ids", "citations", "quote_hash", "sha256", "identifier", "language",
        "origin", "label", "number", "kind", "form", "reviewed",
    )
)  # fmt: skip


class Printed(NamedTuple):
    """A string of a draft. `document` and `place` name the spot of a passage; `section` where it stands otherwise."""

    text: str
    document: str | None
    place: str | None
    section: str


def rewritten(draft: Draft, rewrite: Callable[[str], str]) -> Draft:
    """The same draft with every printed string as `rewrite` gives it back."""
    made: Draft = _rewritten(draft, rewrite)
    return made


def _rewritten(value: Any, rewrite: Callable[[str], str]) -> Any:
    if isinstance(value, str):
        return rewrite(value)
    if isinstance(value, tuple):
        return tuple(_rewritten(part, rewrite) for part in value)
    if isinstance(value, msgspec.Struct):
        changed = {name: _rewritten(getattr(value, name), rewrite) for name in _fields(value)}
        return msgspec.structs.replace(value, **changed)
    return value


def printed(draft: Draft) -> Iterator[Printed]:
    """Every printed string of a draft with where it stands."""
    for name in _fields(draft):
        value = getattr(draft, name)
        if name == "evidence":
            for entry in value:
                yield from _of_entry(entry)
        elif name == "documents":
            for text in _texts(value):
                yield Printed(text, text, None, "documents reviewed")
        elif name == "sections":
            yield from _of_sections(value)
        else:
            for text in _texts(value):
                yield Printed(text, None, None, "title page")


def _of_entry(entry: EvidenceEntry) -> Iterator[Printed]:
    for text in _texts(entry):
        yield Printed(text, entry.document_title, entry.place, "evidence register")


def _of_sections(sections: tuple[Section, ...]) -> Iterator[Printed]:
    for section in sections:
        where = f"{section.number} {section.title}".strip()
        for text in _texts((section.title, section.blocks)):
            yield Printed(text, None, None, where)
        yield from _of_sections(section.sections)


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, tuple):
        for part in value:
            yield from _texts(part)
    elif isinstance(value, msgspec.Struct):
        for name in _fields(value):
            yield from _texts(getattr(value, name))


def _fields(value: msgspec.Struct) -> Iterator[str]:
    return (name for name in value.__struct_fields__ if name not in CODES)
