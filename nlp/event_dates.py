"""When an event happened: the dates and periods that a sentence names, resolved from the day of its document.

"On Tuesday evening" in a paper of Thursday 6 March 2025 is 4 March 2025; "last June" in one of January 2025 is June
2024. Without a day of publication such words are kept, and resolved to nothing. The expressions stand in
`languages/<code>/incident.toml`.
"""

from __future__ import annotations

import calendar
import datetime
import re
from collections.abc import Iterator
from functools import cache
from typing import Literal, NamedTuple

from nlp.language import RuleFile, language

SUBJECT = "incident"
# The ways to name a time, those that hold others first.
FORMS = (
    "day", "us_day", "month_of_year", "last_month_named", "weekday_then", "ago", "last_unit", "this_unit",
    "weekend", "near_day", "plain_year",
)  # fmt: skip
# How far before a date the words stand that say what it is, in characters.
BEFORE = 18
Basis = Literal["stated", "relative"]
Days = tuple[datetime.date, datetime.date]


class When(NamedTuple):
    """A time that a sentence names: `first` and `last` day, None where they cannot be known without the day of the
    document. `[start, end)` is where the sentence has it; `basis` is how it was resolved."""

    first: datetime.date | None
    last: datetime.date | None
    basis: Basis | None
    words: str
    start: int
    end: int


def times(text: str, published: datetime.date | None, code: str = "en") -> list[When]:
    """The times that a sentence names for what has happened, in its order; none that lies after the document."""
    words = language(code).file(SUBJECT)
    found: list[When] = []
    taken: list[tuple[int, int]] = []
    for form, expression in _expressions(code):
        for match in expression.finditer(text):
            if any(match.start() < end and start < match.end() for start, end in taken):
                continue
            taken.append(match.span())
            days, basis = _days(words, form, match, published)
            is_ahead = days is not None and published is not None and days[0] > published
            if is_ahead or _is_other(words, text[max(0, match.start() - BEFORE) : match.start()]):
                continue
            first, last = days if days else (None, None)
            found.append(
                When(first, last, basis if days else None, match.group().strip(" ."), match.start(), match.end())
            )
    return sorted(found, key=lambda when: when.start)


@cache
def _expressions(code: str) -> tuple[tuple[str, re.Pattern[str]], ...]:
    words = language(code).file(SUBJECT)
    return tuple((form, re.compile(rf"(?<!\w){words.expression(form)}")) for form in FORMS)


def _is_other(words: RuleFile, before: str) -> bool:
    """Whether what stands before a date says that it is none of the event: "until", "founded in"."""
    plain = re.sub(r"\s+(?:the|in|on)$", "", before.rstrip().lower())
    return any(re.search(rf"\b{re.escape(word)}$", plain) for word in words.words["not_when"])


def _days(
    words: RuleFile, form: str, match: re.Match[str], published: datetime.date | None
) -> tuple[Days | None, Basis]:
    groups = match.groupdict()
    if groups.get("y") or form == "plain_year":
        return _stated(words, groups), "stated"
    if published is None:
        return None, "relative"
    return _relative(words, form, groups, published), "relative"


def _stated(words: RuleFile, groups: dict[str, str | None]) -> Days | None:
    year = int(groups["y"] or 0)
    if not groups.get("m"):
        return datetime.date(year, 1, 1), datetime.date(year, 12, 31)
    month = _month(words, groups)
    return _day(year, month, groups["d"]) if groups.get("d") else _whole_month(year, month)


def _relative(words: RuleFile, form: str, groups: dict[str, str | None], published: datetime.date) -> Days | None:
    match form:
        case "day" | "us_day" | "last_month_named":
            return _latest(words, groups, published)
        case "weekday_then":
            return _weekday(words, groups, published)
        case "ago":
            return _ago(words, groups, published)
        case "last_unit":
            return _last(groups["u"] or "", published)
        case "this_unit":
            return _begun(groups["u"] or "", published)
        case "weekend":
            saturday = published - datetime.timedelta(days=(published.weekday() - 5) % 7 or 7)
            return saturday, saturday + datetime.timedelta(days=1)
        case _:
            days = 1 if (groups["u"] or "").lower() == "yesterday" else 0
            return _one(published - datetime.timedelta(days=days))


