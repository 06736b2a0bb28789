"""Whose figure it is: the company's, a supplier's, a partner's or a third party's.

Who does the clause in which the number stands decides first, then what its block is about, then in whose
voice the document is. A figure of an organisation that the company works with is never the company's.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from spacy.tokens import Token

from nlp.numerals import Numeral
from nlp.pipeline import Pipeline, Reading
from nlp.subjects import actor_of
from nlp.text import Source
from nlp.voice import Voice

SUBJECT = "metric"
SUPPLIERS = frozenset(
    "supplier suppliers vendor vendors contractor contractors subcontractor subcontractors factory factories mill "
    "mills farm farms facility manufacturer manufacturers agency agencies agent agents plantation smelter smelters "
    "refiner refiners site".split()
)
POINTING = frozenset(("it", "they", "its", "their", "he", "she", "this", "these", "which"))
PEOPLE = frozenset(
    "people children women men girls boys victims persons population households workers individuals".split()
)
# "Thorn: Thorn, an organisation that ...", "Unseen, a charity": a block that introduces somebody.
INTRODUCED = re.compile(
    r"(?P<name>[A-Z][\w’'&|-]*(?: [A-Z&][\w’'&|-]*){0,6})(?: \([A-Z]\w+\))?(?:: (?P=name))?(?:, an? | is an? "
    r"|: An? )(?:[\w-]+ ){0,5}"
    r"(?:charity|non-?profit|ngo|organi[sz]ation|initiative|coalition|network|consultancy|platform|association"
    r"|alliance|partnership|program(?:me)?)\b"
)
VERBAL = ("VERB", "AUX")


class Owner(NamedTuple):
    """`kind` is company, supplier, partner or third_party; `name` is the owner's where the text names one."""

    kind: str
    name: str | None = None


COMPANY = Owner("company")


