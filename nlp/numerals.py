"""Numbers as a text writes them: figures, words, money, shares, ratios and ranges. What is only a date, a
section, a page, an age limit or a mark is no number of anything, and is left out.

The words by which that is told stand in `languages/<code>/metric.toml`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

SCALES = {
    "mln": 1e6, "bln": 1e9,
    "k": 1e3, "thousand": 1e3, "hundred": 1e2, "lakh": 1e5, "m": 1e6, "mn": 1e6, "mio": 1e6, "million": 1e6,
    "crore": 1e7, "b": 1e9, "bn": 1e9, "billion": 1e9, "trillion": 1e12, "dozen": 12,
}  # fmt: skip
CURRENCIES = {
    "$": "USD", "us$": "USD", "usd": "USD", "a$": "AUD", "au$": "AUD", "aud": "AUD",
    "c$": "CAD", "ca$": "CAD", "cad": "CAD", "£": "GBP", "gbp": "GBP", "€": "EUR", "eur": "EUR",
    "nz$": "NZD", "nzd": "NZD",
    "rm": "MYR", "vnd": "VND", "thb": "THB", "tk": "BDT", "inr": "INR", "rs": "INR", "rs.": "INR", "₹": "INR",
    "jpy": "JPY", "¥": "JPY", "cny": "CNY", "rmb": "CNY", "chf": "CHF", "sek": "SEK", "nok": "NOK", "dkk": "DKK",
    "myr": "MYR", "sgd": "SGD", "s$": "SGD", "hkd": "HKD", "hk$": "HKD", "zar": "ZAR", "bdt": "BDT", "pkr": "PKR",
    "ghs": "GHS", "gh₵": "GHS", "brl": "BRL", "r$": "BRL", "mxn": "MXN", "php": "PHP", "idr": "IDR", "krw": "KRW",
}  # fmt: skip
ONES = {
    "zero": 0, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9,
    "ten": 10, "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15, "sixteen": 16,
    "seventeen": 17, "eighteen": 18, "nineteen": 19, "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50,
    "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90,
}  # fmt: skip
FRACTIONS = {
    "half": 1 / 2, "third": 1 / 3, "thirds": 1 / 3, "quarter": 1 / 4, "quarters": 1 / 4, "fifth": 1 / 5, "fifths":
    1 / 5, "tenth": 1 / 10, "tenths": 1 / 10,
}  # fmt: skip
FOLDS = {
    "twofold": 2, "threefold": 3, "fourfold": 4, "fivefold": 5, "sixfold": 6, "sevenfold": 7, "eightfold": 8,
    "tenfold": 10,
}  # fmt: skip

_DIGITS = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?"
_TENS = "twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety"
_WORD = (
    rf"(?:{_TENS})[- ](?:one|two|three|four|five|six|seven|eight|nine)"
    rf"|{'|'.join(sorted(ONES, key=lambda w: -len(w)))}"
)
_ANY = rf"(?:{_DIGITS}|\b(?:{_WORD})\b)"
# A note mark may stand at the end of these, and counts as a part of the word for \b.
_SCALE = (
    r"(?:\s?(?:thousand|million|billion|trillion|hundred|lakh|crore|dozen|mln|bln|mn|bn|mio)(?![A-Za-z])"
    r"|[kmb](?![A-Za-z]))"
)
_MONEY = "|".join(
    re.escape(sign) if not sign.isalpha() else rf"\b{sign}"
    for sign in sorted(CURRENCIES, key=lambda sign: (-len(sign), sign))
)
_CURRENCY_AFTER = {
    "dollars": "USD", "dlrs": "USD",
    "pounds": "GBP", "euros": "EUR", "ringgit": "MYR", "baht": "THB", "taka": "BDT", "rupees":
    "INR",
}  # fmt: skip
NUMERAL = re.compile(
    rf"(?:(?P<currency>(?:\b(?:AUD|USD|CAD|NZD|SGD|HKD)\s?\$|{_MONEY})\s?)|(?<![\w.,/#£€$=&-]))(?P<number>{_ANY})"
    rf"(?P<scale>{_SCALE}(?:\s?(?:thousand|million|billion)(?![A-Za-z]))?)?"
    r"(?:\s?(?P<first_percent>%))?"
    rf"(?:\s?(?:-|–|to)\s?(?:(?:{_MONEY})\s?)?(?P<upper>{_ANY})(?P<upper_scale>{_SCALE})?(?!\s?(?:-|–)\s?\d))?"
    r"(?P<plus>\+)?"
    r"(?:\s?(?P<percent>%|per\s?cent(?:age points?)?(?![A-Za-z])|percent(?:age points?)?(?![A-Za-z])|pct(?![A-Za-z])))?"
    rf"(?:\s(?P<after>{'|'.join(_CURRENCY_AFTER)}|US dollars|U\.S\. dollars)\b)?",
    re.I,
)
RATIO = re.compile(
    rf"(?<![\w.,/#£€$=&-])(?P<part>{_ANY})\s(?:in|of|out of)\s(?:every\s|(?:the|our|their|its|all|these|those)\s)?"
    rf"(?:(?P<hedge>an estimated|about|around|some|roughly|approximately)\s)?(?P<base>{_ANY})(?![\w%£€$]"
    rf"|[.,:/-]\d|\s?(?:%|per\s?cent|percent)|{_SCALE})",
    re.I,
)
FRACTION = re.compile(
    r"\b(?:(?P<count>a|an|one|two|three|four|nine|1|2|3)[\s-](?P<fraction>thirds?|quarters?|fifths?|tenths?)"
    r"|(?P<half>half))\b(?=\s(?:of|the|our|all|its)\b)",
    re.I,
)
FOLD = re.compile(
    rf"\b(?:(?P<fold>{'|'.join(FOLDS)})|(?P<times>\d+(?:\.\d+)?)(?:x\b|-fold\b|\stimes\s(?:more|higher|greater|as"
    rf"|the)\b))",
    re.I,
)
DOLLARS = {
    "AUD": re.compile(r"\bAUD\b|\bA\$|\bAU\$|\bABN\b|\bACN\b|\(Cth\)|\bAustralian dollars"),
    "NZD": re.compile(r"\bNZD\b|\bNZ\$|\bNZBN\b|\bNZX\b"),
    "CAD": re.compile(r"\bCAD\b|\bCA?\$|\bCanadian dollars"),
    "USD": re.compile(r"\bUSD\b|\bUS\$|\bU\.S\. dollars"),
}
# How far before a number the words stand that tell what it is none of, in characters.
BESIDE = 60
CHANGED_FROM = re.compile(r"\bfrom\s+$", re.I)


class Numeral(NamedTuple):
    """A number at `[start, end)` of its sentence, with currency sign and per cent sign.

    `kind` is money, percent, count, ratio or multiple. `upper` closes a range; a ratio has the `base` it is
    of; `is_word` numbers are written out in letters.
    """

    value: float
    kind: str
    start: int
    end: int
    currency: str | None = None
    upper: float | None = None
    base: float | None = None
    is_word: bool = False


class Context(NamedTuple):
    """What before or after a number tells that it is none of anything; built from words of a language."""

    before: re.Pattern[str]
    after: re.Pattern[str]
    around: re.Pattern[str]


def dollars_of(text: str) -> str:
    """The currency that "$" alone means in a document: the dollar that it names, or of whose law it speaks."""
    found = {code: len(pattern.findall(text)) for code, pattern in DOLLARS.items()}
    code = max(found, key=lambda code: found[code])
    return code if found[code] else "USD"


def numerals(text: str, words: Mapping[str, Sequence[str]], dollar: str = "USD") -> list[Numeral]:
    """The numbers of a sentence that count, measure or pay something, in its order; "$" alone is `dollar`."""
    context = _context(
        tuple(words["no_number_before"]), tuple(words["no_number_after"]), tuple(words["no_number_around"])
    )
    barred = [match.span() for match in context.around.finditer(text)]
    found: list[Numeral] = []
    for numeral in (*_ratios(text), *_fractions(text), *_folds(text), *_plain(text, dollar)):
        is_taken = any(other.start < numeral.end and numeral.start < other.end for other in found)
        is_barred = numeral.kind != "money" and any(start <= numeral.start < end for start, end in barred)
        if not is_taken and not is_barred and not _is_none(text, numeral, context):
            found.append(numeral)
    return sorted(found, key=lambda numeral: numeral.start)


@lru_cache(maxsize=8)
def _context(before: tuple[str, ...], after: tuple[str, ...], around: tuple[str, ...]) -> Context:
    return Context(
        re.compile(rf"(?:{'|'.join(before)})\s*$", re.I),
        re.compile(rf"\s*(?:{'|'.join(after)})", re.I),
        re.compile("|".join(around), re.I),
    )


def _is_none(text: str, numeral: Numeral, context: Context) -> bool:
    before, after = text[: numeral.start], text[numeral.end :]
    if context.before.search(before[-BESIDE:]) or context.after.match(after):
        return True
    if numeral.kind != "count":
        return False
    written = text[numeral.start : numeral.end]
    # Digits that go on in letters, marks or further digits are codes, versions, times or telephone numbers.
    if re.match(r"[A-Za-z_/@°]|[.:]\d|[-–][A-Za-z]{0,3}\d|\s\d{3,}", after) or re.search(
        r"[A-Za-z]$|\d[\s)-]$", before
    ):
        return True
    if written.lower() == "zero" and (re.match(r"[\s-]+[A-Z]|-", after) or before.lower().rstrip(" -").endswith("net")):
        return True
    if re.fullmatch(r"0\d+|\d{7,}(?:\.\d+)?|\d{1,2}\.\d{1,2}\.\d+", written):
        return True
    # A list or note number opens its block, a note mark closes it.
    opens = not before.strip(" (•*") and re.match(r"[.):]|\s+[A-Z]", after) is not None
    if opens and re.fullmatch(r"\d{1,2}(?:\.\d{1,2})?", written):
        return True
    # "(56)" is a mark, "Ms Ley, 50, says" an age.
    is_mark = (
        before.endswith("(")
        and re.match(r"(?:[,–-]\s?\d{1,3})*\)", after)
        and re.fullmatch(r"\d{1,3}(?:[,–-]\d+)*", written)
    )
    is_item = after.startswith(")") and before.count("(") == before.count(")") and len(written) <= 2
    is_reference = not before.strip() and re.fullmatch(r"\d{3}", written) and re.match(r"\s[A-Z].*\.$", after, re.S)
    is_age = re.search(r"[A-Z][\w’-]+, $", before) is not None and re.match(r", [a-z]", after) is not None
    if is_mark or is_item or is_reference or (is_age and re.fullmatch(r"[1-9]\d", written)):
        return True
    return before.rstrip().endswith(".") and not after.strip(" .")


def _plain(text: str, dollar: str) -> list[Numeral]:
    found = []
    for match in NUMERAL.finditer(text):
        number, scale = match.group("number"), match.group("scale")
        currency = _currency(match, dollar)
        kind = "money" if currency else "percent" if match.group("percent") or match.group("first_percent") else "count"
        value = _value(number, scale)
        upper = _value(match.group("upper"), match.group("upper_scale")) if match.group("upper") else None
        end = match.end()
        if upper is not None and upper <= value * (1 if scale is None else 1e-9):
            # "2019 - 18 audits" is no range: the second number stands for itself.
            upper = None
            end = max(match.end(name) for name in ("number", "scale", "first_percent"))
            kind = "money" if currency else "percent" if match.group("first_percent") else "count"
        if upper is not None and match.group("upper_scale") and not scale:
            value *= _scale(match.group("upper_scale"))
        is_word = not any(char.isdigit() for char in number)
        if upper is not None and CHANGED_FROM.search(text[: match.start()]):
            # "rose from nine to 17" is two figures, not a range.
            found.append(Numeral(upper, kind, match.start("upper"), end, currency))
            upper, end = None, max(match.end(name) for name in ("number", "scale", "first_percent"))
        # "one" is a pronoun or an article far more often than a number.
        if not (is_word and number.lower() == "one" and kind == "count" and scale is None):
            found.append(Numeral(value, kind, match.start(), end, currency, upper, None, is_word))
    return found


def _currency(match: re.Match[str], dollar: str) -> str | None:
    sign = (match.group("currency") or "").strip().lower()
    if sign == "$":
        return dollar
    if len(sign) > 3 and sign.endswith("$"):
        sign = sign[:-1].strip()
    if sign:
        return CURRENCIES.get(sign)
    after = (match.group("after") or "").lower()
    return _CURRENCY_AFTER.get(after.removeprefix("us ").removeprefix("u.s. ")) if after else None


def _ratios(text: str) -> list[Numeral]:
    found = []
    for match in RATIO.finditer(text):
        part, base = _value(match.group("part"), None), _value(match.group("base"), None)
        is_year = bool(re.fullmatch(r"(?:19|20)\d\d", match.group("base")))
        if part <= base and base > 1 and not is_year:
            found.append(Numeral(part, "ratio", match.start(), match.end(), base=base))
    return found


def _fractions(text: str) -> list[Numeral]:
    found = []
    for match in FRACTION.finditer(text):
        count = (match.group("count") or "1").lower()
        times = 1 if count in ("a", "an") else int(_value(count, None))
        share = FRACTIONS[(match.group("fraction") or "half").lower()] * times
        found.append(Numeral(round(100 * share, 1), "percent", match.start(), match.end(), is_word=True))
    return found


def _folds(text: str) -> list[Numeral]:
    return [
        Numeral(
            float(FOLDS[match.group("fold").lower()]) if match.group("fold") else float(match.group("times")),
            "multiple",
            match.start(),
            match.end(),
        )
        for match in FOLD.finditer(text)
    ]


def _value(number: str, scale: str | None) -> float:
    words = re.split(r"[- ]", number.lower())
    value = float(sum(ONES[word] for word in words)) if words[0] in ONES else float(number.replace(",", ""))
    return round(value * _scale(scale), 6) if scale else value


def _scale(scale: str) -> float:
    result = 1.0
    for word in re.findall(r"[a-z]+", scale.lower()):
        result *= SCALES[word]
    return result
