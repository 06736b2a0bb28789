"""Who does it: the subject of a verb, and whether it is the company, someone else or a thing."""

from __future__ import annotations

from typing import Literal, NamedTuple

from spacy.tokens import Token

from nlp.pipeline import Pipeline, Reading

Role = Literal["company", "namesake", "other", "thing", "none"]
SUBJECTS = ("nsubj", "nsubjpass", "csubj", "expl")
# Verbs that hang on another share its subject: "we will review and update".
SHARING = ("conj", "xcomp", "advcl", "ccomp", "acl", "dep", "aux", "auxpass", "acomp", "attr", "oprd", "prep", "pcomp")


class Actor(NamedTuple):
    """`text` is the subject as written; "" where the sentence has none.

    A "namesake" has a proper name that nobody knows: in a company's own document mostly a subsidiary or brand.
    """

    text: str
    role: Role


def actor_of(pipeline: Pipeline, reading: Reading, verb: Token) -> Actor:
    """The actor of a verb: its own subject, or that of the verb it hangs on."""
    binding = pipeline.language.words("binding")
    seen: set[int] = set()
    current = verb
    while current.i not in seen:
        seen.add(current.i)
        subject = next((child for child in current.children if child.dep_ in SUBJECTS), None)
        if subject is not None and subject.dep_ != "expl":
            return _as_actor(pipeline, reading, subject)
        if current.dep_ == "relcl":
            return _as_actor(pipeline, reading, current.head)
        if current.dep_ in ("xcomp", "ccomp") and current.head.lower_ in binding:
            return Actor("", "other")
        if current.dep_ not in SHARING and current.dep_ != "ROOT":
            break
        if current.head is current:
            break
        current = current.head
    return Actor("", "none")


def _as_actor(pipeline: Pipeline, reading: Reading, subject: Token) -> Actor:
    if subject.lower_ in ("which", "that", "who") and subject.head.dep_ == "relcl":
        return _as_actor(pipeline, reading, subject.head.head)
    span = reading.doc[subject.left_edge.i : subject.i + 1]
    return Actor(span.text, role_of(pipeline, reading, subject))


def role_of(pipeline: Pipeline, reading: Reading, noun: Token) -> Role:
    """The role of a noun in the company's document, by its words and who owns it."""
    words = pipeline.language.words
    word = noun.lower_
    if word in words("first_person"):
        return "company"
    if word in words("others"):
        return "other"
    own = [name for name in reading.names if name.kind == "own"]
    if any(name.start <= noun.i < name.end for name in own):
        return "company"
    if any(name.kind == "organisation" and name.start <= noun.i < name.end for name in reading.names):
        return "other"
    owners = [child for child in noun.children if child.dep_ in ("poss", "compound", "nmod", "amod")]
    if any(o.lower_ in words("first_person") for o in owners) or any(
        name.start <= o.i < name.end for o in owners for name in own
    ):
        return "company"
    if word in words("own_bodies"):
        return "company"
    if noun.tag_ in ("NNP", "NNPS") and not any(name.kind == "country" for name in reading.names if name.start <= noun.i < name.end):
        return "namesake"
    if word in ("and", "or") or noun.tag_ in ("WP", "WDT"):
        return "thing"
    return "thing"
