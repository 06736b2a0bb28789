"""Text as the numbers of its word pieces, as BERT reads it: Devlin and others 2019, uncased.

Written out here because the usual library brings a downloader with it, and nothing of hria reaches the network.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from pathlib import Path

FILE = Path(__file__).parent / "vocabulary.txt"
# "£" belongs to the number behind it.
WORD = re.compile(r"(?:[^\W_]|[£€¥¢])+|[^\w\s]|_")
# Longer "words" are addresses and hashes.
LONGEST_WORD = 40
MOST_KEPT = 200_000


class WordPieces:
    """The vocabulary, and the pieces of the words that were met."""

    def __init__(self, pieces: tuple[str, ...]) -> None:
        self._number = {piece: number for number, piece in enumerate(pieces)}
        self._known: dict[str, tuple[int, ...]] = {}
        self.begin, self.end, self.unknown = (self._number[mark] for mark in ("[CLS]", "[SEP]", "[UNK]"))

    @classmethod
    def load(cls) -> WordPieces:
        """The vocabulary that ships, read once per process."""
        return _shipped()

    def read(self, text: str, most: int) -> list[int]:
        """The numbers of a text's pieces between the marks of its begin and end, `most` at most."""
        numbers = [self.begin]
        for word in WORD.findall(_plain(text)):
            numbers += self._word(word)
            if len(numbers) >= most:
                break
        return [*numbers[: most - 1], self.end]

    def _word(self, word: str) -> tuple[int, ...]:
        known = self._known.get(word)
        if known is None:
            if len(self._known) >= MOST_KEPT:
                self._known.clear()
            known = self._known[word] = self._pieces(word)
        return known

    def _pieces(self, word: str) -> tuple[int, ...]:
        """The longest piece that the word begins with, then the longest of what is left, and so on."""
        if len(word) > LONGEST_WORD:
            return (self.unknown,)
        found: list[int] = []
        start = 0
        while start < len(word):
            mark = "##" if start else ""
            ends = range(len(word), start, -1)
            end = next((end for end in ends if mark + word[start:end] in self._number), None)
            if end is None:
                return (self.unknown,)
            found.append(self._number[mark + word[start:end]])
            start = end
        return tuple(found)


@cache
def _shipped() -> WordPieces:
    return WordPieces(tuple(FILE.read_text(encoding="utf-8").splitlines()))


def _plain(text: str) -> str:
    """Lower case without accents."""
    parts = unicodedata.normalize("NFD", text.lower())
    return "".join(char for char in parts if unicodedata.category(char) != "Mn")
