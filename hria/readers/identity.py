"""What a document is: its kind, publisher and language, as far as it says so itself.

Each can be overridden by the person who adds the document; a guess is never more than that.
"""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, get_args

import msgspec

from hria.document import DocumentKind
from hria.readers.transcript import Transcript
from hria.resources import read_toml

if TYPE_CHECKING:
    from py3langid.langid import LanguageIdentifier

# The languages that a document may be in. Lists of names look like rare languages to a model that knows them.
LANGUAGES = (
    "en fr de es it pt nl sv no da fi pl cs sk hu ro bg el ru uk tr ar fa he hi bn ta th vi id ms tl zh ja ko"
).split()
# How much of the text is looked at for signs of a kind, in characters.
BEGINNING = 3000
PUBLISHED_BY = re.compile(r"\b[Pp]ublished by (?P<name>[A-Z][\w&’'-]*(?: (?:[A-Z&][\w&’'-]*|of|for|the|and))*)")


class _Kind(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    name: DocumentKind
    patterns: tuple[str, ...]
    titled: tuple[str, ...] = ()
    hints: tuple[str, ...] = ()


class _Kinds(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    enough: int
    kind: tuple[_Kind, ...]


@cache
def _kinds() -> _Kinds:
    return read_toml(Path(__file__).with_name("kinds.toml"), _Kinds)


def kind_of(transcript: Transcript, title: str, path: str) -> DocumentKind:
    """The kind with the most signs in title, file name and first page; "other" where there are too few."""
    beginning = transcript.text[:BEGINNING]
    name = re.sub(r"[_\-.]+", " ", Path(path).stem)
    weights: dict[DocumentKind, int] = dict.fromkeys(get_args(DocumentKind), 0)
    for kind in _kinds().kind:
        titled = (*kind.patterns, *kind.titled)
        weights[kind.name] += 3 * (_found(titled, title) + _found(titled, name))
        weights[kind.name] += _found(kind.patterns, beginning)
        weights[kind.name] += _found(kind.hints, f"{title}\n{name}\n{beginning}")
    if "sitename" in transcript.metadata and "declared" in transcript.metadata:
        weights["news"] += 1
    if "sitename" in transcript.metadata and "author" in transcript.metadata:
        weights["news"] += 3
    best = max((kind.name for kind in _kinds().kind), key=lambda name: weights[name])
    return best if weights[best] >= _kinds().enough else "other"


def _found(patterns: tuple[str, ...], text: str) -> int:
    """How many of these patterns the text holds."""
    return sum(bool(re.search(pattern, text, re.I | re.S | re.M)) for pattern in patterns)


def publisher_of(transcript: Transcript) -> str | None:
    """Who published a document: the site that a web page is of, or who its first lines say."""
    if site := transcript.metadata.get("sitename"):
        return site
    match = PUBLISHED_BY.search(transcript.text[:1000])
    return match["name"] if match else None


def language_of(text: str) -> str | None:
    """The ISO 639-1 code of the language; None where there is too little text to tell."""
    sample = " ".join(text[:6000].split())
    if sum(char.isalpha() for char in sample) < 120:
        return None
    code, _ = _language_model().classify(sample)
    return str(code)


@cache
def _language_model() -> LanguageIdentifier:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    model = LanguageIdentifier.from_model_file(MODEL_FILE)
    model.set_languages(LANGUAGES)
    return model
