"""The file words.toml: by which words contradictions are looked for."""

from __future__ import annotations

import re
from functools import cache

import msgspec

from hria.resources import PACKAGE, read_toml


class Practice(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What policies rule out (`promised`), and how others report that it happens (`broken`)."""

    about: str
    issues: tuple[str, ...]
    promised: str
    broken: str


class Roles(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How documents say that the company founded a body, or that it only joined it."""

    founded: str
    joined: str


class Reviews(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How documents say when something is due for review, and when it was reviewed last."""

    due: str
    not_done: str
    regularly: str
    last: str


class Count(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What a company counts again: the groups of `pattern` are the number."""

    about: str
    pattern: str
    within: str


class Words(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The whole file."""

    deeds: tuple[str, ...]
    subjects: tuple[str, ...]
    same: tuple[tuple[str, str], ...]
    hedges: str
    future: str
    tens: dict[str, int]
    roles: Roles
    reviews: Reviews
    practice: tuple[Practice, ...]
    count: tuple[Count, ...]


@cache
def words() -> Words:
    """What the file says. Raises BadData where it is not as it should be."""
    return read_toml(PACKAGE / "contradiction" / "words.toml", Words)


@cache
def pattern(text: str) -> re.Pattern[str]:
    """An expression of the file, compiled once."""
    return re.compile(text)
