"""Names of columns and labels of audit reports, and the field that each stands for."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import Literal, NamedTuple

import msgspec

from hria.resources import read_toml

Group = Literal["finding", "fact"]
LONGEST_LABEL = 64


class _Labels(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    finding: dict[str, tuple[str, ...]]
    fact: dict[str, tuple[str, ...]]


class Label(NamedTuple):
    """A field that a name may stand for."""

    group: Group
    field: str


@cache
def _patterns() -> list[tuple[Label, re.Pattern[str]]]:
    labels = read_toml(Path(__file__).with_name("labels.toml"), _Labels)
    found = []
    groups: tuple[tuple[Group, dict[str, tuple[str, ...]]], ...] = (("finding", labels.finding), ("fact", labels.fact))
    for group, fields in groups:
        for field, names in fields.items():
            found.append((Label(group, field), re.compile("|".join(f"(?:{name})" for name in names))))
    return found


def plain_label(text: str) -> str:
    """A name in lower case with its signs gone: "Non-Conformity #" becomes "nonconformity no"."""
    plain = text.casefold().replace("#", " no ").replace("№", " no ").replace("&", " and ")
    plain = re.sub(r"\bnon[\s–-]*(compli|conform)", r"non\1", plain)
    plain = re.sub(r"[^\w/]+", " ", plain)
    return re.sub(r"\s*/\s*", " / ", re.sub(r"\s+", " ", plain)).strip()


@cache
def labels_of(text: str) -> tuple[Label, ...]:
    """The fields that a name may stand for, the likeliest first; empty where it is no name that is known."""
    if not text or len(text) > LONGEST_LABEL:
        return ()
    plain = plain_label(text)
    return tuple(label for label, pattern in _patterns() if plain and pattern.fullmatch(plain))


def finding_fields(text: str) -> tuple[str, ...]:
    """The fields of a finding that a name may stand for."""
    return tuple(label.field for label in labels_of(text) if label.group == "finding")


def fact_field(text: str) -> str | None:
    """The fact about the audit that a label names; None where it names none."""
    return next((label.field for label in labels_of(text) if label.group == "fact"), None)
