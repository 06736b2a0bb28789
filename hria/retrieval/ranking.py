"""How probable it is that a passage answers a question: by meaning, words, names, issues and countries.

A passage that shares a word with a question seldom answers it. What counts is how much of what is rare in the
question the passage says, in the same words or in words that are used alike, and whether it speaks of the same
people, places and matters.
"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import msgspec
import numpy as np

from hria.country import country_names
from hria.extract.meaning import word_comparison
from hria.resources import read_toml
from hria.retrieval.index import Index, Vectors
from hria.retrieval.passages import Passage, unnamed

FOLDER = Path(__file__).parent
WORD = re.compile(r"[a-z]+|\d[\d,.]*\d|\d")
# Words used less alike than this have nothing to do with each other.
ALIKE = 0.6
# A word in what stands beside a passage counts so much.
BESIDE = 0.7
# So many of a question's words are its rarest.
RAREST = 3
# What a passage does that a question of fact does not ask for.
DEMANDS = frozenset(("cue:required", "cue:planned", "cue:hypothetical"))


class Comparison(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How a passage compares with a question, each from 0 to 1.

    `meaning` is the cosine of their vectors, `context` that of the better of its neighbours; `covered` the share of
    the question's words that the passage says, `around` what else stands beside it, `rarest`
    how much both say of its rarest words, `names` the share of its names
    that it knows; `shared` the share of the passage's own words that the question says. Further whether it
    speaks of one of its issues, topics, countries or organisations, of other countries only, or demands or plans
    where the question does not.
    """

    meaning: float
    context: float
    covered: float
    around: float
    rarest: float
    shared: float
    names: float
    issues: float
    topics: float
    entities: float
    elsewhere: float
    mode: float
    by_words: float
    by_meaning: float


FEATURES = Comparison.__struct_fields__


class Model(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """`rank` are weights for the order of passages. `answer` and `bias` say, from the best that the first of them have
    of each feature, how probable it is that one answers; below `least`, nothing is found."""

    rank: dict[str, float]
    answer: dict[str, float]
    bias: float
    least: float


class _Models(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    model: dict[str, Model]


class _Words(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    stop: str
    around: str
    calendar: str


class Question(NamedTuple):
    """What is looked for. `words` are those that say what it is about, `weights` how much each counts; `names`
    are those that a passage must know to be about the same; `marks` are as those of passages."""

    text: str
    words: tuple[str, ...]
    weights: Vectors
    names: tuple[str, ...]
    marks: frozenset[str]
    vector: Vectors


def model(encoder: str) -> Model:
    """The weights that go with an encoder."""
    return read_toml(FOLDER / "ranking.toml", _Models).model[encoder]


def question(text: str, seen: Sequence[str], company: Sequence[str], encoder: Any, index: Index) -> Question:
    """A question read: `seen` are the marks of what the rules see in it, `company` the names of the company."""
    own = {word for name in company for word in _words_of(name)}
    plain, about = _word_lists()
    said = [word for word in dict.fromkeys(_words_of(text)) if word not in plain and word not in own]
    words = tuple(word for word in said if word not in about) or tuple(said)
    # As rare as in this field, or as in these documents, whichever is less: a name that is on every page tells little.
    rare = np.minimum(word_comparison().rarity(words) - 1.5, index.rarity(words))
    return Question(
        text=text,
        words=words,
        weights=np.maximum(rare, 0.2),
        names=_names(text, own),
        marks=frozenset(seen),
        vector=encoder.encode([unnamed(text, company)])[0],
    )


def compare(asked: Question, passage: Passage, near: Vectors, ranks: tuple[int | None, int | None]) -> Comparison:
    """How a passage compares with a question. `near` is how near it and its neighbours lie, `ranks` where it stands by
    words and by meaning, from 0."""
    covered, shared = _covered(asked, passage.text)
    beside, _ = _covered(asked, f"{passage.under} {passage.before} {passage.after}")
    total = float(asked.weights.sum()) or 1.0
    own = float((covered * asked.weights).sum()) / total
    both = float((np.maximum(covered, beside * BESIDE) * asked.weights).sum()) / total
    known = frozenset(passage.marks)
    places = {mark for mark in known if mark.startswith("country:")}
    asked_places = {mark for mark in asked.marks if mark.startswith("country:")}
    return Comparison(
        meaning=max(0.0, float(near[0])),
        context=max(0.0, float(near[1:].max())),
        covered=own,
        around=both - own,
        rarest=_of_rarest(np.maximum(covered, beside * BESIDE), asked.weights),
        shared=shared,
        names=_named(asked.names, passage),
        issues=_has_common(asked.marks, known, "issue:"),
        topics=_has_common(asked.marks, known, "topic:"),
        entities=_has_common(asked.marks, known, "country:", "organisation:"),
        elsewhere=float(bool(places and asked_places and not places & asked_places)),
        mode=float(bool((known - asked.marks) & DEMANDS)),
        by_words=0.0 if ranks[0] is None else 1 / (1 + ranks[0]) ** 0.5,
        by_meaning=0.0 if ranks[1] is None else 1 / (1 + ranks[1]) ** 0.5,
    )


def _of_rarest(said: Vectors, weights: Vectors) -> float:
    if not len(weights):
        return 0.0
    rarest = np.argsort(-weights, kind="stable")[:RAREST]
    return float(said[rarest].mean())


def says_more_than_names(asked: Question, passage: Passage) -> bool:
    """Whether a passage says any word of a question but for its names: a name alone is no answer."""
    names = {word for name in asked.names for word in _words_of(name)}
    covered, _ = _covered(asked, f"{passage.text} {passage.under}")
    return any(near > 0 for near, word in zip(covered, asked.words, strict=True) if word not in names)


def _has_common(asked: frozenset[str], known: frozenset[str], *kinds: str) -> float:
    return float(any(mark.startswith(kinds) for mark in asked & known))


def order(weights: Model, compared: Comparison) -> float:
    """How far up a passage belongs."""
    return float(sum(value * getattr(compared, name) for name, value in weights.rank.items()))


def probability(weights: Model, compared: Sequence[Comparison]) -> float:
    """How probable it is that one of these passages answers."""
    best = {name: max((getattr(c, name) for c in compared), default=0.0) for name in weights.answer}
    score = weights.bias + sum(value * best[name] for name, value in weights.answer.items())
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, score))))


