"""Words for drafts: quotes cut to their point, lists, dates and numbers written out."""

from __future__ import annotations

import datetime
import re
from collections.abc import Sequence

# A quote longer than this, in words, is cut around what it was found for.
LONGEST_QUOTE = 42
# So many words of its beginning are left, so that it never begins in the middle.
OPENING = 12
CUT = "[…]"
# What ties an item of a list to the next, or a lead to its list.
LOOSE_END = re.compile(r"\s*[;:,](?:\s+(?:and|or))?$")


def without_note_marks(text: str) -> str:
    """The text without the raised digits that lead to footnotes."""
    return re.sub(r"\s*[⁰¹²³⁴-⁹]+", "", text).strip()


def within_quotes(text: str) -> str:
    """A text whose own quotation marks are single, to stand between double ones."""
    return re.sub(r'"([^"]*)"', r"‘\1’", text).translate(SINGLE)


SINGLE = str.maketrans("“”", "‘’")


def excerpt(quote: str, around: Sequence[str] = ()) -> str:
    """The quote as it begins, or where it is long its beginning and the part around the words that it was
    found for, at a word's length."""
    words = LOOSE_END.sub("", without_note_marks(quote)).split()
    if len(words) <= LONGEST_QUOTE:
        return " ".join(words)
    plain = [re.sub(r"\W+", "", word).lower() for word in words]
    keys = {re.sub(r"\W+", "", part).lower() for cue in around for part in cue.split() if len(part) > 4}
    hits = [index for index, word in enumerate(plain) if word in keys]
    middle = hits[len(hits) // 2] if hits else 0
    if middle < LONGEST_QUOTE:
        return f"{' '.join(words[:LONGEST_QUOTE])} {CUT}"
    rest = LONGEST_QUOTE - OPENING
    start = min(middle - rest // 2, len(words) - rest)
    end = f" {CUT}" if start + rest < len(words) else ""
    return f"{' '.join(words[:OPENING])} {CUT} {' '.join(words[start : start + rest])}{end}"


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
