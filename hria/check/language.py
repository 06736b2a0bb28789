"""The language lint: what the wording of a statement leaves open, with what to write in its place."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from pathlib import Path

import msgspec

from hria.check.checked import Passage, Remark, Weight
from hria.check.grades import is_evidence
from hria.extract import Wording
from hria.resources import read_toml


class _Fault(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    weight: Weight
    text: str
    advice: str


class _Remarks(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    fault: dict[str, _Fault]


@cache
def faults() -> dict[str, _Fault]:
    """What the lint says to each fault of wording. Raises BadData where the file is wrong."""
    return read_toml(Path(__file__).with_name("remarks.toml"), _Remarks).fault


def language_remarks(wordings: Iterable[Wording]) -> tuple[Remark, ...]:
    """A remark for each sentence whose wording is at fault, in the order of the statement."""
    return tuple(
        _remark(wording) for wording in wordings if is_evidence(wording.evidence.quote, wording.evidence.heading)
    )


def _remark(wording: Wording) -> Remark:
    said = faults()[wording.fault]
    return Remark(
        kind="language",
        rule=wording.fault,
        weight=said.weight,
        text=said.text.replace("{words}", " ".join(wording.words.split())),
        advice=said.advice,
        passages=(Passage(wording.evidence, wording.rule, 0.8),),
    )
