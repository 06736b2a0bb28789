"""Whose statement it is, where nobody says so: the name that the document uses for itself most."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

from hria.check.words import without_gaps, words
from hria.country import country_names
from hria.document import Document

# How often a name must stand in the text.
FEWEST = 3
# The words of the longest name that is taken from a title.
LONGEST_NAME = 5
BEGINNING = 3000
WORD = re.compile(r"(?<![\w&])[A-Z][\w&’]*[\w]|(?<![\w&])[A-Z]{2,}(?![\w])")
# A statement that says by whom it is made says whose it is.
MADE_BY = re.compile(
    r"\b(?:statement|report|disclosure) (?:is|was|has been) (?:made|given|issued|prepared) by (?=[A-Z])"
)
LONGEST_ENTITY = 90
# The share of its uses in which a word must be followed by another for both to be the name.
TOGETHER = 0.5


def speaker_of(document: Document) -> str | None:
    """The name of the company whose statement this is, as long as the document gives it; None where it gives none."""
    if document.publisher:
        return document.publisher
    text = without_gaps(document.text)
    if said := MADE_BY.search(text):
        for name in entity_names(text[said.end() : said.end() + LONGEST_ENTITY]):
            return name
    short = _most_used(document, text)
    entities = entity_names(text)
    if short is None:
        return next(iter(entities), None) or _in_title(document.title)
    own = [name for name in entities if re.search(rf"\b{re.escape(short)}\b", name, re.I)]
    opening = f"{document.title}\n{text[:BEGINNING]}"
    if own:
        return max(
            own, key=lambda name: (2 * (name in opening) + min(text.count(name), 3), -len(name), -text.find(name))
        )
    return _with_companion(text, short)


def _most_used(document: Document, text: str) -> str | None:
    """The capitalised word that is used most, and never in lower case; those of the file's name count double."""
    lower = Counter(re.findall(r"\b[a-z][a-z’]+\b", text))
    foreign = {word.lower() for name in country_names() for word in name.split()}
    counts = Counter(re.sub(r"[’']s$", "", word) for word in WORD.findall(text))
    stem = re.sub(r"[\W_]+", "", Path(document.path).stem).lower()
    opening = f"{document.title} {text[:BEGINNING]}"
    common = set(words().speaker.common.split())
    weights = {
        word: count * (3 if len(word) > 2 and word.lower() in stem else 1) * (2 if word in opening else 1)
        for word, count in counts.items()
        if count >= FEWEST
        and word.lower() not in common
        and word.lower() not in foreign
        and (word.isupper() or lower[word.lower()] * 10 < count)
    }
    return max(weights, key=lambda word: (weights[word], word)) if weights else None


def _in_title(title: str) -> str | None:
    """The part of a title that is no ordinary word: "Acme Yarn — Modern Slavery Statement"."""
    common = set(words().speaker.common.split())
    for part in re.split(r"\s[—–|:-]+\s", title):
        names = part.split()
        if 0 < len(names) <= LONGEST_NAME and all(n[:1].isupper() and n.lower() not in common for n in names):
            return part.strip()
    return None


def _with_companion(text: str, short: str) -> str:
    """The word with the one that mostly stands beside it: "PM Group", "Clifford Chance"."""
    total = len(re.findall(rf"\b{re.escape(short)}\b", text))
    for found in (
        Counter(re.findall(rf"\b({re.escape(short)} [A-Z][\w&]+)\b", text)),
        Counter(re.findall(rf"\b([A-Z][\w&]+ {re.escape(short)})\b", text)),
    ):
        for name, count in sorted(found.items(), key=lambda pair: (-pair[1], pair[0]))[:1]:
            if count >= max(2, TOGETHER * total):
                return str(name)
    return short


def entity_names(text: str) -> Counter[str]:
    """The legal entities that a text names by their form, with how often."""
    found = Counter(_before().sub("", " ".join(match.group("name").split())) for match in _entity().finditer(text))
    form = re.compile(rf"(?:{words().entity.form}[ ]?)+")
    return Counter({name: count for name, count in found.items() if len(name.split()) > 1 and not form.fullmatch(name)})


def _before() -> re.Pattern[str]:
    return re.compile(rf"^(?:{'|'.join(words().speaker.before)})+")


def _entity() -> re.Pattern[str]:
    return re.compile(
        r"(?<![\w&])(?P<name>(?:[A-ZÀ-Þ0-9][\w&’'.\-]*|\([A-Z][\w ]*\))"
        r"(?:[ ](?:[A-ZÀ-Þ&(][\w&’'.\-]*\)?|and(?= [A-Z])|of(?= [A-Z])|the(?= [A-Z]))){0,6}?,?[ ]"
        + words().entity.form
        + r")\b(?!\.[a-z])"
    )
