"""Fact packs: each petition of a document with what the workspace's documents say to its claims."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path

import msgspec

from hria.answer import Answered, Exhibit, FactPack, Precedent
from hria.claims import Petition, petitions_of
from hria.document import Document, summary
from hria.extract import Extractor
from hria.factpack.figures import set_beside
from hria.factpack.status import conclude, status_rules
from hria.factpack.witnesses import Witnesses, parts_of
from hria.finding import Claim, Finding, quoted_passage
from hria.resources import read_toml
from hria.retrieval.search import Searcher
from hria.store import Store

FILE = Path(__file__).parent / "owners.toml"
# Petitions as alike as this are on the same matter.
SAME_MATTER = 0.5
# So much of a petition says what its matter is, in characters.
BEGINNING = 600
STANCES = ("for", "against", "on")


class _Owner(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    name: str
    words: str


class _Owners(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    otherwise: str
    owner: tuple[_Owner, ...]


def fact_packs(
    store: Store, searcher: Searcher, extractor: Extractor, document: Document, everything: bool = False
) -> Iterator[FactPack]:
    """A fact pack for each petition of a document; of several only those on human rights or labour, unless
    `everything` is asked for."""
    dates = {s.summary.id: s.summary.published for s in store.list_documents("current")} | {
        document.id: document.published
    }
    for petition in petitions_of(extractor, document, everything):
        witnesses = Witnesses(store, searcher, extractor, document, petition.answer)
        yield FactPack(
            title=petition.title,
            proponent=petition.proponent,
            source=summary(document),
            text=quoted_passage(petition.text, document.sha256),
            answered=tuple(_answered(claim, witnesses, dates) for claim in petition.claims),
            answer=quoted_passage(petition.answer, document.sha256) if petition.answer else None,
            rules=status_rules(),
            precedents=tuple(_precedents(store, searcher, extractor, document, petition)),
        )


def _answered(finding: Finding, witnesses: Witnesses, dates: dict[str, datetime.date | None]) -> Answered:
    claim = finding.attributes
    assert isinstance(claim, Claim), finding.kind
    parts = parts_of(claim)
    exhibits = sorted(witnesses.heard(claim, parts), key=_order)
    figures = set_beside(claim, witnesses.metrics(exhibits))
    published = [day for e in exhibits if (day := dates.get(e.finding.evidence.document_id))]
    return Answered(
        claim=finding,
        parts=parts,
        exhibits=tuple(exhibits),
        figures=figures,
        rule=conclude(exhibits, figures, len(parts), claim.type),
        newest=max(published, default=None),
        owner=owner_of(claim.text),
    )


def _order(exhibit: Exhibit) -> tuple[object, ...]:
    """For, against and on the matter; of each the company's own first, then the most probable."""
    evidence = exhibit.finding.evidence
    is_own = exhibit.speaker in ("company", "board")
    return (
        STANCES.index(exhibit.stance),
        not is_own,
        -round(exhibit.probability, 1),
        evidence.document_id,
        evidence.start,
    )


def owner_of(text: str) -> str:
    """Who could usually supply what is missing on a claim."""
    owners = _owners()
    return next((owner.name for owner in owners.owner if re.search(owner.words, text, re.I)), owners.otherwise)


@cache
def _owners() -> _Owners:
    return read_toml(FILE, _Owners)


def _precedents(
    store: Store, searcher: Searcher, extractor: Extractor, document: Document, petition: Petition
) -> Iterator[Precedent]:
    """The petitions on the same matter in other documents of the workspace."""
    matter = _matter(petition)
    for stored in store.list_documents("current"):
        if stored.summary.kind != "resolution" or stored.summary.id == document.id:
            continue
        other = store.document(stored.summary.id)
        for earlier in petitions_of(extractor, other):
            if searcher.likeness(matter, _matter(earlier)) >= SAME_MATTER:
                yield Precedent(
                    title=earlier.title,
                    proponent=earlier.proponent,
                    source=stored.summary,
                    text=quoted_passage(earlier.text, other.sha256),
                    answer=quoted_passage(earlier.answer, other.sha256) if earlier.answer else None,
                )


def _matter(petition: Petition) -> str:
    asks: Sequence[str] = [
        f.attributes.text for f in petition.claims if isinstance(f.attributes, Claim) and f.attributes.type == "ask"
    ]
    return f"{petition.title}. {asks[0] if asks else petition.text.quote}"[:BEGINNING]
