"""Claims: a petition taken apart into what it asks, alleges, holds and quotes.

A claim is a sentence with those that go on with it; what it lists becomes sub-claims. Notes are attached by
their marks and are no claims themselves, nor is anything of the company's answer.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Any, NamedTuple

from nlp.claim_types import NOTE_MARK, SUBJECT, type_of
from nlp.clauses import cues
from nlp.extractors import metric
from nlp.issues import issue_values
from nlp.match import Match
from nlp.periods import Calendar, calendar_of, periods
from nlp.petitions import Petition, petitions
from nlp.pipeline import Pipeline, Reading
from nlp.running_text import DIGITS, RunningText, running_text
from nlp.text import Source

SHORTEST = 4
# A list counts as several claims in one from so many members on.
FEWEST_LISTED = 3
POINTING = re.compile(r"(?:it|they|this|these|those|such)\b", re.I)
LIST = re.compile(
    r"\b(?:(?:information|disclosure|data|details|transparency) (?:on|about|regarding)|disclose"
    r"|fail(?:s|ed)? to \w+|lacks?(?: \w+ (?:on|of|about))?)\s+"
    r"(?P<members>[^,;:.]{3,60}(?:,\s[^,;:.]{3,80})+,?\s(?:and|or)\s[^,;:.]{3,100})"
)
MEMBER = re.compile(r",\s(?:and|or)\s|,\s|\s(?:and|or)\s(?=[^,]*$)")
JOINED = re.compile(
    r",? and (?=that\b)|, and (?=(?:publish|report|disclose|adopt|repay|issue|prepare|explain|provide|include"
    r"|commission)\b)"
)


class Claim(NamedTuple):
    """A claim at `[start, end)` of the running text, with its type and its parts (start, end, type)."""

    type: str
    start: int
    end: int
    parts: tuple[tuple[int, int, str], ...]
    readings: tuple[Reading, ...]


def extract(pipeline: Pipeline, source: Source, petition: Petition) -> list[Match]:
    """The claims of a petition, numbered from 1."""
    part = running_text(source, petition.start, petition.end)
    readings = pipeline.read(part.source)
    pipeline.parse(readings)
    found = list(_claims(pipeline, part.source, readings))
    figures = metric.extract(pipeline, readings, part.source)
    known = calendar_of(source)
    return [_match(pipeline, part, claim, number, petition, figures, known) for number, claim in enumerate(found, 1)]


def extract_all(pipeline: Pipeline, source: Source, everything: bool = False) -> list[tuple[Petition, list[Match]]]:
    """The petitions of a document with their claims; of several only those on human rights or labour, unless
    `everything` is asked for."""
    found = petitions(pipeline, source)
    chosen = [p for p in found if everything or p.is_on_rights or len(found) == 1]
    return [(petition, extract(pipeline, source, petition)) for petition in chosen]


def _claims(pipeline: Pipeline, source: Source, readings: list[Reading]) -> Iterator[Claim]:
    """The claims of a running text, each with the sentences that go on with it."""
    words = pipeline.language.subjects[SUBJECT].words
    continues = _opening(tuple(words["continues"]))
    current: Claim | None = None
    for reading in readings:
        sentence = reading.sentence
        if not _says_something(pipeline, reading):
            continue
        kind = type_of(pipeline, reading)
        if (
            current is not None
            and POINTING.match(sentence.text)
            and kind == "normative"
            and not reading.hits(SUBJECT, "norm")
        ):
            # "It may also ..." is as general as what it points to.
            kind = current.type
        listed = sentence.kind == "list_item" and current is not None and bool(sentence.lead_in)
        goes_on = current is not None and (
            listed or (bool(continues.match(sentence.text)) and kind == current.type and not sentence.opens_block)
        )
        if current is not None and goes_on:
            kind = current.type if listed else kind
            part = (sentence.start, sentence.end, kind)
            current = current._replace(
                end=sentence.end, parts=(*current.parts, part), readings=(*current.readings, reading)
            )
            continue
        if current is not None:
            yield current
        current = Claim(kind, sentence.start, sentence.end, tuple(_listed(reading, kind)), (reading,))
    if current is not None:
        yield current


@lru_cache(maxsize=8)
def _opening(patterns: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(rf"(?:{'|'.join(patterns)})\b", re.I)


def _says_something(pipeline: Pipeline, reading: Reading) -> bool:
    """Whether a sentence may be a claim: it has a verb, and is neither a salutation nor advice how to vote."""
    hits = reading.hits(SUBJECT, "procedure")
    is_item = reading.sentence.kind == "list_item"
    has_verb = any(token.tag_.startswith(("VB", "MD")) for token in reading.doc)
    return len(reading.doc) >= SHORTEST and not hits and (has_verb or is_item or not reading.is_parsed)


def _listed(reading: Reading, kind: str) -> Iterator[tuple[int, int, str]]:
    """What a sentence lists: findings joined by "and that", or three and more things after one verb."""
    sentence = reading.sentence
    joined = list(JOINED.finditer(sentence.text))
    if joined:
        bounds = [0, *(m.start() for m in joined)], [*(m.start() for m in joined), len(sentence.text)]
        for start, end in zip(*bounds, strict=True):
            lead = JOINED.match(sentence.text[start:])
            yield sentence.start + start + (lead.end() if lead else 0), sentence.start + end, kind
        return
    match = LIST.search(sentence.text)
    if match is None:
        return
    start = sentence.start + match.start("members")
    members = match.group("members")
    begins = [0, *(m.end() for m in MEMBER.finditer(members))]
    ends = [*(m.start() for m in MEMBER.finditer(members)), len(members)]
    if len(begins) >= FEWEST_LISTED:
        for begin, end in zip(begins, ends, strict=True):
            yield start + begin, start + end, kind


def _match(
    pipeline: Pipeline,
    part: RunningText,
    claim: Claim,
    number: int,
    petition: Petition,
    figures: list[Match],
    known: Calendar,
) -> Match:
    text = part.source.text
    start, end = part.place(claim.start, claim.end)
    marks = [digits.translate(DIGITS) for digits in NOTE_MARK.findall(text[claim.start : claim.end])]
    marks = [mark for digits in marks for mark in _parted(digits, part.notes)]
    hits = [hit for reading in claim.readings for hit in reading.hits(SUBJECT)]
    return Match(
        kind="claim",
        start=start,
        end=end,
        rule=f"{pipeline.language.code}.claim.{next((h.rule.id for h in hits), 'plain')}",
        cues=tuple(
            dict.fromkeys(
                (
                    *(r.span(h).text.lower() for r in claim.readings for h in r.hits(SUBJECT)),
                    *(cue for r in claim.readings for cue in cues(r)),
                    claim.type,
                )
            )
        ),
        attributes={
            "name": str(number),
            "number": number,
            "type": claim.type,
            "text": _clean(text[claim.start : claim.end]),
            "petition": petition.title,
            "sub_claims": [_part(part, *sub) for sub in claim.parts],
            "footnotes": [{"mark": mark, "text": part.notes.get(mark)} for mark in dict.fromkeys(marks)],
            "products": _products(claim),
            "practices": list(dict.fromkeys(issue for r in claim.readings for issue in issue_values(r))),
            "places": _places(claim),
            "figures": [_figure(part, f) for f in figures if claim.start <= f.attributes["number_start"] < claim.end],
            "dates": _dates(text[claim.start : claim.end], known),
        },
        confidence=0.8,
    )


def _parted(digits: str, notes: dict[str, str]) -> list[str]:
    """The marks in a run of raised digits: "89" is two marks where there are fewer notes."""
    if digits in notes or not notes or len(digits) == 1:
        return [digits]
    return list(digits) if all(digit in notes for digit in digits) else [digits]


def _part(part: RunningText, start: int, end: int, kind: str) -> dict[str, Any]:
    place = part.place(start, end)
    return {"type": kind, "text": _clean(part.source.text[start:end]), "start": place[0], "end": place[1]}


def _clean(text: str) -> str:
    """The text on one line without its note marks."""
    return " ".join(NOTE_MARK.sub("", text).split())


def _products(claim: Claim) -> list[str]:
    found = [r.span(hit).text for r in claim.readings for hit in r.hits(SUBJECT, "product")]
    return list(dict.fromkeys(text for text in found if not any(text != o and text in o for o in found)))


def _places(claim: Claim) -> list[str]:
    return list(dict.fromkeys(name.canonical for r in claim.readings for name in r.named("country")))


def _figure(part: RunningText, figure: Match) -> dict[str, Any]:
    keys = ("value", "unit", "measure", "hedge", "period_start", "period_end", "as_of")
    start, end = part.place(figure.attributes["number_start"], figure.attributes["number_end"])
    return {**{key: figure.attributes[key] for key in keys}, "start": start, "end": end}


def _dates(text: str, known: Calendar) -> list[str]:
    """The days and periods that a claim names, as ISO dates; "start/end" for periods."""
    found = []
    for period in periods(text, known):
        if period.as_of:
            found.append(period.as_of.isoformat())
        elif period.first or period.last:
            found.append("/".join(day.isoformat() if day else ".." for day in (period.first, period.last)))
    return list(dict.fromkeys(found))
