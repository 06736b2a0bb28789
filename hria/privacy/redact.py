"""Personal data replaced by marks: the same person has the same mark throughout a draft, in all formats."""

from __future__ import annotations

import hashlib

import msgspec

from hria.draft import Draft
from hria.errors import BadData
from hria.extract.personal import PersonalKind
from hria.privacy.check import Finder, Known
from hria.privacy.printed import printed, rewritten

MARKS: dict[PersonalKind, str] = {
    "name": "person",
    "phone number": "phone number",
    "e-mail address": "e-mail address",
    "identity number": "identity number",
}


def redacted(draft: Draft, known: Known) -> Draft:
    """The draft with "[person 1]", "[phone number 2]" for personal data, and a sentence in its notice that says so.

    It has an identifier of its own. Raises BadData where something is left that cannot be replaced.
    """
    finder = Finder(draft, known)
    numbers = _numbered(draft, finder)
    if not numbers:
        return draft

    def replaced(text: str) -> str:
        for found in reversed(finder.occurrences(text)):
            mark = f"[{MARKS[found.kind]} {numbers[found.kind, found.key]}]"
            text = text[: found.start] + mark + text[found.end :]
        return text

    made = rewritten(draft, replaced)
    left = [one.section for one in printed(made) if finder.occurrences(one.text)]
    if left:
        raise BadData(f"personal data in {left[0]} could not be replaced", "write the draft with --internal")
    made = msgspec.structs.replace(made, notice=f"{made.notice} {_said(numbers)}", identifier="")
    kind, _, _ = draft.identifier.rpartition("-")
    digest = hashlib.sha256(msgspec.json.encode(made)).hexdigest()
    return msgspec.structs.replace(made, identifier=f"{kind}-{digest[:16]}")


def _numbered(draft: Draft, finder: Finder) -> dict[tuple[PersonalKind, str], int]:
    """The number of each name, number and address among those of its kind, in the order of reading."""
    numbers: dict[tuple[PersonalKind, str], int] = {}
    counts: dict[PersonalKind, int] = {}
    for one in printed(draft):
        for found in finder.occurrences(one.text):
            if (found.kind, found.key) not in numbers:
                counts[found.kind] = counts.get(found.kind, 0) + 1
                numbers[found.kind, found.key] = counts[found.kind]
    return numbers


def _said(numbers: dict[tuple[PersonalKind, str], int]) -> str:
    kinds = [MARKS[kind] for kind in MARKS if any(kind == of for of, _ in numbers)]
    return f"Names, numbers or addresses of persons in it were replaced by marks such as [{kinds[0]} 1]."
