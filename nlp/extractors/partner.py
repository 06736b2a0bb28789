"""Partners: outside organisations and initiatives that the company joins, works with, funds or is assessed by.

What is merely cited as a source is no partner, nor is a body that sets standards, nor the company's own group.
"""

from __future__ import annotations

from collections.abc import Iterator

from nlp.authors import author_working_for_company
from nlp.clauses import cues
from nlp.joining import year_of_joining
from nlp.listings import Listed, assessors_in_forms, listed_in, under_their_names
from nlp.match import Match
from nlp.organisations import Mention, Naming, is_own, mentions, naming_of
from nlp.pipeline import Pipeline, Reading
from nlp.relations import Relation, relation_to
from nlp.text import Source
from nlp.voice import Voice, voices
from nlp.vouching import SUBJECT, described_names, may_name_unknown

# What a document names more often is the company itself, by a name that the settings do not give.
MOST_OFTEN_NAMED = 20


def extract(pipeline: Pipeline, readings: list[Reading], source: Source) -> list[Match]:
    """The partners among these sentences; one match for each organisation of a sentence."""
    spoken = [
        (reading, voice)
        for reading, voice in zip(readings, voices(pipeline, readings, source), strict=True)
        if reading.sentence.kind != "caption"
    ]
    naming = _with_vouched(pipeline, spoken, naming_of(readings, source))
    pipeline.parse([r for r, _ in spoken if r.hits(SUBJECT) and r.named("organisation")])
    matches: list[Match] = []
    for reading, voice in spoken:
        found = list(_told(pipeline, reading, naming, voice))
        if not found and voice.is_company:
            found = [_match(pipeline, *listed) for listed in listed_in(pipeline, reading, naming)]
        matches += found
    candidates = [reading for reading, _ in spoken]
    found_names = frozenset(match.attributes["name"] for match in matches)
    others: list[Listed] = list(assessors_in_forms(pipeline, candidates, naming, source))
    others += author_working_for_company(pipeline, candidates, naming, source)
    if source.is_own_voice:
        others += under_their_names(pipeline, candidates, naming, found_names)
    return _without_mere_mentions(matches + [_match(pipeline, *listed) for listed in others])


def _with_vouched(pipeline: Pipeline, spoken: list[tuple[Reading, Voice]], naming: Naming) -> Naming:
    """The naming of a document with the names that no list knows but the document vouches for, by a sure relation
    or by what it calls them. All sentences then have these names."""
    may_name = [(reading, voice) for reading, voice in spoken if voice.is_company and may_name_unknown(reading)]
    pipeline.parse([reading for reading, _ in may_name])
    pipeline.recognise([reading for reading, _ in may_name])
    told = {
        mention.name
        for reading, voice in may_name
        for mention in mentions(pipeline, reading, naming)
        if not mention.is_known and relation_to(pipeline, reading, mention, voice)
    }
    readings = [reading for reading, _ in spoken]
    described = {naming.full.get(name, name) for name in described_names(pipeline, readings)}
    text = " ".join(reading.sentence.text for reading in readings)
    vouched = frozenset(
        name for name in told | described if not is_own(name, naming) and text.count(name) <= MOST_OFTEN_NAMED
    )
    called = {name: name for name in vouched}
    called |= {short: name for short, name in naming.full.items() if name in vouched}
    pipeline.add_names(readings, called)
    return naming._replace(vouched=vouched, confirmed=naming.confirmed | vouched)


def _told(pipeline: Pipeline, reading: Reading, naming: Naming, voice: Voice) -> Iterator[Match]:
    """The partners of which a sentence says how the company stands to them."""
    for mention in mentions(pipeline, reading, naming):
        relation = relation_to(pipeline, reading, mention, voice)
        if relation:
            yield _match(pipeline, reading, mention, relation)


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
    confidence = relation.weight if mention.is_listed else relation.weight - 0.15
    written = reading.doc[mention.start : mention.end].text
    return Match(
        kind="partner",
        start=sentence.start,
        end=sentence.end,
        rule=f"{pipeline.language.code}.partner.{relation.rule}",
        cues=tuple(cue for cue in dict.fromkeys((relation.words, written, *cues(reading))) if cue),
        attributes={
            "name": mention.name,
            "relation": relation.value,
            "since": since,
            "is_known": mention.is_listed,
        },
        confidence=round(confidence, 2),
        heading=sentence.heading,
    )
