"""Which rows of lists, audits and news may be of one facility. A match is a suggestion with a score and a reason;
nothing is ever merged by it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import combinations
from typing import NamedTuple

from rapidfuzz import fuzz

from hria.audited import AuditFinding
from hria.audits.register import site_key
from hria.document import Document
from hria.finding import Finding
from hria.listed import Facility, Grievance

# Scores (0 to 100) from which a match is likely, and from which it is worth a look.
LIKELY = 88
POSSIBLE = 74
# A word that more facilities than this share is no sign of one of them.
COMMON = 40
# How much the address counts beside the name, where both have one.
ADDRESS_SHARE = 0.35
# What it is worth that all words of one name are in the other.
PART = 0.86


class Mention(NamedTuple):
    """A facility as one source names it. `finding_id` is None where only a text names it."""

    name: str
    address: str | None
    country: str | None
    document_id: str
    kind: str
    finding_id: str | None
    row: int | None = None


class Match(NamedTuple):
    """Two mentions that may be of one facility, with how likely that is (0 to 100) and why."""

    one: Mention
    other: Mention
    score: int
    reason: str

    @property
    def is_likely(self) -> bool:
        """Whether it is more than worth a look."""
        return self.score >= LIKELY


def mentions(findings: Iterable[Finding]) -> list[Mention]:
    """The facilities that lists, audits and logs name: each row of a list, each audit and each site of a log once."""
    found: dict[tuple[str, str, int | None], Mention] = {}
    for finding in findings:
        document_id = finding.evidence.document_id
        match finding.attributes:
            case Facility() as f:
                one = Mention(f.name, f.address, f.country, document_id, "list", finding.id, f.row)
            case AuditFinding(site=str() as site) as a:
                one = Mention(site, None, a.country, document_id, "audit", finding.id)
            case Grievance(site=str() as site) as g:
                one = Mention(site, None, g.country, document_id, "log", finding.id)
            case _:
                continue
        found.setdefault((document_id, site_key(one.name), one.row), one)
    return list(found.values())


def matches(found: Iterable[Mention]) -> list[Match]:
    """The pairs that may be of one facility, the likeliest first."""
    listed = list(found)
    keys = [site_key(mention.name) for mention in listed]
    by_word: dict[str, list[int]] = {}
    for index, key in enumerate(keys):
        for word in set(key.split()):
            by_word.setdefault(word, []).append(index)
    pairs = {
        pair for sharing in by_word.values() if 1 < len(sharing) <= COMMON for pair in combinations(sorted(sharing), 2)
    }
    compared = (_match(listed[a], listed[b], keys[a], keys[b]) for a, b in pairs)
    return sorted(filter(None, compared), key=lambda m: (-m.score, m.one.name, m.other.name, m.one.row or 0))


def _match(one: Mention, other: Mention, key: str, other_key: str) -> Match | None:
    if one.country and other.country and one.country != other.country:
        return None
    # A log writes "Hanoi Tek" for "Trung Lam Hanoi Tek Co., Ltd.": words that are all there count nearly in full.
    whole, part = fuzz.token_sort_ratio(key, other_key), fuzz.token_set_ratio(key, other_key)
    is_short = min(len(key.split()), len(other_key.split())) < 2
    name = whole if is_short else max(whole, PART * part)
    reasons = [f"names {round(name)} alike"]
    score = name
    if one.address and other.address:
        address = fuzz.token_set_ratio(_plain(one.address), _plain(other.address))
        score = (1 - ADDRESS_SHARE) * name + ADDRESS_SHARE * address
        reasons.append(f"addresses {round(address)} alike")
    else:
        reasons.append("no address to compare")
    if one.country and other.country:
        reasons.append(f"both in {one.country}")
    else:
        score -= 6
        reasons.append("one without a country")
    if round(score) < POSSIBLE:
        return None
    return Match(one, other, round(score), "; ".join(reasons))


def named_in(document: Document, found: Iterable[Mention]) -> Iterator[Match]:
    """The facilities whose name a text holds, word for word but for case, signs and the legal form."""
    text = f" {_plain(document.text)} "
    seen: set[str] = set()
    for mention in found:
        key = site_key(mention.name)
        if len(key.split()) >= 2 and key not in seen and f" {key} " in text:
            seen.add(key)
            where = Mention(document.title, None, None, document.id, document.kind, None)
            yield Match(mention, where, LIKELY, "the text holds the name")


def _plain(text: str) -> str:
    return " ".join(re.sub(r"[^\w]+", " ", text.casefold()).split())
