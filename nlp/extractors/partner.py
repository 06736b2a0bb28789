"""Partners: outside organisations and initiatives that the company joins, works with, funds or is assessed by.

What is merely cited as a source is no partner, nor is a body that sets standards, nor the company's own group.
"""

from __future__ import annotations

from collections.abc import Iterator

from nlp.clauses import cues
from nlp.joining import year_of_joining
from nlp.match import Match
from nlp.organisations import (
    NOTHING,
    SOURCE,
    SUBJECT,
    VOUCHING,
    Mention,
    Naming,
    listed_name,
    may_name_unknown,
    mentions,
    naming_of,
)
from nlp.pipeline import Name, Pipeline, Reading
from nlp.relations import MENTION, Relation, relation_to
from nlp.text import Source

LONGEST_HEADING = 12
# What a name by itself in a list of members is worth, and one under a heading that speaks of partners.
LISTED = 0.75
UNDER_HEADING = 0.65
UNDER_ITS_NAME = 0.6


def extract(pipeline: Pipeline, readings: list[Reading], source: Source) -> list[Match]:
    """The partners among these sentences; one match for each organisation of a sentence."""
    candidates = [reading for reading in readings if reading.sentence.kind != "caption"]
    naming = naming_of(readings, source)
    vouched = [reading for reading in candidates if source.is_own_voice and may_name_unknown(reading)]
    named = [reading for reading in candidates if reading.hits(SUBJECT) and reading.named("organisation")]
    pipeline.parse([*vouched, *named])
    pipeline.recognise(vouched)
    matches: list[Match] = []
    for reading in candidates:
        found = list(_told(pipeline, reading, naming, source))
        matches += found or _listed(pipeline, reading, naming, source)
    matches += _under_their_names(pipeline, candidates, matches, source)
    return _without_mere_mentions(matches)


def _told(pipeline: Pipeline, reading: Reading, naming: Naming, source: Source) -> Iterator[Match]:
    """The partners of which a sentence says how the company stands to them."""
    for mention in mentions(pipeline, reading, naming):
        relation = relation_to(pipeline, reading, mention, source)
        if relation:
            yield _match(pipeline, reading, mention, relation)


def _listed(pipeline: Pipeline, reading: Reading, naming: Naming, source: Source) -> Iterator[Match]:
    """The partner that a list item opens with, where the lead-in or heading says what the list is."""
    if not source.is_own_voice or reading.sentence.kind not in ("list_item", "table_cell", "paragraph"):
        return
    relation = _relation_of_list(pipeline, reading)
    if relation is None:
        return
    if not reading.named("organisation") and relation.weight >= LISTED:
        pipeline.parse([reading])
        pipeline.recognise([reading])
    mention = listed_name(pipeline, reading, naming)
    if mention and (mention.is_known or relation.weight >= LISTED):
        yield _match(pipeline, reading, mention, relation)


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


def _under_their_names(
    pipeline: Pipeline, readings: list[Reading], matches: list[Match], source: Source
) -> Iterator[Match]:
    """In a list of partners each stands under its own name, and the first sentence may only describe it."""
    if not source.is_own_voice:
        return
    sections: dict[str, list[Reading]] = {}
    for reading in readings:
        heading = _opening_name(reading) or reading.sentence.heading
        if heading and len(heading.split()) <= LONGEST_HEADING:
            sections.setdefault(heading, []).append(reading)
    found = {match.attributes["name"] for match in matches}
    named = {}
    for heading, section in sections.items():
        names = [name for r in section for name in r.named("organisation") if _is_the(r, name, heading)]
        if names:
            named[heading] = names[0].canonical
    listed = [heading for heading, name in named.items() if name in found]
    if len(listed) < 2:
        return
    for heading, canonical in named.items():
        if canonical in found:
            continue
        for reading in sections[heading]:
            name = next((n for n in reading.named("organisation") if n.canonical == canonical), None)
            if name:
                mention = Mention(canonical, name.start, name.end)
                yield _match(pipeline, reading, mention, Relation("other", "heading", heading, UNDER_ITS_NAME))
                break


def _opening_name(reading: Reading) -> str | None:
    """ "Thorn: ..." puts a paragraph under a name as a heading would."""
    for name in reading.named("organisation"):
        if name.start == 0 and reading.doc[name.end : name.end + 1].text == ":":
            return str(reading.doc[: name.end].text)
    return None


def _is_the(reading: Reading, name: Name, heading: str) -> bool:
    """Whether a heading is the name of an organisation, or little more."""
    written = reading.doc[name.start : name.end].text.lower()
    return written in heading.lower() and len(written) >= 0.5 * len(heading)


def _without_mere_mentions(matches: list[Match]) -> list[Match]:
    """Where a document says how the company stands to an organisation, its mere use adds nothing."""
    stated = {match.attributes["name"] for match in matches if match.attributes["relation"] != "other"}
    return [
        match for match in matches if match.attributes["relation"] != "other" or match.attributes["name"] not in stated
    ]


def _match(pipeline: Pipeline, reading: Reading, mention: Mention, relation: Relation) -> Match:
    sentence = reading.sentence
    since = None
    if relation.hit is not None:
        since = year_of_joining(pipeline, reading, mention, relation.hit, relation.value)
    confidence = relation.weight if mention.is_known else relation.weight - 0.15
    written = reading.doc[mention.start : mention.end].text
    return Match(
        kind="partner",
        start=sentence.start,
        end=sentence.end,
        rule=f"{pipeline.language.code}.partner.{relation.rule}",
        cues=tuple(dict.fromkeys((relation.words, written, *cues(reading)))),
        attributes={
            "name": mention.name,
            "relation": relation.value,
            "since": since,
            "is_known": mention.is_known,
        },
        confidence=round(confidence, 2),
        heading=sentence.heading,
    )
