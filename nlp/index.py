"""Finding all of many patterns in a sentence at once.

spaCy's Matcher reads the same patterns at 250 sentences a second once there are some hundred rules, because it
tries every rule at every word. Here each word that any pattern knows is one character, a sentence a short
string of such characters, and a pattern a regular expression over them, tried only where the rarest word that
it needs is there.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from nlp.patterns import POSSESSIVE, Part, Pattern, halves_of

NUMBER_WORDS = (
    "one two three four five six seven eight nine ten eleven twelve fifteen twenty thirty forty fifty sixty seventy "
    "eighty ninety hundred thousand million billion dozen half"
).split()
DIGITS = re.compile(r"\d[\d,.]*")
HYPHENS = ("-", "‑", "–")
POSSESSIVES = ("'s", "’s")
# A word that holds one of these ends the reach of a gap.
STOPS = frozenset(";.!?")
# What stands for words that no pattern knows, and for numbers, each without and with a stop in it.
OTHER, STOPPED, NUMBER, DECIMAL = "\x01", "\x02", "\x03", "\x04"
# The first character that stands for a word; those before it have a meaning of their own.
FIRST = 0x100


class Found(NamedTuple):
    """A pattern's key, and the words `[start, end)` that it matched."""

    key: int
    start: int
    end: int


class PatternIndex:
    """Finds all of many patterns in a sentence. Keys are those that the patterns are given in with."""

    def __init__(self, patterns: Sequence[tuple[int, Pattern]]) -> None:
        self._patterns = patterns
        self._alphabet = _Alphabet(pattern for _, pattern in patterns)
        # Compiled when first needed: all of them take long, and one document needs few.
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
        """Every match in these lower-case words, longest reading of each pattern from left to right.

        Empty words stand for what no pattern sees.
        """
        seen = [index for index, word in enumerate(words) if word]
        present = frozenset(words)
        candidates = self._candidates(present)
        text = self._alphabet.spelt([words[index] for index in seen])
        seen.append(len(words))
        found: list[Found] = []
        for number in sorted(candidates):
            key, pattern = self._patterns[number]
            if any(other.isdisjoint(present) for other in pattern.others):
                continue
            if (ready := self._compiled.get(number)) is None:
                ready = self._compiled[number] = re.compile(self._alphabet.expression(pattern.parts))
            found.extend(Found(key, seen[m.start()], seen[m.end()]) for m in ready.finditer(text))
        return found

    def _candidates(self, present: frozenset[str]) -> set[int]:
        """The patterns whose rarest word is among these."""
        candidates: set[int] = set()
        for word in present:
            candidates.update(self._by_word.get(word, ()))
            for length in self._stem_lengths:
                if len(word) >= length and (numbers := self._by_stem.get(word[:length])):
                    candidates.update(numbers)
        return candidates