def _latest(words: RuleFile, groups: dict[str, str | None], published: datetime.date) -> Days | None:
    """A day or month without a year: the latest that began before the document."""
    month = _month(words, groups)
    for year in (published.year, published.year - 1):
        days = _day(year, month, groups["d"]) if groups.get("d") else _whole_month(year, month)
        if days and days[0] <= published:
            return days[0], min(days[1], published)
    return None


def _weekday(words: RuleFile, groups: dict[str, str | None], published: datetime.date) -> Days:
    """The latest such day; "last week" is the week before that of the document."""
    number = int(words.meanings["weekdays"][(groups["w"] or "")[:3].lower()])
    day = published - datetime.timedelta(days=(published.weekday() - number) % 7)
    monday = published - datetime.timedelta(days=published.weekday())
    is_before = bool(groups["ago"]) or ((groups["which"] or "").lower() == "last" and day == published)
    if is_before and day >= monday:
        day -= datetime.timedelta(days=7)
    return _one(day)


def _ago(words: RuleFile, groups: dict[str, str | None], published: datetime.date) -> Days | None:
    number = (groups["n"] or "").lower()
    count = int(words.meanings["counts"].get(number) or number)
    match groups["u"]:
        case "day":
            return _one(published - datetime.timedelta(days=count))
        case "week":
            day = published - datetime.timedelta(weeks=count)
            return day - datetime.timedelta(days=3), min(day + datetime.timedelta(days=3), published)
        case "month":
            index = published.year * 12 + published.month - 1 - count
            return _whole_month(index // 12, index % 12 + 1)
        case _:
            return datetime.date(published.year - count, 1, 1), datetime.date(published.year - count, 12, 31)


def _last(unit: str, published: datetime.date) -> Days | None:
    match unit:
        case "night":
            return _one(published - datetime.timedelta(days=1))
        case "week":
            monday = published - datetime.timedelta(days=published.weekday() + 7)
            return monday, monday + datetime.timedelta(days=6)
        case "month":
            before = published.replace(day=1) - datetime.timedelta(days=1)
            return before.replace(day=1), before
        case _:
            return datetime.date(published.year - 1, 1, 1), datetime.date(published.year - 1, 12, 31)


def _begun(unit: str, published: datetime.date) -> Days:
    """What has passed of the week, month or year of the document."""
    match unit:
        case "week":
            return published - datetime.timedelta(days=published.weekday()), published
        case "month":
            return published.replace(day=1), published
        case "year":
            return published.replace(month=1, day=1), published
        case _:
            return _one(published)


def _month(words: RuleFile, groups: dict[str, str | None]) -> int:
    return int(words.meanings["months"][(groups["m"] or "")[:3].lower()])


def _day(year: int, month: int, day: str | None) -> Days | None:
    number = int(day or 0)
    is_day = 1 <= number <= calendar.monthrange(year, month)[1]
    return _one(datetime.date(year, month, number)) if is_day else None


def _whole_month(year: int, month: int) -> Days:
    return datetime.date(year, month, 1), datetime.date(year, month, calendar.monthrange(year, month)[1])


def _one(day: datetime.date) -> Days:
    return day, day


def nearest(found: list[When], at: int) -> When | None:
    """The time that stands nearest to an offset of the sentence; a resolved one before one that is not."""
    return min(
        found, key=lambda when: (when.first is None, min(abs(when.start - at), abs(when.end - at))), default=None
    )


def years(text: str) -> Iterator[int]:
    """The years that a text names."""
    for match in re.finditer(r"(?<![\d,.–-])(?:1[5-9]\d\d|20[0-6]\d)s?\b", text):
        yield int(match.group().rstrip("s"))
