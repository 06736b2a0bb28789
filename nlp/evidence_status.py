"""What a sentence makes of the thing it tells: done, in progress, planned, or said not to be so.

Words and grammar decide. A promise that is still to come is planned, unless the sentence tells a deed first ("we
trained our buyers and will train the growers") or a custom ("all new suppliers will be screened"). A denial counts
where it is asserted of the company: not where something is to be made sure of, is asked of suppliers, or stands
beside a deed. That nothing was found is a denial of its own kind: it answers, and admits no omission.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal, NamedTuple

from spacy.tokens import Token

from nlp.clauses import cues, is_turned
from nlp.goals import goal_of
from nlp.pipeline import Hit, Pipeline, Reading
from nlp.promises import SUBJECT as PROMISES
from nlp.promises import Promise
from nlp.promising import may_promise, promises_of
from nlp.status import status_of as status_of_promise
from nlp.subjects import role_of, subject_of
from nlp.told import is_main
from nlp.voice import OWN

SUBJECT = "status"
DENIALS = ("not_done", "no_remedy", "none_found")
Status = Literal["done", "in_progress", "planned", "negative"]


class Told(NamedTuple):
    """The status of a sentence, with the words that decided. `none_found`: it denies only that there was anything."""

    status: Status
    words: tuple[str, ...] = ()
    none_found: bool = False


def parse_for_status(pipeline: Pipeline, readings: Iterable[Reading]) -> None:
    """Parses those of these sentences whose status hangs on grammar."""
    pipeline.parse(r for r in readings if may_promise(r) or r.hits(SUBJECT) or goal_of(pipeline, r, {}))


def told(pipeline: Pipeline, reading: Reading) -> Told:
    """The status of a sentence in the company's own voice; it must be parsed where `parse_for_status` would."""
    planned = _planned(pipeline, reading)
    denied = _denied(pipeline, reading)
    if planned and not (denied and denied.none_found):
        return Told("planned", planned)
    if denied:
        return denied
    return Told("in_progress" if "in_progress" in cues(reading) else "done")


def _words(pipeline: Pipeline, name: str) -> tuple[str, ...]:
    return pipeline.language.subjects[SUBJECT].words[name]


def _planned(pipeline: Pipeline, reading: Reading) -> tuple[str, ...]:
    """The words by which a sentence tells of something that is still to come, and of nothing else."""
    if not reading.is_parsed:
        return ()
    goal = goal_of(pipeline, reading, {})
    for promise in promises_of(pipeline, reading, OWN, goal):
        status = status_of_promise(pipeline, reading, promise, goal)
        if promise.verb is None:
            if status == "planned":
                return promise.words
        elif _is_to_come(pipeline, reading, promise, status, goal is not None) and not _deed(
            pipeline, reading, promise.verb
        ):
            return promise.words
    for hit in reading.hits(SUBJECT, "planned"):
        deed = _deed(pipeline, reading, None)
        if (deed is None or hit.start <= deed.i < hit.end) and "conditional" not in cues(reading):
            return (reading.span(hit).text.lower(),)
    return ()


def _is_to_come(pipeline: Pipeline, reading: Reading, promise: Promise, status: str, is_listed: bool) -> bool:
    """Whether a promise is of something to come, and not of what is done each time or aimed at all the time.

    What says when it comes is a plan. Without that, or a place that makes a plan of it, "aim to" and a "will" that
    nobody is named for ("suppliers will be screened") tell of one only with a verb that begins something
    ("introduce"); "plan to" and "we will" do unless it is a verb of conduct ("comply").
    """
    assert promise.hit is not None and promise.verb is not None
    words = [token.lower_ for token in reading.span(promise.hit)]
    is_aim = any(word in _words(pipeline, "lasting_aims") for word in words)
    if is_aim and not is_main(promise.verb):
        return False
    if status != "planned" and not (status == "in_progress" and is_aim and not promise.is_standing):
        return False
    if reading.hits(SUBJECT, "dated"):
        return True
    if reading.hits(SUBJECT, "custom"):
        return False
    action = next((child for child in promise.verb.rights if child.dep_ == "xcomp"), promise.verb)
    is_modal = any(token.tag_ == "MD" for token in reading.span(promise.hit))
    is_bare = is_aim or (is_modal and any(child.dep_ == "auxpass" for child in action.children))
    if is_bare and not is_listed:
        return action.lower_ in _words(pipeline, "beginning") or _is_event(pipeline, action)
    is_refused = any(child.dep_ == "neg" for child in action.children)
    return action.lower_ not in _words(pipeline, "customary") and not is_refused


def _is_event(pipeline: Pipeline, verb: Token) -> bool:
    """ "Carry out a review", "an assessment will be made": what is done once."""
    things = [child for child in verb.children if child.dep_ in ("dobj", "nsubjpass")]
    is_one = any(child.lower_ in ("a", "an") and child.dep_ == "det" for thing in things for child in thing.children)
    return is_one and verb.lower_ in _words(pipeline, "holding_once")


