"""Metrics: figures with what they count, of when they are, and whose.

One match for each number. A match spans its sentence; `number_start` and `number_end` say where the number
stands in the text. What a law or code sets as a limit is no metric; what is to be reached is one with the
role "target".
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache

from nlp.clauses import cues
from nlp.figure_periods import Around, period_of
from nlp.figure_values import name_of, period_values, values_of
from nlp.figures_in_tables import NAMED, figures_in_tables, is_bare_cell
from nlp.match import Match
from nlp.measures import Measure, labelled, measure_of
from nlp.numerals import Numeral, dollars_of, numerals
from nlp.ownership import Owner, Ownership
from nlp.periods import Calendar, Period, calendar_of, periods
from nlp.pipeline import Hit, Pipeline, Reading
from nlp.text import Source
from nlp.voice import Voice, voices

SUBJECT = "metric"
HAS_NUMBER = re.compile(
    r"\d|\b(?:half|third|quarter|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\w+teen|\w+ty|\w+ty-\w+|\w+fold)\b",
    re.I,
)
# From the words for a part to its number lie no more than so many characters.
PART_REACH = 60
LONGEST_LABEL = 25
LONGEST_TITLE = 8


def extract(pipeline: Pipeline, readings: list[Reading], source: Source) -> list[Match]:
    """The metrics among these sentences, headings and tables."""
    words = pipeline.language.subjects[SUBJECT].words
    dollar = dollars_of(source.text)
    known = calendar_of(source)
    ownership = Ownership(pipeline, source)
    spoken = voices(pipeline, readings, source)
    titles = pipeline.read_headings(source)
    waiting = [r for r in (*readings, *titles) if HAS_NUMBER.search(r.sentence.text) and not is_bare_cell(r)]
    found = {id(reading): numerals(reading.sentence.text, words, dollar) for reading in waiting}
    pipeline.parse(reading for reading in waiting if found[id(reading)])
    voice_of = {id(reading): voice for reading, voice in zip(readings, spoken, strict=True)}
    ordered = sorted((*readings, *titles), key=lambda r: r.sentence.start)
    labels = _labels(ordered, found)
    pipeline.parse(labels.values())
    matches: list[Match] = []
    recent: list[Period] = []
    default = Voice(source.is_own_voice, True)
    for reading in ordered:
        ownership.enter(reading)
        named = (
            periods(reading.sentence.text, known)
            if found.get(id(reading)) or HAS_NUMBER.search(reading.sentence.text)
            else []
        )
        if reading.sentence.opens_block:
            recent = []
        context = _Context(words, known, recent, voice_of.get(id(reading), default), ownership, labels.get(id(reading)))
        matches += _in_sentence(pipeline, reading, found.get(id(reading), []), named, context)
        recent = named
    own = frozenset(r.sentence.start for r, voice in zip(readings, spoken, strict=True) if voice.is_company)
    return matches + list(figures_in_tables(pipeline, source, known, words, own))


def _labels(ordered: list[Reading], found: dict[int, list[Numeral]]) -> dict[int, Reading]:
    """What says what a number is that is printed by itself: the short line after it, else that before it."""
    labels = {}
    for index, reading in enumerate(ordered):
        numbers = found.get(id(reading), [])
        if len(numbers) != 1 or reading.sentence.kind == "table_cell":
            continue
        rest = reading.sentence.text[: numbers[0].start] + reading.sentence.text[numbers[0].end :]
        if len(re.sub(r"\W|over|more than|about", "", rest)) > 1:
            continue
        for other in (*ordered[index + 1 : index + 2], *ordered[max(0, index - 1) : index]):
            # A page number stands beside a heading; only a running line goes with a plain number.
            is_plain = numbers[0].kind == "count" and re.fullmatch(r"\W*\d{1,3}(?:\.\d+)?\W*", reading.sentence.text)
            if is_plain and not other.sentence.text[:1].islower():
                continue
            if len(other.doc) <= LONGEST_LABEL and not found.get(id(other)) and any(t.is_alpha for t in other.doc):
                labels[id(reading)] = other
                break
    return labels


class _Context:
    """What the sentences before say of a sentence."""

    __slots__ = ("calendar", "label", "ownership", "recent", "voice", "words")

    def __init__(
        self,
        words: Mapping[str, Sequence[str]],
        calendar: Calendar,
        recent: list[Period],
        voice: Voice,
        ownership: Ownership,
        label: Reading | None,
    ) -> None:
        self.label = label
        self.words = words
        self.calendar = calendar
        self.recent = recent
        self.voice = voice
        self.ownership = ownership


def _in_sentence(
    pipeline: Pipeline, reading: Reading, found: list[Numeral], named: list[Period], context: _Context
) -> Iterator[Match]:
    units = tuple(context.words["units_of_measure"])
    not_counted = frozenset(context.words["not_counted"])
    kept: list[tuple[Numeral, Measure]] = []
    for numeral in found:
        measure = measure_of(reading, numeral, units, not_counted)
        if context.label is not None:
            measure = labelled(context.label, numeral)
            if NAMED.search(context.label.sentence.text):
                continue
        elif numeral.kind == "count" and _is_alone(reading, numeral):
            continue
        if measure is not None and not _is_norm(reading, numeral):
            kept.append((numeral, measure))
    wholes = _wholes(reading, [numeral for numeral, _ in kept])
    for index, (numeral, measure) in enumerate(kept):
        if not measure.unit and index and not measure.text:
            measure = kept[index - 1][1]
        owner = context.ownership.of(reading, numeral, context.voice)
        yield _match(
            pipeline,
            reading,
            numeral,
            measure,
            owner,
            period_of(reading, numeral, found, named, Around(context.calendar, context.recent, context.label)),
            wholes.get(numeral.start),
            context,
        )


def _is_alone(reading: Reading, numeral: Numeral) -> bool:
    """Whether a sentence is nothing but a small number: a page, a mark or a number of a list."""
    text = reading.sentence.text
    if not any(map(str.isalpha, text[: numeral.start] + text[numeral.end :])):
        return True
    # "Our supply chain 14" in a table of contents.
    closes = not text[numeral.end :].strip() and re.fullmatch(r"\d{1,3}", text[numeral.start :].strip())
    return bool(closes) and len(text.split()) <= LONGEST_TITLE and not re.search(r"number of|:|\btotal\b", text, re.I)


def _is_norm(reading: Reading, numeral: Numeral) -> bool:
    """Whether a number is what is required, allowed or threatened."""
    found = set(cues(reading))
    is_told = ("past" in found and "required" not in found) or any(token.tag_ == "VBD" for token in reading.doc)
    hits = reading.hits(SUBJECT, "norm")
    return bool(hits) and not is_told and not reading.hits(SUBJECT, "cited")


def _wholes(reading: Reading, found: list[Numeral]) -> dict[int, tuple[Numeral, str]]:
    """For each number that is a part of another in the sentence, by its start: the whole, and all or some."""
    result: dict[int, tuple[Numeral, str]] = {}
    hits = sorted((*reading.hits(SUBJECT, "all"), *reading.hits(SUBJECT, "some")), key=lambda hit: hit.start)
    for hit in hits:
        span = reading.span(hit)
        before = [n for n in found if n.end <= span.start_char and n.kind in ("money", "count", "ratio")]
        if not before:
            continue
        whole = before[-1]
        for part in found:
            gap = reading.sentence.text[span.end_char : part.start]
            is_like = part.kind == whole.kind and part.currency == whole.currency and part.value <= whole.value
            if (
                part.start >= span.end_char
                and is_like
                and (len(gap) <= PART_REACH or part.start - 1 in result)
                and ";" not in gap
            ):
                result[part.start] = (whole, hit.rule.value or "some")
    return result


def _match(
    pipeline: Pipeline,
    reading: Reading,
    numeral: Numeral,
    measure: Measure,
    owner: Owner,
    when: tuple[Period | None, str | None],
    whole: tuple[Numeral, str] | None,
    context: _Context,
) -> Match:
    sentence = reading.sentence
    hedge = hedge_of(sentence.text, numeral, tuple(context.words["hedges"]))
    targeted = _target(reading, numeral)
    written = sentence.text[numeral.start : numeral.end]
    return Match(
        kind="metric",
        start=sentence.start,
        end=sentence.end,
        rule=f"{pipeline.language.code}.metric.{numeral.kind}",
        cues=tuple(dict.fromkeys((written, *((hedge,) if hedge else ()), *cues(reading)))),
        attributes={
            **values_of(numeral, measure, sentence.start),
            **period_values(*when),
            "hedge": hedge,
            "owner": owner.kind,
            "owner_name": owner.name,
            "scope": _scope(reading),
            "role": "target" if targeted else "figure",
            "part_of": name_of(whole[0], sentence.start) if whole else None,
            "parts": whole[1] if whole else None,
        },
        confidence=0.9 if measure.unit and measure.text else 0.7,
        heading=sentence.heading,
    )


@lru_cache(maxsize=8)
def _hedge_before(hedges: tuple[str, ...]) -> re.Pattern[str]:
    longest = "|".join(sorted(hedges, key=lambda h: -len(h)))
    return re.compile(rf"(?:^|(?<=[\s(“\"‘]))({longest})\s?(?:the\s|our\s|an?\s)?$", re.I)


def hedge_of(text: str, numeral: Numeral, hedges: tuple[str, ...]) -> str | None:
    """The words that make a number less sure ("over", "roughly"), as written in lower case."""
    match = _hedge_before(hedges).search(text[: numeral.start])
    if match:
        return match.group(1).lower()
    if "+" in text[numeral.start : numeral.end + 1]:
        return "more than"
    inside = re.search(
        r"\b(an estimated|about|around|some|roughly|approximately)\b", text[numeral.start : numeral.end], re.I
    )
    if inside:
        return inside.group(1).lower()
    after = re.match(r"\s(or more|or so|plus)\b", text[numeral.end :], re.I)
    return after.group(1).lower() if after else None


def _target(reading: Reading, numeral: Numeral) -> bool:
    """Whether a number is what is to be reached, by the words before it or what it stands under."""
    sentence = reading.sentence
    found = set(cues(reading))
    if any(_is_before(reading, hit, numeral) for hit in reading.hits(SUBJECT, "target")):
        return "past" not in found or bool(reading.hits("commitment"))
    above = f"{sentence.heading or ''} {sentence.lead_in or ''}".lower()
    is_under = bool(re.search(r"\b(?:goals?|targets?|ambitions?)\b", above))
    return is_under and not any(token.tag_ == "VBD" for token in reading.doc)


def _is_before(reading: Reading, hit: Hit, numeral: Numeral) -> bool:
    span = reading.span(hit)
    return span.start_char <= numeral.start or "by" in span.text.lower().split()


def _scope(reading: Reading) -> str | None:
    """Where it was counted: the countries named, else the words for all of the world."""
    countries = list(dict.fromkeys(name.canonical for name in reading.named("country")))
    if countries:
        return ", ".join(countries[:4])
    wide = re.search(r"\b(?:globally|worldwide|across the group|group-wide|nationally)\b", reading.sentence.text, re.I)
    return wide.group().lower() if wide else None
