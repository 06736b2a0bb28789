"""A promise as a register has it: who promises, and what, in the words of the passage.

"We are committed to paying fairly, and our suppliers know it" is the company's, to be "paying fairly".
"""

from __future__ import annotations

from typing import NamedTuple

from spacy.tokens import Doc, Token

from nlp.pipeline import NOTE_MARKS, Pipeline, Reading
from nlp.promises import PASSIVE, SUBJECT, Promise, is_itself
from nlp.subjects import subject_of

# How far from "commitment", "aim" or "intend" the "to" stands that says what for, in tokens.
REACH = 10
LONGEST_ACTOR = 12
NOUNS = ("NN", "NNS", "NNP", "NNPS")
CLAUSES = ("conj", "parataxis")
ENDS = " .;,:–—-" + NOTE_MARKS


class Undertaking(NamedTuple):
    """`[start, end)` is where the action stands in the sentence, `clause` where its clause begins, in characters."""

    actor: str
    action: str
    start: int
    end: int
    clause: int


def undertaking(pipeline: Pipeline, reading: Reading, promise: Promise, company: str) -> Undertaking:
    """Who undertakes what; the company by its name where it is the company, a body of it, or nobody said."""
    doc = reading.doc
    first = _begin(pipeline, reading, promise)
    last = _end(doc, promise, first)
    start, end = doc[first].idx, doc[last - 1].idx + len(doc[last - 1])
    text = doc.text[start:end]
    action = text.rstrip(ENDS)
    for word in _words(pipeline, "trailing"):
        action = action.removesuffix(f" {word}").rstrip(ENDS)
    clause = (
        start if _is_past(promise.verb) else max(doc.text.rfind(mark, 0, start) for mark in (";", ": ", "\n\n")) + 1
    )
    actor = _actor(pipeline, reading, promise, company)
    return Undertaking(actor, _affirmed(action), start, start + len(action), clause)


def _is_past(verb: Token | None) -> bool:
    """Whether something was promised in the past: what stands before it dates the promise, not the deed."""
    return verb is not None and verb.tag_ == "VBD"


def _words(pipeline: Pipeline, name: str) -> tuple[str, ...]:
    return pipeline.language.subjects[SUBJECT].words[name]


def _affirmed(action: str) -> str:
    """ "n't use" as a word by itself: "not use"."""
    for short in ("n't ", "n’t "):
        if action.startswith(short):
            return f"not {action.removeprefix(short)}"
    return action


def _actor(pipeline: Pipeline, reading: Reading, promise: Promise, company: str) -> str:
    if promise.verb is None:
        return promise.actor.text or company
    agent = next((child for child in promise.verb.children if child.dep_ == "agent"), None)
    by = next((child for child in agent.children if child.dep_ == "pobj"), None) if agent is not None else None
    head = by if by is not None and _is_body(pipeline, by) else promise.actor.head
    if head is None or (promise.actor.role == "other" and head is promise.actor.head):
        return company
    if _is_body(pipeline, head):
        return _phrase(reading.doc, head)
    is_named = promise.actor.role == "namesake" and head.dep_ not in PASSIVE
    return company if not is_named or head.lower_ in _words(pipeline, "instruments") else _phrase(reading.doc, head)


def _is_body(pipeline: Pipeline, noun: Token) -> bool:
    """Whether a noun is a body or officer of the company: "the Board", "a working group", but not "the Group"."""
    if noun.lower_ in _words(pipeline, "itself"):
        return any(child.dep_ in ("compound", "amod") for child in noun.lefts)
    return noun.lower_ in _words(pipeline, "acting")


def _phrase(doc: Doc, head: Token) -> str:
    """A subject with what belongs to it: "the Board of Directors", "the Board and the works council"."""
    first, last = head.left_edge.i, head.i + 1
    for child in head.rights:
        is_part = child.dep_ == "conj" or (child.dep_ == "prep" and child.lower_ == "of")
        if is_part and child.right_edge.i < first + LONGEST_ACTOR:
            last = max(last, child.right_edge.i + 1)
    return str(doc[first:last].text).strip(ENDS)


def _begin(pipeline: Pipeline, reading: Reading, promise: Promise) -> int:
    """The token with which an action begins."""
    doc, verb = reading.doc, promise.verb
    if verb is None or promise.hit is None:
        return next((token.i for token in doc if not _is_bullet(token)), 0)
    if doc[promise.hit.end - 1].lower_ == "of" and _is_gerund(doc, promise.hit.end):
        return promise.hit.end
    for carrier in _carriers(pipeline, reading, promise):
        after = _after(doc, carrier)
        if after is not None or carrier.i < promise.hit.end:
            return after or carrier.i
    subject = subject_of(verb)
    is_passive = subject is not None and subject.dep_ in PASSIVE
    if subject is not None and is_itself(pipeline, reading, promise.actor):
        being = [child.i for child in verb.lefts if child.dep_ == "auxpass" and child.tag_ == "VB"]
        return being[0] if being else _with_adverbs(pipeline, doc, verb.i + 1 if verb.tag_ == "MD" else verb.i)
    is_stated = subject is not None and subject.i < verb.i and not subject.tag_.startswith("W")
    if subject is not None and is_stated and (is_passive or promise.actor.role in ("thing", "other")):
        return int(subject.left_edge.i)
    return _with_adverbs(pipeline, doc, verb.i + 1 if verb.tag_ == "MD" else verb.i)


