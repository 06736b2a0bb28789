"""Deadlines: from the words of a promise to the last day of the period that they name.

"by the end of 2021", "in FY25", "by June 2024", "Q3 2026", "within three years" (from the date of the
document), "next year". dateparser reads dates that are written out; the periods are read here, in the words
of `languages/<code>/dates.toml`.
"""

from __future__ import annotations

import calendar
import datetime
import re
from functools import cache
from typing import NamedTuple

from nlp.language import RuleFile, language

SUBJECT = "dates"
# The ways to write a period, those that hold others first.
KINDS = (
    "day us bare_month of_month quarter half fiscal calendar split middle decade within next this plain_year".split()
)
# How far before a date the words stand that say what it is, in characters.
BEFORE = 45
# A date so many years before the document is none of its deadlines.
LONG_AGO = 2
CALENDAR_YEAR = (12, 31)


class Deadline(NamedTuple):
    """`date` is the last day of the period; `[start, end)` is where the text names it."""

    date: datetime.date
    start: int
    end: int


class Written(NamedTuple):
    """How a language writes dates."""

    words: RuleFile
    periods: re.Pattern[str]
    until: re.Pattern[str]
    recurrence: re.Pattern[str]
    year_end: re.Pattern[str]


@cache
def written(code: str) -> Written:
    """How the dates of a language are written. Raises LanguageError where it has no dates.toml."""
    words = language(code).file(SUBJECT)
    count = rf"(?:\d{{1,2}}|{'|'.join(words.meanings['counts'])})"
    year = words.regex["year"]
    forms = [f"(?P<{kind}>{words.expression(kind, count=count)})" for kind in KINDS[:-1]]
    named = "|".join(words.words["named"])
    forms.append(rf"(?P<plain_year>{year})\b(?!\s*[-–]\s*\d)(?!\s+(?:{named})\b)")
    often = "|".join(sorted(words.meanings["recurrences"], key=len, reverse=True))
    return Written(
        words,
        re.compile(rf"\b(?:{'|'.join(forms)})(?!\w)", re.I),
        re.compile(words.expression("until"), re.I),
        re.compile(rf"\b(?:(?P<once>{often})|{words.expression('every', count=count)})\b", re.I),
        re.compile(words.expression("year_end"), re.I),
    )


def deadline(
    text: str, published: datetime.date | None, year_end: tuple[int, int] | None, code: str = "en"
) -> Deadline | None:
    """The deadline that a promise names; the latest where it names several, None where it names none.

    `year_end` is the (month, day) on which the company's financial year ends; without it a financial
    year is taken for a calendar year. Relative periods need `published`. What was over when the document was
    published is no deadline, unless the words say that it is ("by the end of 2020").
    """
    style = written(code)
    found = []
    for match in style.periods.finditer(text):
        date = _last_day(style, match, text, published, year_end or CALENDAR_YEAR)
        if date and _is_ahead(style, match, text, date, published):
            found.append(Deadline(date, match.start(), match.end()))
    return max(found, key=lambda deadline: (deadline.date, -deadline.start)) if found else None


def _is_ahead(
    style: Written, match: re.Match[str], text: str, date: datetime.date, published: datetime.date | None
) -> bool:
    before = text[max(0, match.start() - BEFORE) : match.end()].lower()
    before = before[: len(before) - len(match.group())].rstrip()
    before = before.removesuffix(" the").rstrip()
    if any(re.search(rf"\b{re.escape(word)}$", before) for word in style.words.words["past"]):
        return False
    if published is None or date >= published:
        return True
    is_limit = any(re.search(rf"\b{re.escape(word)}$", before) for word in style.words.words["limit"])
    return is_limit and date.year >= published.year - LONG_AGO


def _last_day(
    style: Written, match: re.Match[str], text: str, published: datetime.date | None, year_end: tuple[int, int]
) -> datetime.date | None:
    kind = next(kind for kind in KINDS if match.group(kind))
    words = match.group().lower()
    match kind:
        case "day" | "us":
            return _written_out(match.group())
        case "of_month":
            return _month_end(_year_in(words), _month_in(style, words))
        case "quarter" | "half":
            return _part_end(
                style,
                words,
                year_end if style.words.words["fiscal"][0] in words else CALENDAR_YEAR,
                3 if kind == "quarter" else 6,
            )
        case "fiscal" | "split":
            return _year_end(_year_in(words), year_end)
        case "calendar":
            return datetime.date(_year_in(words), 12, 31)
        case "middle":
            return datetime.date(_year_in(words), 6, 30)
        case "plain_year":
            before = text[max(0, match.start() - BEFORE) : match.start()]
            return datetime.date(_year_in(words), 12, 31) if style.until.search(before) else None
        case _:
            return _relative(style, match, kind, published, year_end) if published else None


