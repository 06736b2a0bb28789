"""Deadlines: from the words of a promise to the last day of the period that they name.

"by the end of 2021", "in FY25", "by June 2024", "Q3 2026", "within three years" (from the date of the
document), "next year". dateparser reads dates that are written out; the periods are read here.
"""

from __future__ import annotations

import calendar
import datetime
import re
from typing import NamedTuple

MONTH_NAMES = [name.lower() for name in calendar.month_name[1:]]
_MONTH = "(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z]*"
_YEAR = r"(?:20[1-6]\d)"
_COUNT = r"(?:\d{1,2}|one|two|three|four|five|six|seven|eight|nine|ten|twelve|eighteen)"
COUNTS = dict(
    zip("one two three four five six seven eight nine ten eleven twelve".split(), range(1, 13), strict=True),
    eighteen=18,
)
# Before a year these words say that it is an end, not a past event.
_BY = (
    r"(?:by|before|until|no later than|not later than|at the latest by|prior to|from|in|during|throughout|for|over|end "
    r"of|through|to|of|and|starting|course of|beyond into|into|onwards?)"
)

PERIODS = re.compile(
    rf"\b(?P<day>\d{{1,2}}(?:st|nd|rd|th)?\s+(?:of\s+)?{_MONTH}\s+{_YEAR})\b"
    rf"|\b(?P<us>{_MONTH}\s+\d{{1,2}}(?:st|nd|rd|th)?,?\s+{_YEAR})\b"
    rf"|\b(?P<month>{_MONTH},?\s+{_YEAR})\b"
    rf"|\b(?P<quarter>(?:Q[1-4]|(?:first|second|third|fourth)\s+quarter(?:\s+of)?)\s*(?:FY\s?)?'?{_YEAR})\b"
    rf"|\b(?P<half>(?:H[12]|(?:first|second)\s+half(?:\s+of)?)\s*(?:FY\s?)?{_YEAR})\b"
    rf"|\b(?P<fy>(?:FY|F|(?:fiscal|financial)\s+year(?:\s+ending)?)\s?'?(?:{_YEAR}|\d\d)(?:\s?[/–-]\s?\d{{2,4}})?)\b"
    rf"|\b(?P<split>{_YEAR}\s?[/–-]\s?\d{{2}})\b(?!\d)"
    r"|\b(?P<within>(?:within|over|in|during)\s+(?:the\s+)?(?:next|coming|following)?\s*"
    rf"(?P<count>{_COUNT})\s+(?P<unit>months?|years?|weeks?))\b(?!\s+of\b)"
    r"|\b(?P<next>(?:the\s+)?(?:next|coming|following)\s+(?:financial\s+|fiscal\s+|reporting\s+|calendar\s+)?"
    r"(?:year|period|12 months|twelve months))\b"
    rf"|\b(?P<year>{_YEAR})\b(?!\s*[-–]\s*\d)",
    re.I,
)
BY_YEAR = re.compile(
    rf"\b{_BY}\s+(?:the\s+)?(?:(?:end|beginning|start|close)\s+of\s+|calendar\s+year\s+|year\s+end\s+|year\s+)*"
    r"(?:december\s+)?$",
    re.I,
)
RECURRENCE = re.compile(
    rf"\b(?:(?P<n>every\s+(?P<every>{_COUNT})\s+(?P<span>years|months|weeks))|(?P<once>annually|yearly|each year|"
    r"every year|once a year|per year|on an annual basis|biannually|semi-annually|twice a year|twice yearly|quarterly|"
    r"each quarter|every quarter|monthly|each month|every month|weekly|biennially|bi-annual(?:ly)?|every other year|"
    r"regularly|periodically|on a regular basis|on an ongoing basis|continuously))\b",
    re.I,
)
RECURRENCES = {
    "annually": "every year", "yearly": "every year", "each year": "every year", "every year": "every year",
    "once a year": "every year", "per year": "every year", "on an annual basis": "every year",
    "biannually": "twice a year", "semi-annually": "twice a year", "twice a year": "twice a year",
    "twice yearly": "twice a year",
    "quarterly": "every quarter", "each quarter": "every quarter", "every quarter": "every quarter",
    "monthly": "every month", "each month": "every month", "every month": "every month", "weekly": "every week",
    "biennially": "every 2 years", "every other year": "every 2 years", "bi-annual": "every 2 years",
    "bi-annually": "every 2 years",
    "regularly": "regularly", "periodically": "regularly", "on a regular basis": "regularly",
    "on an ongoing basis": "continuously", "continuously": "continuously",
}  # fmt: skip


class Deadline(NamedTuple):
    """`date` is the last day of the period; `[start, end)` is where the text names it."""

    date: datetime.date
    start: int
    end: int


def deadline(text: str, published: datetime.date | None, year_end: tuple[int, int] | None) -> Deadline | None:
    """The deadline that a promise names; the latest where it names several, None where it names none.

    `year_end` is the (month, day) on which the company's financial year ends; without it a financial
    year is taken for a calendar year. Relative periods need `published`.
    """
    found = []
    for match in PERIODS.finditer(text):
        date = _last_day(match, text, published, year_end or (12, 31))
        if date and (published is None or date.year >= published.year - 2):
            found.append(Deadline(date, match.start(), match.end()))
    return max(found, key=lambda deadline: (deadline.date, -deadline.start)) if found else None


