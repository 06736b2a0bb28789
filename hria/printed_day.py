"""Dates as forms and tables print them, and those that can be read in two ways."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable
from typing import Literal, NamedTuple

DateOrder = Literal["day_first", "month_first"]
MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split()
_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|"
    r"oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
)
_GAP = r"[\s./,-]{0,3}"
PRINTED = re.compile(
    r"(?<![\d.])(?:"
    r"(?P<y1>(?:19|20)\d\d)[-/.](?P<m1>\d{1,2})[-/.](?P<d1>\d{1,2})(?:[T ]\d\d:\d\d(?::\d\d)?)?"
    rf"|(?P<d2>\d{{1,2}})(?:st|nd|rd|th)?{_GAP}(?:of )?(?P<m2>{_MONTH}){_GAP}(?P<y2>(?:19|20)?\d\d)"
    rf"|(?P<m3>{_MONTH})\s*(?P<d3>\d{{1,2}})(?:st|nd|rd|th)?(?:,\s*|\s+)(?P<y3>(?:19|20)\d\d)"
    r"|(?P<a4>\d{1,2})(?P<mark>[-/.])(?P<b4>\d{1,2})(?P=mark)(?P<y4>(?:19|20)?\d\d)"
    r")(?![\d])",
    re.I,
)
# "18-20 February 2025", "30 June to 2 July 2024", "March 4-6, 2025".
_TO = r"\s*(?:-|–|—|to|until|and|&)\s*"
RANGE = re.compile(
    rf"(?<!\d)(?P<a>\d{{1,2}})(?:st|nd|rd|th)?(?:\s+(?P<ma>{_MONTH}))?{_TO}(?P<b>\d{{1,2}})(?:st|nd|rd|th)?\s+(?P<mb>{_MONTH}),?\s+(?P<y>20\d\d)"
    rf"|(?P<mc>{_MONTH})\s+(?P<c>\d{{1,2}}){_TO}(?:(?P<md>{_MONTH})\s+)?(?P<d>\d{{1,2}}),?\s+(?P<y2>20\d\d)",
    re.I,
)


class Day(NamedTuple):
    """A printed date. `readings` holds more than one day where the print leaves open which is meant; `day` is
    then what the order of the other dates suggests, or else the day-first reading."""

    printed: str
    day: datetime.date
    readings: tuple[datetime.date, ...]
    start: int
    end: int

    @property
    def is_open(self) -> bool:
        """Whether it can be read in more than one way."""
        return len(self.readings) > 1


def days(text: str, order: DateOrder | None = None) -> list[Day]:
    """The dates of a text. With `order` (see `order_of`) a date like 04/08/2024 has one reading."""
    found = []
    for match in PRINTED.finditer(text):
        readings = tuple(dict.fromkeys(_readings(match, order)))
        if readings:
            found.append(Day(match.group(), readings[0], readings, match.start(), match.end()))
    return found


def day_of(text: str, order: DateOrder | None = None) -> Day | None:
    """The first date of a text; None where there is none."""
    return next(iter(days(text, order)), None)


def period_of(text: str, order: DateOrder | None = None) -> tuple[datetime.date, datetime.date] | None:
    """The first and last day that a text names as one period or one day; None where there is none."""
    found = days(text, order)
    if len(found) >= 2:
        return min(found[0].day, found[1].day), max(found[0].day, found[1].day)
    if match := RANGE.search(text):
        year = int(match["y"] or match["y2"])
        first = int(match["a"] or match["c"]), _month(match["ma"] or match["mc"] or match["mb"])
        last = int(match["b"] or match["d"]), _month(match["mb"] or match["md"] or match["mc"])
        days_ = [_date(year, month, day) for day, month in (first, last)]
        if days_[0] and days_[1] and days_[0] <= days_[1]:
            return days_[0], days_[1]
    return (found[0].day, found[0].day) if found else None


def order_of(texts: Iterable[str]) -> DateOrder | None:
    """Whether the dates of a document put the day or the month first, by those that can be read in one way
    only; None where none of them tells, or they disagree."""
    orders = {
        "month_first" if int(match["b4"]) > 12 else "day_first"
        for text in texts
        for match in PRINTED.finditer(text)
        if match["mark"] in ("/", "-") and (int(match["a4"]) > 12) != (int(match["b4"]) > 12)
    }
    if len(orders) != 1:
        return None
    return "month_first" if "month_first" in orders else "day_first"


def _readings(match: re.Match[str], order: DateOrder | None) -> Iterable[datetime.date]:
    parts = match.groupdict()
    if parts["y1"]:
        pairs = [(int(parts["m1"]), int(parts["d1"]))]
        year = int(parts["y1"])
    elif parts["y2"] or parts["y3"]:
        form = "2" if parts["y2"] else "3"
        year = _year(parts[f"y{form}"])
        pairs = [(_month(parts[f"m{form}"]), int(parts[f"d{form}"]))]
    else:
        year = _year(parts["y4"])
        first, second = int(parts["a4"]), int(parts["b4"])
        pairs = [(second, first), (first, second)]
        if order == "month_first":
            pairs.reverse()
        # With dots the day comes first everywhere.
        if parts["mark"] == "." or order:
            pairs = pairs[:1]
    for month, day in pairs:
        if found := _date(year, month, day):
            yield found


def _year(text: str) -> int:
    return int(text) if len(text) == 4 else 2000 + int(text)


def _month(name: str) -> int:
    return MONTHS.index(name[:3].lower()) + 1


def _date(year: int, month: int, day: int) -> datetime.date | None:
    try:
        return datetime.date(year, month, day)
    except ValueError:
        return None
