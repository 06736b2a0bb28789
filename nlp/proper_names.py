"""Proper names that no list knows: where they stand, and whether they may be an organisation."""

from __future__ import annotations

import re
from collections.abc import Iterator

from spacy.tokens import Span

from nlp.pipeline import Hit, Pipeline, Reading

# Words that stand inside the name of an organisation in small letters.
INNER = frozenset({"of", "for", "on", "against", "&", "-"})
LONGEST_NAME = 9
# How many words after a comma may say what a name is.
LONGEST_DESCRIPTION = 7
# After a name: what follows is something of the company's or a paper, not an organisation.
OWNED = frozenset(
    "’s 's / team teams policy programme program committee act code regulations framework statement division".split()
)
# "Work With Us Intern With Us": what a page's menu leaves behind.
PRONOUNS = frozenset({"Us", "Our", "We", "You", "Your", "My", "It", "They"})
TITLES = frozenset("mr mrs ms dr prof professor sir dame lord lady baroness by".split())
OFFICES = frozenset("our head chief director who her his ceo cfo chair chairman company vice general".split())
LEGAL_FORMS = frozenset({"pty", "limited", "ltd", "ltd.", "plc", "inc", "inc.", "llc", "llp", "gmbh", "ag"})
# What a reader of pages makes of two lines printed over each other.
SCRAMBLED = re.compile(r"(?:[a-z]+[A-Z]+){3}")
NUMBERED = re.compile(r"FY ?\d|\d|\w*\d{3}")
# What may stand between the subject and its verb.
BEFORE_VERB = frozenset("has have had also now then already since which who that will again first , recently".split())
LONGEST_BETWEEN = 3
# How alike an unknown name must be to a known one to be taken for it (rapidfuzz, 0 to 100).
ALIKE = 90
PLACES_AND_TIMES = frozenset({"LOC", "DATE", "LAW", "NORP", "CARDINAL", "FAC", "GPE", "MONEY", "PERCENT"})


def names_after(pipeline: Pipeline, reading: Reading, hit: Hit, reach: int) -> Iterator[tuple[int, int]]:
    """The unknown proper names, as tokens `[start, end)`, that stand in a hit or follow it within `reach`, and
    those listed after them. The reading must be parsed and have entities."""
    may_be_person = hit.rule.value in ("assessor", "consulted") or "chair" in reading.span(hit).text.lower()
    # "engaged Acme to ..." has the name inside.
    inside = any(token.tag_ in ("NNP", "NNPS") for token in reading.doc[hit.start + 1 : hit.end])
    first = at = hit.start + 1 if inside else hit.end
    for _ in range(8):
        start = _next_proper(reading, at, reach if at == first else 3)
        if start is None:
            return
        end = _name_end(reading, start)
        # "competitors from the Aerospace and Defence industry": one word must follow at once.
        is_near = end - start > 1 or at != first or start - at <= 1 or inside
        if (
            is_near
            and not is_taken(reading, start, end)
            and may_be_organisation(pipeline, reading, start, end, may_be_person)
        ):
            yield start, end
        at = end
        if reading.doc[at : at + 1].text not in (",", "and", "&", "("):
            return


def is_taken(reading: Reading, start: int, end: int) -> bool:
    """Whether a name that a list knows stands in these tokens; an ordinary word inside a longer name is none."""
    return any(
        name.start < end and start < name.end and not (name.is_common and name.start > start) for name in reading.names
    )


def _next_proper(reading: Reading, at: int, reach: int) -> int | None:
    for token in reading.doc[at : at + reach]:
        if token.tag_ in ("NNP", "NNPS") and token.text[:1].isupper():
            return int(token.i)
        if token.tag_.startswith("VB") or token.text in (";", ".", ":", "•"):
            return None
    return None


def _name_end(reading: Reading, start: int) -> int:
    """The end of a proper name; "of", "for" and the like may stand inside it."""
    end = start + 1
    doc = reading.doc
    while end < len(doc):
        token = doc[end]
        if token.tag_ in ("NNP", "NNPS", "CD") and token.text[:1].isalnum() and not token.text[0].islower():
            end += 1
        elif token.lower_ in INNER | {"'", "’"} and end + 1 < len(doc) and doc[end + 1].text[:1].isupper():
            end += 2
        else:
            break
    return end


def may_be_organisation(pipeline: Pipeline, reading: Reading, start: int, end: int, may_be_person: bool = True) -> bool:
    """Whether a proper name may be an organisation: not a place, person, law, paper or own body.

    Names of other languages are often taken for persons; `may_be_person` says that one may stand here.
    """
    span = reading.doc[start:end]
    if _is_worded_as_none(pipeline, span) or _belongs_to_another(reading, start, end):
        return False
    if _is_of_value_chain(pipeline, reading, end):
        return False
    if any(name.kind != "organisation" and name.start < end and start < name.end for name in reading.names):
        return False
    labels = {ent.label_ for ent in reading.doc.ents if ent.start < end and start < ent.end}
    if len(span) > 1:
        # "the Clean Dye Pact": what is called a law of two words is mostly a pact of companies.
        labels -= {"LAW"}
    if labels & PLACES_AND_TIMES - {"GPE"} or (labels == {"GPE"} and _is_place(reading, start, end)):
        return False
    if "PERSON" in labels and len(span) > 1 and (may_be_person or _is_person(reading, start, end)):
        return False
    return "ORG" in labels or len(span) > 1 or any(c.isupper() for c in span.text[1:]) or not reading.has_entities


