"""Promises in words: whose they are, how strong, and what becomes of them.

The subject of the verb decides whose promise it is. "Suppliers will report" is none of the company's,
"workers will be repaid" is, in its own voice.
"""

from __future__ import annotations

from typing import NamedTuple

from spacy.tokens import Token

from nlp.pipeline import Hit, Name, Pipeline, Reading
from nlp.subjects import SUBJECTS, Actor, actor_of, subject_of
from nlp.told import is_main, is_only_told
from nlp.voice import Voice

SUBJECT = "commitment"
PASSIVE = ("auxpass", "nsubjpass")


class Promise(NamedTuple):
    """`verb` is what is promised; None where the whole passage is. `is_standing`: it holds from now on.

    `hit` are the words that make it; None where the place of the passage does.
    """

    strength: str
    rule: str
    actor: Actor
    verb: Token | None
    words: tuple[str, ...]
    confidence: float
    is_standing: bool
    hit: Hit | None = None


def promise_in(pipeline: Pipeline, reading: Reading, hit: Hit, voice: Voice) -> Promise | None:
    """The promise that the matched words make, if they are the company's; the reading must be parsed."""
    if not (_is_sentence(reading) or _named_before(reading, hit)) or (
        "present" in hit.rule.flags and not _has_verb(reading, hit)
    ):
        return None
    verb = _verb_of(reading, hit)
    if is_only_told(pipeline, reading, hit, verb):
        return None
    actor = _actor(pipeline, reading, hit, verb)
    if not voice.is_company and not _names_company(pipeline, reading, actor, voice):
        return None
    if not _is_own(pipeline, reading, hit, actor, verb):
        return None
    decided = _decided(pipeline, verb) if "decision" in hit.rule.flags else verb
    if decided is None:
        return None
    confidence = (0.9 if actor.role == "company" else 0.7) * hit.rule.weight / 0.9
    return Promise(
        _strength(pipeline, reading, hit, decided),
        f"{pipeline.language.code}.commitment.{hit.rule.id}",
        actor,
        decided,
        (reading.span(hit).text.lower(),),
        confidence,
        "standing" in hit.rule.flags,
        hit,
    )


def _is_sentence(reading: Reading) -> bool:
    """Whether there is a finite verb; a heading that names a commitment makes none."""
    return any(token.tag_ in ("VBZ", "VBP", "VBD", "MD") for token in reading.doc)


def _has_verb(reading: Reading, hit: Hit) -> bool:
    return any(token.tag_.startswith(("VB", "MD")) for token in reading.span(hit))


def _actor(pipeline: Pipeline, reading: Reading, hit: Hit, verb: Token) -> Actor:
    """Whose promise it is: nobody's in particular is the company's, and so is what stands right after its name."""
    if "verb" not in hit.rule.flags:
        return Actor("", "company")
    before = _named_before(reading, hit)
    if before is not None:
        return Actor(reading.doc[before.start : before.end].text, "company", reading.doc[before.end - 1])
    if (above := _knowing(pipeline, verb)) is not None:
        verb = above
    return actor_of(pipeline, reading, verb)


def _named_before(reading: Reading, hit: Hit) -> Name | None:
    """The company's name right before a verb, which the tagger may take for a noun: "Acme endeavours to"."""
    if "as_verb" not in hit.rule.flags:
        return None
    return next((name for name in reading.named("own") if name.end == hit.start), None)


def _knowing(pipeline: Pipeline, verb: Token) -> Token | None:
    """The verb above in "we know that abuse exists, and will go on": it is we who will."""
    if verb.dep_ != "conj" or subject_of(verb) is not None or not any(c.tag_ == "MD" for c in verb.children):
        return None
    return next((token for token in verb.ancestors if token.lower_ in _words(pipeline, "knowing")), None)


def _words(pipeline: Pipeline, name: str) -> tuple[str, ...]:
    return pipeline.language.subjects[SUBJECT].words[name]


def _is_own(pipeline: Pipeline, reading: Reading, hit: Hit, actor: Actor, verb: Token) -> bool:
    """Whether the promise is the company's own and about what it does, not what it describes."""
    flags = hit.rule.flags
    if actor.role == "other":
        # What suppliers or workers will undergo may still be planned by the company.
        return (
            "standing" not in flags
            and _is_future(verb)
            and _is_done_to(pipeline, verb)
            and not _is_burdened(pipeline, reading, verb)
        )
    if "self" in flags and not is_itself(pipeline, reading, actor):
        return False
    if "goal" in flags and actor.head is not None and _is_own_goal(pipeline, actor.head):
        return True
    if verb.dep_ == "ccomp" and verb.head.lower_ in _words(pipeline, "knowing") and actor.role == "thing":
        return False
    if actor.role == "none" or (actor.role == "thing" and _is_required(reading, actor)):
        return False
    if "present" in flags and not (verb.tag_ in ("VBP", "VBZ") and is_main(verb)):
        return False
    is_company = actor.role in ("company", "namesake")
    if "verb" in flags and "standing" in flags and not is_company:
        return False
    if "present" in flags and actor.role == "namesake" and "self" not in flags:
        return False
    if verb.tag_ == "VBD" and "standing" in flags:
        return "noun" in flags and verb.lower_ in _words(pipeline, "making")
    if is_company or "verb" not in flags:
        return True
    return _is_plan_for(pipeline, actor, verb) or (actor.text.lower() == "it" and _is_act(pipeline, verb))


