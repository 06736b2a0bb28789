"""Whether a passage speaks for a claim, against it, or only on its matter.

It takes a passage that says most of what the claim says to speak for or against it. A plan, a demand or a general
principle shows no deed, so it speaks on the matter of a claim that one was done or not done.
"""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import NamedTuple

import msgspec

from hria.answer import Stance
from hria.extract import Glance
from hria.finding import ClaimType
from hria.resources import read_toml
from hria.retrieval.ranking import Comparison, Question

FILE = Path(__file__).parent / "stances.toml"
# A passage says most of what a claim says from so much of its words, at such a nearness, on.
SAYS_MOST, NEAR, VERY_NEAR = 0.5, 0.5, 0.72
# What is asked for is done only where a passage says nearly all of it.
SAYS_ASKED = 0.7
NAMES = 0.5
FEWEST_WORDS = 3
# What stands beside a passage adds so much at most.
MOST_AROUND = 0.15


class _Words(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    lack: tuple[str, ...]
    denial: tuple[str, ...]
    refusal: tuple[str, ...]
    not_a_deed: tuple[str, ...]
    planned: tuple[str, ...]
    says_so: tuple[str, ...]
    plans: tuple[str, ...]
    verb: tuple[str, ...]


class Taken(NamedTuple):
    """A stance, and what the passage does that shows it: "says the same"."""

    stance: Stance
    why: str


def take(kind: ClaimType, claim: Question, passage: str, glance: Glance, compared: Comparison) -> Taken:
    """The stance of a passage on a claim. `glance` is what the rules see in the passage."""
    is_said = says_most(claim, compared, SAYS_ASKED if kind == "ask" else SAYS_MOST)
    return judge(kind, claim.text, passage, glance, is_said)


def judge(kind: ClaimType, claim: str, passage: str, glance: Glance, is_said: bool) -> Taken:
    """The stance of a passage on a claim, where it is known whether it says most of it (`is_said`)."""
    words, cues = _words(), set(glance.cues)
    if kind == "ask" and turns_down(passage):
        return Taken("against", "turns down what is asked")
    if not is_said:
        return Taken("on", "near to it, but not the same statement")
    if not _has(words.verb, passage):
        return Taken("on", "names the matter only")
    is_lack, is_denied = (_has((*words.lack, *words.denial), text) for text in (claim, passage))
    if kind == "normative":
        return Taken("for", "holds the same") if is_denied == is_lack else Taken("on", "sets limits to it")
    # "Passports had been handed back by 24 September": a day by itself makes no plan.
    if cues & set(words.planned) and _has(words.plans, passage) and not _has(words.plans, claim):
        return Taken("on", "plans, and reports no deed")
    if cues & set(words.not_a_deed) and not _has(words.says_so, claim):
        return Taken("on", "demands, forbids or supposes")
    if is_lack == is_denied:
        return Taken("for", "says the same")
    if is_lack:
        return Taken("against", "reports what the claim says is missing")
    return Taken("against", "says that this was not so")


def turns_down(passage: str) -> bool:
    """Whether a passage turns down a request."""
    return _has(_words().refusal, passage)


def says_most(claim: Question, compared: Comparison, most: float = SAYS_MOST) -> bool:
    """Whether a passage says most of what a claim says: so much of its words, or nearly its meaning. Of a claim of very
    few words it is soon said, and only meaning counts."""
    said = compared.covered + min(compared.around, MOST_AROUND)
    has_words = len(claim.words) >= FEWEST_WORDS and said >= most and compared.meaning >= NEAR
    return compared.names >= NAMES and (has_words or compared.meaning >= VERY_NEAR)


def _has(patterns: tuple[str, ...], text: str) -> bool:
    return bool(_any(patterns).search(text))


@cache
def _any(patterns: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile("|".join(patterns), re.I)


@cache
def _words() -> _Words:
    return read_toml(FILE, _Words)
