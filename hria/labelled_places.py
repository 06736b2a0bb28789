"""Where labelled quotes stand in a document, and whether a finding is the passage that a label means."""

from __future__ import annotations

import unicodedata
from typing import Any

from hria.document import Document
from hria.finding import Finding

ENOUGH_SHARED = 0.6


class Places:
    """Where labelled quotes stand in a document, white space, hyphens and letter forms aside."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._plain, self._offsets = plain_with_offsets(document.text)

    def of(self, label: dict[str, Any]) -> tuple[int, int] | None:
        """The place of a label's quote, on its page if it stands there more than once."""
        quote = plain(label.get("quote", ""))
        found = None
        at = self._plain.find(quote) if quote else -1
        while at >= 0:
            place = self._offsets[at], self._offsets[at + len(quote) - 1] + 1
            if found is None or self._document.page_at(place[0]) == label.get("page"):
                found = place
            if self._document.page_at(place[0]) == label.get("page"):
                break
            at = self._plain.find(quote, at + 1)
        return found


FORMS = str.maketrans({"’": "'", "‘": "'", "“": '"', "”": '"'})


def plain(text: str) -> str:
    """A text in small letters without spaces and signs."""
    return plain_with_offsets(text)[0]


def plain_with_offsets(text: str) -> tuple[str, list[int]]:
    """The same, with where in the text each of its letters stands."""
    letters: list[str] = []
    offsets: list[int] = []
    for offset, char in enumerate(text):
        for plain in unicodedata.normalize("NFKC", char).translate(FORMS).lower():
            if plain.isalnum() or plain in "'\"%$£€":
                letters.append(plain)
                offsets.append(offset)
    return "".join(letters), offsets


def span_of(finding: Finding) -> tuple[int, int]:
    """Where the passage of a finding stands."""
    return finding.evidence.start, finding.evidence.end


def shares(a: tuple[int, int], b: tuple[int, int]) -> bool:
    """Whether two passages share more than 60 % of the shorter one."""
    shared = min(a[1], b[1]) - max(a[0], b[0])
    return shared > ENOUGH_SHARED * min(a[1] - a[0], b[1] - b[0])
