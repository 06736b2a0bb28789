"""What a report says of the audit as a whole: site, country, firm, dates, and how many workers."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path

import msgspec

from hria.audits.cards import Value
from hria.audits.heads import is_empty
from hria.company import LEGAL_FORMS
from hria.country import country_names
from hria.document import Document
from hria.printed_day import RANGE, DateOrder, period_of
from hria.resources import read_toml


class AuditHead(msgspec.Struct, frozen=True):
    """The facts of an audit; None for what the report does not say."""

    site: str | None = None
    country: str | None = None
    audit_type: str | None = None
    firm: str | None = None
    start: datetime.date | None = None
    end: datetime.date | None = None
    workers_total: int | None = None
    workers_interviewed: int | None = None


class _Phrases(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    audit_type: dict[str, tuple[str, ...]]
    workers_total: tuple[str, ...]
    workers_interviewed: tuple[str, ...]
    dates: tuple[str, ...]
    site: tuple[str, ...]
    counts: dict[str, int]


# The facts stand in so many characters at the beginning of a report.
BEGINNING = 12_000


@cache
def _phrases() -> _Phrases:
    return read_toml(Path(__file__).with_name("head.toml"), _Phrases)


def head_of(document: Document, values: Sequence[Value], order: DateOrder | None) -> AuditHead:
    """The facts of a report: what stands under a label goes before what running text says."""
    facts: dict[str, str] = {}
    for value in values:
        for fact in value.facts:
            if value.value.text and not is_empty(value.value.text):
                facts.setdefault(fact, value.value.text)
    text = document.text[:BEGINNING]
    start, end = _period(facts, document, order)
    return AuditHead(
        site=_site(facts.get("site"), document, text),
        country=_country(facts, text),
        audit_type=_audit_type(facts, text),
        firm=_firm(facts.get("firm")),
        start=start,
        end=end,
        workers_total=_count(facts.get("workers_total")) or _told(_phrases().workers_total, text),
        workers_interviewed=_count(facts.get("workers_interviewed")) or _told(_phrases().workers_interviewed, text),
    )


def _site(stated: str | None, document: Document, text: str) -> str | None:
    """The name of the site: some forms print its address under that label, and its name as the title."""
    is_address = stated is not None and stated.count(",") >= 3 and any(char.isdigit() for char in stated)
    if stated and not is_address:
        return stated
    named = _named(_phrases().site, f"{document.title}\n{text}")
    if named is None and is_address and LEGAL_FORMS.search(document.title):
        named = document.title
    return named or stated


def _period(
    facts: dict[str, str], document: Document, order: DateOrder | None
) -> tuple[datetime.date | None, datetime.date | None]:
    stated = facts.get("dates", "")
    last = period_of(facts.get("audit_end", ""), order)
    period = period_of(stated, order)
    if period is None:
        for pattern in _phrases().dates:
            match = re.search(pattern, document.text[:BEGINNING])
            period = period_of(match.group(), order) if match else None
            if period:
                break
    if period is None:
        # Reports often print their dates in the running foot, which is no part of the text.
        ranges = (period_of(dropped.text, order) for dropped in document.dropped if RANGE.search(dropped.text))
        period = next(ranges, None)
    if period is None:
        return None, last[1] if last else None
    return period[0], last[1] if last else period[1]


def _country(facts: dict[str, str], text: str) -> str | None:
    for stated in (facts.get("country"), facts.get("address"), facts.get("site")):
        if stated and (named := list(_countries(stated))):
            return named[-1]
    named = list(_countries(text[:1500]))
    return max(set(named), key=lambda name: (named.count(name), -named.index(name))) if named else None


def _countries(text: str) -> Iterator[str]:
    """The countries that a text names, in its order."""
    for match in _country_pattern().finditer(text):
        yield country_names()[match.group()]


@cache
def _country_pattern() -> re.Pattern[str]:
    names = sorted(country_names(), key=len, reverse=True)
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, names))})(?!\w)")


def _audit_type(facts: dict[str, str], text: str) -> str | None:
    """How the audit was announced, in one of three words."""
    for stated in (facts.get("audit_type", ""), facts.get("firm", ""), text[:4000]):
        for type_, patterns in _phrases().audit_type.items():
            if any(re.search(pattern, stated, re.I) for pattern in patterns):
                return type_
    return None


def _firm(stated: str | None) -> str | None:
    """The name of the firm, without what is said of its team."""
    return re.split(r"[,;(]|\bin\b", stated)[0].strip() if stated else None


def _count(stated: str | None) -> int | None:
    match = re.search(r"\d[\d,.’' \u00a0\u202f]*", stated or "")
    digits = re.sub(r"\D", "", re.split(r"[.,]\s|\s(?!\d{3}\b)", match.group())[0]) if match else ""
    return int(digits) if digits else None


def _told(patterns: Sequence[str], text: str) -> int | None:
    """A number of people that running text gives, in digits or words."""
    for pattern in patterns:
        if match := re.search(pattern, text, re.I):
            told = match.group(1)
            return _count(told) if told[0].isdigit() else _in_words(told)
    return None


def _in_words(text: str) -> int | None:
    parts = [_phrases().counts.get(part) for part in re.split(r"[\s-]+", text.casefold())]
    known = [part for part in parts if part is not None]
    return sum(known) if known and len(known) == len(parts) else None


def _named(patterns: Sequence[str], text: str) -> str | None:
    for pattern in patterns:
        if match := re.search(pattern, text, re.M):
            return match.group(1).strip()
    return None
