"""Of when a figure is: the period that its sentence names with it, or one that stands above or before it."""

from __future__ import annotations

import datetime
import re
from typing import NamedTuple

from nlp.figure_values import period_of_document
from nlp.numerals import Numeral
from nlp.periods import Calendar, Period, periods
from nlp.pipeline import Reading

# A period that goes for the sentence after it too, in days, unless that sentence points back.
SHORTEST_REPORTED = 300
POINTS_BACK = re.compile(
    r"(?:of (?:these|those|them|which|whom)|these|those|they|it|this|the (?:other|remaining|highest|lowest))\b", re.I
)


class Around(NamedTuple):
    """What stands around a figure: the calendar of its document, the periods that the sentence before names, and
    the line that says what a figure is that is printed by itself."""

    calendar: Calendar
    recent: list[Period]
    label: Reading | None


def period_of(
    reading: Reading, numeral: Numeral, found: list[Numeral], named: list[Period], around: Around
) -> tuple[Period | None, str | None]:
    """The period of a number, and where it was read: in the sentence, above it, or of the whole document."""
    if around.label is not None:
        named = named or periods(around.label.sentence.text, around.calendar)
    chosen = nearest(named, numeral, found)
    if chosen is not None:
        return chosen, "sentence"
    latest = (around.calendar.reported or (None, around.calendar.published))[1]
    firm = [p for p in around.recent if not p.is_weak and p.last != p.first and not _is_after(p, latest)]
    if firm and (_is_long(firm[-1]) or POINTS_BACK.match(reading.sentence.text)):
        return firm[-1], "context"
    for heading in reversed(reading.sentence.headings[-3:]):
        above = periods(heading, around.calendar)
        if above:
            return above[0], "heading"
    return period_of_document(around.calendar)


def _is_long(period: Period) -> bool:
    """Whether a period is that of a report, and not that of an event."""
    return bool(period.first and period.last and (period.last - period.first).days >= SHORTEST_REPORTED)


def _is_after(period: Period, latest: datetime.date | None) -> bool:
    """Whether a period begins, or a day lies, after the document's own period: that of a goal."""
    day = period.first or period.as_of or period.last
    return bool(day and latest and day > latest)


def nearest(named: list[Period], numeral: Numeral, found: list[Numeral]) -> Period | None:
    """The period that is said with a number: the first after it before the next number, else the last before."""
    others = [other.start for other in found if other.start > numeral.start]
    limit = others[0] if others else 10**9
    firm = [period for period in named if not period.is_weak] or named
    after = [period for period in firm if numeral.end <= period.start < limit]
    before = [period for period in firm if period.end <= numeral.start]
    if after and (not before or after[0].start - numeral.end <= numeral.start - before[-1].end or len(found) > 1):
        return after[0]
    return before[-1] if before else after[0] if after else firm[-1] if firm else None