def _is_gerund(doc: Doc, at: int) -> bool:
    return at < len(doc) and doc[at].tag_ == "VBG"


def _is_bullet(token: Token) -> bool:
    """Whether a token before an item only marks it: "n", "•", "(a)", "2."."""
    is_word = token.is_alpha and (len(token) > 1 or token.lower_ == "a")
    return not is_word and not token.is_currency and (not token.text[0].isdigit() or token.text.endswith("."))


def _with_adverbs(pipeline: Pipeline, doc: Doc, at: int) -> int:
    """A verb with what stands before it and belongs to it: "not", "never knowingly", "fully"."""
    while at and (doc[at - 1].tag_ in ("RB", "RBR") or doc[at - 1].dep_ == "neg"):
        if doc[at - 1].lower_ in _words(pipeline, "linking"):
            break
        at -= 1
    return at


def _carriers(pipeline: Pipeline, reading: Reading, promise: Promise) -> list[Token]:
    """The words that only say how a thing is promised, the last first: "aim", "committed", "our intention"."""
    assert promise.verb is not None and promise.hit is not None
    words = _words(pipeline, "carriers")
    within = [*reading.span(promise.hit), promise.verb]
    within += [child for child in promise.verb.children if child.dep_ == "xcomp"]
    return sorted({token for token in within if token.lower_ in words}, key=lambda token: -token.i)


def _after(doc: Doc, carrier: Token) -> int | None:
    """Where that begins which somebody aims at: after "to" before a verb, after "of" before a gerund."""
    is_noun = carrier.tag_.startswith("NN")
    for token in doc[carrier.i + 1 : carrier.i + 1 + REACH]:
        if (
            token.text in (";", ":", ".")
            or token.tag_ == "MD"
            or (not is_noun and token.tag_ in NOUNS and token.dep_ != "npadvmod")
        ):
            return None
        if token.lower_ == "that" and token.i == carrier.i + 1:
            return int(token.i) + 1
        if token.lower_ in ("to", "towards", "of"):
            following = next((t for t in doc[token.i + 1 :] if t.tag_ != "RB"), token)
            if following.tag_ == "VBG" or (following.tag_ == "VB" and token.lower_ == "to"):
                return int(token.i) + 1
            if token.i == carrier.i + 1:
                return None
    return None


def _end(doc: Doc, promise: Promise, first: int) -> int:
    """The token after the last of the clause: what others do, or what comes of it after "and", is left out."""
    verb = promise.verb
    if verb is None:
        return len(doc)
    is_named = promise.hit is not None and "noun" in promise.hit.rule.flags
    if is_named and (end := _end_of_phrase(doc, verb, first)) is not None:
        return end
    above = {verb.i, *(token.i for token in verb.ancestors)}
    for token in doc[first + 1 :]:
        if token.dep_ in CLAUSES and token.head.i in above and token.i > verb.i:
            subject = subject_of(token)
            if subject is not None and first < subject.left_edge.i < token.i and subject.tag_ not in ("WDT", "WP"):
                joint = _before_joint(doc, subject.left_edge.i, first)
                if any(between.tag_ in ("CC", ":") for between in doc[joint : subject.left_edge.i]):
                    return joint
                joined = [child.i for child in verb.rights if child.tag_ == "CC" and first < child.i < token.i]
                if joined:
                    return _before_joint(doc, joined[-1], first)
    if verb.dep_ in ("advcl", "ccomp") and verb.right_edge.i < verb.head.i:
        return int(verb.right_edge.i) + 1
    return len(doc)


def _end_of_phrase(doc: Doc, verb: Token, first: int) -> int | None:
    """Where a commitment ends that is only named: "our commitment to pay fairly | guides us"."""
    root = next((token for token in (verb, *verb.ancestors) if token.dep_ == "ROOT"), verb)
    subject = subject_of(root)
    if subject is None or root.i <= first:
        return None
    if subject.left_edge.i > first + 1:
        return _before_joint(doc, subject.left_edge.i, first)
    is_within = subject.i < first or (subject.i == first and subject.left_edge.i < first)
    return int(subject.right_edge.i) + 1 if is_within and first <= subject.right_edge.i < root.i else None


def _before_joint(doc: Doc, at: int, first: int) -> int:
    """The token at which "and", "but" and the commas before a clause begin."""
    while at > first + 1 and (doc[at - 1].tag_ in ("CC", ",", ":", "RB", "IN") or doc[at - 1].is_punct):
        at -= 1
    return at
