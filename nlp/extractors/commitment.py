"""Commitments: what the company says that it will do, aims at or stands by.

The subject of the verb decides whose promise it is; the words before a list decide what its items are.
What suppliers must do, what was done already and what others will do is no commitment.
"""

from __future__ import annotations

from typing import NamedTuple

from spacy.tokens import Token

from nlp.clauses import cues
from nlp.dates import deadline, recurrence
from nlp.issues import issue_values
from nlp.match import Match
from nlp.pipeline import Hit, Pipeline, Reading
from nlp.quantities import quantities
from nlp.subjects import SUBJECTS, Actor, actor_of
from nlp.text import Source

STRENGTHS = ("firm", "aim", "aspiration")
# What is planned with things ("the academy will include ...") and with people ("staff will undergo ...").
PLANNED_OF_THINGS = frozenset("be include focus commence begin start continue cover take provide consider involve operate form apply extend remain".split())
# "continues to grow", "will retain 51 %": what happens to a company, not what it promises.
NOT_PROMISED = frozenset("grow retain see experience face exist arise occur operate present".split())
RENEWED = frozenset("reviewed updated published made available revised".split())
UNDERGOING = frozenset("undergo receive complete".split())
SHORTEST = 4
# A passage with more words is a table that lost its rules.
LONGEST = 130
SHORTEST_ITEM = 2


class _Promise(NamedTuple):
    strength: str
    rule: str
    actor: str
    verb: Token | None
    words: tuple[str, ...]
    confidence: float
    is_standing: bool


def extract(pipeline: Pipeline, readings: list[Reading], source: Source) -> list[Match]:
    """The commitments among these sentences."""
    candidates = [reading for reading in readings if _may_promise(pipeline, reading)]
    pipeline.parse(candidates)
    matches = []
    for reading in candidates:
        promise = _promise(pipeline, reading, source)
        if promise:
            matches.append(_match(pipeline, reading, promise, source))
    return matches


def _may_promise(pipeline: Pipeline, reading: Reading) -> bool:
    if not SHORTEST_ITEM <= len(reading.doc) <= LONGEST or reading.sentence.kind == "caption":
        return False
    if any(hit.rule.value in STRENGTHS for hit in reading.hits("commitment")):
        return len(reading.doc) >= SHORTEST
    return _listed_under(pipeline, reading) is not None


def _promise(pipeline: Pipeline, reading: Reading, source: Source) -> _Promise | None:
    """The promise that a sentence makes: its own words first, then what it stands under."""
    if "?" in reading.doc.text[-2:]:
        return None
    if _is_about_others(pipeline, reading.sentence.lead_in or ""):
        return None
    hits = [hit for hit in reading.hits("commitment") if hit.rule.value in STRENGTHS]
    for hit in sorted(hits, key=lambda hit: (-hit.rule.weight, hit.start)):
        promise = _spoken(pipeline, reading, hit, source)
        if promise:
            return promise
    return _listed(pipeline, reading, source)


def _spoken(pipeline: Pipeline, reading: Reading, hit: Hit, source: Source) -> _Promise | None:
    """The promise that the matched words make, if they are the company's."""
    if not reading.is_parsed:
        return None
    if not _is_sentence(reading) or ("present" in hit.rule.flags and not _has_verb(reading, hit)):
        return None
    verb = _verb_of(reading, hit)
    if verb.lower_ in NOT_PROMISED or any(child.lower_ in NOT_PROMISED for child in verb.children if child.dep_ == "xcomp"):
        return None
    actor = actor_of(pipeline, reading, verb) if "verb" in hit.rule.flags else Actor("", "company")
    if not source.is_own_voice and not _names_company(reading, actor):
        return None
    if not _is_own(reading, hit, actor, verb):
        return None
    strength = _strength(pipeline, hit, verb)
    words = (reading.span(hit).text.lower(),)
    confidence = 0.9 if actor.role == "company" else 0.7
    is_standing = "standing" in hit.rule.flags
    rule = f"{pipeline.language.code}.commitment.{hit.rule.id}"
    return _Promise(
        strength or "firm", rule, actor.text, verb, words, confidence * hit.rule.weight / 0.9, is_standing
    )