def _deed(pipeline: Pipeline, reading: Reading, planned: Token | None) -> Token | None:
    """The main verb of a sentence that tells what was done or is done, beside a verb that is only planned."""
    root = next((token for token in reading.doc if token.dep_ == "ROOT"), None)
    if root is None:
        return None
    minded = _words(pipeline, "minded")
    mains = [root, *(token for token in reading.doc if token.dep_ == "conj" and _top(token).i == root.i)]
    for verb in mains:
        if (planned is not None and verb.i == planned.i) or verb.lower_ in minded or not verb.tag_.startswith("VB"):
            continue
        auxiliaries = [child.lower_ for child in verb.children if child.dep_ in ("aux", "auxpass")]
        is_modal = any(child.tag_ == "MD" for child in verb.children if child.dep_.startswith("aux"))
        is_denied = _is_denied(pipeline, verb)
        is_finite = verb.tag_ in ("VBD", "VBZ", "VBP") or bool(auxiliaries)
        if is_finite and not is_modal and not is_denied and not _is_led(verb, minded):
            return verb
    return None


def _is_denied(pipeline: Pipeline, verb: Token) -> bool:
    """ "We did not train", "no training was given", "we took no steps"."""
    denying = _words(pipeline, "denying")
    nouns = [child for child in verb.children if child.dep_ in ("nsubj", "nsubjpass", "dobj", "attr")]
    return any(child.dep_ == "neg" for child in verb.children) or any(
        word.lower_ in denying for noun in nouns for word in (noun, *noun.lefts)
    )


def _is_led(verb: Token, minded: tuple[str, ...]) -> bool:
    """Whether a verb is joined to one of the mind: "plans to develop and implement"."""
    return verb.dep_ == "conj" and verb.tag_ == "VB" and verb.head.lower_ in minded


def _top(token: Token) -> Token:
    while token.dep_ == "conj":
        token = token.head
    return token


def _denied(pipeline: Pipeline, reading: Reading) -> Told | None:
    """What a sentence denies of the company, if that is all that it says."""
    if not reading.is_parsed:
        return None
    found = {
        kind: [hit for hit in reading.hits(SUBJECT, kind) if _is_asserted(pipeline, reading, hit)] for kind in DENIALS
    }
    found["not_done"] = [
        hit for hit in found["not_done"] if not any(_overlap(hit, other) for other in found["none_found"])
    ]
    if found["none_found"]:
        # "No remedial measures were taken, since nothing was found": both say the same.
        remedies = found["no_remedy"]
        found["not_done"] = [hit for hit in found["not_done"] if not any(_overlap(hit, other) for other in remedies)]
        found["no_remedy"] = []
    hits = sorted((hit for kind in DENIALS for hit in found[kind]), key=lambda hit: hit.start)
    if not hits:
        return None
    words = tuple(dict.fromkeys(reading.span(hit).text.lower() for hit in hits))
    return Told("negative", words[:3], none_found=not found["not_done"] and not found["no_remedy"])


def _overlap(a: Hit, b: Hit) -> bool:
    return a.start < b.end and b.start < a.end


def _is_asserted(pipeline: Pipeline, reading: Reading, hit: Hit) -> bool:
    """Whether a denial is asserted of the company as it is, and not beside a deed."""
    span = reading.span(hit)
    if "answer" in hit.rule.flags:
        return True
    if any(other.end <= hit.start and not is_turned(reading.doc, other.end, hit.start) for other in _asked(reading)):
        return False
    clause = _verb_of(span.root)
    if any(child.tag_ == "MD" for child in clause.children):
        return False
    if _is_only_supposed(pipeline, clause) or _is_made_sure_of(pipeline, clause, hit):
        return False
    subject = subject_of(clause)
    is_passive = subject is not None and subject.dep_ == "nsubjpass"
    if subject is not None and not is_passive and _is_another(pipeline, reading, subject):
        return False
    deed = _deed(pipeline, reading, None)
    if deed is None or deed.i in range(hit.start, hit.end):
        return True
    if clause.dep_ in ("ccomp", "xcomp") and deed.is_ancestor(clause):
        # "The review showed that no cases were found", "we report that".
        return True
    is_past = deed.tag_ == "VBD" or any(child.lower_ in _words(pipeline, "past") for child in deed.children)
    return not is_past and clause.dep_ in ("advcl", "ROOT", "conj")


def _is_another(pipeline: Pipeline, reading: Reading, noun: Token) -> bool:
    """Whether a subject is not the company: a supplier, or people whose duties a company sets."""
    bound = pipeline.language.subjects[PROMISES].words["bound"]
    return noun.lower_ in bound or role_of(pipeline, reading, noun) == "other"


def _asked(reading: Reading) -> list[Hit]:
    return reading.hits("cues", "required")


def _verb_of(token: Token) -> Token:
    """The verb of the clause that a word stands in."""
    verb = next((one for one in (token, *token.ancestors) if one.tag_.startswith(("VB", "MD"))), token)
    return verb.head if verb.tag_ == "MD" or verb.dep_ in ("aux", "auxpass") else verb


def _is_made_sure_of(pipeline: Pipeline, verb: Token, hit: Hit) -> bool:
    """ "To ensure no risk of exploitation"."""
    return verb.i < hit.start and verb.lower_ in _words(pipeline, "assuring")


def _is_only_supposed(pipeline: Pipeline, verb: Token) -> bool:
    """Whether a clause only supposes something, makes sure of it, or tells it of somebody else."""
    conditional, assuring = _words(pipeline, "conditional"), _words(pipeline, "assuring")
    for current in (verb, *verb.ancestors):
        has_condition = any(child.lower_ in conditional and child.i < current.i for child in current.children)
        if has_condition and current.dep_ in ("advcl", "ccomp", "relcl", "ROOT"):
            return True
        if current.dep_ in ("relcl", "acl") or (current.dep_ in ("ccomp", "xcomp") and current.head.lower_ in assuring):
            return True
    return False
