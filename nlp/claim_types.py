"""Of which type a claim of a petition is: what it asks, what it quotes, what it holds for right, what it alleges."""

from __future__ import annotations

import re

from spacy.tokens import Token

from nlp.pipeline import Pipeline, Reading

SUBJECT = "claim"
NOTE_MARK = re.compile(r"[⁰¹²³⁴⁵⁶⁷⁸⁹]+")
QUOTED = re.compile(r"[“\"][^”\"]*[”\"]")
PAST = frozenset(("VBD", "VBN"))


def type_of(pipeline: Pipeline, reading: Reading) -> str:
    """ask, third_party_authority, normative or factual_allegation, by what decides first."""
    if reading.hits(SUBJECT, "ask"):
        return "ask"
    if _cites(reading) or _is_on_their_word(reading):
        return "third_party_authority"
    # "Should goods be detained, ..." opens a condition.
    if any(hit.start > 0 for hit in reading.hits(SUBJECT, "norm")) and not _speaks_of_the_past(reading):
        return "normative"
    return "normative" if _is_general(pipeline, reading) else "factual_allegation"


def _cites(reading: Reading) -> bool:
    """Whether others are cited, and not the company itself ("according to Acme's guidelines")."""
    own = reading.named("own")
    return any(
        not any(hit.end <= name.start <= hit.end + 2 for name in own) for hit in reading.hits(SUBJECT, "authority")
    )


def _is_on_their_word(reading: Reading) -> bool:
    """Whether a named organisation, not the company, says it: its name is the subject of the verb."""
    own = [range(name.start, name.end) for name in reading.named("own")]
    for hit in reading.hits(SUBJECT, "says"):
        verb = next((t for t in reading.doc[hit.start : hit.end] if t.tag_.startswith("VB")), None)
        if verb is None:
            # The tagger takes many a verb after a name for a noun ("the Standards Board identifies").
            before = reading.doc[hit.start - 1] if hit.start else None
            if before is not None and _is_named(before) and not any(before.i in name for name in own):
                return True
            continue
        for subject in (child for child in verb.lefts if child.dep_ in ("nsubj", "nsubjpass")):
            near = [subject, *(child for child in subject.lefts if child.dep_ in ("compound", "poss", "nmod"))]
            is_own = any(token.i in name for name in own for token in near)
            is_board = len(near) == 1 and subject.lower_ in ("company", "board", "it", "they", "management")
            if not is_own and not is_board and any(_is_named(token) for token in near):
                return True
    return False


def _is_named(token: Token) -> bool:
    return token.tag_ in ("NNP", "NNPS") and token.text[:1].isupper()


def _speaks_of_the_past(reading: Reading) -> bool:
    root = next((token for token in reading.doc if token.dep_ == "ROOT"), None)
    return root is not None and root.tag_ == "VBD"


def _is_general(pipeline: Pipeline, reading: Reading) -> bool:
    """Whether a sentence holds for everybody: nobody is named in it, nothing is counted and nothing is past."""
    if reading.named("own") or reading.named("country"):
        return False
    text = QUOTED.sub(" ", re.sub(r"\([A-Z]+\)", " ", reading.sentence.text))
    if re.search(r"\d", NOTE_MARK.sub("", text)) or re.search(
        r"\b(?:the|this|our|its) (?:company|board)\b", text, re.I
    ):
        return False
    if any(
        token.tag_ in PAST and token.dep_ in ("ROOT", "conj", "ccomp") and token.tag_ == "VBD" for token in reading.doc
    ):
        return False
    if _has_name(text):
        return False
    subjects = [token for token in reading.doc if token.dep_ in ("nsubj", "nsubjpass")]
    if any(len(token.text) > 1 and token.text.isupper() for token in subjects[:1]):
        return False
    return any(token.tag_ in ("VBP", "VBZ", "MD") for token in reading.doc)


def _has_name(text: str) -> bool:
    """Whether a word within a sentence is capitalised; acronyms aside."""
    begins = True
    for word in re.findall(r"[\w’'-]+|[.:]", text):
        is_acronym = len(word) > 1 and word.isupper()
        if word[:1].isupper() and not begins and not is_acronym:
            return True
        begins = word in (".", ":") or word.lower() in ("whereas", "resolved")
    return False
