"""Web noise: what a saved or copied web page holds beside its text.

Everything that goes is logged, so that a reader can see what was taken for noise and why.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import pairwise
from pathlib import Path

import msgspec

from hria.document import Dropped
from hria.readers.parts import Part
from hria.resources import read_toml

# A list printed twice: at least so many short lines in a row, of which half come again later.
SHORTEST_LIST = 3
SHORT_LINE = 12
# "amforiAmazon", "BSRAmazon", but not the plural in "HRIAs".
SEAM = re.compile(r"(?<=[a-zß-ÿ)])(?=[A-Z][a-z])|(?<=[A-Z]{2})(?=[A-Z](?:[a-rt-z]|s[a-z]))")


class _Noise(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    pictures: tuple[str, ...]
    navigation: tuple[str, ...]
    sentence_starts: tuple[str, ...]


@cache
def _noise() -> _Noise:
    return read_toml(Path(__file__).with_name("noise.toml"), _Noise)


@cache
def _pattern(name: str) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{p})" for p in getattr(_noise(), name)), re.I)


def without_noise(parts: Sequence[Part]) -> tuple[list[Part], list[Dropped]]:
    """The parts that are text, names parted from the sentences they were glued to, and a log of the rest."""
    parts = [part._replace(text=" ".join(part.text.split())) for part in parts]
    parts = [part for part in parts if part.text]
    reasons = {**_lists_printed_twice(parts), **_repeated_lines(parts), **_furniture(parts)}
    kept = [part for index, part in enumerate(parts) if index not in reasons]
    dropped = [Dropped(parts[index].page, reason, parts[index].text) for index, reason in sorted(reasons.items())]
    names = {part.text for part in parts if len(part.text.split()) <= SHORT_LINE and part.text[-1:] not in ".?!;:"}
    return list(_unglued(kept, names)), dropped


def _furniture(parts: Sequence[Part]) -> dict[int, str]:
    reasons = {}
    for index, part in enumerate(parts):
        if not any(char.isalnum() for char in part.text):
            reasons[index] = "an orphan bullet"
        elif _pattern("pictures").fullmatch(part.text):
            reasons[index] = "the text that stands in for a picture"
        elif _pattern("navigation").fullmatch(part.text):
            reasons[index] = "a way to another page"
    return reasons


def _repeated_lines(parts: Sequence[Part]) -> dict[int, str]:
    """A line that follows itself is the text of a picture that the page holds in several sizes."""
    reasons = {}
    for index, (part, following) in enumerate(pairwise(parts)):
        if part.text == following.text and not part.cell:
            is_picture = len(part.text.split()) > 4 and part.text[0].islower()
            last = index + 2 >= len(parts) or parts[index + 2].text != part.text
            reasons[index] = "the same line again"
            if is_picture and last:
                reasons[index + 1] = "the text that stands in for a picture"
    return reasons


def _lists_printed_twice(parts: Sequence[Part]) -> dict[int, str]:
    """A run of names that come again further down, each with its text, is a menu."""
    count = Counter(part.text for part in parts)
    reasons: dict[int, str] = {}
    run: list[int] = []
    for index, part in enumerate([*parts, Part("paragraph", "." * 200)]):
        words = part.text.split()
        if len(words) <= SHORT_LINE and part.text[-1:] not in ".?!;:" and not part.cell:
            run.append(index)
            continue
        again = [i for i in run if count[parts[i].text] > 1]
        if len(run) >= SHORTEST_LIST and 2 * len(again) >= len(run):
            later = {i for i in again if any(parts[j].text == parts[i].text for j in range(i + 1, len(parts)))}
            if 2 * len(later) >= len(run):
                reasons |= dict.fromkeys(run, "a list that is printed twice")
        run = []
    return reasons


def _unglued(parts: Sequence[Part], names: set[str]) -> Iterator[Part]:
    """ "amforiAmazon works with amfori": the name becomes the heading of its sentence. `names` are the short
    lines of the document; one of them glued to the text after it needs no other sign."""
    starts = set(_noise().sentence_starts) | _usual_starts(parts)
    for part in parts:
        place = _seam(part.text, starts, names)
        if place:
            yield part._replace(kind="heading", text=part.text[:place], level=4)
            part = part._replace(kind="paragraph", text=part.text[place:], level=0)
        yield part


def _usual_starts(parts: Sequence[Part]) -> set[str]:
    """Words that begin several sentences of this document, such as the company's name."""
    first = Counter(word for part in parts for word in re.findall(r"(?:^|(?<=[.!?] ))([A-Z]\w+)", part.text))
    return {word for word, times in first.items() if times >= 3}


def _seam(text: str, starts: set[str], names: set[str]) -> int | None:
    """Where a name ends and a sentence begins without a space between them, or None."""
    if len(text.split()) < 6:
        return None
    for match in SEAM.finditer(text[:90]):
        place = match.start()
        name, rest = text[:place], text[place:]
        word = re.match(r"\w+", rest)
        echo = rest.startswith(name) and len(rest) > len(name) + 3
        if name in names or echo:
            return place
        if word and word.group() in starts and rest[word.end() :].startswith((" ", "’", "'")):
            return place
    return None
