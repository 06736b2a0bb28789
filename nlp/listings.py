"""Partners that no sentence tells of: in lists, under headings with their names, in the boxes of a form."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from nlp.organisations import Mention, Naming, is_own, listed_name
from nlp.pipeline import Pipeline, Reading
from nlp.proper_names import bare, opening_name
from nlp.relations import MENTION, Relation
from nlp.text import Source
from nlp.vouching import NOTHING, SOURCE, SUBJECT, VOUCHING

LONGEST_HEADING = 12
# What a name by itself in a list of members is worth, and one under a heading that speaks of partners.
LISTED = 0.75
UNDER_HEADING = 0.65
UNDER_ITS_NAME = 0.6
# A form names who filled it in.
IN_FORM = 0.85
LONGEST_LABEL = 6
# A description under a name says from this weight on how the company stands to it.
TELLING = 0.74


class Listed(NamedTuple):
    """A partner, the sentence that stands for it and what the list says of it."""

    reading: Reading
    mention: Mention
    relation: Relation


def listed_in(pipeline: Pipeline, reading: Reading, naming: Naming) -> Iterator[Listed]:
    """The partner that a list item opens with, where the lead-in or heading says what the list is."""
    if reading.sentence.kind not in ("list_item", "table_cell", "paragraph"):
        return
    relation = _relation_of_list(pipeline, reading)
    if relation is None:
        return
    if not reading.named("organisation") and relation.weight >= LISTED:
        pipeline.parse([reading])
        pipeline.recognise([reading])
    mention = listed_name(pipeline, reading, naming)
    if mention and (mention.is_known or relation.weight >= LISTED):
        yield Listed(reading, mention, relation)


def _relation_of_list(pipeline: Pipeline, reading: Reading) -> Relation | None:
    """What a lead-in ("We are a member of:") or a heading ("Memberships") says of each item below it."""
    sentence = reading.sentence
    if sentence.kind == "list_item" and sentence.lead_in:
        found = pipeline.rules_in(SUBJECT, sentence.lead_in)
        rules = [r for r in found if r.weight >= VOUCHING and r.value not in (SOURCE, MENTION) and not r.anchor]
        if rules and not any(rule.value == NOTHING for rule in found):
            best = max(rules, key=lambda rule: rule.weight)
            return Relation(best.value or "other", best.id, sentence.lead_in, LISTED)
    if sentence.heading and sentence.opens_block and len(sentence.heading.split()) <= LONGEST_HEADING:
        rules = [rule for rule in pipeline.rules_in(SUBJECT, sentence.heading) if rule.anchor == "heading"]
        if rules:
            return Relation(rules[0].value or "other", rules[0].id, sentence.heading, UNDER_HEADING)
    return None


def under_their_names(
    pipeline: Pipeline, readings: list[Reading], naming: Naming, found: frozenset[str]
) -> Iterator[Listed]:
    """In a list of partners each stands under its own name, and what stands below may only describe it.

    Two of the list must be partners by what sentences say of them.
    """
    sections: dict[str, list[Reading]] = {}
    for reading in readings:
        heading = _opening_name(reading) or reading.sentence.heading
        if heading and len(heading.split()) <= LONGEST_HEADING:
            sections.setdefault(heading, []).append(reading)
    named = {heading: name for heading in sections if (name := _name_of(pipeline, heading, naming))}
    if sum(name in found for name in named.values()) < 2:
        return
    for heading, canonical in named.items():
        if canonical in found:
            continue
        first = sections[heading][0]
        at = next(((n.start, n.end) for n in first.named("organisation") if n.canonical == canonical), (0, 0))
        mention = Mention(canonical, *at, is_listed=canonical not in naming.vouched)
        yield Listed(first, mention, _relation_described(first, heading))


def _relation_described(reading: Reading, heading: str) -> Relation:
    """What a description under a name ("Runs our helpline.") says of it."""
    hits = [
        hit
        for hit in reading.hits(SUBJECT)
        if hit.rule.weight >= TELLING and hit.rule.value not in (SOURCE, NOTHING, MENTION)
    ]
    if not hits:
        return Relation("other", "heading", heading, UNDER_ITS_NAME)
    best = max(hits, key=lambda hit: hit.rule.weight)
    return Relation(best.rule.value or "other", best.rule.id, reading.span(best).text.lower(), UNDER_ITS_NAME)


def _opening_name(reading: Reading) -> str | None:
    """ "Thorn: ..." puts a paragraph under a name as a heading would."""
    for name in reading.named("organisation"):
        if name.start == 0 and reading.doc[name.end : name.end + 1].text in (":", "–", "—"):
            return str(reading.doc[: name.end].text)
    return None


def _name_of(pipeline: Pipeline, heading: str, naming: Naming) -> str | None:
    """The organisation whose name a heading is, or little more."""
    if bare(heading) in naming.vouched:
        return bare(heading)
    for name in pipeline.names_in("organisation", heading):
        words = heading.split()
        if name.end - name.start >= 0.5 * len(words) and name.canonical not in naming.own:
            return name.canonical
    return None


def assessors_in_forms(pipeline: Pipeline, readings: list[Reading], naming: Naming, source: Source) -> Iterator[Listed]:
    """Who audited by the form on the cover: beside a box "Audit firm", or after it on the same line.

    Somebody else's paper must name the company.
    """
    if not source.is_own_voice and not any(reading.named("own") for reading in readings):
        return
    labels = pipeline.language.words("assessor_labels")
    before = ""
    for reading in readings:
        text = reading.sentence.text.strip()
        label, colon, _ = text.partition(":")
        start = 0
        if colon and label.strip().lower() in labels:
            start = next(token.i for token in reading.doc if token.text == ":") + 1
        elif before.rstrip(" :").lower() not in labels:
            start = -1
        before = text if len(text.split()) <= LONGEST_LABEL else ""
        mention = _name_from(pipeline, reading, start, naming) if start >= 0 else None
        if mention:
            yield Listed(reading, mention, Relation("assessor", "form", label, IN_FORM))


def _name_from(pipeline: Pipeline, reading: Reading, start: int, naming: Naming) -> Mention | None:
    """The organisation whose name begins at a token, known or not."""
    for name in reading.named("organisation"):
        if start <= name.start <= start + 1:
            is_listed = name.canonical not in naming.vouched
            return Mention(name.canonical, name.start, name.end, is_listed=is_listed)
    span = opening_name(reading, start)
    if span is None:
        return None
    name_text = bare(reading.doc[span[0] : span[1]].text)
    if len(name_text.split()) < 2 or is_own(name_text, naming, reading):
        return None
    return Mention(naming.full.get(name_text, name_text), *span, is_known=False, is_listed=False)
