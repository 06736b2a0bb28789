"""Promises in words: whose they are, how strong, and what becomes of them.

The subject of the verb decides whose promise it is. "Suppliers will report" is none of the company's,
"workers will be repaid" is, in its own voice.
"""

from __future__ import annotations

from typing import NamedTuple

from spacy.tokens import Token

from nlp.pipeline import Hit, Pipeline, Reading
from nlp.subjects import SUBJECTS, Actor, actor_of
from nlp.voice import Voice

SUBJECT = "commitment"
# What is planned with things ("the academy will include ...") and with people ("staff will undergo ...").
PLANNED_OF_THINGS = frozenset(
    "be include focus commence begin start continue cover take provide consider involve operate form apply extend "
    "remain".split()
)
# "continues to grow", "will retain 51 %": what happens to a company, not what it promises.
NOT_PROMISED = frozenset(
    "grow retain see experience face exist arise occur operate present suffer lose benefit".split()
)
RENEWED = frozenset("reviewed updated published made available revised".split())
UNDERGOING = frozenset("undergo receive complete".split())
# "Workers will be required to ...": what is done to them is that they have a duty.
BURDENED = frozenset(
    "required expected asked encouraged obliged prohibited permitted allowed requested held disciplined "
    "dismissed".split()
)
# A decision to do one of these is done with it.
DONE_AT_ONCE = frozenset(
    "approve adopt accept note appoint elect authorise authorize ratify endorse recommend grant receive confirm "
    "dissolve adjourn reject defer close".split()
)
GRANTED = frozenset("given despite because with".split())
# "We have made a commitment to ..." is one.
MAKING = frozenset("made make makes making have has had having with set gave given share shares".split())
PASSIVE = ("auxpass", "nsubjpass")


class Promise(NamedTuple):
    """`verb` is what is promised; None where the whole passage is. `is_standing`: it holds from now on."""

    strength: str
    rule: str
    actor: str
    verb: Token | None
    words: tuple[str, ...]
    confidence: float
    is_standing: bool


def promise_in(pipeline: Pipeline, reading: Reading, hit: Hit, voice: Voice) -> Promise | None:
    """The promise that the matched words make, if they are the company's; the reading must be parsed."""
    if not _is_sentence(reading) or ("present" in hit.rule.flags and not _has_verb(reading, hit)):
        return None
    verb = _verb_of(reading, hit)
    if _is_no_deed(reading, verb) or _is_compared(verb):
        return None
    if "present" in hit.rule.flags and _is_denied(reading, verb):
        return None
    if "noun" in hit.rule.flags and _is_taken_for_granted(reading, hit):
        return None
    actor = actor_of(pipeline, reading, verb) if "verb" in hit.rule.flags else Actor("", "company")
    if not voice.is_company and not _names_company(pipeline, reading, actor, voice):
        return None
    if not _is_own(pipeline, reading, hit, actor, verb):
        return None
    decided = _decided(verb) if "decision" in hit.rule.flags else verb
    if decided is None:
        return None
    confidence = (0.9 if actor.role == "company" else 0.7) * hit.rule.weight / 0.9
    return Promise(
        _strength(pipeline, reading, hit, decided),
        f"{pipeline.language.code}.commitment.{hit.rule.id}",
        actor.text,
        decided,
        (reading.span(hit).text.lower(),),
        confidence,
        "standing" in hit.rule.flags,
    )


def _is_sentence(reading: Reading) -> bool:
    """Whether there is a finite verb; a heading that names a commitment makes none."""
    return any(token.tag_ in ("VBZ", "VBP", "VBD", "MD") for token in reading.doc)


def _has_verb(reading: Reading, hit: Hit) -> bool:
    return any(token.tag_.startswith(("VB", "MD")) for token in reading.span(hit))


def _is_no_deed(reading: Reading, verb: Token) -> bool:
    """Whether a verb tells what will happen to the company, and not what it will do."""
    chain = [verb, *(child for child in verb.children if child.dep_ == "xcomp")]
    return any(
        token.lower_ in NOT_PROMISED and reading.doc[token.i + 1 : token.i + 2].text.lower() != "to" for token in chain
    )


def _is_compared(verb: Token) -> bool:
    """ "... more than I ever will" promises nothing."""
    return any(child.lower_ in ("than", "as") and child.dep_ == "mark" for child in verb.children) or (
        verb.tag_ == "MD" and any(token.lower_ == "than" for token in verb.doc[max(0, verb.i - 4) : verb.i])
    )


def _is_taken_for_granted(reading: Reading, hit: Hit) -> bool:
    """Whether a commitment is only named: "given our commitment to ...", "we built a commitment to it in"."""
    noun = next((token for token in reading.span(hit) if token.lower_.startswith("commitment")), None)
    if noun is None:
        return False
    if noun.dep_ == "pobj" and noun.head.lower_ in GRANTED:
        return True
    is_any = any(child.lower_ in ("a", "an") for child in noun.children)
    return is_any and noun.dep_ in ("dobj", "pobj") and noun.head.lower_ not in MAKING


