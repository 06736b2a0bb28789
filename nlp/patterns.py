"""Patterns over words, as rules write them.

`word`         this word, in any case and in both spellings
`a|b`          one of these; `@class` names a class of words, `@class|a` adds to it
`stem*`        a word that begins so
`word(s)`      with or without the ending
`word?`        may be missing
`third-party`  with a hyphen, with a space or as one word; `-` alone is a hyphen that may be missing
`#`            a number, in digits or as a word; `a|#` allows one too
`...`          up to three words between, `...6` up to six; never over a full stop or semicolon
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

GAP = re.compile(r"\.\.\.(\d*)")
GAP_WIDTH = 3
ENDING = re.compile(r"\((\w+)\)$")
POSSESSIVE = re.compile(r"['’]s$")
# So common that knowing them narrows nothing down.
FREQUENT = frozenset(
    "a an and are as at be been being by for from had has have having in is it its may no not of on or our that the "
    "their these they this to was we were which will with can could , . : ; - s 's ’s any all more most us".split()
)


class Part(NamedTuple):
    """One place of a pattern: a word of `words`, a word that begins with a stem of `stems`, or a number; of a
    part with a `gap`, up to so many words of any kind. Words and stems may have halves, joined by hyphens."""

    words: frozenset[str] = frozenset()
    stems: frozenset[str] = frozenset()
    has_number: bool = False
    is_optional: bool = False
    gap: int | None = None

    def known(self) -> frozenset[str]:
        """What the first word of the text may be where a word of this part stands."""
        return frozenset(form for word in self.words for form in _first_words(word))


class Pattern(NamedTuple):
    """A pattern with what must be there: some word of `words`, or one that begins with a stem of `stems`, and
    some word of each of `others`."""

    parts: tuple[Part, ...]
    words: frozenset[str]
    stems: frozenset[str]
    others: tuple[frozenset[str], ...] = ()


def parsed(pattern: str, classes: Mapping[str, Sequence[str]], spelling: Mapping[str, str]) -> Pattern:
    """The pattern in its parts.

    Raises KeyError for a word class that is not there, ValueError where no word of it must be there.
    """
    parts = tuple(_part(piece, classes, spelling) for piece in pattern.split())
    # Numbers are too many to be looked up: a part that allows one narrows nothing down.
    needed = [part for part in parts if (part.words or part.stems) and not (part.is_optional or part.has_number)]
    if not needed:
        raise ValueError("a pattern needs at least one word that must be there")
    rarest = min(needed, key=_commonness)
    others = tuple(part.known() for part in needed if part is not rarest and not part.stems)
    return Pattern(parts, rarest.known(), rarest.stems, others)


def _commonness(part: Part) -> tuple[int, int]:
    known = part.known()
    return sum(word in FREQUENT for word in known), len(known) + 3 * len(part.stems)


def _part(piece: str, classes: Mapping[str, Sequence[str]], spelling: Mapping[str, str]) -> Part:
    if gap := GAP.fullmatch(piece):
        return Part(gap=int(gap.group(1) or GAP_WIDTH))
    if piece == "-":
        return Part(frozenset("-‑–"), is_optional=True)
    if piece == "#":
        return Part(has_number=True)
    is_optional = piece.endswith("?") and len(piece) > 1
    words: set[str] = set()
    stems: set[str] = set()
    has_number = False
    for choice in (piece[:-1] if is_optional else piece).split("|"):
        if choice == "#":
            has_number = True
            continue
        for word in classes[choice[1:]] if choice.startswith("@") else (choice,):
            for form in _forms(word.lower(), spelling):
                (stems if form.endswith("*") else words).add(form.removesuffix("*"))
    return Part(frozenset(words), frozenset(stems), has_number, is_optional)


def _forms(word: str, spelling: Mapping[str, str]) -> Iterator[str]:
    for form in {word, spelling.get(word, word)}:
        if ending := ENDING.search(form):
            yield form[: ending.start()]
            yield form[: ending.start()] + ending.group(1)
        else:
            yield form


def halves_of(word: str) -> list[str]:
    """The words that a tokeniser leaves of a word with hyphens; a hyphen by itself is a word."""
    return word.split("-") if "-" in word[1:] else [word]


def _first_words(word: str) -> set[str]:
    bare = POSSESSIVE.sub("", word)
    return {bare.split("-")[0], bare.replace("-", "")} if "-" in bare[1:] else {bare}
