"""A number, its measure and its period as the plain attributes of a metric."""

from __future__ import annotations

from typing import Any

from nlp.measures import Measure
from nlp.numerals import Numeral
from nlp.periods import Calendar, Period


def name_of(numeral: Numeral, offset: int) -> str:
    """What tells a number apart from the others of its sentence: its place in the text."""
    return f"{offset + numeral.start}"


def values_of(numeral: Numeral, measure: Measure, offset: int) -> dict[str, Any]:
    """The value of a number with its unit; `offset` is where its sentence begins in the text."""
    return {
        "name": name_of(numeral, offset),
        "value": numeral.value,
        "upper": numeral.upper,
        "base": numeral.base,
        "unit": measure.unit or "number",
        "measure": measure.text,
        "currency": numeral.currency,
        "number_start": offset + numeral.start,
        "number_end": offset + numeral.end,
    }


def period_values(period: Period | None, basis: str | None) -> dict[str, Any]:
    """A period as ISO dates."""

    def iso(name: str) -> str | None:
        day = getattr(period, name) if period else None
        return day.isoformat() if day else None

    return {"period_start": iso("first"), "period_end": iso("last"), "as_of": iso("as_of"), "period_basis": basis}


def period_of_document(known: Calendar) -> tuple[Period | None, str | None]:
    """The period that a document reports on, else the day of the document."""
    if known.reported:
        return Period(*known.reported, None, 0, 0), "document"
    return (Period(None, None, known.published, 0, 0), "document") if known.published else (None, None)
