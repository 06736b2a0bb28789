"""Disclosures: sentences in which the company speaks to a topic that laws and standards ask about.

For the topics with training data, the classifier says what a sentence is about and how probable that is; rules
that say the same make it more probable, and are the reason. For the others rules decide, and the heading
that a sentence stands under lends weight to words that alone would say too little. Aspects are finer points, by
which a criterion tells its evidence from any other.
"""

from __future__ import annotations

from nlp.clauses import cues
from nlp.evidence_status import parse_for_status, told
from nlp.issues import issue_values
from nlp.match import Match
from nlp.pipeline import Pipeline, Reading
from nlp.text import Source
from nlp.topics.reading import Likely, likely_topics

TOPICS = "topics"
ASPECTS = "aspects"
# Rules with this flag are matched in headings only.
HEADING = "heading"
# An aspect with this flag makes a disclosure of a sentence that speaks to no topic.
ALONE = "alone"
# Rules with this flag tell that a sentence only says what the document will say, or what a law asks for.
ANNOUNCES = "announces"
# What an announcement takes from every topic but these, which announcements themselves fulfil.
LESS = 0.5
FULFILLED = frozenset(("approval", "signature", "structure", "consultation", "reporting_entity"))
# A topic of the classifier that is an aspect here.
REPORTING_ENTITY = "reporting_entity"
# The aspect of a sentence that says there was nothing to find; where that is why nothing was done, it is not that
# no steps were taken.
NONE_FOUND = "none_found"
NO_STEPS = "no_steps"
# How sure an aspect is that stands alone.
SURE_ALONE = 0.6
# A sentence speaks to a topic from this weight on.
ENOUGH = 0.5
# What a heading adds to the words of a sentence under it.
BY_HEADING = 0.25
SHORTEST = 4
LONGEST = 140


def extract(pipeline: Pipeline, readings: list[Reading], source: Source) -> list[Match]:
    """The disclosures among these sentences, one match for each with all its topics."""
    if not source.is_own_voice:
        return []
    found = []
    for reading, likely in zip(readings, likely_topics([r.sentence for r in readings], source), strict=True):
        by_rules = {t: weight for t, weight in topic_weights(pipeline, reading).items() if weight >= ENOUGH}
        weights = _given(by_rules, likely, reading)
        if weights or _stands_alone(reading, by_rules):
            found.append((reading, weights, likely))
    parse_for_status(pipeline, (reading for reading, _, _ in found))
    return [_match(pipeline, reading, weights, likely) for reading, weights, likely in found]


def _stands_alone(reading: Reading, by_rules: dict[str, float]) -> bool:
    """Whether the aspects of a sentence that probably speaks to no topic make a disclosure all the same: what its
    criterion asks for may be finer than what the classifier has learned.
    """
    aspects = reading.hits(ASPECTS)
    return any(ALONE in hit.rule.flags or not by_rules.keys().isdisjoint(hit.rule.values) for hit in aspects)


def _given(by_rules: dict[str, float], likely: Likely, reading: Reading) -> dict[str, float]:
    """The topics of a sentence with how sure each is: a probability where the classifier knows the topic."""
    given = {topic: weight for topic, weight in by_rules.items() if topic not in likely.probabilities}
    if len(reading.doc) > LONGEST:
        return given
    is_announcement = any(ANNOUNCES in hit.rule.flags for hit in reading.hits(TOPICS))
    probable = likely.given(by_rules).items()
    return given | {topic: p for topic, p in probable if topic in FULFILLED or not is_announcement}


def topic_weights(pipeline: Pipeline, reading: Reading) -> dict[str, float]:
    """How much a sentence speaks to each topic, 0 to 1."""
    if not SHORTEST <= len(reading.doc) <= LONGEST:
        return {}
    weights: dict[str, float] = {}
    for hit in reading.hits(TOPICS):
        if HEADING not in hit.rule.flags and hit.rule.value:
            weights[hit.rule.value] = max(weights.get(hit.rule.value, 0.0), hit.rule.weight)
    for hit in reading.hits(ASPECTS):
        for topic in hit.rule.values:
            weights[topic] = max(weights.get(topic, 0.0), hit.rule.weight)
    for topic in _heading_topics(pipeline, reading):
        if topic in weights:
            weights[topic] = min(1.0, weights[topic] + BY_HEADING)
    if any(ANNOUNCES in hit.rule.flags for hit in reading.hits(TOPICS)):
        return {topic: weight - (0.0 if topic in FULFILLED else LESS) for topic, weight in weights.items()}
    return weights


def _heading_topics(pipeline: Pipeline, reading: Reading) -> set[str]:
    """The topics of the nearest two headings."""
    return {
        rule.value
        for heading in reading.sentence.headings[-2:]
        for rule in pipeline.rules_in(TOPICS, heading)
        if rule.value and HEADING in rule.flags
    }


def _match(pipeline: Pipeline, reading: Reading, weights: dict[str, float], likely: Likely) -> Match:
    sentence = reading.sentence
    topics = sorted(weights, key=lambda topic: (-weights[topic], topic))
    weight = weights[topics[0]] if topics else SURE_ALONE
    status = told(pipeline, reading)
    hits = [hit for hit in reading.hits(TOPICS) if hit.rule.value in topics and HEADING not in hit.rule.flags]
    aspects = [hit.rule.value for hit in reading.hits(ASPECTS) if hit.rule.value]
    words = [reading.span(hit).text.lower() for hit in (*hits, *reading.hits(ASPECTS))]
    leading = next((hit.rule.id for hit in hits if hit.rule.value in topics[:1]), None)
    if leading is None and topics and topics[0] in likely.probabilities:
        leading = "classifier"
        words += likely.why(topics[0])
    if REPORTING_ENTITY in topics:
        aspects.append(REPORTING_ENTITY)
    if status.none_found:
        aspects = [*(aspect for aspect in aspects if aspect != NO_STEPS), NONE_FOUND]
    return Match(
        kind="disclosure",
        start=sentence.start,
        end=sentence.end,
        rule=f"{pipeline.language.code}.disclosure.{leading or 'aspect'}",
        cues=tuple(dict.fromkeys((*words[:6], *status.words, *cues(reading)))),
        attributes={
            "topics": [topic for topic in topics if topic != REPORTING_ENTITY],
            "evidence_status": status.status,
            "aspects": list(dict.fromkeys(aspects)),
            "issues": issue_values(reading),
        },
        confidence=round(min(weight, 0.95), 2),
        heading=sentence.heading,
    )
