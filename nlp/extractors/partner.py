"""Partners: outside organisations and initiatives that the company joins, works with, funds or is assessed by.

Known names come from a list that is given in; unknown ones are taken where the words before them leave no
doubt ("a member of ...", "engaged ... to"). What is merely cited as a source is no partner.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from nlp.clauses import cues, is_turned
from nlp.match import Match
from nlp.pipeline import Hit, Name, Pipeline, Reading
from nlp.text import Source

SUBJECT = "partner"
SOURCE = "source"
MENTION = "mention"
# How far a relation reaches to a name, in tokens, and what a token of distance costs.
REACH = 16
COST = 0.012
# A relation counts from this weight on.
ENOUGH = 0.55
# Only such relations vouch for a name that nobody knows ...
VOUCHING = 0.8
# ... and only when the name follows at once.
UNKNOWN_REACH = 6
LONGEST_HEADING = 12
# Words that end a list of names and tell of one of them.
LEADING_ON = frozenset(
    "that which who whose where operates operated provides is was are were has have had established created".split()
)
OWN_BRAND = re.compile(
    r"\b[Oo]ur ((?:[A-Z][\w’'-]+ ){0,3}[A-Z][\w’'-]+) (?:[Pp]rogram(?:me)?|[Ii]nitiative|brand|strategy)\b"
)
# How alike an unknown name must be to a known one to be taken for it (rapidfuzz, 0 to 100).
ALIKE = 90
# "Unseen, a charity", "Nest (a non-profit ...": what follows the name of an organisation.
DESCRIPTION = re.compile(
    r"(?:’s |'s )?(?:, |is |\()(?:an? |the )?(?:[\w-]+ ){0,3}"
    r"(?:charity|non-?profit|ngo|organi[sz]ation|initiative|coalition|network|consultancy|platform|association)"
)
YEAR = re.compile(
    r"\b(?:since|in|from|during|as of|fy)\s*(?:early |late |mid-?)?(?:[A-Z][a-z]+ )?(?:FY ?)?((?:19|20)\d\d)\b", re.I
)


class _Relation(NamedTuple):
    value: str
    rule: str
    words: str
    weight: float


class _Mention(NamedTuple):
    name: str
    start: int
    end: int
    is_known: bool
    is_common: bool


def extract(pipeline: Pipeline, readings: list[Reading], source: Source) -> list[Match]:
    """The partners among these sentences; one match for each organisation of a sentence."""
    candidates = [reading for reading in readings if reading.sentence.kind != "caption"]
    vouched = [reading for reading in candidates if source.is_own_voice and _may_name_unknown(reading)]
    pipeline.parse(vouched)
    pipeline.recognise(vouched)
    confirmed = _confirmed_names(readings)
    brands = _own_brands(readings)
    matches = []
    for reading in candidates:
        for mention in _mentions(pipeline, reading, confirmed):
            if mention.name in brands:
                continue
            relation = _relation(reading, mention, source)
            if relation:
                matches.append(_match(pipeline, reading, mention, relation))
    return matches + list(_under_their_names(pipeline, candidates, matches, source))


def _confirmed_names(readings: list[Reading]) -> frozenset[str]:
    """Organisations that the document names by an unmistakable name somewhere."""
    return frozenset(
        name.canonical for reading in readings for name in reading.named("organisation") if not name.is_common
    )


def _own_brands(readings: list[Reading]) -> frozenset[str]:
    """Names that the document calls "our ... programme": the company's own, whoever else knows them."""
    return frozenset(match.group(1) for reading in readings for match in OWN_BRAND.finditer(reading.sentence.text))


def _mentions(pipeline: Pipeline, reading: Reading, confirmed: frozenset[str]) -> Iterator[_Mention]:
    """The organisations that a sentence names, each once."""
    seen: set[str] = set()
    heading = reading.sentence.heading or ""
    for name in reading.named("organisation"):
        vouched = not name.is_common or name.canonical in confirmed or _is_defined(reading, name, heading)
        if name.canonical not in seen and (vouched or _follows_relation(reading, name)):
            seen.add(name.canonical)
            yield _Mention(name.canonical, name.start, name.end, True, name.is_common)
    if reading.is_parsed and reading.has_entities:
        for start, end in _unknown_names(pipeline, reading):
            text = reading.doc[start:end].text
            known = _known_as(pipeline, text)
            if (known or text) not in seen:
                seen.add(known or text)
                yield _Mention(known or text, start, end, bool(known), False)


def _known_as(pipeline: Pipeline, text: str) -> str | None:
    """The known organisation that a longer name is a variant of: "... Association of Australasia"."""
    from rapidfuzz import fuzz, process

    if len(text.split()) < 3:
        return None
    known = pipeline.known_names("organisation")
    best = process.extractOne(text, known, scorer=fuzz.token_sort_ratio, score_cutoff=ALIKE)
    return known[best[2]] if best else None


