"""Whom an event befell: how many people of which kind, and whether they died, were hurt or otherwise affected."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Literal, NamedTuple

from nlp.language import language

SUBJECT = "incident"
Harm = Literal["killed", "injured", "affected"]
ONES = (
    "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen"
).split()
TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()
SCALES = {"hundred": 100, "thousand": 1_000, "million": 1_000_000}
# How far from a count the word stands that says what became of them, in characters.
AFTER, BEFORE = 60, 30
# What ends the reach of a count.
PARTS = re.compile(
    r"[;:.]|, (?!who\b)|\bwhen\b|\bwhile\b|\bafter\b"
    r"| and (?:another |at least |about |some )?(?=\d|[a-z]+ (?:other|more)\b|one |nine |two )"
)
# What does not stand between a number and those whom it counts.
BETWEEN = r"of\b|and\b|or\b|to\b|in\b|killed|injur|hurt|died|one\b|who\b|that\b|was\b|were\b|had\b"


class People(NamedTuple):
    """So many people; `number` is None where the text leaves it open ("hundreds of pickers"). `kind` is the noun
    with what stands before it, None where it is left out ("Six alleged that")."""

    number: int | None
    words: str
    kind: str | None
    harm: Harm
    start: int
    end: int


@lru_cache(maxsize=4)
def _counted(code: str) -> re.Pattern[str]:
    nouns = "|".join(sorted(_nouns(code), key=len, reverse=True))
    word = rf"(?:(?:{'|'.join(TENS)})(?:-(?:{'|'.join(ONES[:9])}))?|{'|'.join(ONES)})"
    number = (
        rf"(?P<number>\d{{1,3}}(?:, ?\d{{3}})+|\d+(?:\.\d+)?|\b(?:{word})\b|\b(?:an?|another)\b)"
        r"(?:\s(?P<scale>hundred|thousand|million))?"
    )
    vague = r"(?P<vague>\b(?:tens|hundreds|thousands|dozens|scores)(?: of (?:tens|hundreds|thousands))?)"
    kind = rf"(?P<kind>(?!per\b|pct\b)(?:(?!{BETWEEN})[\w-]+\s){{0,3}}?(?:{nouns})(?:\s(?:{nouns}))?)\b"
    of = rf"(?:of (?:the )?(?:{word}|[\d,]+)\s)?"
    return re.compile(rf"(?<![\w,.£$€%-])(?:{number}|{vague} of)\s{of}{kind}", re.I)


HARMED = re.compile(
    rf"\b(?P<harm>killed|killing|injured|injuring|hurt|burned)\s(?:at least |another |some |about |more than )?"
    rf"(?P<number>\d{{1,3}}(?:,\d{{3}})*|{'|'.join(ONES + TENS)})\b(?! (?:days|years|months|hours|per|of))",
    re.I,
)
BARE = re.compile(
    rf"(?:(?<=^)|(?<=[“;,] )|(?<=\band ))(?P<number>\d{{1,3}}(?:,\d{{3}})*|{'|'.join(ONES + TENS)})"
    r" (?:of (?:them|the)|others|said|say|alleged|told|reported|had|were|was|have|died|complained)\b",
    re.I,
)


def _nouns(code: str) -> frozenset[str]:
    found = language(code)
    kinds = found.file("impacts").words
    pronouns = {"they", "he", "she", "them", "him", "her", "who", "i", "us", "we", "others"}
    return frozenset((*kinds["worker"], *kinds["child"], *found.file(SUBJECT).words["people"])) - pronouns - {"locals"}


def people(text: str, code: str = "en") -> list[People]:
    """The people that a sentence counts, in its order."""
    words = language(code).file(SUBJECT).words
    killed, injured = (re.compile(rf"\b(?:{'|'.join(words[name])})\b", re.I) for name in ("killed", "injured"))
    found: list[People] = []
    sites = words["site"]
    for match in (*_counted(code).finditer(text), *HARMED.finditer(text), *BARE.finditer(text)):
        start, end = match.span()
        if any(start < other.end and other.start < end for other in found):
            continue
        groups = match.groupdict()
        kind = groups.get("kind")
        # "Five Steelworkers locals" are no people, nor is "one site workers" a kind of them.
        if kind and (not kind.split()[-1].islower() or any(word in sites for word in kind.lower().split()[:-1])):
            continue
        # "A worker" by itself counts nobody; one who died does.
        harm = _harm(text, start, end, killed, injured)
        if groups.get("harm"):
            harm = "killed" if groups["harm"].lower().startswith("kill") else "injured"
        is_one = (groups["number"] or "").lower() in ("a", "an", "another")
        if is_one and harm == "affected":
            continue
        number = _value(groups["number"], groups.get("scale")) if groups["number"] else None
        found.append(People(number, match.group() if kind else groups["number"] or "", kind, harm, start, end))
    return sorted(found, key=lambda one: one.start)


def kind_in(text: str, code: str = "en") -> str | None:
    """The people that a sentence speaks of without counting them: "miners", "migrant workers"."""
    nouns = "|".join(sorted(_nouns(code) - {"members", "union", "operators", "man", "woman"}, key=len, reverse=True))
    match = re.search(
        rf"\b(?:(?:migrant|foreign|female|women|young|temporary|agency|contract|seasonal) )?(?:{nouns})\b", text
    )
    return match.group() if match else None


def _value(number: str, scale: str | None) -> int:
    plain = re.sub(r"[, ]", "", number.lower())
    if plain in ("a", "an", "another"):
        value = 1.0
    elif re.fullmatch(r"\d+(?:\.\d+)?", plain):
        value = float(plain)
    else:
        tens, _, ones = plain.partition("-")
        value = 10.0 * (TENS.index(tens) + 2) if tens in TENS else ONES.index(tens) + 1.0
        value += ONES.index(ones) + 1 if ones else 0
    return round(value * SCALES.get((scale or "").lower(), 1))


def _harm(text: str, start: int, end: int, killed: re.Pattern[str], injured: re.Pattern[str]) -> Harm:
    """What became of these people: the nearest word for it after them in their part of the sentence, else before."""
    after = text[end : end + AFTER]
    parted = PARTS.search(after)
    after = after[: parted.start()] if parted else after
    inside = text[start:end]
    before = text[max(0, start - BEFORE) : start]
    verb = re.search(r"(\w+)\s(?:at least |another |some |about |more than )?$", before)
    if verb and killed.fullmatch(verb.group(1)):
        return "killed"
    if verb and injured.fullmatch(verb.group(1)):
        return "injured"
    before = re.split(r"[;:.,]| and ", before)[-1]
    for part in (inside, after, before):
        dead, hurt = killed.search(part), injured.search(part)
        if dead and (not hurt or dead.start() < hurt.start()):
            return "killed"
        if hurt:
            return "injured"
    return "affected"
