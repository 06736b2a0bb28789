"""Since when: the year in which the company joined, which is not the year of any event."""

from __future__ import annotations

import re

from spacy.tokens import Token

from nlp.organisations import Mention
from nlp.pipeline import Hit, Pipeline, Reading

YEAR = re.compile(r"(?:FY)?((?:19|20)\d\d)")
HEADING_YEAR = re.compile(r"(?:FY ?|20\d\d[–/-])?((?:19|20)\d\d)")
# Words between a preposition and its year: "since early February 2012".
LONGEST_DATE = 4
# Without a parse, and at the opening of a line, the year stands this near.
NEAR = 6
RELATIONS = frozenset({"member", "partner", "founder", "funder", "signatory", "assessor", "operator", "consulted"})
SHARING = (
    "xcomp",
    "ccomp",
    "advcl",
    "aux",
    "auxpass",
    "prep",
    "pcomp",
    "acomp",
    "attr",
    "conj",
    "pobj",
    "dobj",
    "oprd",
)


def year_of_joining(pipeline: Pipeline, reading: Reading, mention: Mention, hit: Hit, relation: str) -> int | None:
    """The year since when the company is in this relation; None where the sentence does not say."""
    if relation not in RELATIONS:
        return None
    begins = _begins(pipeline, reading, hit)
    years = [token for token in reading.doc if YEAR.fullmatch(token.text)]
    # "signatory to the one in 2012 and to the other in 2017": the year beside the name is its own.
    for token in sorted(years, key=lambda token: abs(token.i - mention.end)):
        match = YEAR.fullmatch(token.text)
        assert match
        preposition = _preposition(reading, token)
        if preposition == "since" and _belongs(reading, token, hit, mention):
            return int(match.group(1))
        if preposition and begins and _belongs(reading, token, hit, mention):
            return int(match.group(1))
        if preposition == "between" and relation == "member" and _belongs(reading, token, hit, mention):
            return int(match.group(1))
    heading = HEADING_YEAR.fullmatch((reading.sentence.heading or "").strip())
    return int(heading.group(1)) if heading and begins else None


def _begins(pipeline: Pipeline, reading: Reading, hit: Hit) -> bool:
    """Whether the relation begins here: "joined", "became a member of", "began working with"."""
    words = pipeline.language.words("beginnings")
    if any(token.lower_ in words for token in reading.doc[max(0, hit.start - 3) : hit.end]):
        return True
    if not reading.is_parsed:
        return False
    verbs = _governing(reading.span(hit).root)
    if verbs and verbs[0].tag_ in ("VBZ", "VBP") and verbs[0].lower_ in ("is", "are", "am"):
        # "joined the forum in 2019 and is a member of the alliance": of the alliance nothing is said.
        return False
    return any(verb.lower_ in words for verb in verbs)


def _preposition(reading: Reading, year: Token) -> str | None:
    """The word that a year hangs on, or "opening" where it opens a line."""
    for token in reversed(reading.doc[max(0, year.i - LONGEST_DATE) : year.i]):
        if token.lower_ in ("since", "in", "from", "during", "between"):
            return str(token.lower_)
        if token.lower_ == "for" or token.text in (",", ";"):
            return None
    if year.i == 0 and reading.doc[1:2].text in (":", "–", "-", "—"):
        return "opening"
    return "during" if year.text.startswith("FY") else None


def _belongs(reading: Reading, year: Token, hit: Hit, mention: Mention) -> bool:
    """Whether the year tells of this relation: it hangs on the same verb, or stands near."""
    start, end = min(hit.start, mention.start), max(hit.end, mention.end)
    at = int(year.i)
    if reading.doc[at + 1 : at + 3].text == ", when" and 0 <= start - at <= NEAR:
        return True
    distance = start - at if at < start else at - end
    if any(
        t.lower_ in ("which", "that", "founded", "established", ";", ".") for t in _between(reading, year, start, end)
    ):
        return False
    if distance <= 3 or not reading.is_parsed:
        return distance <= NEAR
    verbs = _governing(year)
    shared = {int(verb.i) for verb in _governing(reading.span(hit).root)}
    return any(int(verb.i) in shared for verb in verbs[:1])


def _between(reading: Reading, year: Token, start: int, end: int) -> list[Token]:
    return list(reading.doc[year.i : start] if year.i < start else reading.doc[end : year.i])


def _governing(token: Token) -> list[Token]:
    """The verbs above a word that share its subject, from the nearest."""
    verbs = [token] if token.tag_.startswith("VB") else []
    while token.head.i != token.i and len(verbs) < 4:
        if token.tag_.startswith("VB"):
            has_own_subject = any(child.dep_ in ("nsubj", "nsubjpass") for child in token.children)
            if has_own_subject or token.dep_ not in SHARING:
                break
        token = token.head
        if token.tag_.startswith("VB"):
            verbs.append(token)
    return verbs