def _is_defined(reading: Reading, name: Name, heading: str) -> bool:
    """Whether an ordinary word is here the name of an organisation: it is the heading, or stands in
    brackets after it, or a description follows ("Unseen, a charity")."""
    text = reading.doc[name.start : name.end].text
    after = reading.doc[name.end : name.end + 6].text.lower()
    return text in heading or bool(DESCRIPTION.match(after))


def _follows_relation(reading: Reading, name: Name) -> bool:
    """Whether a sure relation stands right before an ordinary word: "a member of Nest"."""
    return any(hit.rule.weight >= VOUCHING and 0 <= name.start - hit.end <= 2 for hit in reading.hits(SUBJECT))


def _relation(reading: Reading, mention: _Mention, source: Source) -> _Relation | None:
    """How the company stands to what is named; None where the sentence does not say."""
    if not _is_about_company(reading, mention, source) or "hypothetical" in cues(reading):
        return None
    best: _Relation | None = None
    for hit in reading.hits(SUBJECT):
        weight = _reach(reading, hit, mention)
        if weight is None or hit.rule.value == SOURCE:
            continue
        if best is None or weight > best.weight:
            best = _Relation(hit.rule.value or "other", hit.rule.id, reading.span(hit).text.lower(), weight)
    if best is None or best.weight < ENOUGH:
        return None
    if best.value == MENTION:
        if _is_source(reading, mention):
            return None
        best = best._replace(value="other")
    return best


def _is_about_company(reading: Reading, mention: _Mention, source: Source) -> bool:
    own = bool(reading.named("own"))
    if not source.is_own_voice:
        return own
    speaks = own or any(token.lower_ in ("we", "our", "us", "i") for token in reading.doc)
    listed = reading.sentence.kind == "list_item" or not any(
        token.tag_ in ("VBZ", "VBP", "VBD") for token in reading.doc if reading.is_parsed
    )
    # "The alliance was founded by the institute" tells nothing of the company.
    led_by_another = any(name.start <= 1 for name in reading.named("organisation") if name.start != mention.start)
    return speaks or (listed and not led_by_another) or (mention.start > 2 and not led_by_another)


def _reach(reading: Reading, hit: Hit, mention: _Mention) -> float | None:
    """The weight of a relation at the distance of the name; None where it does not reach it."""
    if hit.start < mention.end and mention.start < hit.end:
        distance = 0
    elif hit.end <= mention.start:
        distance = mention.start - hit.end
        if is_turned(reading.doc, hit.end, mention.start):
            return None
    elif "near" in hit.rule.flags:
        distance = hit.start - mention.end
        if is_turned(reading.doc, mention.end, hit.start):
            return None
    else:
        return None
    if distance and _leads_elsewhere(reading, hit, mention):
        return None
    limit = REACH if mention.is_known else UNKNOWN_REACH
    if distance > limit or (not mention.is_known and hit.rule.weight < VOUCHING):
        return None
    return hit.rule.weight - COST * distance


def _leads_elsewhere(reading: Reading, hit: Hit, mention: _Mention) -> bool:
    """ "... work with Unseen, which operates the helpline": the relation ends at the first name unless the
    names are listed one after the other."""
    between = [
        name
        for name in reading.named("organisation")
        if min(hit.end, mention.end) <= name.start and name.end <= max(mention.start, hit.start)
    ]
    if not between:
        return False
    return any(token.lower_ in LEADING_ON for token in reading.doc[between[-1].end : mention.start])


def _is_source(reading: Reading, mention: _Mention) -> bool:
    return any(
        abs(hit.start - mention.end) <= 4 or abs(mention.start - hit.end) <= 4 for hit in reading.hits(SUBJECT, SOURCE)
    )


def _may_name_unknown(reading: Reading) -> bool:
    """Whether a sure relation is followed by a capitalised word that no list knows."""
    known = [range(name.start, name.end) for name in reading.names]
    for hit in reading.hits(SUBJECT):
        if hit.rule.weight < VOUCHING or hit.rule.value == SOURCE:
            continue
        for token in reading.doc[hit.end : hit.end + UNKNOWN_REACH]:
            if token.text[:1].isupper() and not any(token.i in span for span in known):
                return True
    return False


def _unknown_names(pipeline: Pipeline, reading: Reading) -> Iterator[tuple[int, int]]:
    """Proper names after a sure relation that no list knows, with the names listed after them."""
    taken = {i for name in reading.names for i in range(name.start, name.end)}
    for hit in reading.hits(SUBJECT):
        if hit.rule.weight < VOUCHING or hit.rule.value == SOURCE:
            continue
        at = hit.end
        for _ in range(8):
            start = _next_proper(reading, at, UNKNOWN_REACH if at == hit.end else 3)
            if start is None:
                break
            end = _name_end(reading, start)
            # Money goes to many things; only what is given straight to a name vouches for it.
            given = any(word in reading.span(hit).text.lower() for word in ("donat", "sponsor"))
            if hit.rule.value == "funder" and not (given and start - hit.end <= 1):
                break
            if taken.isdisjoint(range(start, end)) and _is_organisation(pipeline, reading, start, end):
                yield start, end
            at = end
            if reading.doc[at : at + 1].text not in (",", "and", "&", "("):
                break


