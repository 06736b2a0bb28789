"""Hyphens at the ends of lines: whether they belong to the word, or only to the printed line.

A text in which words are cut at the ends of lines also holds many of them whole elsewhere, and a good part
of its lines end in a hyphen; a text that was set without cutting words shows neither. The document itself
is the witness, so no dictionary of its language is needed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import NamedTuple

SOFT_HYPHEN = "\u00ad"
# A typed hyphen, one that only shows at the end of a line, and the sign that some typesetters print for it.
HYPHENS = (SOFT_HYPHEN, "-", "\u2010")
# First halves that keep their hyphen when a line ends after them: third-party, risk-based, on-site.
KEPT_PREFIXES = frozenset(
    "anti by co cross e ex fair first follow full half high long low mid multi non off on part post pre "
    "risk second self semi short single sub third tier two three four well world year zero".split()
)
# Above this share of lines that end in a hyphen, words are cut.
MANY = 0.05
WITNESSES = 2


class Hyphenation(NamedTuple):
    """The words that a document holds whole, in lower case, and whether it cuts words at the ends of lines."""

    words: frozenset[str] = frozenset()
    cuts_words: bool = True

    def joined(self, first: str, second: str) -> tuple[str, str]:
        """What stays of the first half of a word cut at the end of a line, and what follows it."""
        stem = first.rstrip("".join(HYPHENS))
        head, tail = _halves(first, second)
        if not head or not tail or not second[:1].isalpha() or _is_address(stem):
            return (stem + "-", "") if second[:1].isalnum() else (stem + "-", " ")
        if head + tail in self.words:
            return stem, ""
        keeps = (
            not self.cuts_words
            or f"{head}-{tail}" in self.words
            or head in KEPT_PREFIXES
            or second[:1].isupper()
            or (len(head) > 2 and head in self.words and tail in self.words)
        )
        return (stem + "-" if keeps else stem), ""


def hyphenation(paragraphs: Iterable[Sequence[Sequence[str]]]) -> Hyphenation:
    """What a document's paragraphs, each a sequence of lines of words, tell about its hyphens."""
    whole: set[str] = set()
    cut: list[tuple[str, str]] = []
    lines = 0
    for paragraph in paragraphs:
        tail = ""
        for line, following in pairwise([*paragraph, ()]):
            lines += 1
            goes_on = bool(line and following) and line[-1].endswith(HYPHENS)
            if goes_on:
                cut.append((line[-1], following[0]))
            # The two halves of a cut word are no words.
            whole.update(line[bool(tail) : len(line) - goes_on])
            tail = following[0] if goes_on else ""
    words = vocabulary(whole)
    return Hyphenation(frozenset(words), _cuts_words(cut, words, lines))


def _cuts_words(cut: list[tuple[str, str]], words: set[str], lines: int) -> bool:
    soft = hard = unknown = 0
    for first, second in cut:
        head, tail = _halves(first, second)
        if not head or not tail or not second[:1].isalpha():
            continue
        if head + tail in words:
            soft += 1
        elif f"{head}-{tail}" in words or head in words:
            hard += 1
        else:
            unknown += 1
    is_seen = soft >= WITNESSES and soft > hard
    return is_seen or (len(cut) >= MANY * max(lines, 1) and soft + unknown > hard)


def _halves(first: str, second: str) -> tuple[str, str]:
    head = re.split(r"[^\w]", first.rstrip("".join(HYPHENS)))[-1].casefold()
    return head, re.split(r"[^\w]", second)[0].casefold()


def _is_address(text: str) -> bool:
    return "/" in text or text.startswith("www.")


def vocabulary(words: Iterable[str]) -> set[str]:
    """The words of a document in lower case, without the punctuation around them."""
    return {word.strip(".,;:!?()[]\"'“”‘’").casefold() for word in words}