def _is_denied(reading: Reading, verb: Token) -> bool:
    """ "We do not accept responsibility", "neither we nor our Board accept ..."."""
    denied = any(child.lower_ in ("not", "n't", "n’t") for child in verb.children)
    return denied or any(token.lower_ == "neither" for token in reading.doc[: verb.i])


def _is_own(pipeline: Pipeline, reading: Reading, hit: Hit, actor: Actor, verb: Token) -> bool:
    """Whether the promise is the company's own and about what it does, not what it describes."""
    flags = hit.rule.flags
    if actor.role == "other":
        # What suppliers or workers will undergo may still be planned by the company.
        return "standing" not in flags and _is_future(verb) and _is_done_to(verb) and not _is_burdened(reading, verb)
    if "self" in flags and not _is_itself(pipeline, reading, actor):
        return False
    if actor.role == "none" or (actor.role == "thing" and _is_required(reading, actor)):
        return False
    if "present" in flags and not (verb.tag_ in ("VBP", "VBZ") and _is_main(verb)):
        return False
    is_company = actor.role in ("company", "namesake")
    if "verb" in flags and "standing" in flags and not is_company:
        return False
    if verb.tag_ == "VBD" and "standing" in flags:
        return False
    if is_company or "verb" not in flags:
        return True
    return _is_plan_for(actor, verb) or (actor.text.lower() == "it" and _is_act(pipeline, verb))


def _is_itself(pipeline: Pipeline, reading: Reading, actor: Actor) -> bool:
    """Whether the subject is "we" or a name of the company, not something of its own."""
    if actor.head is None or actor.head.lower_ in pipeline.language.words("first_person"):
        return actor.head is not None
    return any(name.start <= actor.head.i < name.end for name in reading.named("own"))


def _is_act(pipeline: Pipeline, verb: Token) -> bool:
    """Whether a verb is something that an organisation does: "it will build a nursery"."""
    acts = pipeline.language.subjects[SUBJECT].words["acts"]
    return _is_main(verb) and verb.tag_ == "VB" and verb.lower_ in acts


def _is_future(verb: Token) -> bool:
    return verb.tag_ == "VB" or any(child.tag_ == "MD" for child in verb.children)


def _is_burdened(reading: Reading, verb: Token) -> bool:
    """Whether a duty is what is done to them. "Sites will be" alone sounds like one, and is not."""
    auxiliaries = {child.i for child in verb.children if child.dep_ in ("aux", "auxpass")}
    return verb.lower_ in BURDENED or any(
        auxiliaries.isdisjoint(range(hit.start, hit.end)) for hit in reading.hits("cues", "required")
    )


def _is_required(reading: Reading, actor: Actor) -> bool:
    """Whether a duty is laid on somebody: by a verb, or on the subject itself."""
    return any(
        hit.start <= (actor.head.i if actor.head else 0) < hit.end or reading.doc[hit.start].tag_ != "NNS"
        for hit in reading.hits("cues", "required")
    )


def _is_main(verb: Token) -> bool:
    """Whether a verb is the main one of its sentence, or joined to it by "and"."""
    while verb.dep_ == "conj":
        verb = verb.head
    return bool(verb.dep_ == "ROOT")


def _is_plan_for(actor: Actor, verb: Token) -> bool:
    """Whether "the audits will ..." tells what the company plans with a thing of its own."""
    if actor.text.lower().split()[-1:] in (["statement"], ["report"], ["section"]):
        return verb.lower_ in RENEWED
    while verb.dep_ == "conj":
        verb = verb.head
    return verb.dep_ in ("ROOT", "relcl", "advcl") and (
        _is_done_to(verb)
        or verb.lower_ in PLANNED_OF_THINGS
        or (verb.lower_ == "have" and any(child.lower_ == "by" for child in verb.children))
    )


def _is_done_to(verb: Token) -> bool:
    return verb.lower_ in UNDERGOING or any(child.dep_ in PASSIVE for child in verb.children)


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


def _decided(verb: Token) -> Token | None:
    """What a body decided to do; None where the decision is the deed, or one not to act."""
    what = next((child for child in verb.children if child.dep_ in ("xcomp", "ccomp")), None)
    if what is None or any(child.dep_ == "neg" for child in (*verb.children, *what.children)):
        return None
    return None if what.lower_ in DONE_AT_ONCE else what


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
    words = pipeline.language.subjects[SUBJECT].words
    following = reading.doc[index + 1 : index + 2].text.lower()
    word = reading.doc[index].lower_
    return word in words["soft"] or (word in words["soft_before"] and following in words["soft_after"])


def _names_company(pipeline: Pipeline, reading: Reading, actor: Actor, voice: Voice) -> bool:
    """In the words of others only what has the company for its subject is the company's."""
    own = [reading.doc[name.start : name.end].text for name in reading.named("own")]
    if any(name in actor.text for name in own):
        return True
    if not voice.is_meant or actor.head is None:
        return False
    words = pipeline.language.subjects[SUBJECT].words["meant"]
    return actor.head.lower_ in words
