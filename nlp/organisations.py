"""The organisations that a sentence names, and by what name the document knows them.

Known names come from a list that is given in; unknown ones are taken where the words before them leave no
doubt ("a member of ...", "engaged ... to").
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from typing import NamedTuple

from nlp.pipeline import Name, Pipeline, Reading
from nlp.proper_names import bare, known_as, may_be_organisation, opening_name
from nlp.text import Source
from nlp.vouching import SUBJECT, VOUCHING, unknown_names

# Names that are listed one after the other are no way apart.
BETWEEN_NAMES = frozenset({",", "and", "&", "(", ")", "the", "–", "-", "/", "or", "both", "as", "well"})
CAPITALISED = r"(?:[A-Z&][\w&+’'.-]*(?: of| for| and|,)? ){0,6}[A-Z][\w&+’'-]+"
OWN_BRAND = re.compile(
    r"\b[Oo]ur ((?:[A-Z][\w’'-]+ ){0,3}[A-Z][\w’'-]+) (?:[Pp]rogram(?:me)?|[Ii]nitiative|brand|strategy)\b"
)
OWN_GROUP = re.compile(
    r"\b(?:subsidiar(?:y|ies)|parent(?: company)?|division|part|affiliate|owned) (?:of|by) (?:the )?"
    rf"({CAPITALISED}?)(?:(?<!Working) [Gg]roup\b|,? (?:[Pp]lc|PLC|Ltd|Limited|Inc|LLC|LLP|Holdings|AG|SE|GmbH|Pty)\b)"
)
LEGAL_FORM = re.compile(
    r"\b(?:plc|ltd|limited|inc|llc|llp|corp|corporation|holdings|ag|gmbh|pty|s\.?a|n\.?v|b\.?v|group)\b\.?", re.I
)
DEFINED = re.compile(rf"\b({CAPITALISED}) ?\((?:the )?[“\"'‘]?([A-Z][A-Za-z&-]{{1,9}})[”\"'’]?\)")
# "Unseen, a charity", "Nest (a non-profit ...": what follows the name of an organisation.
DESCRIPTION = re.compile(
    r"(?:’s |'s )?(?:, |is |\()(?:an? |the )?(?:[\w-]+ ){0,3}"
    r"(?:charity|non-?profit|ngo|organi[sz]ation|initiative|coalition|network|consultancy|platform|association)"
)


class Mention(NamedTuple):
    """An organisation at the tokens `[start, end)` of a sentence, by the name that it is known by.

    `is_known`: a list knows it (then it `is_listed`) or the document has vouched for it.
    """

    name: str
    start: int
    end: int
    is_known: bool = True
    is_cited: bool = False
    is_listed: bool = True


class Naming(NamedTuple):
    """How a document names organisations: `confirmed` ones stand somewhere by an unmistakable name; `own` are
    words of the company's group and brands; `full` leads from an abbreviation to the name it stands for;
    `vouched` are names that no list knows and the document says are organisations."""

    confirmed: frozenset[str]
    own: frozenset[str]
    full: dict[str, str]
    vouched: frozenset[str] = frozenset()


def naming_of(readings: list[Reading], source: Source) -> Naming:
    """How a document names organisations."""
    confirmed = {
        name.canonical
        for reading in readings
        for name in reading.named("organisation")
        if not name.is_common or _is_defined(reading, name, "") or _follows_relation(reading, name)
    }
    texts = [reading.sentence.text for reading in readings]
    own = {match.group(1) for text in texts for match in OWN_BRAND.finditer(text)}
    own |= {bare(match.group(1)) for text in texts for match in OWN_GROUP.finditer(text)}
    own |= {"".join(word[0] for word in name.split() if word[0].isupper()) for name in source.company if " " in name}
    own |= {_folded(name) for name in source.company}
    full: dict[str, str] = {}
    for text in texts:
        for match in DEFINED.finditer(text):
            name = _of_these_initials(match.group(1), match.group(2))
            if name is None or LEGAL_FORM.search(name) or any(c in name for c in source.company):
                is_own_name = any(c in match.group(1) for c in source.company)
                own.add(match.group(2)) if is_own_name or LEGAL_FORM.search(match.group(1)) else None
            else:
                full.setdefault(match.group(2), name)
    return Naming(frozenset(confirmed), frozenset(own), full)


def _of_these_initials(words: str, abbreviation: str) -> str | None:
    """The end of these words whose capitals spell the abbreviation; None where there is none."""
    letters = [c for c in abbreviation if c.isupper()]
    parts = words.split()
    for start in range(len(parts) - 1, -1, -1):
        capitals = [c for part in parts[start:] for c in re.findall(r"(?:^|(?<=-))[A-Z]", part)]
        if capitals == letters:
            return bare(" ".join(parts[start:]))
    return None


def mentions(pipeline: Pipeline, reading: Reading, naming: Naming) -> Iterator[Mention]:
    """The organisations that a sentence names, each once; the company's own group is none."""
    seen: set[str] = set()
    heading = reading.sentence.heading or ""
    for name in reading.named("organisation"):
        vouched = not name.is_common or name.canonical in naming.confirmed or _is_defined(reading, name, heading)
        written = reading.doc[name.start : name.end].text
        if name.canonical in seen or {name.canonical, written} & naming.own or _is_within(reading, name):
            continue
        if vouched or _follows_relation(reading, name):
            seen.add(name.canonical)
            is_listed = name.canonical not in naming.vouched
            yield Mention(name.canonical, name.start, name.end, True, name.is_cited, is_listed)
    for start, end in unknown_names(pipeline, reading):
        text = bare(reading.doc[start:end].text)
        known = known_as(pipeline, naming.full.get(text, text))
        called = known or naming.full.get(text, text)
        if called not in seen and not is_own(called, naming, reading):
            seen.add(called)
            yield Mention(called, start, end, bool(known), is_listed=bool(known))


