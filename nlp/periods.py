"""When a figure is of: the period or the day that its sentence, its heading or its document names."""

from __future__ import annotations

import calendar
import datetime
import re
from typing import NamedTuple

from nlp.text import Source

MONTH_NAMES = [name.lower() for name in calendar.month_name[1:]]
_MONTH = (
    "(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?"
    "|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\\.?"
)
_YEAR = r"(?:19[5-9]\d|20[0-6]\d)"
_DAY = (
    rf"(?:\d{{1,2}}(?:st|nd|rd|th)?\s+(?:of\s+)?{_MONTH},?\s+{_YEAR}|{_MONTH}\s+\d{{1,2}}(?:st|nd|rd"
    rf"|th)?,?\s+{_YEAR})"
)
_FY = (
    rf"(?:(?:FY|F)\s?['’]?(?:{_YEAR}|\d\d)(?:\s?[/–-]\s?\d{{2,4}})?|(?:fiscal|financial"
    rf"|reporting)\s+(?:year\s+)?{_YEAR}(?:\s?[/–-]\s?\d{{2,4}})?)"
)
_SPAN = rf"(?:{_DAY}|{_MONTH}\s+{_YEAR}|{_MONTH}|{_FY}|{_YEAR})"
_AS_OF = r"(?:as of|as at|at|on|at the end of|by the end of|end of|by|until|up to|through)"
EXPRESSION = re.compile(
    rf"\b(?P<ended>(?:year|period|twelve months|12 months)\s+(?:ended|ending|to)\s+(?:on\s+)?(?P<ended_on>{_DAY}))"
    rf"|\b(?:(?:between|from)\s+)(?P<from>{_SPAN})\s+(?:and|to|until|through)\s+(?P<to>{_SPAN})"
    rf"|\b(?P<from2>(?:{_DAY}|{_MONTH}\s+{_YEAR}|{_YEAR}))\s?(?:to|–|-)\s?(?P<to2>(?:{_DAY}|{_MONTH}\s+{_YEAR}"
    rf"|{_YEAR}))\b"
    rf"|\bsince\s+(?:its\s+\w+\s+in\s+|the\s+|early\s+|late\s+)?(?P<since>{_DAY}|{_MONTH}\s+{_YEAR}|{_FY}|{_YEAR})\b"
    rf"|\b(?P<as_of>{_AS_OF})\s+(?P<day>{_DAY})"
    rf"|\b(?P<as_of2>as of|as at|at the end of|by the end of|end of|by)\s+(?P<other>{_MONTH}\s+{_YEAR}|{_FY}"
    rf"|(?:financial\s+|fiscal\s+)?(?:year\s+)?{_YEAR})\b"
    rf"|\b(?P<bare_day>{_DAY})\b"
    rf"|\b(?P<quarter>Q[1-4]|(?:first|second|third|fourth)\s+quarter(?:\s+of)?)\s*(?P<quarter_of>{_FY}|{_YEAR}"
    rf"|['’]?\d\d)\b"
    rf"|\b(?P<half>H[12]|(?:first|second)\s+half(?:\s+of)?)\s*(?P<half_of>{_FY}|{_YEAR}|['’]?\d\d)\b"
    rf"|\b(?P<month>{_MONTH}\s+{_YEAR})\b"
    rf"|\b(?P<split>{_YEAR}\s?[/–-]\s?\d\d)(?!\d)\b"
    rf"|\b(?P<fy>{_FY})\b"
    r"|\b(?P<last>(?:last|previous|prior|preceding|past)\s+(?:(?:financial|fiscal|reporting|calendar)\s+)?(?:year"
    r"|period)|the\s+year\s+before)\b"
    r"|\b(?P<this>(?:this|the|current|our)\s+(?:(?:current|past)\s+)?(?:(?:financial|fiscal|reporting"
    r"|calendar)\s+)(?:year|period)|(?:during|in|over|throughout)\s+the\s+year|this\s+year|year\s+under\s+review)\b"
    r"|\b(?P<back>(?:(?:over|in|during|for)\s+)?(?:the\s+)?(?:last|past)\s+(?P<n>\d{1,2}|two|three|four|five|six"
    r"|seven|eight|nine|ten|twelve)\s+(?P<of>years|months|weeks|days))\b"
    r"|\b(?P<to_date>to date|so far|today|currently|now)\b"
    rf"|(?<![-–/.,\d])\b(?P<year>{_YEAR})\b(?![-–/,.]?\d)",
    re.I,
)
# "Modern Slavery Act 2018", "Index 2023", "2022 proxy statement", "the 2019 policy": names of papers.
NAME_BEFORE = re.compile(
    r"(?:\b(?:Act|Bill|Index|Convention|Regulations?|Directive|Order|Code|Principles|Standard|Policy|Report"
    r"|Statement|Guidance|Estimates|Protocol|Law|Agenda|Plan|Strategy|ISO"
    r"|Ordinance)\b(?:\s\([A-Z][a-z]+\))?,?\s(?:of\s)?|©\s?)$"
)
NAME_AFTER = re.compile(
    r"^\s+(?:Modern|Global|Annual|Sustainability|Human|UK|Statement|Report|Policy|Act\b|Guidance|Index|proxy"
    r"|Proxy|edition|version|report\b|statement\b|policy\b|census)"
)
NUMBERS = dict(zip("two three four five six seven eight nine ten".split(), range(2, 11), strict=True), twelve=12)
# A year of two digits from this on is of the last century.
FIRST_SHORT_YEAR = 70
BEGINNING = 6000
TOLD_IN = re.compile(r"\b(?:in|during|for|end of|as of|of)\s+(20\d\d)\b", re.I)
OFTEN_TOLD = 3


