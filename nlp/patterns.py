"""Patterns over words, and finding many of them at once.

spaCy's Matcher reads the same patterns at 250 sentences a second once there are some hundred rules,
because it tries every rule at every word. Here a pattern is a regular expression over the words of a
sentence, tried only where the rarest word that it needs is there.

`word`         this word, in any case and in both spellings
`a|b`          one of these; `@class` names a class of words, `@class|a` adds to it
`stem*`        a word that begins so
`word?`        may be missing
`third-party`  with a hyphen, with a space or as one word; `-` alone is a hyphen that may be missing
`#`            a number, in digits or as a word
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
# So common that knowing them narrows nothing down.
FREQUENT = frozenset(
    "a an and are as at be been being by for from had has have having in is it its may no not of on or our that the "
    "their these they this to was we were which will with can could , . : ; - s 's ’s any all more most us".split()
)


class Pattern(NamedTuple):
    """A compiled pattern. Some word of `words`, or one that begins with a stem of `stems`, must be there."""

    regex: re.Pattern[str]
    words: frozenset[str]
    stems: frozenset[str]


class _Part(NamedTuple):
    regex: str
    words: frozenset[str]
    stems: frozenset[str]
    is_needed: bool


def compiled(
    pattern: str, classes: Mapping[str, Sequence[str]], spelling: Mapping[str, str]
) -> Pattern:
    """The pattern ready to be used. Raises KeyError for a word class that is not there."""
    parts = [part for piece in pattern.split() for part in _parts(piece, classes, spelling)]
    needed = [part for part in parts if part.is_needed and (part.words or part.stems)]
    rarest = min(needed, key=_commonness) if needed else _Part("", frozenset(), frozenset(), False)
    return Pattern(
        re.compile("(?<= )" + "".join(part.regex for part in parts)), rarest.words, rarest.stems
    )


def _commonness(part: _Part) -> tuple[int, int]:
    frequent = sum(word in FREQUENT for word in part.words)
    return frequent, len(part.words) + 3 * len(part.stems)


def _parts(
    piece: str, classes: Mapping[str, Sequence[str]], spelling: Mapping[str, str]
) -> Iterator[_Part]:
    nothing: frozenset[str] = frozenset()
    if gap := GAP.fullmatch(piece):
        reach = int(gap.group(1) or 3)
        yield _Part(f"(?:[^ ;.!?]+ ){{0,{reach}}}?", nothing, nothing, False)
    elif piece == "-":
        yield _Part(f"(?:{HYPHEN} )?", nothing, nothing, False)
    elif piece == "#":
        yield _Part(f"{NUMBER} ", nothing, nothing, False)
    elif "-" in piece and "|" not in piece:
        is_optional = piece.endswith("?")
        halves = piece.removesuffix("?").split("-")
        inner = [_word(half, classes, spelling) for half in halves]
        regex = f" ?(?:{HYPHEN} )?".join(part.regex for part in inner) + " "
        # The word is split at its hyphen, spelt as two words, or written as one.
        words = inner[0].words | {a + b for a in inner[0].words for b in inner[1].words}
        stems = inner[0].stems
        yield _Part(f"(?:{regex})?" if is_optional else regex, words, stems, not is_optional)
    else:
        is_optional = piece.endswith("?") and len(piece) > 1
        part = _word(piece.removesuffix("?") if is_optional else piece, classes, spelling)
        regex = f"(?:{part.regex} )?" if is_optional else f"{part.regex} "
        yield part._replace(regex=regex, is_needed=not is_optional)


def _word(piece: str, classes: Mapping[str, Sequence[str]], spelling: Mapping[str, str]) -> _Part:
    words: set[str] = set()
    stems: set[str] = set()
    for choice in piece.split("|"):
        members = classes[choice[1:]] if choice.startswith("@") else (choice,)
        for word in members:
            for form in {word.lower(), spelling.get(word.lower(), word.lower())}:
                if form.endswith("*"):
                    stems.add(form[:-1])
                else:
                    words.add(form)
    # Longest first, so that "non-payment" is not taken for "non".
    choices = [re.escape(word) for word in sorted(words, key=lambda w: (-len(w), w))]
    choices += [f"{re.escape(stem)}[^ ]*" for stem in sorted(stems)]
    return _Part(f"(?:{'|'.join(choices)})", frozenset(words), frozenset(stems), True)


class Found(NamedTuple):
    """A pattern's key, and the words `[start, end)` that it matched."""

    key: int
    start: int
    end: int


class PatternIndex:
    """Finds all of many patterns in a sentence. Keys are those of the mapping that is given in."""

    def __init__(self, patterns: Sequence[tuple[int, Pattern]]) -> None:
        self._patterns = [(key, pattern.regex) for key, pattern in patterns]
        self._by_word: dict[str, list[int]] = {}
        self._by_stem: dict[str, list[int]] = {}
        self._always: list[int] = []
        for number, (_, pattern) in enumerate(patterns):
            for word in pattern.words:
                self._by_word.setdefault(word, []).append(number)
            for stem in pattern.stems:
                self._by_stem.setdefault(stem, []).append(number)
            if not pattern.words and not pattern.stems:
                self._always.append(number)
        self._stem_lengths = sorted({len(stem) for stem in self._by_stem})

    def find(self, words: Sequence[str]) -> list[Found]:
        """Every match in these lower-case words, longest reading of each pattern from left to right."""
        candidates = set(self._always)
        for word in set(words):
            candidates.update(self._by_word.get(word, ()))
            for length in self._stem_lengths:
                if len(word) >= length and (numbers := self._by_stem.get(word[:length])):
                    candidates.update(numbers)
        text, starts = _spelt_out(words)
        found = []
        for number in sorted(candidates):
            key, regex = self._patterns[number]
            for match in regex.finditer(text):
                found.append(Found(key, starts[match.start()], starts[match.end()]))
        return found


def _spelt_out(words: Sequence[str]) -> tuple[str, dict[int, int]]:
    """The words with a space after each (and one before the first), and which word begins where."""
    starts = {}
    offset = 1
    for index, word in enumerate(words):
        starts[offset] = index
        offset += len(word) + 1
    starts[offset] = len(words)
    return " " + "".join(f"{word} " for word in words), starts