def listed_name(pipeline: Pipeline, reading: Reading, naming: Naming) -> Mention | None:
    """The organisation that a list item opens with, known or not."""
    for name in reading.named("organisation"):
        if name.start <= 1 and name.canonical not in naming.own:
            is_listed = name.canonical not in naming.vouched
            return Mention(name.canonical, name.start, name.end, True, name.is_cited, is_listed)
    if reading.named("organisation") or not (span := opening_name(reading)):
        return None
    if not may_be_organisation(pipeline, reading, *span):
        return None
    text = bare(reading.doc[span[0] : span[1]].text)
    if len(text.split()) < 2 or is_own(text, naming, reading):
        return None
    known = known_as(pipeline, text)
    return Mention(known or naming.full.get(text, text), *span, bool(known), is_listed=bool(known))


def _is_within(reading: Reading, name: Name) -> bool:
    """Whether an ordinary word only ends a longer name ("the Clean Dye Pact"), or stands in brackets after the
    name it is short for, whatever else it may mean."""
    if not name.is_common or not name.start:
        return False
    before = reading.doc[name.start - 1]
    if before.text == "(":
        return any(other.end == name.start - 1 for other in reading.named("organisation"))
    is_named = any(other.end == name.start for other in reading.names if other is not name)
    is_capital = before.text[:1].isupper() and not before.is_upper and not before.is_stop
    return is_capital and before.i > 0 and not is_named


def _folded(name: str) -> str:
    """The name without accents."""
    return "".join(c for c in unicodedata.normalize("NFD", name) if not unicodedata.combining(c))


def is_own(called: str, naming: Naming, reading: Reading | None = None) -> bool:
    """Whether a name is one of the company's group: a word of it stands there, or in a name of the group."""
    called = _folded(called)
    words = set(called.split())
    if called in naming.own or any(name and set(name.split()) <= words for name in naming.own):
        return True
    own = {reading.doc[name.start].text for name in reading.named("own")} if reading else set()
    return bool(own & words)


def _is_defined(reading: Reading, name: Name, heading: str) -> bool:
    """Whether an ordinary word is here the name of an organisation: it is the heading, or stands in
    brackets after it, or a description follows ("Unseen, a charity")."""
    text = reading.doc[name.start : name.end].text
    after = reading.doc[name.end : name.end + 6].text.lower()
    return text in heading or bool(DESCRIPTION.match(after))


def _follows_relation(reading: Reading, name: Name) -> bool:
    """Whether a sure relation stands right before an ordinary word ("a member of Nest") or before the names
    that it is listed with."""
    named = {i for other in reading.named("organisation") for i in range(other.start, other.end)}
    # "FSC-certified", "FSC or PEFC certified"
    after = (t.lower_ for t in reading.doc[name.end : name.end + 6] if t.i not in named)
    if next((word for word in after if word not in BETWEEN_NAMES), "") == "certified":
        return True
    return any(
        hit.rule.weight >= VOUCHING
        and hit.end <= name.start
        and sum(i not in named and reading.doc[i].lower_ not in BETWEEN_NAMES for i in range(hit.end, name.start)) <= 2
        and (name.start - hit.end <= 2 or any(i in named for i in range(hit.end, name.start)))
        for hit in reading.hits(SUBJECT)
    )
