"""Words as the classifier sees them, each with what it is known by: a hash, and those of its pieces.

The training data has lost apostrophes and final full stops, so neither is seen in any text.
"""

from __future__ import annotations

import re
import unicodedata
import zlib
from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

Keys = npt.NDArray[np.uint32]
Numbers = npt.NDArray[np.integer[Any]]

WORD = re.compile(r"[a-z]+|\d+|[:%&@$£•]")
UNSEEN = str.maketrans("", "", "'’‘`´\u00ad\ufffe")
# Keys have this many bits: a table from key to column stays small, and few words share one.
BITS = 22
MASK = np.uint32((1 << BITS) - 1)
MIX = np.uint32(0x9E3779B1)
PIECES = (3, 4, 5)
# Words recur; what is known of them is kept up to this many.
MOST_KEPT = 100_000
LONGEST_WORD = 40


class Tokens(NamedTuple):
    """The words of some sentences in one row. `row` is the sentence of each word; keys are hashes.

    `pieces` are the keys of the 3 to 5 letter pieces of the words, `piece_word` the word that each lies in.
    """

    row: Numbers
    words: Keys
    pieces: Keys
    piece_word: Numbers
    sentences: int

    def pairs(self) -> tuple[Numbers, Keys]:
        """The first word and the key of each two neighbouring words of a sentence."""
        first = np.flatnonzero(self.row[1:] == self.row[:-1])
        return first, self.words[first] * MIX + self.words[first + 1]


class Tokeniser:
    """Splits sentences into words, and remembers the words that it has seen."""

    def __init__(self) -> None:
        self._known: dict[str, tuple[int, Keys]] = {}

    def read(self, texts: Sequence[str]) -> Tokens:
        """The words of these sentences."""
        read = [words(text) for text in texts]
        known = [self._word(word) for sentence in read for word in sentence]
        lengths = np.fromiter(map(len, read), dtype=np.int64, count=len(read))
        sizes = np.fromiter((len(pieces) for _, pieces in known), dtype=np.int64, count=len(known))
        return Tokens(
            row=np.repeat(np.arange(len(read)), lengths),
            words=np.fromiter((key for key, _ in known), dtype=np.uint32, count=len(known)),
            pieces=np.concatenate([pieces for _, pieces in known]) if known else np.zeros(0, dtype=np.uint32),
            piece_word=np.repeat(np.arange(len(known)), sizes),
            sentences=len(read),
        )

    def _word(self, word: str) -> tuple[int, Keys]:
        known = self._known.get(word)
        if known is None:
            if len(self._known) >= MOST_KEPT:
                self._known.clear()
            known = self._known[word] = (zlib.crc32(word.encode()), _pieces(word[:LONGEST_WORD]))
        return known


def words(text: str) -> list[str]:
    """The words and telling signs of a text, in lower case."""
    return WORD.findall(unicodedata.normalize("NFKC", text).lower().translate(UNSEEN))


def _pieces(word: str) -> Keys:
    """The keys of the pieces of a word with a space at both ends; of a short word, the whole."""
    padded = f" {word} "
    found = [padded[at : at + size] for size in PIECES for at in range(len(padded) - size + 1)]
    return np.array([zlib.crc32(piece.encode()) for piece in found], dtype=np.uint32)
