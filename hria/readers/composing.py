"""Putting a document's text together: the one place where offsets are made.

Every reader hands its blocks to a `Composer`, in the order of reading. Paragraphs are parted by an
empty line; nothing else in the project inserts or removes a character afterwards.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from itertools import zip_longest

from hria.document import Block, BlockKind, Box, Cell, Word
from hria.readers.hyphens import HYPHENS, SOFT_HYPHEN, Hyphenation

PARTING = "\n\n"


class Piece:
    """A word on its printed line; `box` is in points on the page as shown."""

    __slots__ = ("box", "line", "page", "text")

    def __init__(self, text: str, page: int, line: int, box: Box) -> None:
        self.text = text
        self.page = page
        self.line = line
        self.box = box


class Composer:
    """Collects blocks and gives them their offsets; `hyphenation` says what becomes of hyphens at line ends."""

    def __init__(self, hyphenation: Hyphenation = Hyphenation()) -> None:
        self.blocks: list[Block] = []
        self.words: list[Word] = []
        self._parts: list[str] = []
        self._length = 0
        self._hyphenation = hyphenation

    @property
    def text(self) -> str:
        """The text so far."""
        return "".join(self._parts)

    def add_text(self, kind: BlockKind, text: str, page: int = 1, level: int = 0, cell: Cell | None = None) -> None:
        """A block of a format without places on a page; runs of white space become one space."""
        text = clean(text)
        if text:
            start = self._begin()
            self._append(text)
            self.blocks.append(Block(kind, start, self._length, page, level, cell))

    def add_pieces(self, kind: BlockKind, pieces: Sequence[Piece], level: int = 0, cell: Cell | None = None) -> None:
        """A block of printed words; a word that a line break had cut in two is joined."""
        pieces = [piece for piece in pieces if piece.text.strip(SOFT_HYPHEN)]
        if not pieces:
            return
        start = self._begin()
        for piece, following in zip_longest(pieces, pieces[1:]):
            text = unicodedata.normalize("NFC", piece.text)
            glue = " "
            if following is None:
                glue = ""
            elif text.endswith(HYPHENS) and following.line != piece.line:
                text, glue = self._hyphenation.joined(text, following.text)
            text = typed_hyphens(text.replace(SOFT_HYPHEN, "-" if following is None else ""))
            begin = self._length
            self._append(text)
            self.words.append(Word(begin, self._length, piece.page, piece.line, piece.box))
            self._append(glue)
        self.blocks.append(Block(kind, start, self._length, pieces[0].page, level, cell))

    def _begin(self) -> int:
        if self._parts:
            self._append(PARTING)
        return self._length

    def _append(self, text: str) -> None:
        self._parts.append(text)
        self._length += len(text)


def clean(text: str) -> str:
    """Text in NFC with ligatures spelt out, soft hyphens and control characters gone, white space single."""
    text = re.sub("[ﬀ-ﬆ]", lambda match: unicodedata.normalize("NFKC", match.group()), text)
    text = "".join(char for char in unicodedata.normalize("NFC", text) if char.isspace() or not _is_control(char))
    return re.sub(r"\s+", " ", typed_hyphens(text)).strip()


def typed_hyphens(text: str) -> str:
    """Text in which the typesetters' hyphens (U+2010, and U+2011 that forbids a break) are those of a keyboard."""
    return text.replace("\u2010", "-").replace("\u2011", "-")


def _is_control(char: str) -> bool:
    return unicodedata.category(char) in ("Cc", "Cf", "Cs", "Co") or char == "\ufeff"
