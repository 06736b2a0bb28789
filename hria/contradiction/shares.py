"""Shares: "209 of 214", "about eighty percent", "every one of them", compared where they are of the same thing.

Until documents have metrics with an owner and a period, `shares` reads them from the passages.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import combinations, pairwise

import msgspec

from hria.contradiction.clash import Clash, ClashType, Side, other_time
from hria.contradiction.words import pattern, words
from hria.passage import YEAR, Paper, Passage
from hria.stems import stems

# Shares that differ by no more are the same, rounded; hedged ones ("about") may differ by more.
SAME, SAME_HEDGED = 0.021, 0.055
LEAST_OF = 10
NUMBER = r"\d{1,3}(?:,\d{3})+|\d+"
OF = re.compile(rf"(?<![\w,.])(?P<part>{NUMBER}) (?:out )?of (?:the |our |an estimated )?(?P<whole>{NUMBER})(?![\w%])")
PERCENT = re.compile(r"(?<![\w,.–-])(?P<number>\d+(?:\.\d+)?)\s?(?:%|per ?cent\b)", re.I)
IN_TEN = re.compile(r"\b(?P<part>one|two|three|four|five|six|seven|eight|nine) (?:in|out of) ten\b", re.I)
UNITS = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
ALL = re.compile(
    r"\b(?:every(?: one of| single)?|all(?: of)?|each of)\b(?: these| our| the| them)?(?P<who>[\w \-’']{0,40}?)"
    r" (?:has|have|had|were|are|is|was) (?:now |been |all )?\w+",
    re.I,
)
CLAUSE = re.compile(r"[;:]|,? (?:and|but|while|whereas|although) (?=\w+ )")
PLACE = re.compile(
    r"\b(?:[Ii]n|[Ff]rom|[Aa]t) (?:the )?(?!FY|Q\d|(?:January|February|March|April|May|June|July|August|September|"
    r"October|November|December)\b)((?:[A-Z][\w’-]+)(?: [A-Z][\w’-]+)*)"
)


class Share(msgspec.Struct, frozen=True):
    """A share of something as a passage gives it, 0 to 1. `is_all` where it says "every" instead of a number."""

    value: float
    printed: str
    deeds: frozenset[str]
    subjects: frozenset[str]
    objects: frozenset[str]
    is_hedged: bool
    is_all: bool
    side: Side


def shares(paper: Paper) -> Iterator[Share]:
    """The shares that a document gives of what has been done; plans and duties are none."""
    for passage in paper.passages:
        if passage.kind in ("paragraph", "list_item"):
            yield from _of_passage(paper, passage)


def clashes_of_shares(papers: Sequence[Paper]) -> Iterator[Clash]:
    """Shares of the same thing that differ; those of another time are compatible."""
    found = [share for paper in papers if paper.is_own or _speaks_for_company(paper) for share in shares(paper)]
    for one, other in combinations(found, 2):
        if one.side.paper is other.side.paper or not _is_same_measure(one, other):
            continue
        margin = SAME_HEDGED if one.is_hedged or other.is_hedged else SAME
        if abs(one.value - other.value) <= margin and one.is_all == other.is_all:
            continue
        if one.is_all != other.is_all and min(one.value, other.value) >= 1.0:
            continue
        kind: ClashType = "scope" if one.is_all != other.is_all else "number"
        reason = f"{one.printed} against {other.printed}"
        what, deed = _word("subjects", one.subjects & other.subjects), _word("deeds", one.deeds & other.deeds)
        about = f"share of {what}, {deed}"
        yield Clash(kind, about, one.side, other.side, reason, _explained(one, other))


def _speaks_for_company(paper: Paper) -> bool:
    """Whether a document of the press lets the company speak at length: an interview."""
    questions = sum(passage.text.startswith(("Q:", "A:")) for passage in paper.passages)
    return paper.voice == "press" and questions > 3


def _of_passage(paper: Paper, passage: Passage) -> Iterator[Share]:
    text = _spelt_the_same(passage.text)
    whole = stems(f"{_spelt_the_same(passage.before)} {text}")
    bounds = [0, *(m.start() for m in CLAUSE.finditer(text)), len(text)]
    for start, end in pairwise(bounds):
        clause = text[start:end]
        own = stems(clause)
        deeds = own & _listed("deeds")
        subjects = own & _listed("subjects") or stems(text) & _listed("subjects") or whole & _listed("subjects")
        if not deeds or not subjects or pattern(words().future).search(clause):
            continue
        for value, printed, is_all in _values(clause):
            is_hedged = bool(pattern(words().hedges).search(clause)) or bool(IN_TEN.search(clause))
            objects = own - deeds - subjects
            yield Share(value, printed, deeds, subjects, objects, is_hedged, is_all, Side(paper, passage))
            break


def _values(clause: str) -> Iterator[tuple[float, str, bool]]:
    """The share that a clause gives, as it is printed, and whether it is "all"."""
    for found in OF.finditer(clause):
        part, whole = (float(found.group(name).replace(",", "")) for name in ("part", "whole"))
        if whole >= LEAST_OF and part <= whole:
            yield part / whole, found.group(), False
    if match := PERCENT.search(clause):
        yield float(match.group("number")) / 100, match.group(), False
    for ten, value in words().tens.items():
        if match := re.search(rf"\b{ten} ?per ?cent\b", clause, re.I):
            yield value / 100, match.group(), False
    if match := IN_TEN.search(clause):
        yield UNITS.index(match.group("part").lower()) / 10, match.group(), False
    if match := ALL.search(clause):
        yield 1.0, match.group(), True


def _is_same_measure(one: Share, other: Share) -> bool:
    """Whether two shares are of the same thing: deed, subject, and no place or part that only one names."""
    if not one.deeds & other.deeds or not one.subjects & other.subjects:
        return False
    if one.deeds != other.deeds and len(one.deeds | other.deeds) > 2:
        return False
    texts = [share.side.passage.text for share in (one, other)]
    places = [set(PLACE.findall(text)) for text in texts]
    return places[0] == places[1] or not (places[0] or places[1]) or bool(places[0] & places[1])


def _explained(one: Share, other: Share) -> str | None:
    years = [{m.group(1) for m in YEAR.finditer(share.side.passage.text)} for share in (one, other)]
    if years[0] and years[1] and not years[0] & years[1]:
        return f"another year: {', '.join(sorted(years[0]))} and {', '.join(sorted(years[1]))}"
    return other_time(one.side.paper, other.side.paper)


def _spelt_the_same(text: str) -> str:
    for written, same in words().same:
        text = re.sub(written, same, text, flags=re.I)
    return text


def _listed(name: str) -> frozenset[str]:
    return frozenset(stem for word in getattr(words(), name) for stem in stems(word))


def _word(name: str, found: frozenset[str]) -> str:
    """The first word of a list that has one of these stems, as the list writes it."""
    listed: tuple[str, ...] = getattr(words(), name)
    return next(word for word in listed if stems(word) & found)