def _is_worded_as_none(pipeline: Pipeline, span: Span) -> bool:
    """Whether the words of a name are those of papers, departments and subjects, or no words at all."""
    words = {token.lower_ for token in span}
    if words & pipeline.language.words("not_organisations") or len(span.text) < 3 or len(span) > LONGEST_NAME:
        return True
    ordinary = pipeline.language.words("generic_names") | pipeline.language.words("department_words")
    ordinary |= LEGAL_FORMS | INNER | {"and"}
    telling = {word for word in words if not word.isdigit()}
    if telling <= ordinary or any(token.text in PRONOUNS for token in span):
        return True
    return bool(NUMBERED.match(span.text) or SCRAMBLED.search(span.text)) or all(len(token) == 1 for token in span)


def _belongs_to_another(reading: Reading, start: int, end: int) -> bool:
    """Whether a name is something of the company ("our Fair Work"), or only tells what kind of thing follows
    ("the Preferred Vendor procedure")."""
    after = reading.doc[end : end + 1].text
    before = [token.lower_ for token in reading.doc[max(0, start - 2) : start] if token.text not in "“\"‘'"]
    if after.lower() in OWNED or before[-1:] in (["our"], ["its"], ["'s"], ["’s"]):
        return True
    if not after:
        return False
    tag = reading.doc[end].tag_
    return tag in ("NN", "NNS", "``") or (end - start == 1 and after.islower() and tag[:2] in ("JJ", "NN"))


def _is_of_value_chain(pipeline: Pipeline, reading: Reading, end: int) -> bool:
    """Whether a name is told to be a supplier, a site or a customer: "Acme Mills, a supplier in Penang"."""
    if reading.doc[end : end + 1].text not in (",", "("):
        return False
    chain = pipeline.language.words("value_chain")
    for token in reading.doc[end + 1 : end + 1 + LONGEST_DESCRIPTION]:
        if token.text in (",", ")", ";", ".") or token.lower_ in ("which", "who", "that", "in", "and"):
            return False
        if token.lower_ in chain:
            return True
    return False


def _is_place(reading: Reading, start: int, end: int) -> bool:
    """Whether a name that may be a place is one: it is of one word, or something happens in it."""
    before = reading.doc[start - 1] if start else None
    return end - start == 1 or (
        before is not None and before.tag_ == "IN" and before.lower_ in ("in", "at", "near", "from", "outside")
    )


def _is_person(reading: Reading, start: int, end: int) -> bool:
    """Whether a title or an office stands beside a name ("Dr Mary Ley", "Mary Ley, our head of ...")."""
    before = reading.doc[start - 1].lower_.rstrip(".") if start else ""
    after = reading.doc[end + 1 : end + 2].text.lower() if reading.doc[end : end + 1].text in (",", "(") else ""
    return before in TITLES or after in OFFICES


def opening_name(reading: Reading, at: int = 0) -> tuple[int, int] | None:
    """The name that a list item consists of or opens with: "Seaboard Labour Network: a forum of ..."."""
    doc = reading.doc
    start = at + 1 if doc[at : at + 1].text.lower() == "the" else at
    end = start
    while end < len(doc) and (doc[end].text[:1].isupper() or (doc[end].lower_ in INNER and end > start)):
        end += 1
    closes = doc[end : end + 1].text in ("", ":", "–", "—", "-", "(", ",", ".", ";")
    if not closes or end - start > LONGEST_NAME or len(doc[start:end].text) < 4 or doc[end - 1].lower_ in INNER:
        return None
    return start, end


def known_as(pipeline: Pipeline, text: str) -> str | None:
    """The known organisation that a longer name is a variant of: "... Association of Australasia"."""
    from rapidfuzz import fuzz, process

    if len(text.split()) < 3:
        return None
    known = pipeline.known_names("organisation")
    best = process.extractOne(text, known, scorer=fuzz.token_sort_ratio, score_cutoff=ALIKE)
    return known[best[2]] if best else None


def bare(name: str) -> str:
    """The name without its article, possessive and the mark that closes it."""
    return re.sub(r"^[Tt]he\s+|(?:’s|'s|[’',.])$", "", " ".join(name.split()))


def name_before(reading: Reading, at: int) -> tuple[int, int] | None:
    """The capitalised words before a verb, as tokens `[start, end)`: its subject, adverbs and auxiliaries aside."""
    doc = reading.doc
    end = at
    while end > 0 and at - end <= LONGEST_BETWEEN and doc[end - 1].lower_ in BEFORE_VERB:
        end -= 1
    start = end
    while start > 0 and _is_in_name(reading, start - 1, start < end):
        start -= 1
    while start < end and (doc[start].is_stop or not doc[start].text[0].isalnum() or doc[start].lower_ in INNER):
        start += 1
    return (start, end) if start < end else None


def _is_in_name(reading: Reading, at: int, is_inside: bool) -> bool:
    """Whether a token belongs to a name; what follows it does where `is_inside`."""
    token = reading.doc[at]
    if token.text[:1].isupper():
        return not NUMBERED.match(token.text)
    return is_inside and token.lower_ in INNER and at > 0 and reading.doc[at - 1].text[:1].isupper()
