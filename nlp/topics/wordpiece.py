"""Text to the word pieces of an uncased BERT vocabulary (Devlin et al. 2019), as the encoder was trained on them.

The package `tokenizers` does the same and pulls in a client of a model hub, which nothing here needs.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path

UNKNOWN, CLS, SEP = "[UNK]", "[CLS]", "[SEP]"
LONGEST_WORD = 100
SPACE = frozenset("\t\n\r")
IDEOGRAPHS = ((0x3400, 0x4DBF), (0x4E00, 0x9FFF), (0xF900, 0xFAFF), (0x20000, 0x2FA1F))


class WordPieces:
    """The vocabulary: one piece a line, the pieces that go on inside a word with ## before them."""

    def __init__(self, pieces: Sequence[str]) -> None:
        self._number = {piece: number for number, piece in enumerate(pieces)}
        self.start, self.end, self._unknown = (self._number[mark] for mark in (CLS, SEP, UNKNOWN))
        self._pieces = lru_cache(maxsize=1 << 15)(self._split)

    @classmethod
    def load(cls, path: Path) -> WordPieces:
        """The vocabulary of a file."""
        return cls(path.read_text(encoding="utf-8").splitlines())

    def read(self, text: str, most: int) -> list[int]:
        """The numbers of the pieces of a text, at most so many, and the mark of its end."""
        found: list[int] = []
        for word in _words(text):
            found += self._pieces(word)
            if len(found) >= most:
                break
        return [*found[:most], self.end]

    def _split(self, word: str) -> tuple[int, ...]:
        """The longest pieces of a word from the left; one unknown piece where some part has none."""
        if len(word) > LONGEST_WORD:
            return (self._unknown,)
        found, start = [], 0
        while start < len(word):
            for end in range(len(word), start, -1):
                number = self._number.get(("##" if start else "") + word[start:end])
                if number is not None:
                    break
            else:
                return (self._unknown,)
            found.append(number)
            start = end
        return tuple(found)


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


# ASCII that is neither a letter, a digit nor white space counts as punctuation; other marks were set apart before.
WORD = re.compile(r"[!-/:-@\[-`{-~]|[^\s!-/:-@\[-`{-~]+")
