"""What an organisation does for the company: "the institute trained our managers", "Clearline runs our helpline"."""

from __future__ import annotations

from spacy.tokens import Token

from nlp.organisations import Mention
from nlp.pipeline import Hit, Pipeline, Reading
from nlp.proper_names import BEFORE_VERB
from nlp.subjects import subject_of
from nlp.voice import Voice

PAST = ("VBD", "VBN")
# After "our", these are nobody's.
SHARED = frozenset({"industry", "sector", "world", "time", "society", "planet", "economy"})


def is_done_for_company(pipeline: Pipeline, reading: Reading, hit: Hit, mention: Mention, voice: Voice) -> bool:
    """Whether the organisation does what the hit says, and for the company, its people or its suppliers."""
    if hit.start < mention.end or reading.doc[hit.start].text[0].isupper() or not _is_doer(reading, hit, mention):
        return False
    if "ours" in hit.rule.flags:
        return voice.is_company
    verb = reading.doc[hit.start]
    is_past = verb.tag_ in PAST if reading.is_parsed else verb.text.endswith("ed")
    rest = [*reading.doc[: mention.start], *reading.doc[mention.end :]]
    if any(token.i in range(name.start, name.end) for name in reading.named("own") for token in rest):
        return True
    if voice.is_company and any(_is_ours(pipeline, reading, token) for token in rest):
        return True
    suppliers = pipeline.language.words("suppliers") | pipeline.language.words("their_people")
    is_told = is_past or hit.rule.value == "operator"
    return voice.is_company and is_told and not mention.is_cited and any(t.lower_ in suppliers for t in rest)


def _is_ours(pipeline: Pipeline, reading: Reading, token: Token) -> bool:
    follows = reading.doc[token.i + 1].lower_ if token.i + 1 < len(reading.doc) else ""
    return token.lower_ in pipeline.language.words("first_person") and follows not in SHARED


def _is_doer(reading: Reading, hit: Hit, mention: Mention) -> bool:
    """Whether the organisation is the subject of the verb: it stands right before, or the parse says so."""
    between = reading.doc[mention.end : hit.start]
    if all(token.lower_ in BEFORE_VERB or token.text in "()" or token.is_upper for token in between):
        before = reading.doc[mention.start - 1] if mention.start else None
        if (
            before is None
            or before.like_num
            or before.lower_ in ("the", ",", "that", ".", ":", "and", "where", "when", "while")
        ):
            return not _hangs_on_another(reading, mention)
    if not reading.is_parsed:
        return False
    verb = next((token for token in reading.span(hit) if token.tag_.startswith("VB")), None)
    while verb is not None:
        subject = subject_of(verb)
        if subject is not None:
            return _is_named(subject, mention)
        if verb.dep_ in ("relcl", "acl") and verb.tag_ != "VBN":
            return _is_named(verb.head, mention)
        verb = verb.head if verb.dep_ in ("conj", "xcomp") and verb.head is not verb else None
    return False


def _is_named(noun: Token, mention: Mention) -> bool:
    """Whether a noun is the name, or the name stands in apposition to it: "a charity, Beacon, ..."."""
    if noun.lower_ in ("which", "who", "that") and noun.head.dep_ == "relcl":
        noun = noun.head.head
    inside = range(mention.start, mention.end)
    return noun.i in inside or any(child.i in inside for child in noun.children if child.dep_ == "appos")


def _hangs_on_another(reading: Reading, mention: Mention) -> bool:
    """Whether the name before the verb is no subject: "sites registered with the forum audited ..."."""
    if not reading.is_parsed:
        return False
    root = reading.doc[mention.start : mention.end].root
    return root.dep_ in ("pobj", "dobj") and any(
        token.dep_ in ("nsubj", "nsubjpass") and token.i < mention.start and token.head.i >= mention.end
        for token in reading.doc
    )
