"""Who says that something happened, whether that establishes it, and what the company answers.

An event is established where an authority, a court or the employer itself says so, or where the author tells in his
own words what anybody could see (a fire, a strike). What workers, unions or others say is alleged.
"""

from __future__ import annotations

import re
from typing import Literal, NamedTuple

from spacy.tokens import Token

from nlp.affected import kind_in
from nlp.language import language
from nlp.pipeline import Reading
from nlp.subjects import subject_of
from nlp.workplaces import Business

SUBJECT = "incident"
Stance = Literal["denies", "accepts", "acts", "no_comment", "says"]
Standing = Literal["alleged", "established"]
LONGEST_TELLER = 60
FIRST_PERSON = frozenset({"we", "our team", "our auditors", "our own auditors", "our audit"})
ACCORDING = re.compile(r"\b[Aa]ccording to (?P<who>(?:the |an? )?[^,.;“”]{2,60}?)(?=[,.;]| that\b| on\b|$)")
RELATIVE = re.compile(r",?\s+(?:who|which|that|whose|where)\b.*$")


class Telling(NamedTuple):
    """Who says it, as written; None where the author does. `is_official`: an authority or a court does, `is_employer`:
    a company does of itself."""

    said_by: str | None
    is_official: bool = False
    is_employer: bool = False


class Answer(NamedTuple):
    """What a company says to it, at the offsets `[start, end)` of the text."""

    stance: Stance
    start: int
    end: int
    by: str | None


def teller_of(reading: Reading, at: int, business: Business, before: str | None) -> Telling:
    """Who says what stands at a token of a parsed sentence. `before` is who spoke last."""
    text = " ".join(reading.sentence.text.split())
    words = language("en").file(SUBJECT).words
    told = ACCORDING.search(text)
    who = told.group("who") if told else _speaker(reading, at, frozenset(words["saying"]))
    if who is None:
        return Telling(None)
    if who.lower() in FIRST_PERSON and not text.startswith(("“", '"')):
        # The author found it: an auditor, a charity or the company itself.
        return Telling(None, is_official=True)
    if who.lower() in words["pronouns"]:
        who = before
    if who is None:
        return Telling(None)
    who = RELATIVE.sub("", who).strip(" ,–-“”\"'")
    # "At one site workers told us": the parser takes the site for a part of who they are.
    who = re.sub(rf"^.*\b(?:{'|'.join(words['site'])}) (?=(?:{'|'.join(words['staff'])})$)", "", who)
    if not who or len(who) > LONGEST_TELLER:
        return Telling(None)
    return Telling(who, has_any(who, words["official"]), _is_of_company(who, business, words))


def speaker_of(reading: Reading) -> str | None:
    """Who speaks in a parsed sentence, whatever is said; None where nobody is named."""
    words = language("en").file(SUBJECT).words
    who = _speaker(reading, None, frozenset(words["saying"]))
    return who if who and who.lower() not in words["pronouns"] and len(who) <= LONGEST_TELLER else None


def _speaker(reading: Reading, at: int | None, saying: frozenset[str]) -> str | None:
    """The subject of the verb of saying that governs a token; of any such verb where `at` is None."""
    for verb in reading.doc:
        if verb.lower_ not in saying or not verb.tag_.startswith("VB"):
            continue
        if at is not None and not _governs(verb, at):
            continue
        subject = subject_of(verb) or _shared_subject(verb)
        if subject is not None:
            return " ".join(reading.doc[subject.left_edge.i : subject.right_edge.i + 1].text.split())
    return None


def _shared_subject(verb: Token) -> Token | None:
    return subject_of(verb.head) if verb.dep_ == "conj" else None


def _governs(verb: Token, at: int) -> bool:
    """Whether what stands at a token is what a verb of saying tells: it hangs on the verb, and is no subject of it."""
    token = verb.doc[at]
    if token.i == verb.i:
        return False
    chain = [token, *token.ancestors]
    if verb not in chain:
        # "X, the officer said": the parser may hang the verb of saying on what is said.
        return verb.dep_ in ("parataxis", "ccomp") and verb.head in chain
    below = chain[chain.index(verb) - 1]
    return below.dep_ in ("ccomp", "dobj", "advcl", "xcomp", "parataxis", "dep", "conj", "prep", "oprd", "acl")


def _is_of_company(who: str, business: Business, words: dict[str, tuple[str, ...]]) -> bool:
    """Whether a company speaks: it is named, or called "the company", and no worker or union of it is."""
    # "Villagers near the Acme mine" are not the company that they name.
    if kind_in(who) or has_any(who, (*words["staff"], *words["people"], "union", "unions", "lawyer", "campaigners")):
        return False
    return bool(business.named(who)) or has_any(who, words["company_nouns"])


def has_any(text: str, listed: tuple[str, ...]) -> bool:
    """Whether a text holds one of these words or phrases."""
    plain = text.lower()
    return any(re.search(rf"\b{re.escape(word)}\b", plain) for word in listed)


def answer_in(reading: Reading, business: Business, is_company: bool) -> Answer | None:
    """What a company answers in a sentence; None where none does. `is_company`: the company spoke last."""
    words = language("en").file(SUBJECT).words
    text = " ".join(reading.sentence.text.split())
    lower = text.lower()
    opening = re.split(r"[“”\"]", text)[0] if not text.startswith(("“", '"')) else ""
    named = business.named(text)
    before = _before_saying(text, (*words["saying"], *words["denies"], *words["silent"], *words["acts"]))
    is_called = has_any(before.lower(), words["company_nouns"]) or bool(business.named(before))
    is_its = is_called and not has_any(before.lower(), (*words["staff"], "union"))
    if not is_its and not (is_company and (text.startswith(("“", '"', "He ", "She ", "It ")) or not opening)):
        return None
    stances: tuple[tuple[Stance, str], ...] = (
        ("no_comment", "silent"),
        ("accepts", "accepts"),
        ("denies", "denies"),
        ("acts", "acts"),
    )
    stance: Stance = next((name for name, key in stances if has_any(lower, words[key])), "says")
    if stance == "says" and is_its and not has_any(lower, words["answering"]):
        return None
    return Answer(stance, reading.sentence.start, reading.sentence.end, named[0].name if named else None)


def _before_saying(text: str, verbs: tuple[str, ...]) -> str:
    """What stands right before the first verb of saying outside a quotation: who speaks. "" where nobody does."""
    outside = re.sub(r"“[^”]*”?|\"[^\"]*\"?", lambda quoted: " " * len(quoted.group()), text)
    match = re.search(rf"\b(?:{'|'.join(map(re.escape, verbs))})\b", outside, re.I)
    return outside[max(0, match.start() - LONGEST_TELLER) : match.start()] if match else ""