def _covered(asked: Question, text: str) -> tuple[Vectors, float]:
    """For each word of the question how nearly the text says it, and the share of the text that says it, 0 to 1."""
    plain, _ = _word_lists()
    said = [word for word in dict.fromkeys(_words_of(text)) if word not in plain]
    if not said or not asked.words:
        return np.zeros(len(asked.words), dtype=np.float32), 0.0
    alike = word_comparison().alike(asked.words, said)
    near: Vectors = np.where(alike >= ALIKE, alike, 0.0).astype(np.float32)
    return near.max(axis=1), float(near.max(axis=0).mean())


def _named(names: Sequence[str], passage: Passage) -> float:
    """The share of these names that stand in a passage or beside it; 1 where there are none."""
    if not names:
        return 1.0
    text = f"{passage.text} {passage.title} {passage.under} {passage.before} {passage.after}".lower()
    return sum(name.lower() in text for name in names) / len(names)


def _names(text: str, own: set[str]) -> tuple[str, ...]:
    """The words written with a capital letter within a sentence, and those in capitals."""
    no_name = set(read_toml(FOLDER / "words.toml", _Words).calendar.split()) | _word_lists()[1] | _places()
    found = []
    begins = True
    for word in re.findall(r"[A-Za-z][\w&-]*|[.!?:“\"]", text):
        if len(word) > 1 and word[0].isupper() and (not begins or word.isupper()) and word.lower() not in no_name | own:
            found.append(word)
        begins = not word[0].isalpha()
    return tuple(dict.fromkeys(found))


def _words_of(text: str) -> list[str]:
    return [word.replace(",", "") for word in WORD.findall(text.lower().replace("’s", "").replace("'s", ""))]


@cache
def _places() -> frozenset[str]:
    """Countries and their peoples: they are compared as countries, not by name."""
    return frozenset(word.lower() for name in country_names() for word in name.split())


@cache
def _word_lists() -> tuple[frozenset[str], frozenset[str]]:
    lists = read_toml(FOLDER / "words.toml", _Words)
    return frozenset(lists.stop.split()), frozenset(lists.around.split())