def _is_sentence(reading: Reading) -> bool:
    """Whether there is a finite verb; a heading that names a commitment makes none."""
    return any(token.tag_ in ("VBZ", "VBP", "VBD", "MD") for token in reading.doc)


def _has_verb(reading: Reading, hit: Hit) -> bool:
    return any(token.tag_.startswith(("VB", "MD")) for token in reading.span(hit))


def _is_own(reading: Reading, hit: Hit, actor: Actor, verb: Token) -> bool:
    """Whether the promise is the company's own and about what it does, not what it describes."""
    flags = hit.rule.flags
    if actor.role == "other":
        # What suppliers or workers will undergo may still be planned by the company.
        return "standing" not in flags and verb.tag_ == "VB" and _is_done_to(verb)
    if actor.role == "none" or (actor.role == "thing" and "required" in cues(reading)):
        return False
    if "present" in flags and not (verb.tag_ in ("VBP", "VBZ") and _is_main(verb)):
        return False
    is_company = actor.role in ("company", "namesake")
    if "verb" in flags and "standing" in flags and not is_company:
        return False
    if verb.tag_ == "VBD" and "standing" in flags:
        return False
    return is_company or "verb" not in flags or _is_plan_for(actor, verb)


def _is_main(verb: Token) -> bool:
    """Whether a verb is the main one of its sentence, or joined to it by "and"."""
    while verb.dep_ == "conj":
        verb = verb.head
    return verb.dep_ == "ROOT"


def _is_plan_for(actor: Actor, verb: Token) -> bool:
    """Whether "the audits will ..." tells what the company plans with a thing of its own."""
    if actor.text.lower().split()[-1:] in (["statement"], ["report"], ["section"]):
        return verb.lower_ in RENEWED
    while verb.dep_ == "conj":
        verb = verb.head
    return verb.dep_ in ("ROOT", "relcl", "advcl") and (_is_done_to(verb) or verb.lower_ in PLANNED_OF_THINGS)


def _is_done_to(verb: Token) -> bool:
    return verb.lower_ in UNDERGOING or any(
        child.dep_ in ("auxpass", "nsubjpass") for child in verb.children
    )


def _verb_of(reading: Reading, hit: Hit) -> Token:
    """The verb whose subject makes the promise: the main verb of an auxiliary, else the first matched verb."""
    span = reading.span(hit)
    verb = next((token for token in span if token.tag_.startswith(("VB", "MD"))), span.root)
    if not verb.tag_.startswith(("VB", "MD")):
        verb = next((token for token in verb.ancestors if token.tag_.startswith("VB")), verb)
    if verb.tag_ == "MD" and any(child.dep_ in SUBJECTS for child in verb.children):
        return verb
    if verb.tag_ == "MD" or verb.dep_ in ("aux", "auxpass"):
        return verb.head
    return verb


def _strength(pipeline: Pipeline, hit: Hit, verb: Token) -> str | None:
    """"will aim to" and "will explore options" are aims, however firm the "will"."""
    softer = pipeline.language.subjects["commitment"].words["soft"]
    chain = [verb, *(child for child in verb.children if child.dep_ == "xcomp")]
    if hit.rule.value == "firm" and any(token.lower_ in softer for token in chain):
        return "aim"
    return hit.rule.value


def _names_company(reading: Reading, actor: Actor) -> bool:
    """In the words of others only what has the company's name for its subject is the company's."""
    own = [reading.doc[name.start : name.end].text for name in reading.named("own")]
    return any(name in actor.text for name in own)


def _listed_under(pipeline: Pipeline, reading: Reading) -> Hit | None:
    """What makes a passage a commitment by its place: a lead-in before its list, or its heading."""
    sentence = reading.sentence
    if not sentence.opens_block:
        return None
    if sentence.kind == "list_item" and sentence.lead_in:
        rules = sorted(
            pipeline.rules_in("commitment", sentence.lead_in), key=lambda r: r.value == "lead_in_loose"
        )
        if any(rule.value == "no_lead_in" for rule in rules):
            return None
        for rule in rules:
            if rule.value in ("lead_in", "lead_in_loose", "doing"):
                return Hit(rule, 0, 1)
    if sentence.kind in ("list_item", "table_cell", "paragraph"):
        for heading in sentence.headings[-2:]:
            for rule in pipeline.rules_in("commitment", heading):
                if rule.value == "section":
                    return Hit(rule, 0, 1)
    return None


