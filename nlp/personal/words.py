"""The data of this package: cues, lists of words, names and forms of numbers."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any, Literal, NamedTuple, TypeVar

import msgspec

Needs = Literal["any", "likely", "listed", "two unknown", "initial", "two listed", "given first"]
T = TypeVar("T")


class Cue(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What makes a capitalised name a person's; see cues.toml."""

    id: str
    needs: Needs
    before: str | None = None
    after: str | None = None
    public: str | None = None
    matches: tuple[str, ...] = ()
    rejects: tuple[str, ...] = ()


class Lists(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Patterns that cues name, and words that are no part of a person's name."""

    title: tuple[str, ...]
    label: tuple[str, ...]
    role: tuple[str, ...]
    verb: tuple[str, ...]
    belonging: tuple[str, ...]
    officer: tuple[str, ...]
    official: tuple[str, ...]
    thing: tuple[str, ...]
    called: tuple[str, ...]
    stop: tuple[str, ...]


class Form(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A form of a number or an address; see contacts.toml."""

    id: str
    kind: Literal["phone number", "e-mail address", "identity number"]
    pattern: str
    public: str | None = None
    fewest_digits: int = 0
    not_followed: str | None = None
    not_after: str | None = None
    matches: tuple[str, ...] = ()
    rejects: tuple[str, ...] = ()


class _Cues(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    cue: tuple[Cue, ...]
    lists: Lists


class _Forms(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    contact: tuple[Form, ...]


class _Names(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    given: tuple[str, ...]
    family: tuple[str, ...]


class Sign(NamedTuple):
    """A cue with its patterns compiled."""

    cue: Cue
    before: re.Pattern[str] | None
    after: re.Pattern[str] | None


class Words(NamedTuple):
    """All that names are read with; words are in lower case."""

    signs: tuple[Sign, ...]
    given: frozenset[str]
    family: frozenset[str]
    things: frozenset[str]
    called: frozenset[str]
    stop: frozenset[str]


@cache
def words() -> Words:
    """The cues and names, compiled once."""
    data = _read("cues.toml", _Cues)
    names = _read("names.toml", _Names)
    lists = {name: "|".join(values) for name, values in msgspec.structs.asdict(data.lists).items()}
    return Words(
        tuple(Sign(cue, _compiled(cue.before, lists), _compiled(cue.after, lists)) for cue in data.cue),
        _lower(names.given),
        _lower(names.family),
        _lower(data.lists.thing),
        _lower(data.lists.called),
        _lower(data.lists.stop),
    )


@cache
def forms() -> tuple[tuple[Form, re.Pattern[str]], ...]:
    """The forms of numbers and addresses, compiled once."""
    return tuple((form, re.compile(form.pattern)) for form in _read("contacts.toml", _Forms).contact)


def _compiled(pattern: str | None, lists: dict[str, Any]) -> re.Pattern[str] | None:
    if pattern is None:
        return None
    for name, alternatives in lists.items():
        pattern = pattern.replace("{" + name + "}", f"(?:{alternatives})")
    return re.compile(pattern)


def _lower(values: Sequence[str]) -> frozenset[str]:
    return frozenset(value.lower() for value in values)


def _read(name: str, kind: type[T]) -> T:
    return msgspec.toml.decode(Path(__file__).with_name(name).read_bytes(), type=kind)