def is_itself(pipeline: Pipeline, reading: Reading, actor: Actor) -> bool:
    """Whether the subject is "we", "the company" or a name of it, not something of its own."""
    if actor.head is None or actor.head.lower_ in pipeline.language.words("first_person"):
        return actor.head is not None
    own = {index for name in reading.named("own") for index in range(name.start, name.end)}
    if actor.head.lower_ in _words(pipeline, "itself"):
        return not any(child.dep_ in ("compound", "amod") and child.i not in own for child in actor.head.lefts)
    return actor.head.i in own


def _is_own_goal(pipeline: Pipeline, noun: Token) -> bool:
    """ "The intention for next year is to ...": an aim that nobody else is said to have."""
    owned = any(child.dep_ == "poss" or child.lower_ == "of" for child in noun.children)
    return noun.lower_ in _words(pipeline, "goals") and not owned


def _is_act(pipeline: Pipeline, verb: Token) -> bool:
    """Whether a verb is something that an organisation does: "it will build a nursery"."""
    return is_main(verb) and verb.tag_ == "VB" and verb.lower_ in _words(pipeline, "acts")


def _is_future(verb: Token) -> bool:
    return verb.tag_ == "VB" or any(child.tag_ == "MD" for child in verb.children)


def _is_burdened(pipeline: Pipeline, reading: Reading, verb: Token) -> bool:
    """Whether a duty is what is done to them. "Sites will be" alone sounds like one, and is not."""
    auxiliaries = {child.i for child in verb.children if child.dep_ in ("aux", "auxpass")}
    return verb.lower_ in _words(pipeline, "burdened") or any(
        auxiliaries.isdisjoint(range(hit.start, hit.end)) for hit in reading.hits("cues", "required")
    )


def _is_required(reading: Reading, actor: Actor) -> bool:
    """Whether a duty is laid on somebody: by a verb, or on the subject itself."""
    return any(
        hit.start <= (actor.head.i if actor.head else 0) < hit.end or reading.doc[hit.start].tag_ != "NNS"
        for hit in reading.hits("cues", "required")
    )


def _is_plan_for(pipeline: Pipeline, actor: Actor, verb: Token) -> bool:
    """Whether "the audits will ..." tells what the company plans with a thing of its own."""
    if actor.head is not None and actor.head.lower_ in _words(pipeline, "papers"):
        return verb.lower_ in _words(pipeline, "renewed")
    if actor.text.lower() == "it" and not _is_done_to(pipeline, verb):
        return False
    planned = _words(pipeline, "planned_of_things")
    above = verb
    while above.dep_ == "conj":
        above = above.head
    if above.dep_ == "relcl":
        planned = _words(pipeline, "planned_of_these")
    return above.dep_ in ("ROOT", "relcl", "advcl") and (
        _is_done_to(pipeline, verb)
        or verb.lower_ in planned
        or (verb.lower_ == "have" and any(child.lower_ == "by" for child in verb.children))
    )


def _is_done_to(pipeline: Pipeline, verb: Token) -> bool:
    return verb.lower_ in _words(pipeline, "undergoing") or any(child.dep_ in PASSIVE for child in verb.children)


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


def _decided(pipeline: Pipeline, verb: Token) -> Token | None:
    """What a body decided to do; None where the decision is the deed, or one not to act."""
    what = next((child for child in verb.children if child.dep_ in ("xcomp", "ccomp")), None)
    if what is None or any(child.dep_ == "neg" for child in (*verb.children, *what.children)):
        return None
    return None if what.lower_ in _words(pipeline, "done_at_once") else what


def _strength(pipeline: Pipeline, reading: Reading, hit: Hit, verb: Token) -> str:
    """ "will aim to" and "will explore options" are aims, however firm the "will"."""
    strength = hit.rule.value or "firm"
    if any(found.rule.value == "hoped" for found in reading.hits(SUBJECT)):
        return "aspiration"
    chain = [verb, *(child for child in verb.children if child.dep_ == "xcomp")]
    if strength == "firm" and any(is_soft(pipeline, reading, token.i) for token in chain):
        return "aim"
    return strength


def is_soft(pipeline: Pipeline, reading: Reading, index: int) -> bool:
    """Whether a verb promises no more than an effort: "aim", "explore", "work towards"."""
    following = reading.doc[index + 1 : index + 2].text.lower()
    word = reading.doc[index].lower_
    if word in _words(pipeline, "soft"):
        return True
    return word in _words(pipeline, "soft_before") and following in _words(pipeline, "soft_after")


def _names_company(pipeline: Pipeline, reading: Reading, actor: Actor, voice: Voice) -> bool:
    """In the words of others only what has the company for its subject is the company's."""
    own = [reading.doc[name.start : name.end].text for name in reading.named("own")]
    if any(name in actor.text for name in own):
        return True
    if not voice.is_meant or actor.head is None:
        return False
    return actor.head.lower_ in _words(pipeline, "meant")
