"""How strong a promise or a rule is, and what changed where it was worded anew: "will" became "aim to"."""

from __future__ import annotations

import re
from functools import cache
from typing import Literal

import msgspec

from hria.resources import PACKAGE, read_toml

Direction = Literal["weaker", "stronger", "mixed", "same"]


class Rung(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A degree of obligation or of scope, and the words it goes by."""

    name: str
    pattern: str


class Ladder(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The file strength.toml."""

    rung: tuple[Rung, ...]
    scope: tuple[Rung, ...]
    hedges: tuple[str, ...]


class Shift(msgspec.Struct, frozen=True):
    """What became of the strength of a sentence, and the words that show it: "will → aim to"."""

    direction: Direction
    reasons: tuple[str, ...] = ()


def shift(before: str, after: str) -> Shift:
    """How the strength of a sentence changed: modal words, scope ("every" → "higher-risk"), and hedges."""
    weaker: list[str] = []
    stronger: list[str] = []
    for old, new in ((_modal(before), _modal(after)), (_scope(before), _scope(after))):
        if old and new and old[0] != new[0]:
            (weaker if new[0] > old[0] else stronger).append(f"{old[1]} → {new[1]}")
    hedged_before, hedged_after = _hedges(before), _hedges(after)
    weaker += [f"“{hedge}” added" for hedge in hedged_after if hedge not in hedged_before]
    stronger += [f"“{hedge}” left out" for hedge in hedged_before if hedge not in hedged_after]
    if weaker and stronger:
        return Shift("mixed", (*weaker, *stronger))
    return Shift("weaker" if weaker else "stronger" if stronger else "same", (*weaker, *stronger))


def _modal(text: str) -> tuple[int, str] | None:
    """The weakest rung that the words of obligation in a text stand on, and the words."""
    return _lowest(text, _patterns()[0])


def _scope(text: str) -> tuple[int, str] | None:
    return _lowest(text, _patterns()[1])


def _lowest(text: str, rungs: tuple[re.Pattern[str], ...]) -> tuple[int, str] | None:
    for number in reversed(range(len(rungs))):
        match = rungs[number].search(text)
        if match:
            return number, " ".join(match.group().split())
    return None


def _hedges(text: str) -> list[str]:
    return [match.group().lower() for pattern in _patterns()[2] if (match := pattern.search(text))]


@cache
def _patterns() -> tuple[tuple[re.Pattern[str], ...], tuple[re.Pattern[str], ...], tuple[re.Pattern[str], ...]]:
    ladder = read_toml(PACKAGE / "strength.toml", Ladder)
    return (
        tuple(re.compile(rung.pattern, re.I) for rung in ladder.rung),
        tuple(re.compile(rung.pattern, re.I) for rung in ladder.scope),
        tuple(re.compile(pattern, re.I) for pattern in ladder.hedges),
    )
