"""The witnesses: passages of the company's and of others' documents that speak to a claim, and who speaks in each."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import cache

from hria.answer import Exhibit, Speaker
from hria.document import Document, Evidence, evidence
from hria.extract import Extractor
from hria.factpack.sources import named_source
from hria.factpack.stance import take, turns_down
from hria.finding import Claim, Finding, Metric, quoted_passage
from hria.retrieval.passages import passages
from hria.retrieval.ranking import Question, says_more_than_names
from hria.retrieval.search import Answer, Searcher
from hria.store import Store

SPEAKERS: dict[str, Speaker] = {
    "audit": "auditor",
    "news": "press",
    "resolution": "critic",
    "grievances": "complainant",
    "records": "authority",
}
# So many passages at most for a claim or a part of one.
MOST = 5
MOST_OF_BOARD = 2
# The Board's statement was written in answer to just these claims, so it need look less like an answer to one.
LEAST_OF_BOARD = 0.35
# How a document says that it is not for the public.
INTERNAL = re.compile(
    r"\bconfidential\b|\bnot for (?:publication|distribution|circulation)\b|\binternal use\b|\bminutes of\b", re.I
)
BEGINNING = 600
# Beside a passage that is sure to answer, one this much less probable is left out.
LESS = 0.25
# Where a claim has an answer, its passages may be so much less probable than an answer must be.
SLACK = 0.08
# A part shorter than this, in words, says what it is about only with the rest of its claim.
SHORTEST_PART = 6
# What goes on with the part before it, and what speaks of others than the company by a pronoun.
FRAGMENT = re.compile(r"(?!that\b)[a-z]")
THEY = re.compile(r"(?:They|These|Those|Their)\b")


class Witnesses:
    """Finds the passages that speak to the claims of a petition in `document`, which is no witness itself but for the
    statement of the board in it, `answer`."""

    def __init__(
        self, store: Store, searcher: Searcher, extractor: Extractor, document: Document, answer: Evidence | None
    ) -> None:
        self._searcher = searcher
        self._extractor = extractor
        self._without = frozenset((document.id,))
        inside = passages(document, extractor) if answer else []
        self._answer = [p for p in inside if answer and answer.start <= p.start and p.end <= answer.end]
        current = store.list_documents("current")
        self._own = {s.summary.id for s in current if s.is_own_voice}
        self._kinds = {s.summary.id: s.summary.kind for s in current}
        self._document = cache(lambda id_: document if id_ == document.id else store.document(id_))
        self._spoken = cache(lambda id_: extractor.spoken_by_company(self._document(id_)))
        self._metrics = cache(lambda id_: [f for f in store.findings(document_id=id_) if f.kind == "metric"])

    def heard(self, claim: Claim, parts: Sequence[str]) -> list[Exhibit]:
        """The passages that speak to a claim as a whole or to one of its parts, each once."""
        found: dict[tuple[str, int], Exhibit] = {}
        for place, question in enumerate(parts):
            asked = self._searcher.read(question)
            for exhibit in self._exhibits(claim, place, asked):
                key = exhibit.finding.evidence.document_id, exhibit.finding.evidence.start
                known = found.get(key)
                if known is None or (known.stance == "on" and exhibit.stance != "on"):
                    found[key] = exhibit
        return list(found.values())

    def metrics(self, exhibits: Iterable[Exhibit]) -> list[tuple[Exhibit, Finding]]:
        """The figures that stand in these passages."""
        return [
            (exhibit, metric)
            for exhibit in exhibits
            for metric in self._metrics(exhibit.finding.evidence.document_id)
            if metric.evidence.start < exhibit.finding.evidence.end
            and metric.evidence.end > exhibit.finding.evidence.start
        ]

    def _exhibits(self, claim: Claim, place: int, asked: Question) -> list[Exhibit]:
        found = [self._exhibit(claim, place, asked, answer) for answer in self._probable(asked, self._without)]
        # What is merely near elsewhere gives way to what the source says that the claim names.
        if all(exhibit.stance == "on" for exhibit in found):
            found = [self._exhibit(claim, place, asked, a) for a in self._of_source(asked)] or found
        return found + [self._exhibit(claim, place, asked, answer) for answer in self._of_board(claim, asked)]

    def _of_source(self, asked: Question) -> list[Answer]:
        """Where a claim names its source ("a newspaper reported that"): what that says of what it is said to say."""
        named = named_source(asked.text)
        if named is None:
            return []
        others = {id_ for id_, kind in self._kinds.items() if kind != named.kind}
        return self._probable(self._searcher.read(named.said), self._without | others)

    def _probable(self, asked: Question, without: frozenset[str]) -> list[Answer]:
        """What answers, without what is much less probable than the best, and what only shares a name."""
        found = self._searcher.found(asked, MOST, without)
        best = max((answer.probability for answer in found), default=0.0)
        least = max(best - LESS, self._searcher.weights.least - SLACK)
        return [a for a in found if a.probability >= least and says_more_than_names(asked, a.passage)]

    def _of_board(self, claim: Claim, asked: Question) -> list[Answer]:
        """What the Board's statement says to it: a request is answered where it is turned down."""
        judged = self._searcher.judged(asked, self._answer)
        near = [answer for answer in judged if answer.probability >= LEAST_OF_BOARD][:MOST_OF_BOARD]
        refusals = [a for a in judged if claim.type == "ask" and turns_down(a.passage.text) and a not in near]
        return refusals + near

    def _exhibit(self, claim: Claim, place: int, asked: Question, answer: Answer) -> Exhibit:
        passage = answer.passage
        document = self._document(passage.document_id)
        taken = take(claim.type, asked, passage.text, self._extractor.glance(passage.text), answer.compared)
        return Exhibit(
            finding=quoted_passage(
                evidence(document, passage.start, passage.end, passage.under or None), document.sha256
            ),
            speaker=self._speaker(document, passage.start, passage.end),
            stance=taken.stance,
            why=taken.why,
            part=place,
            probability=answer.probability,
            is_internal=is_internal(document),
            is_of_others=self._has_others_figures(document.id, passage.start, passage.end),
        )

    def _speaker(self, document: Document, start: int, end: int) -> Speaker:
        """Who speaks: the company in its own documents, and where others let it speak or print its answer."""
        if document.id in self._without:
            return "board"
        if document.kind == "audit":
            return "auditor"
        is_company = any(first < end and start < last for first, last in self._spoken(document.id))
        if is_company:
            return "board" if document.kind == "resolution" else "company"
        if document.id in self._own and document.kind in ("policy", "statement"):
            return "company"
        return SPEAKERS.get(document.kind, "other")

    def _has_others_figures(self, document_id: str, start: int, end: int) -> bool:
        """Whether a figure of a supplier, partner or third party stands in a passage."""
        return any(
            isinstance(metric.attributes, Metric) and metric.attributes.owner != "company"
            for metric in self._metrics(document_id)
            if metric.evidence.start < end and metric.evidence.end > start
        )


