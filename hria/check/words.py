"""The words and patterns by which a check reads: `words.toml`."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import msgspec

from hria.errors import BadData
from hria.resources import read_toml


class ApprovalWords(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What tells an approval of the statement, and the kinds of bodies that give it."""

    of: str
    not_of: str
    verb: str
    future: str
    committee: str
    board: str
    person: str
    opening: str
    heading: str


class TitleWords(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The titles of one rank."""

    rank: str
    patterns: tuple[str, ...]


class SignatureWords(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What tells a signature from other names and titles. Ranks stand in the order in which they are tried."""

    anchor: str
    said: str
    not_said: str
    letter: str
    not_a_name: str
    title: tuple[TitleWords, ...]


class EntityWords(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Legal forms, and what tells a statement of a group or of several entities."""

    form: str
    group: str
    joint: str


class PersonalWords(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Personal data, and what only looks like it."""

    email: str
    function_email: str
    phone: str
    public_phone: str
    identity: str
    victim: str
    not_victim: str


class SpecificWords(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What makes a passage specific, and what makes it a wish."""

    deeds: str
    practices: str
    condition: str
    wishes: str
    figure: str
    not_figure: str
    date: str
    name: str
    policy: str
    not_name: str


class SpeakerWords(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Words in capitals that are no names of companies, and what may stand before one."""

    common: str
    before: tuple[str, ...]


class CountedWords(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Something of which a company has one number, and the words by which it is the total."""

    name: str
    noun: str
    scope: str


class ConsistencyWords(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What tells a number that must agree with another from one that need not."""

    part: tuple[str, ...]
    approximate: str
    own_period: str
    for_group: str
    total: str
    parts: str
    counted: tuple[CountedWords, ...]


class Words(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The file `words.toml`."""

    gaps: tuple[str, ...]
    not_evidence: tuple[str, ...]
    not_evidence_headings: tuple[str, ...]
    approval: ApprovalWords
    signature: SignatureWords
    legal: dict[str, str]
    named: dict[str, str]
    entity: EntityWords
    speaker: SpeakerWords
    consistency: ConsistencyWords
    personal: PersonalWords
    beside: dict[str, tuple[str, ...]]
    specific: SpecificWords


@cache
def words() -> Words:
    """The words of a check. Raises BadData where the file is wrong."""
    return read_toml(Path(__file__).with_name("words.toml"), Words)


@cache
def pattern(*alternatives: str) -> re.Pattern[str]:
    """One pattern of these, in any case. Raises BadData where one is no regular expression."""
    try:
        return re.compile("|".join(f"(?:{one})" for one in alternatives), re.I)
    except re.error as error:
        raise BadData(f"words.toml: {error}: {alternatives[0][:60]!r}") from None


def without_gaps(text: str) -> str:
    """The text with what a draft leaves open blanked out, of the same length."""
    return pattern(*words().gaps).sub(lambda match: " " * len(match.group()), text)