class Ownership:
    """Remembers, sentence by sentence, whom a block is about."""

    def __init__(self, pipeline: Pipeline, source: Source) -> None:
        self._pipeline = pipeline
        self._source = source
        folded = source.text.casefold()
        self._is_on_company = any(name.casefold() in folded for name in source.company) or "the company" in folded
        self._headings: tuple[str, ...] = ()
        self._block: Owner | None = None
        # An organisation that the company's own paper describes is one that it works with.
        self._outside = "partner" if source.is_own_voice else "third_party"

    def enter(self, reading: Reading) -> None:
        """Takes note of a sentence, with or without numbers: it may open a block on somebody."""
        sentence = reading.sentence
        if sentence.opens_block or sentence.headings != self._headings:
            self._block = self._heading_owner(sentence.headings)
            self._headings = sentence.headings
        named = self._described(reading)
        if named is not None:
            self._block = named

    def of(self, reading: Reading, numeral: Numeral, voice: Voice) -> Owner:
        """The owner of a number of the sentence that was entered last."""
        own = self._by_clause(reading, numeral, voice)
        if own is not None:
            return own
        if reading.hits(SUBJECT, "cited") and not self._is_ours(reading, voice):
            return Owner("third_party", self._organisation(reading))
        if self._block is not None and not self._is_ours(reading, voice):
            return self._block
        if self._source.is_audit and self._is_examined(reading, numeral):
            return Owner("third_party")
        return self._default(reading, voice)

    def _default(self, reading: Reading, voice: Voice) -> Owner:
        if self._source.is_own_voice or voice.is_company:
            # What happened to people, told of without "we", happened at the suppliers of a company's paper.
            is_elsewhere = bool(reading.hits("impacts")) and not self._is_ours(reading, voice)
            return Owner("supplier") if is_elsewhere else COMPANY
        if self._source.is_audit:
            return Owner("supplier", self._source.audited)
        if self._is_on_company and any(token.lower_ in SUPPLIERS for token in reading.doc):
            return Owner("supplier")
        return COMPANY if reading.named("own") or self._says_company(reading) else Owner("third_party")

    @staticmethod
    def _says_company(reading: Reading) -> bool:
        return any(token.text == "Company" and token.nbor(-1).lower_ == "the" for token in reading.doc[1:])

    def _by_clause(self, reading: Reading, numeral: Numeral, voice: Voice) -> Owner | None:
        """The owner by the subject of the clause; None where that leaves it open."""
        if not reading.is_parsed:
            return None
        token = _token_at(reading, numeral)
        verb = _verb_of(token) if token is not None else None
        if token is None or verb is None:
            return None
        actor = actor_of(self._pipeline, reading, verb)
        if actor.head is None:
            return None
        word = actor.head.lower_
        is_inside = actor.head.left_edge.i <= token.i <= actor.head.right_edge.i
        if word in POINTING and word not in ("this", "these", "which"):
            return (
                self._block if self._block is not None and self._block.kind != "company" else self._pointed(word, verb)
            )
        if actor.role == "company":
            return COMPANY if voice.is_company or (voice.is_meant and bool(reading.named("own"))) else None
        name = next((n for n in reading.named("organisation") if n.start <= actor.head.i < n.end), None)
        if name is not None and not is_inside:
            if reading.hits(SUBJECT, "cited") or not self._source.is_own_voice:
                return Owner("third_party", name.canonical)
            return Owner("partner", name.canonical)
        if any(n.start <= actor.head.i < n.end for n in reading.named("country")) and not reading.named("own"):
            return Owner("third_party")
        if word in SUPPLIERS and not is_inside and self._does_itself(reading, verb):
            return Owner("supplier")
        return None

    def _pointed(self, word: str, verb: Token) -> Owner | None:
        """ "They produced ..." in a sentence without a name: whoever they are, not "we"."""
        return None if word in ("it", "its") else Owner("supplier") if verb.tag_ == "VBD" else None

    def _does_itself(self, reading: Reading, verb: Token) -> bool:
        hits = reading.hits(SUBJECT, "others")
        is_passive = any(child.dep_ in ("auxpass", "nsubjpass") for child in verb.children)
        return not is_passive and any(hit.start <= verb.i < hit.end for hit in hits)

    @staticmethod
    def _is_examined(reading: Reading, numeral: Numeral) -> bool:
        """Whether the clause tells what auditors did ("62 workers were interviewed"), not what they found."""
        token = _token_at(reading, numeral)
        verb = _verb_of(token) if token is not None and reading.is_parsed else None
        return verb is not None and any(hit.start <= verb.i < hit.end for hit in reading.hits(SUBJECT, "examined"))

    def _is_ours(self, reading: Reading, voice: Voice) -> bool:
        """Whether the sentence speaks of "we", "our" or the company by name."""
        first = self._pipeline.language.words("first_person")
        return bool(reading.named("own")) or (voice.is_company and any(token.lower_ in first for token in reading.doc))

    def _described(self, reading: Reading) -> Owner | None:
        """The organisation that a sentence is about, if it opens with its name."""
        for name in reading.named("organisation"):
            opens = all(token.lower_ in ("the", "a", "an") for token in reading.doc[: name.start])
            if opens and not name.is_common:
                return Owner(self._outside, name.canonical)
        match = INTRODUCED.match(reading.sentence.text) if reading.sentence.opens_block else None
        if match and not any(name.start < 3 for name in reading.named("own")):
            return Owner(self._outside, match.group("name"))
        return None

    def _heading_owner(self, headings: tuple[str, ...]) -> Owner | None:
        """The organisation that is the nearest heading, and not merely named in it."""
        if not headings or len(headings[-1].split()) > 8:
            return None
        known = self._pipeline.known_names("organisation")
        canonical = known.get(headings[-1].strip())
        return Owner(self._outside, canonical) if canonical else None

    @staticmethod
    def _organisation(reading: Reading) -> str | None:
        return next((name.canonical for name in reading.named("organisation")), None)


def _token_at(reading: Reading, numeral: Numeral) -> Token | None:
    return next((token for token in reading.doc if token.idx + len(token) > numeral.start), None)


def _verb_of(token: Token) -> Token | None:
    """The verb of the clause that a token stands in."""
    current = token
    while current.head.i != current.i:
        is_verb = current.pos_ in VERBAL or current.tag_.startswith(("VB", "MD"))
        if is_verb and current.dep_ not in ("amod", "compound", "aux", "auxpass"):
            return current
        current = current.head
    return current if current.tag_.startswith(("VB", "MD")) else None
