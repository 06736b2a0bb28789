"""The source that a claim names for what it says: "a newspaper reported that workers had been coached"."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import NamedTuple

import msgspec

from hria.document import DocumentKind
from hria.resources import read_toml

FILE = Path(__file__).parent / "sources.toml"
# Fewer words than this are too few to ask by.
FEWEST = 4


class _Source(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    kind: DocumentKind
    words: str


class _Sources(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    source: tuple[_Source, ...]


class NamedSource(NamedTuple):
    """The kind of the documents that a claim points to, and what they are said to say."""

    kind: DocumentKind
    said: str


def named_source(text: str) -> NamedSource | None:
    """The source that a claim names; None where it names none."""
    for kind, pattern in _patterns():
        match = pattern.search(text)
        if match and len(match.group("said").split()) >= FEWEST:
            return NamedSource(kind, match.group("said"))
    return None


@cache
def _patterns() -> tuple[tuple[DocumentKind, re.Pattern[str]], ...]:
    return tuple((one.kind, re.compile(one.words, re.I)) for one in read_toml(FILE, _Sources).source)