class _Alphabet:
    """A character for each word that some pattern knows, and for each stem."""

    def __init__(self, patterns: Iterable[Pattern]) -> None:
        words: set[str] = {*NUMBER_WORDS, *HYPHENS, *POSSESSIVES}
        stems: set[str] = set()
        for pattern in patterns:
            for part in pattern.parts:
                words.update(word for form in part.words for run in _runs(form) for word in run)
                for stem in part.stems:
                    for run in _runs(stem):
                        words.update(run[:-1])
                        stems.add(run[-1])
        # A stem that begins with a digit begins numbers too, and these may be asked for as numbers.
        numeric = {stem + ending for stem in stems if stem[:1].isdigit() for ending in (NUMBER, DECIMAL)}
        self._words = {word: chr(FIRST + number) for number, word in enumerate(sorted(words))}
        self._stems = {stem: chr(FIRST + len(words) + number) for number, stem in enumerate(sorted(stems | numeric))}
        self._longest_stem = max(map(len, stems), default=0)
        # The characters of all words that begin with a stem: those of longer stems, and of words by themselves.
        self._beginning: dict[str, list[str]] = {stem: [] for stem in stems}
        for word, character in (*self._words.items(), *self._stems.items()):
            for length in range(1, min(len(word), self._longest_stem) + 1):
                if word[:length] in self._beginning:
                    self._beginning[word[:length]].append(character)
        all_known = (*self._words.items(), *self._stems.items())
        stopping = "".join(c for word, c in all_known if word.endswith(DECIMAL) or not STOPS.isdisjoint(word))
        self._any = f"[^{STOPPED}{DECIMAL}{re.escape(stopping)}]"
        are_numbers = {c for word, c in all_known if word[-1:] in (NUMBER, DECIMAL)}
        are_numbers |= {c for word, c in self._words.items() if word in NUMBER_WORDS or DIGITS.fullmatch(word)}
        self._number = {NUMBER, DECIMAL, *are_numbers}
        self._known = dict(self._words)

    def spelt(self, words: Sequence[str]) -> str:
        """A character for each of these words."""
        known = self._known
        return "".join([known.get(word) or self._learnt(word) for word in words])

    def _learnt(self, word: str) -> str:
        """The character of a word that no pattern has as it stands: that of its longest stem, if it has one."""
        lengths = range(min(len(word), self._longest_stem), 0, -1)
        stem = next((word[:length] for length in lengths if word[:length] in self._beginning), "")
        plain, stopped = (NUMBER, DECIMAL) if DIGITS.fullmatch(word) else ("", "") if stem else (OTHER, STOPPED)
        ending = plain if STOPS.isdisjoint(word) else stopped
        character = self._stems[stem + ending] if stem else ending
        if len(self._known) < MOST_KNOWN:
            self._known[word] = character
        return character

    def expression(self, parts: Iterable[Part]) -> str:
        """A regular expression over the characters of words."""
        return "".join(map(self._part, parts))

    def _part(self, part: Part) -> str:
        if part.gap is not None:
            return f"{self._any}{{0,{part.gap}}}?"
        single: set[str] = set(self._number) if part.has_number else set()
        longer: list[str] = []
        for word in sorted(part.words, key=lambda word: (-len(word), word)):
            for run in _runs(word):
                characters = [self._words[piece] for piece in run]
                if len(run) == 1:
                    single.update(characters)
                else:
                    longer.append(self._joined(characters, word))
        for stem in sorted(part.stems):
            for run in _runs(stem):
                *before, last = run
                ending = f"[{_escaped(self._beginning[last])}]"
                if before:
                    longer.append(self._joined([*(self._words[piece] for piece in before), ending], stem))
                else:
                    single.update(self._beginning[last])
        choices = [*dict.fromkeys(longer), *([f"[{_escaped(single)}]"] if single else [])]
        return f"(?:{'|'.join(choices)}){'?' if part.is_optional else ''}"

    def _joined(self, pieces: Sequence[str], word: str) -> str:
        """Words that follow each other, with or without a hyphen between the halves of one."""
        if POSSESSIVE.search(word):
            *halves, _ = pieces
            ending = f"[{_escaped(self._words[sign] for sign in POSSESSIVES)}]"
            return self._with_hyphens(halves) + ending
        return self._with_hyphens(pieces)

    def _with_hyphens(self, halves: Sequence[str]) -> str:
        hyphen = f"[{_escaped(self._words[sign] for sign in HYPHENS)}]?"
        return hyphen.join(half if half.startswith("[") else re.escape(half) for half in halves)


# So many words are remembered with their character; a corpus has more, but few of them come again.
MOST_KNOWN = 200_000


def _runs(word: str) -> list[list[str]]:
    """The ways in which a tokeniser leaves a word: whole, without its hyphens, parted at them and before 's."""
    possessive = POSSESSIVE.search(word)
    bare, sign = (word[: possessive.start()], ["’s"]) if possessive else (word, [])
    halves = halves_of(bare)
    if len(halves) == 1:
        return [[bare, *sign]]
    return [[bare, *sign], ["".join(halves), *sign], [*halves, *sign]]


def _escaped(characters: Iterable[str]) -> str:
    return "".join(map(re.escape, sorted(characters)))
