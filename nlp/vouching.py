"""Names that no list knows, and what vouches for them: a sure relation, a deed done for the company, or what the
document says of them ("the consultancy Fell & Sons", "Beacon, a charity", "the Tanner Foundation")."""

from __future__ import annotations

import re
from collections.abc import Iterator

from nlp.pipeline import Hit, Pipeline, Reading
from nlp.proper_names import bare, is_taken, may_be_organisation, name_before, names_after

SUBJECT = "partner"
SOURCE = "source"
# What looks like a relation and is none: "members of the team".
NOTHING = "nothing"
# Only such relations vouch for a name that nobody knows ...
VOUCHING = 0.8
# ... and only when the name follows at once.
UNKNOWN_REACH = 6
# What an organisation does for the company: its name stands before, as the subject.
DEED = "deed"
BEFORE = frozenset({DEED, "before"})


def vouching(reading: Reading) -> Iterator[Hit]:
    """The relations of a sentence that vouch for an unknown name after them."""
    for hit in reading.hits(SUBJECT):
        if _is_sure(hit) and BEFORE.isdisjoint(hit.rule.flags):
            yield hit


def _is_sure(hit: Hit) -> bool:
    return hit.rule.weight >= VOUCHING and hit.rule.value not in (SOURCE, NOTHING) and "known" not in hit.rule.flags


def may_name_unknown(reading: Reading) -> bool:
    """Whether a sure relation is followed by a capitalised word that no list knows, or a deed comes after one."""
    known = {i for name in reading.names if not name.is_common for i in range(name.start, name.end)}
    if any(
        token.text[:1].isupper() and token.i not in known
        for hit in vouching(reading)
        for token in reading.doc[hit.start + 1 : hit.end + UNKNOWN_REACH]
    ):
        return True
    return any(
        (span := name_before(reading, hit.start)) is not None and not is_taken(reading, *span)
        for hit in reading.hits(SUBJECT)
        if _is_sure(hit) and _speaks_of_name_before(reading, hit)
    )


def unknown_names(pipeline: Pipeline, reading: Reading) -> Iterator[tuple[int, int]]:
    """The names that no list knows and the relations of the sentence vouch for, as tokens `[start, end)`."""
    if not (reading.is_parsed and reading.has_entities):
        return
    for hit in vouching(reading):
        for start, end in names_after(pipeline, reading, hit, UNKNOWN_REACH):
            # Money goes to many things; only what is given straight to a name vouches for it.
            given = any(word in reading.span(hit).text.lower() for word in ("donat", "sponsor", "the work of"))
            if hit.rule.value == "funder" and not (given and start - hit.end <= 1):
                break
            yield start, end
    for hit in reading.hits(SUBJECT):
        if _is_sure(hit) and _speaks_of_name_before(reading, hit):
            span = name_before(reading, hit.start)
            # One word before a verb is as often a brand or branch of the company.
            is_long = span is not None and span[1] - span[0] > 1
            if span and is_long and not is_taken(reading, *span) and may_be_organisation(pipeline, reading, *span):
                yield span


def _speaks_of_name_before(reading: Reading, hit: Hit) -> bool:
    """Whether a deed, or what follows a name ("of which we are a member"), vouches for the name before it."""
    is_deed = DEED in hit.rule.flags and (not reading.is_parsed or reading.doc[hit.start].tag_.startswith("VB"))
    return is_deed or "vouches" in hit.rule.flags


def described_names(pipeline: Pipeline, readings: list[Reading]) -> set[str]:
    """The names that a document calls an organisation: "the consultancy Fell & Sons", "Beacon, a charity"."""
    ready = _descriptions(pipeline)
    found: set[str] = set()
    for reading in readings:
        text = reading.sentence.text
        for match in (match for expression in ready for match in expression.finditer(text)):
            span = reading.doc.char_span(*match.span("name"), alignment_mode="expand")
            if span is None:
                continue
            start = span.start
            while start < span.end and (reading.doc[start].is_stop or not reading.doc[start].text[:1].isalnum()):
                start += 1
            if (
                start < span.end
                and not is_taken(reading, start, span.end)
                and may_be_organisation(pipeline, reading, start, span.end, False)
            ):
                found.add(bare(reading.doc[start : span.end].text))
    return found


def _descriptions(pipeline: Pipeline) -> list[re.Pattern[str]]:
    """The expressions by which a document says that a name is an organisation."""
    rules = pipeline.language.file(SUBJECT)
    return [re.compile(rules.expression(name)) for name in sorted(rules.regex) if name.startswith("described_")]
