"""Words for drafts: quotes cut to their point, lists, dates and numbers written out."""

from __future__ import annotations

import datetime
import re
from collections.abc import Sequence

# A quote longer than this, in words, is cut around what it was found for.
LONGEST_QUOTE = 42
CUT = "[…]"


def without_note_marks(text: str) -> str:
    """The text without the raised digits that lead to footnotes."""
    return re.sub(r"\s*[⁰¹²³⁴-⁹]+", "", text).strip()


def excerpt(quote: str, around: Sequence[str] = ()) -> str:
    """The quote, or the part of it around the words that it was found for, at a word's length."""
    words = without_note_marks(quote).split()
    if len(words) <= LONGEST_QUOTE:
        return " ".join(words)
    plain = [re.sub(r"\W+", "", word).lower() for word in words]
    keys = {re.sub(r"\W+", "", part).lower() for cue in around for part in cue.split() if len(part) > 4}
    hits = [index for index, word in enumerate(plain) if word in keys]
    middle = hits[len(hits) // 2] if hits else 0
    start = max(0, min(middle - LONGEST_QUOTE // 2, len(words) - LONGEST_QUOTE))
    end = start + LONGEST_QUOTE
    cut = " ".join(words[start:end])
    return f"{f'{CUT} ' if start else ''}{cut}{f' {CUT}' if end < len(words) else ''}"


def listed(parts: Sequence[str], last: str = "and") -> str:
    """Parts as one writes them in a sentence: "a", "a and b", "a, b and c"."""
    if len(parts) < 2:
        return "".join(parts)
    return f"{', '.join(parts[:-1])} {last} {parts[-1]}"


NUMBERS = (
    "no",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
)


def counted(number: int, noun: str, plural: str | None = None) -> str:
    """A number with its noun: "one document", "14 documents"."""
    word = NUMBERS[number] if number < len(NUMBERS) else f"{number:,}"
    return f"{word} {noun if number == 1 else plural or noun + 's'}"


MONTHS = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]


def in_words(date: datetime.date) -> str:
    """ "31 March 2026"."""
    return f"{date.day} {MONTHS[date.month - 1]} {date.year}"


def deadline_in_words(iso: str) -> str:
    """A deadline as one says it: "31 March 2026", "the end of 2026" where it is the last day of a year."""
    date = datetime.date.fromisoformat(iso)
    return f"the end of {date.year}" if (date.month, date.day) == (12, 31) else in_words(date)


def sentence_of(text: str) -> str:
    """The text with a capital letter and a full stop."""
    text = text.strip()
    if not text:
        return text
    text = text[0].upper() + text[1:]
    return text if text.endswith((".", "!", "?", ":", "”", "…", "]")) else f"{text}."
