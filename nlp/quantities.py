"""Quantities: the number that a promise is measured by, with its unit, in the words of a language."""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from nlp.language import RuleFile, language

SUBJECT = "quantities"
DIGITS = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?"
# So many words may say what is counted.
LONGEST_UNIT = 4


class Quantity(NamedTuple):
    """`unit` is "%", a currency (ISO 4217) or what is counted; `[start, end)` is where the text has it."""

    value: float
    unit: str
    start: int
    end: int


class Written(NamedTuple):
    """How a language writes quantities."""

    words: RuleFile
    money: re.Pattern[str]
    percent: re.Pattern[str]
    counted: re.Pattern[str]
    no_unit: re.Pattern[str]
    not_counted: re.Pattern[str]
    unit_ends: re.Pattern[str]


@cache
def written(code: str) -> Written:
    """How the quantities of a language are written. Raises LanguageError where it has no quantities.toml."""
    words = language(code).file(SUBJECT)
    numbers = "|".join(words.meanings["numbers"])
    signs = [re.escape(name) for name in sorted(words.meanings["currencies"], key=len, reverse=True) if "$" in name]
    codes = [name for name in words.meanings["currencies"] if name.isascii() and name.isalpha()]
    currency = rf"{'|'.join(signs)}|[£€]|\b(?:{'|'.join(codes)})\s?"
    scale, between = words.regex["scale"], words.regex["range"]
    return Written(
        words,
        re.compile(
            rf"(?P<currency>{currency})\s?(?P<number>{DIGITS})(?:{between}(?:{currency})?\s?(?:{DIGITS}))?"
            rf"\s?(?P<scale>{scale})?\b",
            re.I,
        ),
        re.compile(rf"(?P<number>{DIGITS})\s?{words.regex['percent']}", re.I),
        # A number that counts something: it stands before a noun and is no part of a date, law, page or name.
        re.compile(
            rf"(?<![\w.,/$£€#:–-])(?P<number>{DIGITS}|(?:{numbers})\b)(?:\s(?P<scale>{scale})\b)?\s+"
            rf"(?P<unit>(?:[a-z][\w’'-]*\s?){{1,{LONGEST_UNIT}}})"
        ),
        re.compile(rf"^{words.regex['no_unit']}", re.I),
        re.compile(words.regex["not_counted"], re.I),
        re.compile(words.regex["unit_ends"]),
    )


def quantities(text: str, code: str = "en") -> list[Quantity]:
    """The quantities of a sentence, in its order. Dates, laws, pages and footnote marks are none."""
    style = written(code)
    found = [*_money(style, text), *_percent(style, text)]
    taken = [(quantity.start, quantity.end) for quantity in found]
    found += [
        quantity
        for quantity in _counted(style, text)
        if not any(start < quantity.end and quantity.start < end for start, end in taken)
    ]
    return sorted(found, key=lambda quantity: quantity.start)


def _money(style: Written, text: str) -> list[Quantity]:
    currencies = style.words.meanings["currencies"]
    return [
        Quantity(
            _value(style, match.group("number"), match.group("scale")),
            str(currencies[match.group("currency").strip().lower()]),
            match.start(),
            match.end(),
        )
        for match in style.money.finditer(text)
    ]


def _percent(style: Written, text: str) -> list[Quantity]:
    return [
        Quantity(_value(style, match.group("number"), None), "%", match.start(), match.end())
        for match in style.percent.finditer(text)
    ]


def _counted(style: Written, text: str) -> list[Quantity]:
    found = []
    for match in style.counted.finditer(text):
        unit = style.unit_ends.sub("", match.group("unit").strip())
        before = text[: match.start()]
        if not unit or style.no_unit.match(unit) or style.not_counted.search(before):
            continue
        number = match.group("number")
        # "one of ours" counts nothing, and 2024 is a year.
        if match.group("scale") is None and (re.fullmatch(r"(?:19|20)\d\d", number) or _is_one(style, number)):
            continue
        value = _value(style, number, match.group("scale"))
        found.append(Quantity(value, unit, match.start(), match.start("unit") + len(unit)))
    return found


def _is_one(style: Written, number: str) -> bool:
    return style.words.meanings["numbers"].get(number.lower()) == 1


def _value(style: Written, number: str, scale: str | None) -> float:
    word = number.lower()
    numbers = style.words.meanings["numbers"]
    value = float(numbers[word]) if word in numbers else float(number.replace(",", ""))
    return value * float(style.words.meanings["scales"][scale.lower()]) if scale else value
