"""Searching: candidates by words (BM25) and by meaning, fused by reciprocal rank, ranked by how likely they answer."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from typing import NamedTuple

import numpy as np

from hria.document import Document
from hria.extract import Extractor, Reader
from hria.extract.meaning import sentence_encoder
from hria.retrieval.index import Index
from hria.retrieval.passages import Passage, marks, passages, topics_of
from hria.retrieval.ranking import Comparison, Question, compare, model, order, probability, question
from hria.settings import FOLDER, Workspace
from hria.store import Store

FILE = "passages.sqlite"
# So many candidates each way, and so many that are ranked.
CANDIDATES, RANKED = 80, 50
# These name firms and places, or tell of whole countries, and say nothing of what anybody does.
NOT_SEARCHED = frozenset(("suppliers", "context"))
# So many decide whether there is an answer at all.
DECIDING = 3
# Reciprocal rank fusion (Cormack, Clarke and Büttcher 2009).
FLATNESS = 60


class Answer(NamedTuple):
    """A passage that speaks to a question: with what probability, and how they compare."""

    passage: Passage
    probability: float
    compared: Comparison


class Searcher:
    """An index and what ranks its passages. `company` are the names of the company."""

    def __init__(self, index: Index, extractor: Extractor, company: Sequence[str], encoder: str | None = None) -> None:
        self._index = index
        self._extractor = extractor
        self._company = tuple(company)
        self._encoder = sentence_encoder(encoder)
        self.weights = model(self._encoder.name)

    def read(self, text: str) -> Question:
        """A question as it is compared with passages."""
        seen = marks(self._extractor.glance(text), topics_of([text])[0])
        return question(text, seen, self._company, self._encoder, self._index)

    def ranked(self, asked: Question, without: Collection[str] = ()) -> list[Answer]:
        """The candidates, the best first, however improbable; none of the documents `without`."""
        by_words = self._index.by_words(asked.words, CANDIDATES)
        by_meaning = self._index.by_meaning(asked.vector, CANDIDATES)
        numbers = fused(by_words, by_meaning)
        ranks = [{number: rank for rank, number in enumerate(ranking)} for ranking in (by_words, by_meaning)]
        near = self._index.nearness(numbers, asked.vector)
        found: list[Answer] = []
        for place, passage in enumerate(self._index.passages(numbers)):
            if passage.document_id not in without and len(found) < RANKED:
                stands = ranks[0].get(numbers[place]), ranks[1].get(numbers[place])
                compared = compare(asked, passage, near[place], stands)
                found.append(Answer(passage, probability(self.weights, [compared]), compared))
        return sorted(found, key=self._place)

    def judged(self, asked: Question, those: Sequence[Passage]) -> list[Answer]:
        """These passages, which need not be in the index, as answers, the best first, however improbable."""
        if not those:
            return []
        near = self._encoder.encode([passage.read_as(self._company) for passage in those]) @ asked.vector
        found = []
        for passage, nearness in zip(those, near, strict=True):
            compared = compare(asked, passage, np.array([nearness, 0, 0], dtype=np.float32), (None, None))
            found.append(Answer(passage, probability(self.weights, [compared]), compared))
        return sorted(found, key=self._place)

    def likeness(self, left: str, right: str) -> float:
        """How alike two texts are in meaning: the cosine of their vectors."""
        one, other = self._encoder.encode([left, right])
        return float(one @ other)

    def _place(self, answer: Answer) -> tuple[object, ...]:
        """Sorts the best first; scores are rounded, so that equal passages keep the order of the documents."""
        return -round(order(self.weights, answer.compared), 2), answer.passage.document_id, answer.passage.start

    def search(self, text: str, most: int = 5, without: Collection[str] = ()) -> list[Answer]:
        """The passages that answer, the best first; none where nothing is probable enough."""
        return self.found(self.read(text), most, without)

    def found(self, asked: Question, most: int, without: Collection[str] = ()) -> list[Answer]:
        """The passages that answer a question that was read."""
        found = self.ranked(asked, without)
        decided = probability(self.weights, [answer.compared for answer in found[:DECIDING]])
        return found[:most] if decided >= self.weights.least else []


def fused(*rankings: Sequence[int]) -> list[int]:
    """The members of several rankings, best first: each counts by how high it stands in each."""
    scores: dict[int, float] = {}
    for ranking in rankings:
        for place, number in enumerate(ranking):
            scores[number] = scores.get(number, 0.0) + 1 / (FLATNESS + place + 1)
    return sorted(scores, key=lambda number: (-scores[number], number))


def open_index(workspace: Workspace, encoder: str | None = None) -> Index:
    """The index of a workspace, beside its store."""
    return Index(workspace.folder / FOLDER / FILE, sentence_encoder(encoder), workspace.settings.company.names())


def refresh(index: Index, store: Store, extractor: Extractor, rules: str) -> Iterator[tuple[int, int]]:
    """Indexes what is new and forgets what is gone; yields how many of how many are done. `rules` is the
    fingerprint of what passages are marked by: where it changes, all are indexed anew."""
    current = [stored.summary for stored in store.list_documents("current")]
    waiting = index.stale({summary.id: rules for summary in current if summary.kind not in NOT_SEARCHED})
    for done, id_ in enumerate(waiting, start=1):
        index.put(id_, rules, passages(store.document(id_), extractor))
        yield done, len(waiting)


def search_documents(documents: Sequence[Document], reader: Reader, encoder: str | None = None) -> Searcher:
    """A searcher over documents that are in no workspace."""
    index, extractor = Index(None, sentence_encoder(encoder), reader.company), Extractor(reader)
    for document in (one for one in documents if one.kind not in NOT_SEARCHED):
        index.put(document.id, "", passages(document, extractor))
    return Searcher(index, extractor, reader.company, encoder)
