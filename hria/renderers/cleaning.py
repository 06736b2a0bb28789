"""Text as it may stand in any of the files, and so in all of them alike.

Documents are not trusted: they may hold characters that XML forbids, and marks that turn the order of
all that follows around.
"""

from __future__ import annotations

import re
import unicodedata

# Control characters, halves of surrogate pairs and non-characters: no XML 1.0 document may hold them.
FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")
# Overrides and isolates: one that a source leaves open would print our own words after it backwards.
DIRECTION_MARKS = re.compile("[\u202a-\u202e\u2066-\u2069]")
WHITE_SPACE = re.compile("[ \t\n\r\x85\u2028\u2029]+")
QUOTATION_MARKS = "\"'“”‘’„‚«»‹›「」"
INNER_MARKS = re.compile('["“”]')
SINGLE = str.maketrans("“”", "‘’")
LONGEST_LABEL = 60
# Characters that are left of a passage in a register, before and after the cut.
HEAD, TAIL = 140, 60


def clean(text: str) -> str:
    """The text on one line, without characters that a file cannot hold.

    Runs of spaces, tabs and line ends become one space; no-break spaces stay.
    """
    spaced = WHITE_SPACE.sub(" ", text.replace("\x0b", " ").replace("\x0c", " "))
    return WHITE_SPACE.sub(" ", DIRECTION_MARKS.sub("", FORBIDDEN.sub("", spaced))).strip(" ")


def quoted(text: str) -> str:
    """The text between quotation marks, those in it single; as it is where it has marks around the whole."""
    if len(text) > 1 and {text[0], text[-1]} <= set(QUOTATION_MARKS) and not INNER_MARKS.search(text[1:-1]):
        return text
    return f"“{text.translate(SINGLE)}”"


def is_right_to_left(text: str) -> bool:
    """Whether most letters of the text belong to a script written from right to left."""
    directions = [unicodedata.bidirectional(character) for character in text]
    turned = sum(direction in ("R", "AL") for direction in directions)
    return turned > sum(direction == "L" for direction in directions)


def shortened(text: str, length: int = LONGEST_LABEL) -> str:
    """The text, cut after a word where it is longer than `length` characters."""
    if len(text) <= length:
        return text
    kept = text[: length - 1]
    return (kept.rsplit(" ", 1)[0] if " " in kept else kept).rstrip(" ,;:") + "…"


def elided(text: str) -> str:
    """The text without its middle where it is long: its beginning and its end are enough to find it by."""
    if len(text) <= HEAD + TAIL:
        return text
    head, tail = text[:HEAD].rsplit(" ", 1)[0], text[-TAIL:].split(" ", 1)[-1]
    return f"{head} … {tail}"
