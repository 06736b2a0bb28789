"""Whose relation a sentence tells of: the company's, its suppliers' or another's."""

from __future__ import annotations

from spacy.tokens import Token

from nlp.organisations import Mention
from nlp.pipeline import Hit, Pipeline, Reading
from nlp.subjects import actor_of

# A name follows these without another verb in between.
JOINED = ("member", "founder", "signatory")


def whose_relation(pipeline: Pipeline, reading: Reading, hit: Hit, mention: Mention) -> str:
    """Whose relation it is: the "company"'s, its "suppliers"' or "another"'s."""
    if hit.rule.value in JOINED and _is_of_suppliers(pipeline, reading, hit):
        return "suppliers"
    token = reading.span(hit).root
    while True:
        owner = _owner(pipeline, reading, token)
        if owner:
            return owner
        if token.tag_.startswith("VB") or token.dep_ in ("nsubj", "nsubjpass") or token.head.i == token.i:
            break
        token = token.head
        if _is_other_name(reading, token, mention):
            return "another"
    if not token.tag_.startswith("VB"):
        return "company"
    if token.dep_ == "acl" and _is_other_name(reading, _described(token), mention):
        return "another"
    return _whose_deed(pipeline, reading, token, hit, mention)


def _is_of_suppliers(pipeline: Pipeline, reading: Reading, hit: Hit) -> bool:
    """Whether suppliers stand nearer before a membership than the company does: "we ask suppliers to join"."""
    if any(token.lower_ in ("we", "i") for token in reading.span(hit)):
        return False
    for token in reversed(reading.doc[: hit.start]):
        if token.text in (";", ")", "•", ":"):
            return False
        follows = reading.doc[token.i + 1].text
        is_own = any(name.start <= token.i < name.end for name in reading.named("own"))
        if token.lower_ in ("we", "i") or (is_own and follows not in ("-", "’s", "'s", "’")):
            return False
        if token.lower_ in ("our", "my") and token.i >= hit.start - 2:
            return False
        if token.lower_ in pipeline.language.words("suppliers"):
            return True
    return False


def _owner(pipeline: Pipeline, reading: Reading, noun: Token) -> str | None:
    """Whose a noun is: "our membership", "their partner"; None where nobody's."""
    owners = [child for child in noun.children if child.dep_ == "poss"]
    if any(_is_company(pipeline, reading, owner) for owner in owners):
        return "company"
    return "another" if any(owner.lower_ in ("their", "his", "her") for owner in owners) else None


def _whose_deed(pipeline: Pipeline, reading: Reading, verb: Token, hit: Hit, mention: Mention) -> str:
    """Whose relation a verb tells of, by its subject."""
    actor = actor_of(pipeline, reading, verb)
    suppliers = pipeline.language.words("suppliers")
    if actor.role != "other" or actor.head is None or _is_ordinary(reading, actor.head):
        return "company"
    if hit.start <= actor.head.i < hit.end or actor.head.lower_ in pipeline.language.words("own_people"):
        return "company"
    if actor.head.lower_ in suppliers:
        return "suppliers"
    is_named = mention.start <= actor.head.i < mention.end
    if hit.rule.value == "operator" and not _is_other_name(reading, actor.head, mention):
        # "With the helpline of Clearline, workers can ...": whoever calls, it is the company's.
        return "company"
    return "company" if is_named and "near" in hit.rule.flags else "another"


def _is_ordinary(reading: Reading, token: Token) -> bool:
    """Whether a word only looks like an organisation: "HRWG" may be the company's own working group."""
    return any(name.is_common and name.start <= token.i < name.end for name in reading.named("organisation"))


def _is_company(pipeline: Pipeline, reading: Reading, token: Token) -> bool:
    if token.lower_ in pipeline.language.words("first_person"):
        return True
    return any(name.start <= token.i < name.end for name in reading.named("own"))


def _described(verb: Token) -> Token:
    """What a participle describes in the end: in "the forum, an initiative run by X" the forum."""
    noun: Token = verb.head
    while noun.dep_ == "appos" and noun.head.i != noun.i:
        noun = noun.head
    return noun


def _is_other_name(reading: Reading, token: Token, mention: Mention) -> bool:
    return any(
        name.start <= token.i < name.end and name.start != mention.start and not name.is_common
        for name in reading.named("organisation")
    )