def _next_proper(reading: Reading, at: int, reach: int) -> int | None:
    for token in reading.doc[at : at + reach]:
        if token.tag_ in ("NNP", "NNPS") and token.text[:1].isupper():
            return int(token.i)
        if token.tag_.startswith("VB") or token.text in (";", ".", ":"):
            return None
    return None


def _name_end(reading: Reading, start: int) -> int:
    """The end of a proper name; "of", "for", "and" and "the" may stand inside it."""
    end = start + 1
    doc = reading.doc
    while end < len(doc):
        token = doc[end]
        if token.tag_ in ("NNP", "NNPS", "CD") and token.text[:1].isalnum() and not token.text[0].islower():
            end += 1
        elif (
            token.lower_ in ("of", "for", "on", "the", "against", "&")
            and end + 1 < len(doc)
            and doc[end + 1].text[:1].isupper()
            and token.lower_ != "the"
        ):
            end += 2
        else:
            break
    return end


def _is_organisation(pipeline: Pipeline, reading: Reading, start: int, end: int) -> bool:
    """Whether a proper name may be an organisation: not a place, person, law, paper or own body."""
    span = reading.doc[start:end]
    words = {token.lower_ for token in span}
    if words & pipeline.language.words("not_organisations") or len(span.text) < 3 or len(span) > 9:
        return False
    if words <= pipeline.language.words("generic_names") or re.match(r"FY ?\d|\d", span.text):
        return False
    if any(name.kind == "own" and name.start < end and start < name.end for name in reading.names):
        return False
    labels = {ent.label_ for ent in reading.doc.ents if ent.start < end and start < ent.end}
    if labels & {"LOC", "DATE", "LAW", "NORP", "CARDINAL", "FAC"}:
        return False
    if any(name.kind == "country" and name.start < end and start < name.end for name in reading.names):
        return False
    if "PERSON" in labels and len(span) > 1:
        return False
    following = reading.doc[end : end + 1].text.lower()
    if following in ("’s", "'s", "team", "policy", "programme", "program", "committee", "act", "code"):
        return False
    return "ORG" in labels or len(span) > 1 or any(c.isupper() for c in span.text[1:])


def _under_their_names(
    pipeline: Pipeline, readings: list[Reading], matches: list[Match], source: Source
) -> Iterator[Match]:
    """In a list of partners each stands under its own name, and the first sentence may only describe it."""
    if not source.is_own_voice:
        return
    sections: dict[str, list[Reading]] = {}
    for reading in readings:
        heading = _opening_name(reading) or reading.sentence.heading
        if heading and len(heading.split()) <= LONGEST_HEADING:
            sections.setdefault(heading, []).append(reading)
    found = {match.attributes["name"] for match in matches}
    named = {}
    for heading, section in sections.items():
        names = [name for r in section for name in r.named("organisation") if _is_the(r, name, heading)]
        if names:
            named[heading] = names[0].canonical
    listed = [heading for heading, name in named.items() if name in found]
    if len(listed) < 2:
        return
    for heading, canonical in named.items():
        if canonical in found:
            continue
        for reading in sections[heading]:
            name = next((n for n in reading.named("organisation") if n.canonical == canonical), None)
            if name:
                mention = _Mention(canonical, name.start, name.end, True, name.is_common)
                yield _match(pipeline, reading, mention, _Relation("other", "heading", heading, 0.6))
                break


def _opening_name(reading: Reading) -> str | None:
    """ "Thorn: ..." puts a paragraph under a name as a heading would."""
    for name in reading.named("organisation"):
        if name.start == 0 and reading.doc[name.end : name.end + 1].text == ":":
            return str(reading.doc[: name.end].text)
    return None


def _is_the(reading: Reading, name: Name, heading: str) -> bool:
    """Whether a heading is the name of an organisation, or little more."""
    written = reading.doc[name.start : name.end].text.lower()
    return written in heading.lower() and len(written) >= 0.5 * len(heading)


def _match(pipeline: Pipeline, reading: Reading, mention: _Mention, relation: _Relation) -> Match:
    sentence = reading.sentence
    year = YEAR.search(sentence.text)
    confidence = relation.weight if mention.is_known else relation.weight - 0.15
    return Match(
        kind="partner",
        start=sentence.start,
        end=sentence.end,
        rule=f"{pipeline.language.code}.partner.{relation.rule}",
        cues=tuple(dict.fromkeys((relation.words, reading.doc[mention.start : mention.end].text, *cues(reading)))),
        attributes={
            "name": mention.name,
            "relation": relation.value,
            "since": int(year.group(1)) if year and relation.rule != "heading" else None,
            "is_known": mention.is_known,
        },
        confidence=round(confidence, 2),
        heading=sentence.heading,
    )
