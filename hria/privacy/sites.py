"""Sites in a draft for the public: what audits and logs of complaints say is told, but not of which site.

Audit reports and complaint logs are given in confidence. Their passages and titles have "[site 1]" for the name of a
site; what the press or the company itself published keeps it.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from typing import Any

import msgspec

from hria.audits.register import site_key
from hria.draft import DocumentEntry, Draft, EvidenceEntry, Gap, Inline, Sentence, Table
from hria.privacy.printed import CODES

IN_CONFIDENCE = ("audit", "grievances")
# A first word as long as this stands for the site by itself, if it is no ordinary word and no place.
LONGEST_COMMON = 5
LEGAL = r"(?:[\s,.]+(?:sdn|bhd|co|ltd|limited|inc|plc|jsc|pvt|pte|llc|gmbh|corp|company)\b\.?)*"
SAID = "Sites are not named where audits or complaints tell of them."


def without_sites(draft: Draft, names: Iterable[str], ordinary: Collection[str]) -> Draft:
    """The draft with marks for these sites in what was given in confidence. `ordinary`, in lower case, are words that
    do not stand for a site by themselves."""
    documents = {document.id for document in draft.documents if document.kind in IN_CONFIDENCE}
    labels = {entry.label for entry in draft.evidence if entry.document_id in documents}
    marks = _Marks(names, ordinary)

    def masked(value: Any) -> Any:
        if isinstance(value, tuple):
            return tuple(map(masked, value))
        if not isinstance(value, msgspec.Struct):
            return value
        if isinstance(value, EvidenceEntry | DocumentEntry):
            id_ = value.document_id if isinstance(value, EvidenceEntry) else value.id
            return _all(value, marks) if id_ in documents else value
        if isinstance(value, Sentence):
            # A sentence without a source names documents; one with a public source may name the site.
            return _all(value, marks) if set(value.citations) <= labels else value
        if isinstance(value, Gap):
            return _all(value, marks)
        if isinstance(value, Table):
            rows = tuple(tuple(tuple(in_cell(cell, row)) for cell in row) for row in value.rows)
            return msgspec.structs.replace(value, rows=rows)
        changed = {name: masked(getattr(value, name)) for name in value.__struct_fields__}
        return msgspec.structs.replace(value, **changed)

    def in_cell(cell: tuple[Inline, ...], row: tuple[tuple[Inline, ...], ...]) -> Iterator[Inline]:
        """What cites nothing goes by the source that follows it in its cell, or else by those of its row."""
        for at, part in enumerate(cell):
            following = next((one.citations for one in cell[at:] if isinstance(one, Sentence) and one.citations), None)
            sources = set(following) if following else _cited(row)
            is_free = isinstance(part, Sentence) and not part.citations and not sources <= labels
            yield part if is_free else masked(part)

    made: Draft = masked(draft)
    return msgspec.structs.replace(made, notice=f"{made.notice} {SAID}") if marks.used else made


def _cited(row: tuple[tuple[Inline, ...], ...]) -> set[str]:
    return {label for cell in row for part in cell if isinstance(part, Sentence) for label in part.citations}


def _all(value: Any, marks: _Marks) -> Any:
    """A struct with marks in every string that is printed of it."""
    strings = {
        name: marks.put_in(text)
        for name in value.__struct_fields__
        if name not in CODES and isinstance(text := getattr(value, name), str)
    }
    return msgspec.structs.replace(value, **strings)


class _Marks:
    """Puts "[site 1]" for the names of sites, numbered as they come."""

    def __init__(self, names: Iterable[str], ordinary: Collection[str]) -> None:
        self._numbers: dict[str, int] = {}
        forms: dict[str, str] = {}
        for name in sorted(set(names)):
            key = site_key(name)
            if not key or key in ordinary:
                continue
            forms.setdefault(key, key)
            first, *others = key.split()
            if others and len(first) > LONGEST_COMMON and first not in ordinary:
                forms.setdefault(first, key)
        self._keys = forms
        longest = sorted(forms, key=lambda form: (-len(form), form))
        patterns = (r"[\W_]+".join(map(re.escape, form.split())) for form in longest)
        self._pattern = re.compile(rf"(?<!\w)({'|'.join(patterns)})(?!\w){LEGAL}", re.I) if longest else None

    @property
    def used(self) -> bool:
        """Whether a mark was put anywhere."""
        return bool(self._numbers)

    def put_in(self, text: str) -> str:
        """The text with marks. A name that begins in lower case is none."""
        return self._pattern.sub(self._mark, text) if self._pattern else text

    def _mark(self, match: re.Match[str]) -> str:
        if match.group(1)[:1].islower():
            return match.group()
        key = self._keys[" ".join(re.findall(r"[^\W_]+", match.group(1).casefold()))]
        return f"[site {self._numbers.setdefault(key, len(self._numbers) + 1)}]"
