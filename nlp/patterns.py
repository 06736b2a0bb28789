"""Patterns over words, and finding many of them at once.

spaCy's Matcher reads the same patterns at 250 sentences a second once there are some hundred rules,
because it tries every rule at every word. Here a pattern is a regular expression over the words of a
sentence, tried only where the rarest word that it needs is there.

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
NUMBER = (
    r"(?:\d[\d,.]*|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|twenty|thirty|forty|"
    r"fifty|sixty|seventy|eighty|ninety|hundred|thousand|million|billion|dozen|half)"
)
HYPHEN = "[-‑–]"
ENDING = re.compile(r"\((\w+)\)$")
# So common that knowing them narrows nothing down.
FREQUENT = frozenset(
    "a an and are as at be been being by for from had has have having in is it its may no not of on or our that the "
    "their these they this to was we were which will with can could , . : ; - s 's ’s any all more most us".split()
)


class Pattern(NamedTuple):
    """A pattern as a regular expression. Some word of `words`, or one that begins with a stem of `stems`, must
    be there."""

    regex: str
    words: frozenset[str]
    stems: frozenset[str]
    others: tuple[frozenset[str], ...] = ()


class _Part(NamedTuple):
    regex: str
    words: frozenset[str]
    stems: frozenset[str]
    is_needed: bool


def compiled(pattern: str, classes: Mapping[str, Sequence[str]], spelling: Mapping[str, str]) -> Pattern:
    """The pattern ready to be used.

    Raises KeyError for a word class that is not there, ValueError where no word of it must be there.
    """
    parts = [part for piece in pattern.split() for part in _parts(piece, classes, spelling)]
    needed = [part for part in parts if part.is_needed and (part.words or part.stems)]
    if not needed:
        raise ValueError("a pattern needs at least one word that must be there")
    rarest = min(needed, key=_commonness)
    others = tuple(part.words for part in needed if part is not rarest and not part.stems)
    return Pattern("(?<= )" + "".join(part.regex for part in parts), rarest.words, rarest.stems, others)


def _commonness(part: _Part) -> tuple[int, int]:
    frequent = sum(word in FREQUENT for word in part.words)
    return frequent, len(part.words) + 3 * len(part.stems)


def _parts(piece: str, classes: Mapping[str, Sequence[str]], spelling: Mapping[str, str]) -> Iterator[_Part]:
    nothing: frozenset[str] = frozenset()
    if gap := GAP.fullmatch(piece):
        reach = int(gap.group(1) or 3)
        yield _Part(f"(?:[^ ;.!?]+ ){{0,{reach}}}?", nothing, nothing, False)
    elif piece == "-":
        yield _Part(f"(?:{HYPHEN} )?", nothing, nothing, False)
    elif piece == "#":
        yield _Part(f"{NUMBER} ", nothing, nothing, False)
    else:
        is_optional = piece.endswith("?") and len(piece) > 1
        part = _word(piece.removesuffix("?") if is_optional else piece, classes, spelling)
        regex = f"(?:{part.regex} )?" if is_optional else f"{part.regex} "
        yield part._replace(regex=regex, is_needed=part.is_needed and not is_optional)


def _word(piece: str, classes: Mapping[str, Sequence[str]], spelling: Mapping[str, str]) -> _Part:
    words: set[str] = set()
    stems: set[str] = set()
    has_number = False
    for choice in piece.split("|"):
        if choice == "#":
            has_number = True
            continue
        members = classes[choice[1:]] if choice.startswith("@") else (choice,)
        for word in members:
            for form in {word.lower(), spelling.get(word.lower(), word.lower())}:
                if form.endswith("*"):
                    stems.add(form[:-1])
                elif ending := ENDING.search(form):
                    words |= {form[: ending.start()], form[: ending.start()] + ending.group(1)}
                else:
                    words.add(form)
    # Longest first, so that "non-payment" is not taken for "non".
    choices = [_spelt(word) for word in sorted(words, key=lambda w: (-len(w), w))]
    choices += [f"{_spelt(stem)}[^ ]*" for stem in sorted(stems)]
    choices += [NUMBER] * has_number
    known = frozenset(form for word in words for form in _first_words(word))
    # Numbers are too many to be looked up: such a part narrows nothing down.
    return _Part(f"(?:{'|'.join(choices)})", known, frozenset(stems), not has_number)


def _spelt(word: str) -> str:
    """The word as a tokeniser leaves it: parted at a hyphen and before a possessive s."""
    halves = (
        f"['’]? ?(?:{HYPHEN} ?)?".join(re.escape(half) for half in word.split("-"))
        if len(word) > 1
        else re.escape(word)
    )
    return re.sub(r"(?:'|’)s$", " ['’]s", halves)


def _first_words(word: str) -> set[str]:
    """What the first word of the text may be where this word stands in a pattern."""
    stem = re.sub(r"['’]s$", "", word)
    return {stem.split("-")[0], stem.replace("-", "")} if "-" in stem[1:] else {stem}


class Found(NamedTuple):
    """A pattern's key, and the words `[start, end)` that it matched."""

    key: int
    start: int
    end: int


class PatternIndex:
    """Finds all of many patterns in a sentence. Keys are those of the mapping that is given in."""

    def __init__(self, patterns: Sequence[tuple[int, Pattern]]) -> None:
        self._patterns = [(key, pattern.regex, pattern.others) for key, pattern in patterns]
        # Compiled when first needed: all of them take a second, and one document needs few.
        self._compiled: dict[int, re.Pattern[str]] = {}
        self._by_word: dict[str, list[int]] = {}
        self._by_stem: dict[str, list[int]] = {}
        for number, (_, pattern) in enumerate(patterns):
            for word in pattern.words:
                self._by_word.setdefault(word, []).append(number)
            for stem in pattern.stems:
                self._by_stem.setdefault(stem, []).append(number)
        self._stem_lengths = sorted({len(stem) for stem in self._by_stem})

    def find(self, words: Sequence[str]) -> list[Found]:
        """Every match in these lower-case words, longest reading of each pattern from left to right."""
        candidates: set[int] = set()
        present = frozenset(words)
        for word in present:
            candidates.update(self._by_word.get(word, ()))
            for length in self._stem_lengths:
                if len(word) >= length and (numbers := self._by_stem.get(word[:length])):
                    candidates.update(numbers)
        text, starts = _spelt_out(words)
        found: list[Found] = []
        for number in sorted(candidates):
            key, regex, others = self._patterns[number]
            if any(other.isdisjoint(present) for other in others):
                continue
            if (ready := self._compiled.get(number)) is None:
                ready = self._compiled[number] = re.compile(regex)
            found.extend(Found(key, starts[m.start()], starts[m.end()]) for m in ready.finditer(text))
        return found


def _spelt_out(words: Sequence[str]) -> tuple[str, dict[int, int]]:
    """The words with a space after each (and one before the first), and which word begins where.

    Empty words stand for what no pattern sees.
    """
    starts: dict[int, int] = {}
    offset = 1
    for index, word in enumerate(words):
        if word:
            starts[offset] = index
            offset += len(word) + 1
    starts[offset] = len(words)
    return " " + "".join(f"{word} " for word in words if word), starts
