"""Dates and reporting periods as statements write them."""

from __future__ import annotations

import calendar
import datetime
import re

MONTHS = "january february march april may june july august september october november december".split()
_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?"
    r"|nov(?:ember)?|dec(?:ember)?)\.?"
)
DATE = re.compile(
    rf"\b(?:(?P<d1>\d{{1,2}})(?:st|nd|rd|th)?\s+(?:of\s+|day of\s+)?(?P<m1>{_MONTH}),?\s+(?P<y1>(?:19|20)\d\d)"
    rf"|(?P<m2>{_MONTH})\s+(?P<d2>\d{{1,2}})(?:st|nd|rd|th)?,?\s+(?P<y2>(?:19|20)\d\d)"
    rf"|(?P<m3>{_MONTH}),?\s+(?P<y3>(?:19|20)\d\d)"
    r"|(?P<y4>(?:19|20)\d\d)-(?P<m4>\d\d)-(?P<d4>\d\d)"
    r"|(?P<d5>\d{1,2})[./](?P<m5>\d{1,2})[./](?P<y5>(?:19|20)\d\d))\b",
    re.I,
)
_DAY = (
    rf"(?:\d{{1,2}}(?:st|nd|rd|th)?\s+{_MONTH}(?:,?\s+(?:19|20)\d\d)?|{_MONTH}\s+\d{{1,2}}(?!\d)(?:st|nd|rd|th)?(?:,?\s+(?:19|20)\d\d)?"
    r"|\d{1,2}[./]\d{1,2}[./](?:19|20)\d\d)"
)
RANGE = re.compile(rf"(?P<from>{_DAY})\s*(?:to|until|through|and|-|–|—)\s*(?P<to>{_DAY})", re.I)
ENDED = re.compile(
    rf"\b(?:year|period|months|fy)\s+(?:was\s+|that\s+)?(?:end(?:ed|ing|s)?|to)(?:\s+on)?[:\s]+(?P<day>{_DAY}|{_MONTH},?\s+(?:19|20)\d\d|(?:19|20)\d\d)",
    re.I,
)
FISCAL = re.compile(
    r"\b(?:(?:financial|fiscal|reporting) year|FY)\s?(?:(?:20\d\d)\s?[-/–]\s?)?(?P<year>20\d\d|\d\d)\b(?!\s?[%\d])",
    re.I,
)
CALENDAR = re.compile(r"\b(?:calendar year|during(?: the course of)?|for|in)(?: the year)? (?P<year>20[0-3]\d)\b", re.I)
YEAR = re.compile(r"(?:19|20)\d\d")


def date_of(match: re.Match[str]) -> datetime.date | None:
    """The date of a match of DATE, the last day of a month where only that is given; None where it is no date."""
    for form in "12345":
        year = match.group(f"y{form}")
        if not year:
            continue
        month = _month(match.group(f"m{form}"))
        day = int(match.group(f"d{form}")) if form != "3" else 0
        return _day(int(year), month, day)
    return None


def _month(text: str) -> int:
    if text.isdigit():
        return int(text)
    return next(i for i, name in enumerate(MONTHS, 1) if text.lower().startswith(name[:3]))


def _day(year: int, month: int, day: int) -> datetime.date | None:
    if not 1 <= month <= 12:
        return None
    last = calendar.monthrange(year, month)[1]
    return datetime.date(year, month, min(day or last, last)) if day <= 31 else None


def first_date(text: str) -> datetime.date | None:
    """The first date in a text."""
    return next((date for match in DATE.finditer(text) if (date := date_of(match))), None)


def period_in(text: str, year_end: tuple[int, int] | None) -> tuple[datetime.date | None, datetime.date] | None:
    """The reporting period that a sentence names: (first day or None, last day). `year_end` is the (month, day) on
    which the financial year ends, where it is known from elsewhere."""
    for match in RANGE.finditer(text):
        end = _loose(match["to"], None)
        start = _loose(match["from"], end.year if end else None)
        if start and end and 0 < (end - start).days < 800:
            return start, end
    if ended := ENDED.search(text):
        day = ended["day"]
        if YEAR.fullmatch(day):
            return None, _end_of(int(day), year_end)
        return (None, end) if (end := _loose(day, None)) else None
    return None


def fiscal_year_in(text: str, year_end: tuple[int, int] | None) -> datetime.date | None:
    """The last day of the financial year that a text names by its number, or of the calendar year."""
    if fiscal := FISCAL.search(text):
        year = int(fiscal["year"])
        return _end_of(year if year > 99 else 2000 + year, year_end)
    if one := CALENDAR.search(text):
        return datetime.date(int(one["year"]), 12, 31)
    return None


def _end_of(year: int, year_end: tuple[int, int] | None) -> datetime.date:
    month, day = year_end or (12, 31)
    return datetime.date(year, month, min(day, calendar.monthrange(year, month)[1]))


def _loose(text: str, year: int | None) -> datetime.date | None:
    """A day that may lack its year."""
    if match := DATE.search(text):
        return date_of(match)
    if year is None:
        return None
    return first_date(f"{text.strip()} {year}")


def months_after(date: datetime.date, months: int) -> datetime.date:
    """The same day so many months later; the last day of the month stays the last."""
    number = date.month - 1 + months
    year, month = date.year + number // 12, number % 12 + 1
    is_last = date.day == calendar.monthrange(date.year, date.month)[1]
    last = calendar.monthrange(year, month)[1]
    return datetime.date(year, month, last if is_last else min(date.day, last))


def shown(date: datetime.date) -> str:
    """A date as a sentence writes it: 30 June 2023."""
    return f"{date.day} {MONTHS[date.month - 1].capitalize()} {date.year}"