class Period(NamedTuple):
    """First and last day; a day by itself is `as_of`. `[start, end)` is where the text names it.

    `first` is None for what is counted without a beginning, `last` for what goes on.
    """

    first: datetime.date | None
    last: datetime.date | None
    as_of: datetime.date | None
    start: int
    end: int
    is_weak: bool = False


class Calendar(NamedTuple):
    """What relative periods hang on: the day of the document, the end of its financial year, its own period."""

    published: datetime.date | None
    year_end: tuple[int, int]
    reported: tuple[datetime.date, datetime.date] | None


def calendar_of(source: Source) -> Calendar:
    """The calendar of a document. Its own period is the financial year that its beginning names most often."""
    year_end = source.year_end or (12, 31)
    return Calendar(source.published, year_end, _reported(source, year_end))


def periods(text: str, known: Calendar) -> list[Period]:
    """The periods and days that a sentence names, in its order; names of laws and papers are none."""
    found = []
    for match in EXPRESSION.finditer(text):
        if match.lastgroup == "year" and (
            NAME_BEFORE.search(text[: match.start()]) or NAME_AFTER.match(text[match.end() :])
        ):
            continue
        span = _span(match, text, known)
        if span is not None:
            first, last, as_of = span
            weak = match.lastgroup in ("to_date", "year") and not re.search(
                r"\b(?:in|during|for|throughout|of|over|across|since|until|by)\s+(?:calendar\s+|the\s+year\s+"
                r"|year\s+)?$",
                text[: match.start()],
                re.I,
            )
            found.append(Period(first, last, as_of, match.start(), match.end(), weak))
    return found


Span = tuple[datetime.date | None, datetime.date | None, datetime.date | None]


def _span(match: re.Match[str], text: str, known: Calendar) -> Span | None:
    groups = match.groupdict()
    if groups["ended_on"]:
        last = _last_day(groups["ended_on"], known)
        return (_year_before(last), last, None) if last else None
    for opening, closing in (("from", "to"), ("from2", "to2")):
        if groups[opening]:
            last = _last_day(groups[closing], known)
            first = _first_day(groups[opening], known, last)
            return (first, last, None) if first and last and first <= last else None
    if groups["since"]:
        return _first_day(groups["since"], known, None), None, None
    if groups["day"] or groups["bare_day"]:
        return None, None, _last_day(groups["day"] or groups["bare_day"], known)
    if groups["other"]:
        return None, None, _last_day(groups["other"], known)
    for part, months in (("quarter", 3), ("half", 6)):
        if groups[part]:
            return _part(groups[part].lower(), groups[f"{part}_of"], months, known)
    if groups["last"] or groups["this"] or groups["back"] or groups["to_date"]:
        return _relative(groups, known)
    named = groups["month"] or groups["split"] or groups["fy"] or groups["year"]
    first, last = _first_day(named, known, None), _last_day(named, known)
    return (first, last, None) if first and last else None


def _relative(groups: dict[str, str | None], known: Calendar) -> Span | None:
    if groups["this"]:
        if known.reported:
            return *known.reported, None
        published = known.published
        return (datetime.date(published.year, 1, 1), published, None) if published else None
    if groups["last"]:
        if known.reported and "year" not in groups["last"].lower():
            first = known.reported[0]
            return _year_before(first - datetime.timedelta(days=1)), first - datetime.timedelta(days=1), None
        year = known.published.year - 1 if known.published else None
        return (datetime.date(year, 1, 1), datetime.date(year, 12, 31), None) if year else None
    end = known.reported[1] if known.reported else known.published
    if end is None:
        return None
    if groups["to_date"]:
        return None, None, end
    word = (groups["n"] or "").lower()
    number = NUMBERS.get(word) or int(word)
    days = {"years": 365.25, "months": 30.44, "weeks": 7, "days": 1}[(groups["of"] or "years").lower()]
    return end - datetime.timedelta(days=round(number * days)), end, None


