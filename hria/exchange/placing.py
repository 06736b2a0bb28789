"""Where passages of a foreign text stand in the workspace's own: by the whole text, or by the words of the passage."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable
from typing import NamedTuple

from hria.document import Document, Summary
from hria.exchange.project import Selection, Source

# A passage of fewer letters than this may stand anywhere by chance.
FEWEST_LETTERS = 20


class Placed(NamedTuple):
    """A passage in a document of the workspace: `[start, end)` of its text."""

    document_id: str
    start: int
    end: int


class _Squeezed(NamedTuple):
    """A text without its spaces, and where each of its letters stands in the whole one."""

    letters: str
    places: list[int]


class Placer:
    """Finds passages in documents, which it reads when they are needed."""

    def __init__(self, summaries: Iterable[Summary], read: Callable[[str], Document]) -> None:
        self._summaries = tuple(summaries)
        self._read = read
        self._texts: dict[str, str] = {}
        self._squeezed: dict[str, _Squeezed] = {}
        self._by_hash: dict[str, str] | None = None

    def document_of(self, source: Source) -> tuple[str, str] | None:
        """The document that a source is, by the hash of its file or by its text, and how it was known."""
        for summary in self._summaries:
            if source.sha256 == summary.sha256:
                return summary.id, "the same file"
        if not source.text:
            return None
        if self._by_hash is None:
            self._by_hash = {_hashed(_squeeze(self._text(s.id)).letters): s.id for s in reversed(self._summaries)}
        same = self._by_hash.get(_hashed(_squeeze(source.text).letters))
        return (same, "the same text") if same else None

    def place(self, source: Source, selection: Selection, document_id: str | None) -> Placed | str:
        """Where a passage stands; or why nowhere. `document_id` is the document that its source is, if it is known."""
        if source.text is None:
            return "the project brings no plain text for it"
        if not 0 <= selection.start < selection.end <= len(source.text):
            return f"characters {selection.start} to {selection.end} are not in its text"
        quote = source.text[selection.start : selection.end]
        if not quote.strip():
            return "it marks no words"
        if document_id is not None:
            if source.text == self._text(document_id):
                return Placed(document_id, *_trimmed(quote, selection.start))
            return self._by_order(source.text, selection, document_id) or self._by_words(quote, [document_id])
        return self._by_words(quote, [summary.id for summary in self._summaries])

    def _by_order(self, text: str, selection: Selection, document_id: str) -> Placed | None:
        """By counting letters: texts that differ only in how spaces and lines run. None where they differ more."""
        theirs, ours = _squeeze(text), self._squeeze(document_id)
        if theirs.letters != ours.letters:
            return None
        first = sum(map(_counts, text[: selection.start]))
        count = sum(map(_counts, text[selection.start : selection.end]))
        return Placed(document_id, ours.places[first], ours.places[first + count - 1] + 1)

    def _by_words(self, quote: str, document_ids: list[str]) -> Placed | str:
        letters = _squeeze(quote).letters
        if len(letters) < FEWEST_LETTERS:
            return f"its text is none of the workspace's, and {len(letters)} letters are too few to find it by"
        found: list[Placed] = []
        for document_id in document_ids:
            ours = self._squeeze(document_id)
            at = ours.letters.find(letters)
            while at >= 0 and len(found) < 2:
                found.append(Placed(document_id, ours.places[at], ours.places[at + len(letters) - 1] + 1))
                at = ours.letters.find(letters, at + 1)
        if len(found) == 1:
            return found[0]
        return "no document of the workspace has these words" if not found else "these words stand in several places"

    def _text(self, document_id: str) -> str:
        if document_id not in self._texts:
            self._texts[document_id] = self._read(document_id).text
        return self._texts[document_id]

    def _squeeze(self, document_id: str) -> _Squeezed:
        if document_id not in self._squeezed:
            self._squeezed[document_id] = _squeeze(self._text(document_id))
        return self._squeezed[document_id]


def _squeeze(text: str) -> _Squeezed:
    places = [place for place, char in enumerate(text) if _counts(char)]
    return _Squeezed("".join(text[place] for place in places), places)


def _counts(char: str) -> bool:
    """Whether a character is one that all tools count: no space, and no mark of an encoding."""
    return not char.isspace() and char != "\ufeff"


def _hashed(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()


def _trimmed(quote: str, start: int) -> tuple[int, int]:
    """The passage without the spaces around it."""
    left = len(quote) - len(quote.lstrip())
    return start + left, start + len(quote.rstrip())
