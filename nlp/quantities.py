"""Quantities: the number that a promise is measured by, with its unit."""

from __future__ import annotations

import re
from typing import NamedTuple

NUMBER_WORDS = {
    "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10,
    "eleven": 11, "twelve": 12, "fifteen": 15, "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "hundred": 100,
}  # fmt: skip
SCALES = {"k": 1e3, "thousand": 1e3, "m": 1e6, "mn": 1e6, "million": 1e6, "bn": 1e9, "b": 1e9, "billion": 1e9}
CURRENCIES = {
    "$": "USD", "us$": "USD", "usd": "USD", "a$": "AUD", "au$": "AUD", "aud": "AUD",
    "c$": "CAD", "ca$": "CAD", "cad": "CAD",
    "£": "GBP", "gbp": "GBP", "€": "EUR", "eur": "EUR", "nz$": "NZD", "nzd": "NZD",
}  # fmt: skip
_NUMBER = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?"
MONEY = re.compile(
    rf"(?P<currency>US\$|A\$|AU\$|C\$|CA\$|NZ\$|[$£€]|\b(?:USD|AUD|CAD|GBP|EUR|NZD)\s?)\s?(?P<number>{_NUMBER})\s?(?P<scale>thousand|million|billion|bn|mn|m|k)?\b",
    re.I,
)
PERCENT = re.compile(rf"(?P<number>{_NUMBER})\s?(?:%|per\s?cent\b|percent\b)", re.I)
NET_ZERO = re.compile(r"\bnet[\s-]zero\b", re.I)
# A number that counts something: it stands before a noun and is no part of a date, law, page or name.
COUNT = re.compile(
    rf"(?<![\w.,/$£€#-])(?P<number>{_NUMBER}|(?:{'|'.join(NUMBER_WORDS)}))(?:\s(?P<scale>thousand|million|billion))?\s+(?P<unit>(?:[a-z][\w’'-]*\s?){{1,4}})"
)
NO_UNIT = re.compile(
    r"^(?:january|february|march|april|may|june|july|august|september|october|november|december|of|and|or|to|in|on|the|by|at|for|is|"
    r"are|was|per|st|nd|rd|th|pm|am|days?|weeks?|months?|years?|hours?|minutes?|pillars?|principles|key|steps|main|areas|core)\b",
    re.I,
)
NOT_COUNTED = re.compile(
    r"(?:section|s\.?|article|art\.?|page|pages|p\.|no\.?|number|act|tier|level|step|phase|scope|version|iso|chapter|principle|sdg|"
    r"goal|note|fy|q|week|day|band|appendix|annex|figure|table|clause|part|one of|in|since|at least one)\s*$",
    re.I,
)
UNIT_ENDS = re.compile(
    r"\s+(?:by|in|with|to|on|of|for|from|and|or|at|across|within|through|who|which|that|over|under|during|before|per|as|will|are|is|were|have|has)\b.*$"
)


class Quantity(NamedTuple):
    """`unit` is "%", a currency (ISO 4217) or what is counted; `[start, end)` is where the text has it."""

    value: float
    unit: str
    start: int
    end: int


def quantities(text: str) -> list[Quantity]:
    """The quantities of a sentence, in its order. Dates, laws, pages and footnote marks are none."""
    found = [*_money(text), *_percent(text)]
    taken = [(quantity.start, quantity.end) for quantity in found]
    found += [
        quantity
        for quantity in _counted(text)
        if not any(start < quantity.end and quantity.start < end for start, end in taken)
    ]
    return sorted(found, key=lambda quantity: quantity.start)


def _money(text: str) -> list[Quantity]:
    return [
        Quantity(
            _value(match.group("number"), match.group("scale")),
            CURRENCIES[match.group("currency").strip().lower()],
            match.start(),
            match.end(),
        )
        for match in MONEY.finditer(text)
    ]


def _percent(text: str) -> list[Quantity]:
    return [
        Quantity(_value(match.group("number"), None), "%", match.start(), match.end())
        for match in PERCENT.finditer(text)
    ]


def _counted(text: str) -> list[Quantity]:
    found = []
    for match in COUNT.finditer(text):
        unit = UNIT_ENDS.sub("", match.group("unit").strip())
        before = text[: match.start()]
        if not unit or NO_UNIT.match(unit) or NOT_COUNTED.search(before):
            continue
        number = match.group("number")
        if match.group("scale") is None and re.fullmatch(r"(?:19|20)\d\d", number):
            continue
        value = _value(number, match.group("scale"))
        found.append(Quantity(value, unit, match.start(), match.start("unit") + len(unit)))
    return found


def _value(number: str, scale: str | None) -> float:
    word = number.lower()
    value = float(NUMBER_WORDS[word]) if word in NUMBER_WORDS else float(number.replace(",", ""))
    return value * SCALES[scale.lower()] if scale else value
