"""The partner register: each organisation once, however the documents write its name."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from typing import Any

import msgspec

from hria.company import LEGAL_FORMS
from hria.finding import Finding, Partner

SMALL_WORDS = frozenset({"of", "the", "for", "and", "on", "in", "to", "a", "&"})
# An abbreviation is so long.
SHORTEST, LONGEST = 3, 8


class PartnerEntry(msgspec.Struct, frozen=True):
    """A row of the partner register."""

    name: str
    type: str | None
    relations: tuple[str, ...]
    since: int | None
    findings: tuple[Finding, ...]


def partner_entries(
    findings: Iterable[Finding],
    telling: Callable[[Finding], Any],
    since: Callable[[Finding], int | None],
) -> list[PartnerEntry]:
    """Each organisation once, by name, with its relations and the earliest year that `since` reads of it.

    One document's "Freedom Hub" is another's "The Freedom Hub Ltd", and "FGN" the network with these initials.
    """
    groups: dict[str, list[tuple[Partner, Finding]]] = {}
    for finding in findings:
        if isinstance(finding.attributes, Partner):
            groups.setdefault(_key(finding.attributes.name), []).append((finding.attributes, finding))
    for short, full in _abbreviations(groups).items():
        groups[full] += groups.pop(short)
    entries = [_entry(group, telling, since) for group in groups.values()]
    return sorted(entries, key=lambda entry: (entry.name.casefold(), entry.name))


def _entry(
    group: list[tuple[Partner, Finding]],
    telling: Callable[[Finding], Any],
    since: Callable[[Finding], int | None],
) -> PartnerEntry:
    found = sorted(group, key=lambda pair: telling(pair[1]))
    known = [partner for partner, _ in found if partner.type]
    named = known or [partner for partner, _ in found]
    # Where the documents differ, the fullest name says most.
    name = max((partner.name for partner in named), key=lambda name: (len(name), name))
    relations = dict.fromkeys(partner.relation for partner, _ in found if partner.relation != "other")
    years = [year for _, finding in found if (year := since(finding))]
    return PartnerEntry(
        name, named[0].type, tuple(relations), min(years, default=None), tuple(finding for _, finding in found)
    )


def _key(name: str) -> str:
    """What the ways of writing one name have in common."""
    bare = re.sub(r"^the\s+", "", name.strip(), flags=re.I)
    while (shorter := LEGAL_FORMS.sub("", bare)) != bare and len(shorter.split()) > 1:
        bare = shorter
    return re.sub(r"[^\w]+", " ", bare.replace("&", " and ").casefold()).strip()


def _abbreviations(groups: dict[str, list[tuple[Partner, Finding]]]) -> dict[str, str]:
    """The keys that are abbreviations of one other key, and of none else; a listed name is none."""
    initials: dict[str, list[str]] = {}
    for key in groups:
        words = [word for word in key.split() if word not in SMALL_WORDS]
        if len(words) >= SHORTEST:
            initials.setdefault("".join(word[0] for word in words), []).append(key)
    return {
        key: initials[key][0]
        for key, group in groups.items()
        if SHORTEST <= len(key) <= LONGEST
        and len(initials.get(key, ())) == 1
        and all(partner.name.isupper() and not partner.type for partner, _ in group)
    }
