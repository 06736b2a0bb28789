"""What a sentence is about: its words without their endings, and how much each of them tells."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable
from functools import cache, lru_cache

import msgspec

from hria.resources import PACKAGE, read_toml

WORD = re.compile(r"[A-Za-zÀ-ÿ]+(?:-(?:[A-Za-zÀ-ÿ]+|\d+))*|[A-Za-z]+\d+")
ENDINGS = ("ation", "ment", "ing", "ion", "ied", "ed", "ly", "y", "e")
SHORTEST = 3


class Words(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The file stems.toml."""

    without_meaning: str
    irregular: dict[str, str]


@lru_cache(maxsize=200_000)
def stems(text: str) -> frozenset[str]:
    """The stems of the words that tell what a text is about: "we trained all buyers" -> train, buyer."""
    empty, irregular = _words()
    found: set[str] = set()
    for match in WORD.finditer(text):
        word = match.group().casefold()
        parts = [word] if "-" not in word else [word, *(part for part in word.split("-") if len(part) > SHORTEST)]
        found.update(_stem(irregular.get(part, part)) for part in parts if part not in empty and len(part) > 1)
    return frozenset(found)


def _stem(word: str) -> str:
    """The word without the ending of the plural, then without other endings until none is left.

    "implemented" and "implement" have the same stem only if both lose all their endings.
    """
    if word.endswith("ies") and len(word) > SHORTEST + 2:
        word = word[:-3] + "y"
    elif word.endswith("s") and not word.endswith(("ss", "us", "is")) and len(word) > SHORTEST:
        word = word[:-1]
    while ending := next((e for e in ENDINGS if word.endswith(e) and len(word) - len(e) >= SHORTEST), None):
        word = word[: -len(ending)]
        if len(word) > SHORTEST and word[-1] == word[-2] and word[-1] not in "ls":
            word = word[:-1]
    return word


@cache
def _words() -> tuple[frozenset[str], dict[str, str]]:
    words = read_toml(PACKAGE / "stems.toml", Words)
    return frozenset(words.without_meaning.split()), words.irregular


class Weights:
    """How much a stem tells, from how few of these texts hold it: between 1 and about 10."""

    def __init__(self, texts: Iterable[str]) -> None:
        counts: Counter[str] = Counter()
        total = 0
        for text in texts:
            counts.update(stems(text))
            total += 1
        self._total = total
        self._counts = counts

    def of(self, stem: str) -> float:
        """The weight of one stem."""
        return 1.0 + math.log((1 + self._total) / (1 + self._counts[stem]))

    def sum(self, found: Iterable[str]) -> float:
        """The weight of several."""
        return sum(self.of(stem) for stem in sorted(found))

    def covered(self, wanted: frozenset[str], text: frozenset[str]) -> float:
        """What share of the weight of the wanted stems a text holds, 0 to 1."""
        total = self.sum(wanted)
        return self.sum(wanted & text) / total if total else 0.0

    def alike(self, one: frozenset[str], other: frozenset[str]) -> float:
        """The weight that two sets share, against that of both, 0 to 1."""
        total = self.sum(one | other)
        return self.sum(one & other) / total if total else 0.0
