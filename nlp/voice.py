"""Who speaks: whom "we" means in a sentence, and whether "the company" is the company.

A document is in the voice of the company or of others (`Source.is_own_voice`), but not all of it need be:
shareholders speak in a proxy statement and the Board answers them, an interview has answers, a newspaper
quotes. What stands between quotation marks is spoken by whoever was last said to speak.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from nlp.pipeline import Pipeline, Reading
from nlp.text import Source

SUBJECT = "voice"
# An interview has so many questions at least.
FEWEST_QUESTIONS = 3
# A paper says in so many sentences what it is.
BEGINNING = 60
LONGEST_QUESTION = 400
# How far from the verb a speaker is named, in tokens.
NEAR = 10
OPENING, CLOSING = "“", "”"
# With these, sentences begin; what else begins one may be a name.
COMMON_OPENINGS = frozenset(
    "a an the it he she they we i in on at by but and if of as this that these those there when for after before no "
    "not chief our its his her their one two last".split()
)


class Voice(NamedTuple):
    """`is_company`: "we" is the company. `is_meant`: so is "the company", or "it" without a name."""

    is_company: bool
    is_meant: bool


OWN = Voice(True, True)


def voices(pipeline: Pipeline, readings: list[Reading], source: Source) -> list[Voice]:
    """The voice of each of these sentences, which are all those of the document in their order."""
    is_own_paper = source.is_own_voice or _is_proxy(readings)
    parts = list(_parts(pipeline, readings, is_own_paper))
    if source.is_own_voice:
        return [OWN if part else Voice(False, True) for part in parts]
    if is_own_paper or any(parts) or any(reading.hits(SUBJECT, "proposal") for reading in readings):
        return [OWN if part else Voice(False, True) for part in parts]
    first = _first_answer(readings, source)
    if first is not None:
        return [OWN if r.sentence.start >= first else Voice(False, False) for r in readings]
    return list(_reported(readings))


def _is_proxy(readings: list[Reading]) -> bool:
    """A proxy statement prints what others propose, but it is the company's paper."""
    return any(reading.hits(SUBJECT, "paper") for reading in readings[:BEGINNING])


def _parts(pipeline: Pipeline, readings: list[Reading], is_own_paper: bool) -> Iterator[bool]:
    """Whether each sentence stands in a part where the company speaks."""
    opened_under: tuple[str, ...] | None = None
    for reading in readings:
        headings = reading.sentence.headings
        if opened_under is not None and headings[: len(opened_under)] != opened_under:
            opened_under = None
        under = _under(pipeline, headings)
        if under is None:
            yield is_own_paper and opened_under is None
        else:
            yield under
        if under is not True and reading.hits(SUBJECT, "proposal"):
            opened_under = headings


def _under(pipeline: Pipeline, headings: tuple[str, ...]) -> bool | None:
    """Whether the company speaks under these headings; the nearest that says so decides."""
    for heading in reversed(headings):
        values = pipeline.heading_values(SUBJECT, heading)
        if "company" in values:
            return True
        if "others" in values:
            return False
    return None


def _first_answer(readings: list[Reading], source: Source) -> int | None:
    """Where the answers begin in an interview with somebody of the company; None where it is none."""
    asked = [
        block
        for block in source.blocks
        if block.kind in ("heading", "paragraph")
        and block.end - block.start <= LONGEST_QUESTION
        and source.text[block.start : block.end].rstrip().endswith("?")
    ]
    if len(asked) < FEWEST_QUESTIONS:
        return None
    is_of_company = any(
        reading.named("own") and reading.hits(SUBJECT, "office")
        for reading in readings
        if reading.sentence.end <= asked[0].start or reading.sentence.start >= asked[-1].end
    )
    return asked[0].end if is_of_company else None


def _reported(readings: list[Reading]) -> Iterator[Voice]:
    """What a newspaper or another author reports: the company's are the quotations of its speakers."""
    is_meant = is_open = False
    people: set[str] = set()
    for reading in readings:
        text = reading.sentence.text
        if reading.sentence.opens_block:
            is_open = False
        is_quoted = is_open or text.lstrip().startswith((OPENING, '"'))
        is_meant = _is_named(reading, is_meant, is_quoted, people)
        if is_meant:
            people |= _people_of(reading)
        yield Voice(is_quoted and is_meant, is_meant)
        is_open = _stays_open(text, is_open)


def _stays_open(text: str, is_open: bool) -> bool:
    """Whether a quotation goes on after this sentence."""
    for char in text:
        if char in (OPENING, CLOSING):
            is_open = char == OPENING
        elif char == '"':
            is_open = not is_open
    return is_open


def _is_named(reading: Reading, was_meant: bool, is_quoted: bool, people: set[str]) -> bool:
    """Whether the company is the one that a sentence speaks of, or lets speak; `people` speak for it."""
    own = reading.named("own")
    for hit in reading.hits(SUBJECT, "says"):
        around = _around(reading, hit.start, hit.end)
        if any(name.start in around for name in own):
            return True
        names = [i for i in around if _is_name(reading, i)]
        if not names:
            return was_meant
        if all(reading.doc[i].text in people for i in names):
            return True
        return was_meant and _is_introduced(reading, around, names)
    if is_quoted or own:
        return was_meant or not is_quoted
    if reading.sentence.opens_block and not reading.hits(SUBJECT, "spoken_for"):
        return False
    return was_meant and not any(_is_name(reading, i) for i in range(1, min(3, len(reading.doc))))


def _around(reading: Reading, start: int, end: int) -> list[int]:
    """The tokens that may name the speaker: those before the verb, or after it where a quotation ends there."""
    doc = reading.doc
    first = start
    while first > max(0, start - NEAR) and doc[first - 1].text not in (OPENING, CLOSING, '"', ";", "."):
        first -= 1
    last = end
    while first == start and last < min(len(doc), end + NEAR) and doc[last].text not in (OPENING, '"', ",", "."):
        last += 1
    return [*range(first, start), *range(end, last)]


def _is_introduced(reading: Reading, around: list[int], names: list[int]) -> bool:
    """Whether a name stands beside an office ("chief executive Mary Ley"), and not for another firm."""
    doc = reading.doc
    offices = [hit for hit in reading.hits(SUBJECT, "spoken_for") if hit.start in around]
    of_another = any(
        doc[i + 1 : i + 2].text in ("’s", "'s") or doc[i - 1].lower_ in ("for", "of", "at") for i in names if i
    )
    return bool(offices) and not of_another


def _people_of(reading: Reading) -> set[str]:
    """The names of those who hold an office in a sentence on the company."""
    return {
        token.text
        for hit in reading.hits(SUBJECT, "spoken_for")
        for token in reading.doc[max(0, hit.start - 6) : hit.end + 6]
        if _is_name(reading, token.i)
    }


def _is_name(reading: Reading, index: int) -> bool:
    """Whether a token is capitalised as a name is, and no name of the company."""
    token = reading.doc[index]
    begins = index == 0 or reading.doc[index - 1].text in (OPENING, '"', ".", ":")
    return (
        token.text[:1].isupper()
        and token.lower_ not in ("i", "the", "mr", "ms", "mrs", "dr")
        and not (begins and token.lower_ in COMMON_OPENINGS)
        and not any(name.start <= index < name.end for name in reading.named("own"))
    )
