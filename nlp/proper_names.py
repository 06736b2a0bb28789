"""Proper names that no list knows: where they stand, and whether they may be an organisation."""

from __future__ import annotations

import re
from collections.abc import Iterator

from nlp.pipeline import Hit, Pipeline, Reading

# Words that stand inside the name of an organisation in small letters.
INNER = frozenset({"of", "for", "on", "against", "&", "-"})
LONGEST_NAME = 9
# After a name: what follows is something of the company's or a paper, not an organisation.
OWNED = frozenset(
    "’s 's team teams policy programme program committee act code regulations framework statement division".split()
)
LEGAL_FORMS = frozenset({"pty", "limited", "ltd", "ltd.", "plc", "inc", "inc.", "llc", "llp", "gmbh", "ag"})
# What a reader of pages makes of two lines printed over each other.
SCRAMBLED = re.compile(r"(?:[a-z]+[A-Z]+){3}")
NUMBERED = re.compile(r"FY ?\d|\d")
# How alike an unknown name must be to a known one to be taken for it (rapidfuzz, 0 to 100).
ALIKE = 90
PLACES_AND_TIMES = frozenset({"LOC", "DATE", "LAW", "NORP", "CARDINAL", "FAC", "GPE", "MONEY", "PERCENT"})


def names_after(pipeline: Pipeline, reading: Reading, hit: Hit, reach: int) -> Iterator[tuple[int, int]]:
    """The unknown proper names, as tokens `[start, end)`, that stand in a hit or follow it within `reach`, and
    those listed after them. The reading must be parsed and have entities."""
    taken = {i for name in reading.names for i in range(name.start, name.end)}
    # "engaged Acme to ..." has the name inside.
    inside = any(token.tag_ in ("NNP", "NNPS") for token in reading.doc[hit.start + 1 : hit.end])
    first = at = hit.start + 1 if inside else hit.end
    for _ in range(8):
        start = _next_proper(reading, at, reach if at == first else 3)
        if start is None:
            return
        end = _name_end(reading, start)
        if taken.isdisjoint(range(start, end)) and may_be_organisation(pipeline, reading, start, end):
            yield start, end
        at = end
        if reading.doc[at : at + 1].text not in (",", "and", "&", "("):
            return


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
        elif token.lower_ in INNER and end + 1 < len(doc) and doc[end + 1].text[:1].isupper():
            end += 2
        else:
            break
    return end


def may_be_organisation(pipeline: Pipeline, reading: Reading, start: int, end: int) -> bool:
    """Whether a proper name may be an organisation: not a place, person, law, paper or own body."""
    span = reading.doc[start:end]
    words = {token.lower_ for token in span}
    if words & pipeline.language.words("not_organisations") or len(span.text) < 3 or len(span) > LONGEST_NAME:
        return False
    if words <= pipeline.language.words("generic_names") | LEGAL_FORMS or NUMBERED.match(span.text):
        return False
    if SCRAMBLED.search(span.text) or all(len(token) == 1 for token in span):
        return False
    if any(name.kind != "organisation" and name.start < end and start < name.end for name in reading.names):
        return False
    labels = {ent.label_ for ent in reading.doc.ents if ent.start < end and start < ent.end}
    if labels & PLACES_AND_TIMES - {"GPE"} or (labels == {"GPE"} and len(span) == 1):
        return False
    if "PERSON" in labels and len(span) > 1:
        return False
    if reading.doc[end : end + 1].text.lower() in OWNED:
        return False
    if reading.doc[end : end + 1].text and reading.doc[end].tag_ in ("NN", "NNS", "``"):
        # "the Preferred Vendor procedure": the name only tells what kind of thing follows.
        return False
    return "ORG" in labels or len(span) > 1 or any(c.isupper() for c in span.text[1:])


def opening_name(reading: Reading) -> tuple[int, int] | None:
    """The name that a list item consists of or opens with: "Seaboard Labour Network: a forum of ..."."""
    doc = reading.doc
    start = 1 if doc[:1].text.lower() == "the" else 0
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
