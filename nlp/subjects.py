"""Who does it: the subject of a verb, and whether it is the company, someone else or a thing."""

from __future__ import annotations

from typing import Literal, NamedTuple

from spacy.tokens import Token

from nlp.pipeline import Pipeline, Reading

Role = Literal["company", "namesake", "other", "thing", "none"]
SUBJECTS = ("nsubj", "nsubjpass", "csubj", "expl")
# Verbs that hang on another share its subject: "we will review and update".
SHARING = ("conj", "xcomp", "advcl", "ccomp", "acl", "dep", "aux", "auxpass", "acomp", "attr", "oprd", "prep", "pcomp")
# In "Acme has told us that it will pay", "it" is Acme.
POINTING_BACK = frozenset({"it"})


class Actor(NamedTuple):
    """`text` is the subject as written; "" where the sentence has none. `head` is its noun.

    A "namesake" has a proper name that nobody knows: in a company's own document mostly a subsidiary or brand.
    """

    text: str
    role: Role
    head: Token | None = None


def actor_of(pipeline: Pipeline, reading: Reading, verb: Token) -> Actor:
    """The actor of a verb: its own subject, or that of the verb it hangs on."""
    binding = pipeline.language.words("binding")
    seen: set[int] = set()
    current = verb
    while current.i not in seen:
        seen.add(current.i)
        subject = subject_of(current)
        if subject is not None and subject.dep_ != "expl":
            return _as_actor(pipeline, reading, subject)
        if current.dep_ == "relcl" or (current is verb and current.dep_ == "acl" and current.tag_ == "VBN"):
            return _as_actor(pipeline, reading, current.head)
        if current.dep_ in ("xcomp", "ccomp") and current.head.lower_ in binding:
            return Actor("", "other")
        if current.dep_ not in SHARING and current.dep_ != "ROOT":
            break
        if current.head is current:
            break
        current = current.head
    return Actor("", "none")


def subject_of(verb: Token) -> Token | None:
    """The subject that a verb has for itself; the nearest where a dateline before it looks like one."""
    before = [child for child in verb.lefts if child.dep_ in SUBJECTS]
    # In a long sentence the parser may hang the subject on the auxiliary.
    before = before or [c for aux in verb.lefts if aux.dep_.startswith("aux") for c in aux.lefts if c.dep_ in SUBJECTS]
    return before[-1] if before else next((c for c in verb.rights if c.dep_ in SUBJECTS), None)


def _as_actor(pipeline: Pipeline, reading: Reading, subject: Token) -> Actor:
    if subject.lower_ in ("which", "that", "who") and subject.head.dep_ == "relcl":
        return _as_actor(pipeline, reading, subject.head.head)
    if subject.lower_ in POINTING_BACK and (named := _pointed_at(subject)) is not None:
        actor = _as_actor(pipeline, reading, named)
        # "Acme has told us that it ...": a name that we report of is none of our own.
        return actor._replace(role="other") if actor.role == "namesake" else actor
    span = reading.doc[subject.left_edge.i : subject.i + 1]
    return Actor(span.text, role_of(pipeline, reading, subject), subject)


def _pointed_at(pronoun: Token) -> Token | None:
    """The subject of a clause above, which a pronoun in a clause that hangs on it points back to."""
    verb = pronoun.head
    while verb.dep_ in ("ccomp", "advcl", "conj"):
        is_joined = verb.dep_ == "conj"
        verb = verb.head
        subject = subject_of(verb)
        if subject is not None and not is_joined and subject.lower_ not in POINTING_BACK:
            return subject
    return None


def role_of(pipeline: Pipeline, reading: Reading, noun: Token) -> Role:
    """The role of a noun in the company's document, by its words and who owns it."""
    words = pipeline.language.words
    noun = _whole(noun, words("parts"))
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
    if word in words("firms") and _is_any(noun, words("any")):
        return "other"
    owners = [child for child in noun.children if child.dep_ in ("poss", "compound", "nmod", "amod")]
    if any(o.lower_ in words("first_person") for o in owners) or any(
        name.start <= o.i < name.end for o in owners for name in own
    ):
        return "company"
    if word in words("own_bodies"):
        return "company"
    is_country = any(name.kind == "country" and name.start <= noun.i < name.end for name in reading.names)
    return "namesake" if noun.tag_ in ("NNP", "NNPS") and not is_country else "thing"


def _is_any(noun: Token, words: frozenset[str]) -> bool:
    """Whether a firm is none in particular: "a company that", "businesses should"."""
    is_bare = noun.tag_ == "NNS" and not any(child.dep_ in ("det", "poss", "compound") for child in noun.lefts)
    return is_bare or any(child.lower_ in words for child in noun.children)


def _whole(noun: Token, parts: frozenset[str]) -> Token:
    """Of whom "members of our team" are a part."""
    of = next((child for child in noun.rights if child.lower_ == "of"), None)
    if noun.lower_ not in parts or of is None:
        return noun
    return next((child for child in of.children if child.dep_ == "pobj"), noun)
