"""What the classifier tells apart: the labels of its training data, and the topics that they are here."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import msgspec

FILE = Path(__file__).parent / "labels.toml"


class Label(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A label of the training data, its topic, the jurisdictions where nobody looked for it, and what a rule of
    `nlp` that says the same adds to its log-odds.
    """

    gold: str
    topic: str
    rule_gain: float = 0.0
    unlabelled: tuple[str, ...] = ()


class _File(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    label: tuple[Label, ...]


@cache
def labels() -> tuple[Label, ...]:
    """The labels in the order of the columns of every table of scores."""
    return msgspec.toml.decode(FILE.read_bytes(), type=_File).label


def topics() -> tuple[str, ...]:
    """The topics in the same order."""
    return tuple(label.topic for label in labels())
