"""Text as the numbers of its word pieces, as BERT reads it: Devlin and others 2019, uncased.

Written out here because the usual library brings a client of a model hub with it, and nothing of hria reaches the
network.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from functools import cache, lru_cache
from pathlib import Path

FILE = Path(__file__).parent / "vocabulary.txt"
UNKNOWN, BEGIN, END = "[UNK]", "[CLS]", "[SEP]"
# Longer "words" are addresses and hashes.
LONGEST_WORD = 100
MOST_KEPT = 1 << 17
SPACE = frozenset("\t\n\r")
IDEOGRAPHS = ((0x3400, 0x4DBF), (0x4E00, 0x9FFF), (0xF900, 0xFAFF), (0x20000, 0x2FA1F))
# ASCII that is neither a letter, a digit nor white space counts as punctuation; other marks are set apart before.
WORD = re.compile(r"[!-/:-@\[-`{-~]|[^\s!-/:-@\[-`{-~]+")


class WordPieces:
    """A vocabulary: its pieces in their order, those that go on inside a word with ## before them."""

    def __init__(self, pieces: Sequence[str]) -> None:
        self._number = {piece: number for number, piece in enumerate(pieces)}
        self.begin, self.end, self.unknown = (self._number[mark] for mark in (BEGIN, END, UNKNOWN))
        self._pieces = lru_cache(maxsize=MOST_KEPT)(self._split)

    @classmethod
    def load(cls, path: Path = FILE) -> WordPieces:
        """The vocabulary of a file, one piece a line, read once per process; that which ships if none is named."""
        return _loaded(path)

    def pieces(self, text: str, most: int) -> list[int]:
        """The numbers of the pieces of a text, at most so many, without the marks of its begin and end."""
        found: list[int] = []
        for word in _words(text):
            found += self._pieces(word)
            if len(found) >= most:
                break
        return found[:most]

    def read(self, text: str, most: int) -> list[int]:
        """The pieces of a text between the marks of its begin and end, with these `most` at most."""
        return [self.begin, *self.pieces(text, most - 2), self.end]

    def _split(self, word: str) -> tuple[int, ...]:
        """The longest pieces of a word from the left; one unknown piece where some part has none."""
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
def _loaded(path: Path) -> WordPieces:
    return WordPieces(path.read_text(encoding="utf-8").splitlines())


def _words(text: str) -> list[str]:
    """Words in small letters without accents; every mark of punctuation is a word."""
    plain = text.lower()
    if not (plain.isascii() and plain.isprintable()):
        plain = _without_accents(plain)
    return WORD.findall(plain)


def _without_accents(text: str) -> str:
    kept = []
    for character in unicodedata.normalize("NFD", text):
        category = unicodedata.category(character)
        if category == "Mn" or character in "\0\ufffd" or (category[0] == "C" and character not in SPACE):
            continue
        if category[0] == "P" or _is_ideograph(ord(character)):
            character = f" {character} "
        kept.append(character)
    return "".join(kept)


def _is_ideograph(point: int) -> bool:
    return any(first <= point <= last for first, last in IDEOGRAPHS)