def is_internal(document: Document) -> bool:
    """Whether a document says that it is not for the public, where it begins or above or below its pages; a log of
    complaints never is."""
    around = " ".join(dropped.text for dropped in document.dropped)
    return document.kind == "grievances" or bool(
        INTERNAL.search(f"{document.title} {document.text[:BEGINNING]} {around}")
    )


def parts_of(claim: Claim) -> tuple[str, ...]:
    """What of a claim is looked for: the claim, or where it says several things each of them.

    A part that is no sentence is looked for with the words before the list that it stands in, one that goes on with
    what others do ("They have met ...") with the sentence that names them.
    """
    if not claim.sub_claims:
        return (claim.text,)
    texts = [part.text for part in claim.sub_claims]
    first = min((place for text in texts if (place := claim.text.find(text)) >= 0), default=0)
    lead = claim.text[:first].strip()
    if all(len(text.split()) < SHORTEST_PART or not text[:1].isupper() for text in texts):
        return tuple(f"{lead} {text}".strip() for text in texts)
    parts: list[str] = []
    for text in filter(None, (lead, *texts)):
        if parts and FRAGMENT.match(text):
            parts[-1] = f"{parts[-1]} {text}"
        else:
            parts.append(f"{parts[0]} {text}" if parts and THEY.match(text) else text)
    return tuple(parts)