def _part(name: str, of: str, months: int, known: Calendar) -> Span | None:
    whole = _last_day(of if re.search(r"\d{4}|fy", of, re.I) else f"20{of[-2:]}", known)
    if whole is None:
        return None
    digit = re.search(r"\d", name)
    ordinals = ("first", "second", "third", "fourth")
    number = int(digit.group()) if digit else ordinals.index(name.split(maxsplit=1)[0]) + 1
    last = _months_before(whole, 12 - months * number)
    return _months_before(last, months) + datetime.timedelta(days=1), last, None


def _first_day(words: str, known: Calendar, last: datetime.date | None) -> datetime.date | None:
    end = _last_day(words, known, last)
    if end is None:
        return None
    if re.fullmatch(_DAY, words.strip(), re.I):
        return end
    if re.match(_MONTH, words, re.I):
        return end.replace(day=1)
    return _year_before(end)


def _last_day(words: str, known: Calendar, following: datetime.date | None = None) -> datetime.date | None:
    """The last day of what the words name; a month without a year is that before `following`."""
    text = words.strip().lower()
    month = next((i for i, name in enumerate(MONTH_NAMES, 1) if re.search(rf"\b{name[:3]}", text)), None)
    year = re.search(_YEAR, text)
    if month:
        stated = (
            int(year.group())
            if year
            else following.year
            if following
            else known.published.year
            if known.published
            else 0
        )
        day = re.search(r"\b(\d{1,2})(?:st|nd|rd|th)?\b", text)
        if not stated:
            return None
        length = calendar.monthrange(stated, month)[1]
        return datetime.date(stated, month, min(int(day.group(1)), length) if day and int(day.group(1)) > 0 else length)
    if re.match(r"f\b|fy|f['’ ]?\d|fiscal|financial|reporting", text) or re.search(r"[/–-]", text):
        return _year_end(_year_of(re.findall(r"\d+", text)), known.year_end)
    return datetime.date(int(year.group()), 12, 31) if year else None


def _year_of(written: list[str]) -> int:
    """The last of these years: "1986-87" ends in 1987, "1999/00" in 2000, "FY24" is 2024 and "FY87" 1987."""
    last = written[-1]
    if len(last) == 4:
        return int(last)
    short = int(last[-2:])
    if len(written) > 1 and len(written[0]) == 4:
        first = int(written[0])
        return first - first % 100 + short + (100 if short < first % 100 else 0)
    return (2000 if short < FIRST_SHORT_YEAR else 1900) + short


def _year_end(year: int, year_end: tuple[int, int]) -> datetime.date:
    month, day = year_end
    return datetime.date(year, month, min(day, calendar.monthrange(year, month)[1]))


def _year_before(last: datetime.date) -> datetime.date:
    return _months_before(last, 12) + datetime.timedelta(days=1)


def _months_before(last: datetime.date, months: int) -> datetime.date:
    """The day that many months before; the end of a month stays the end of a month."""
    index = last.year * 12 + last.month - 1 - months
    year, month = divmod(index, 12)
    length = calendar.monthrange(year, month + 1)[1]
    is_end = last.day == calendar.monthrange(last.year, last.month)[1]
    return datetime.date(year, month + 1, length if is_end else min(last.day, length))


def _reported(source: Source, year_end: tuple[int, int]) -> tuple[datetime.date, datetime.date] | None:
    """The financial year that a document reports on: the one that its first pages name most often."""
    known = Calendar(source.published, year_end, None)
    counts: dict[tuple[datetime.date, datetime.date], float] = {}
    for match in EXPRESSION.finditer(source.text[:BEGINNING]):
        if not (match.group("ended") or match.group("fy") or match.group("split")):
            continue
        span = _span(match, source.text, known)
        if span and span[0] and span[1] and (source.published is None or span[0] <= source.published):
            whole = span[0], span[1]
            counts[whole] = counts.get(whole, 0) + (3 if match.group("ended") else 1)
    return max(counts, key=lambda whole: (counts[whole], whole)) if counts else _year_told_of(source)


def _year_told_of(source: Source) -> tuple[datetime.date, datetime.date] | None:
    """The calendar year that a document speaks of most, if it is that before its own date or of it."""
    if source.published is None:
        return None
    years = [int(year) for year in TOLD_IN.findall(source.text)]
    near = [year for year in years if source.published.year - 1 <= year <= source.published.year]
    if not near:
        return None
    year = max(set(near), key=lambda y: (near.count(y), -y))
    is_told = near.count(year) >= OFTEN_TOLD and near.count(year) * 2 >= len(near)
    return (datetime.date(year, 1, 1), datetime.date(year, 12, 31)) if is_told else None