def _last_day(
    match: re.Match[str], text: str, published: datetime.date | None, year_end: tuple[int, int]
) -> datetime.date | None:
    kind = match.lastgroup if match.lastgroup not in ("count", "unit") else "within"
    words = match.group().lower()
    match kind:
        case "day" | "us":
            return _written_out(match.group())
        case "month":
            year = int(words[-4:])
            return _month_end(year, _month_number(words))
        case "quarter" | "half":
            year = int(words[-4:])
            return _part_end(year, words, year_end if "fy" in words else (12, 31), 3 if kind == "quarter" else 6)
        case "fy" | "split":
            return _year_end(_fiscal_year(words), year_end)
        case "within":
            count = match.group("count").lower()
            number = COUNTS.get(count) or int(count)
            return _later(published, number, match.group("unit").lower()) if published else None
        case "next":
            return _year_end(published.year + 1, year_end) if published else None
        case _:
            before = text[max(0, match.start() - 45) : match.start()]
            return datetime.date(int(match.group("year")), 12, 31) if BY_YEAR.search(before) else None


def _written_out(text: str) -> datetime.date | None:
    import dateparser

    parsed = dateparser.parse(text, languages=["en"], settings={"STRICT_PARSING": True, "DATE_ORDER": "DMY"})
    return parsed.date() if parsed else None


def _month_number(words: str) -> int:
    return next(i for i, name in enumerate(MONTH_NAMES, 1) if words[:3] == name[:3])


def _month_end(year: int, month: int) -> datetime.date:
    return datetime.date(year, month, calendar.monthrange(year, month)[1])


def _part_end(year: int, words: str, year_end: tuple[int, int], months: int) -> datetime.date:
    ordinals = ("first", "second", "third", "fourth")
    digit = re.match(r"[qh](\d)", words)
    number = int(digit.group(1)) if digit else ordinals.index(words.split(maxsplit=1)[0]) + 1
    last = _year_end(year, year_end)
    back = 12 - number * months
    month = last.month - back
    return _month_end(last.year + (month - 1) // 12, (month - 1) % 12 + 1)


def _fiscal_year(words: str) -> int:
    """The year in which a financial year ends: FY24, FY2024, 2023-24, financial year 2023/2024."""
    numbers = re.findall(r"\d+", words)
    last = numbers[-1]
    return int(last) if len(last) == 4 else 2000 + int(last[-2:])


def _year_end(year: int, year_end: tuple[int, int]) -> datetime.date:
    month, day = year_end
    return datetime.date(year, month, min(day, calendar.monthrange(year, month)[1]))


def _later(start: datetime.date, number: int, unit: str) -> datetime.date:
    if unit.startswith("week"):
        return start + datetime.timedelta(weeks=number)
    months = number * (12 if unit.startswith("year") else 1)
    month = start.month - 1 + months
    year, month = start.year + month // 12, month % 12 + 1
    return datetime.date(year, month, min(start.day, calendar.monthrange(year, month)[1]))


def recurrence(text: str) -> str | None:
    """How often, in plain words: "every 3 years", "every year", "regularly"."""
    match = RECURRENCE.search(text)
    if not match:
        return None
    if match.group("n"):
        count = match.group("every").lower()
        return f"every {COUNTS.get(count, count)} {match.group('span').lower()}"
    return RECURRENCES[match.group("once").lower()]


YEAR_END = re.compile(
    rf"(?:financial|fiscal|reporting)\s+(?:year|period)[^.\n]{{0,60}}?\b(?:(?P<d1>\d{{1,2}})\s+(?P<m1>{_MONTH})|(?P<m2>{_MONTH})\s+(?P<d2>\d{{1,2}}))\b(?:,?\s+{_YEAR})?"
    rf"(?:\s+(?:to|until|through|-|–)\s+(?:(?P<d3>\d{{1,2}})\s+(?P<m3>{_MONTH})|(?P<m4>{_MONTH})\s+(?P<d4>\d{{1,2}})))?"
    rf"|(?:year|period)\s+end(?:ed|ing|s)\s+(?:on\s+)?(?:(?P<d5>\d{{1,2}})\s+(?P<m5>{_MONTH})|(?P<m6>{_MONTH})\s+(?P<d6>\d{{1,2}}))",
    re.I,
)


def financial_year_end(text: str) -> tuple[int, int] | None:
    """The (month, day) on which a document says that the financial year ends; the most frequent one."""
    counts: dict[tuple[int, int], int] = {}
    for match in YEAR_END.finditer(text):
        for form in "346512":
            day, month = match.group(f"d{form}"), match.group(f"m{form}")
            if day and month:
                place = _month_number(month.lower()), int(day)
                # A year begins on the first and ends on the last of a month.
                if place[1] >= 28:
                    counts[place] = counts.get(place, 0) + 1
                break
    return max(counts, key=lambda place: (counts[place], place)) if counts else None
