"""The status of a claim, by the rules of status.toml: the first that fits decides, and is printed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache
from pathlib import Path
from typing import NamedTuple

import msgspec

from hria.answer import Exhibit, FigureSet, StatusRule
from hria.finding import ClaimType
from hria.resources import read_toml

FILE = Path(__file__).parent / "status.toml"
OWN = ("company", "board")
# Those whose word can stand for or against a claim; critics and complainants make claims of the same kind.
WITNESSES = ("auditor", "press", "authority", "other")


class _Rules(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    rule: tuple[StatusRule, ...]


class Facts(NamedTuple):
    """What a status follows from. `parts` counts the parts of the claim, `kind` is its type."""

    exhibits: Sequence[Exhibit]
    figures: Sequence[FigureSet]
    parts: int
    kind: ClaimType

    def has(self, stance: str, speakers: Sequence[str]) -> bool:
        """Whether one of these speakers takes this stance."""
        return any(e.stance == stance and e.speaker in speakers for e in self.exhibits)


def _own_for_all_parts(facts: Facts) -> bool:
    parts = {e.part for e in facts.exhibits if e.stance == "for" and e.speaker in OWN}
    return len(parts) == facts.parts


CONDITIONS: dict[str, Callable[[Facts], bool]] = {
    "figure_differs": lambda facts: any(figure.verdict == "differs" for figure in facts.figures),
    "turned_down": lambda facts: facts.kind == "ask" and facts.has("against", OWN),
    "own_against": lambda facts: facts.has("against", OWN),
    "others_against": lambda facts: facts.has("against", WITNESSES),
    "own_for_all_parts": _own_for_all_parts,
    "own_for": lambda facts: facts.has("for", OWN),
    "others_for": lambda facts: facts.has("for", WITNESSES),
    "anything": lambda facts: bool(facts.exhibits),
    "nothing": lambda facts: not facts.exhibits,
}


@cache
def status_rules() -> tuple[StatusRule, ...]:
    """The rules in the order in which they are asked."""
    return read_toml(FILE, _Rules).rule


def conclude(
    exhibits: Sequence[Exhibit], figures: Sequence[FigureSet], parts: int, kind: ClaimType = "factual_allegation"
) -> StatusRule:
    """The first rule that fits."""
    facts = Facts(exhibits, figures, parts, kind)
    return next(rule for rule in status_rules() if CONDITIONS[rule.when](facts))