def _relative(
    style: Written, match: re.Match[str], kind: str, published: datetime.date, year_end: tuple[int, int]
) -> datetime.date:
    """The end of a period that is named from the date of the document on."""
    match kind:
        case "bare_month":
            end = _month_end(published.year, _month_in(style, match.group().lower()))
            return end if end >= published else _month_end(published.year + 1, end.month)
        case "within":
            count = match.group("count").lower()
            number = style.words.meanings["counts"].get(count) or count
            return _later(style, published, int(number), match.group("unit").lower())
        case "next":
            return _year_end(published.year + 1, year_end)
        case "decade":
            return datetime.date(published.year // 10 * 10 + 10, 12, 31)
        case _:
            end = _year_end(published.year, year_end)
            return end if end >= published else _year_end(published.year + 1, year_end)


def _written_out(text: str) -> datetime.date | None:
    import dateparser

    parsed = dateparser.parse(text, languages=["en"], settings={"STRICT_PARSING": True, "DATE_ORDER": "DMY"})
    return parsed.date() if parsed else None


def _month_in(style: Written, words: str) -> int:
    """The month that words name by its first three letters, 1 to 12."""
    months = [name[:3] for name in style.words.words["months"]]
    return next(months.index(word[:3]) + 1 for word in reversed(re.findall(r"[^\W\d]+", words)) if word[:3] in months)


def _month_end(year: int, month: int) -> datetime.date:
    return datetime.date(year, month, calendar.monthrange(year, month)[1])


def _part_end(style: Written, words: str, year_end: tuple[int, int], months: int) -> datetime.date:
    """The end of a quarter (3 months) or half (6) of a year that ends on `year_end`."""
    digit = re.match(r"[qh]?(\d)h?", words)
    ordinal = style.words.meanings["ordinals"].get(words.split(maxsplit=1)[0], 1)
    number = int(digit.group(1)) if digit else int(ordinal)
    last = _year_end(_year_in(words), year_end)
    month = last.month - (12 - number * months)
    return _month_end(last.year + (month - 1) // 12, (month - 1) % 12 + 1)


def _year_in(words: str) -> int:
    """The year in which a period ends: FY24, FY2024, 2023-24, financial year 2023/2024."""
    last = re.findall(r"\d+", words)[-1]
    return int(last) if len(last) == 4 else 2000 + int(last[-2:])


def _year_end(year: int, year_end: tuple[int, int]) -> datetime.date:
    month, day = year_end
    return datetime.date(year, month, min(day, calendar.monthrange(year, month)[1]))


def _later(style: Written, start: datetime.date, number: int, unit: str) -> datetime.date:
    if unit.startswith(style.words.words["week"]):
        return start + datetime.timedelta(weeks=number)
    months = number * (12 if unit.startswith(style.words.words["year"]) else 1)
    month = start.month - 1 + months
    year, month = start.year + month // 12, month % 12 + 1
    return datetime.date(year, month, min(start.day, calendar.monthrange(year, month)[1]))


def recurrence(text: str, code: str = "en") -> str | None:
    """How often, in plain words: "every 3 years", "every year", "regularly"."""
    style = written(code)
    match = style.recurrence.search(text)
    if not match:
        return None
    if match.group("once"):
        return str(style.words.meanings["recurrences"][match.group("once").lower()])
    count = match.group("every").lower()
    return f"every {int(style.words.meanings['counts'].get(count, 0)) or count} {match.group('span').lower()}"


def financial_year_end(text: str, code: str = "en") -> tuple[int, int] | None:
    """The (month, day) on which a document says that the financial year ends; the most frequent one."""
    style = written(code)
    counts: dict[tuple[int, int], int] = {}
    for match in style.year_end.finditer(text):
        for form in "346512":
            day, month = match.group(f"d{form}"), match.group(f"m{form}")
            if day and month:
                place = _month_in(style, month.lower()), int(day)
                # A year begins on the first and ends on the last of a month.
                if place[1] >= 28:
                    counts[place] = counts.get(place, 0) + 1
                break
    return max(counts, key=lambda place: (counts[place], place)) if counts else None
