"""Wording that says less, or more, than it seems to: vague counts, wishes for deeds, claims of no risk.

The rules and their excuses stand in `lint.toml`; here is only what a rule cannot say: who acts in the sentence,
and whether it gives a figure, a year or the name of an organisation.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from nlp.clauses import cues
from nlp.match import Match
from nlp.pipeline import Hit, Pipeline, Reading
from nlp.text import Source

SUBJECT = "lint"
EXCUSES = "excuses"
ORGANISATION = "organisation"
OWN = re.compile(r"\b(?:we|our|us|ours)\b", re.I)
FIGURE = re.compile(
    r"\d|\b(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|hundred|thousand|million)\b", re.I
)
YEAR = re.compile(r"\b(?:19|20)\d\d\b|\bFY ?\d\d", re.I)
SHORTEST = 6
LONGEST = 90


def extract(pipeline: Pipeline, readings: list[Reading], source: Source) -> list[Match]:
    """What the lint notices, one match for each fault of each sentence."""
    return [match for reading in readings for match in _of_sentence(pipeline, reading, source)]


def _of_sentence(pipeline: Pipeline, reading: Reading, source: Source) -> Iterable[Match]:
    hits = reading.hits(SUBJECT)
    if not hits or not SHORTEST <= len(reading.doc) <= LONGEST:
        return
    is_definition = "definition" in cues(reading)
    excused = {hit.rule.value for hit in hits if EXCUSES in hit.rule.flags}
    told: set[str] = set()
    for hit in hits:
        fault = hit.rule.value
        if fault is None or fault in excused or fault in told or EXCUSES in hit.rule.flags:
            continue
        # What an organisation covers is told in the words of a definition.
        if _holds(reading, hit) and (not is_definition or ORGANISATION in hit.rule.flags):
            told.add(fault)
            sentence = reading.sentence
            yield Match(
                kind=SUBJECT,
                start=sentence.start,
                end=sentence.end,
                rule=f"{pipeline.language.code}.lint.{hit.rule.id}",
                cues=(reading.span(hit).text,),
                attributes={"fault": fault},
                confidence=hit.rule.weight,
                heading=sentence.heading,
            )


def _holds(reading: Reading, hit: Hit) -> bool:
    """Whether what the flags of a rule ask of the sentence is so."""
    text = reading.sentence.text
    is_own = bool(OWN.search(text)) or bool(reading.named("own"))
    conditions = {
        "own": is_own,
        "unfigured": not FIGURE.search(text),
        "undated": not YEAR.search(text),
        ORGANISATION: bool(reading.named("organisation")),
        "figure": bool(FIGURE.search(text)),
        "actorless": not is_own,
    }
    return all(conditions[flag] for flag in hit.rule.flags)