def _listed(pipeline: Pipeline, reading: Reading, source: Source) -> _Promise | None:
    hit = _listed_under(pipeline, reading)
    if hit is None or not source.is_own_voice or not reading.is_parsed or _is_deed(reading):
        return None
    if hit.rule.value in ("lead_in", "lead_in_loose"):
        if _is_about_others(pipeline, reading.sentence.lead_in or ""):
            return None
        if hit.rule.value == "lead_in_loose" and not _opens_like_an_action(reading):
            return None
    elif hit.rule.value == "doing":
        if reading.doc[0].tag_ != "VBG":
            return None
    elif reading.sentence.kind != "list_item" or len(reading.doc) < SHORTEST:
        if not _opens_like_an_action(reading):
            return None
    rule = f"{pipeline.language.code}.commitment.{hit.rule.id}"
    return _Promise("firm", rule, "", None, (), 0.7, is_standing=False)


def _is_deed(reading: Reading) -> bool:
    """Whether an item tells what was done: "Launched a survey", "We held an academy"."""
    first = next((token for token in reading.doc if token.is_alpha), reading.doc[0])
    root = next((token for token in reading.doc if token.dep_ == "ROOT"), first)
    done = any(child.dep_ == "aux" and child.lower_ in ("has", "have") for child in root.children)
    return first.tag_ in ("VBD", "VBN") or root.tag_ == "VBD" or (root.tag_ == "VBN" and done)


def _is_about_others(pipeline: Pipeline, lead_in: str) -> bool:
    """ "Suppliers will:" and "We expect our suppliers to:" introduce duties of others."""
    words = lead_in.lower().replace("’", "'").split()
    others = pipeline.language.subjects["commitment"].words["bound"]
    required = any(rule.value == "required" for rule in pipeline.rules_in("cues", lead_in))
    return required or any(word.strip(":,.()") in others for word in words[:6])


def _opens_like_an_action(reading: Reading) -> bool:
    """ "Expand the audits", "Expanding the audits": how plans are listed under "Next steps"."""
    first = next((token for token in reading.doc if token.is_alpha), reading.doc[0])
    return len(reading.doc) >= SHORTEST and first.tag_ in ("VB", "VBG", "VBP")


def _match(pipeline: Pipeline, reading: Reading, promise: _Promise, source: Source) -> Match:
    sentence = reading.sentence
    limit = deadline(sentence.text, source.published, source.year_end)
    if limit is None and promise.verb is None:
        above = " ".join(filter(None, (sentence.lead_in, sentence.heading)))
        limit = deadline(above, source.published, source.year_end)
    counted = quantities(sentence.text)
    target = next((q for q in counted if q.unit == "%"), counted[0] if counted else None)
    return Match(
        kind="commitment",
        start=sentence.start,
        end=sentence.end,
        rule=promise.rule,
        cues=tuple(dict.fromkeys((*promise.words, *cues(reading)))),
        attributes={
            "actor": promise.actor or source.company[0],
            "action": _action(reading, promise),
            "strength": promise.strength,
            "status": _status(reading, promise),
            "target": {"value": target.value, "unit": target.unit} if target else None,
            "deadline": limit.date.isoformat() if limit else None,
            "recurrence": recurrence(sentence.text),
            "issues": issue_values(reading),
        },
        confidence=round(promise.confidence, 2),
        heading=sentence.heading,
    )


def _action(reading: Reading, promise: _Promise) -> str:
    """What is to be done, in the words of the passage: from the verb on."""
    text = reading.doc.text
    if promise.verb is None:
        return text.rstrip(" .;,")
    return reading.doc[promise.verb.i :].text.rstrip(" .;,") or text


def _status(reading: Reading, promise: _Promise) -> str:
    found = set(cues(reading))
    if "conditional" in found:
        return "conditional"
    if promise.is_standing or "in_progress" in found:
        return "in_progress"
    return "planned"
