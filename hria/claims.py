"""Petitions and their claims: what somebody puts to the company, and what the company's board says to it."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from hria.document import Document, Evidence, evidence
from hria.extract import Extractor
from hria.finding import Claim, Finding


class Petition(msgspec.Struct, frozen=True):
    """A resolution, proposal, letter or article.

    `text` is what is put to the company; `answer` the statement of its board, which is the company's own
    position, where the document prints one. `claims` are findings of the kind "claim" in the order of the text.
    """

    title: str
    proponent: str | None
    is_on_rights: bool
    text: Evidence
    answer: Evidence | None
    claims: tuple[Finding, ...]


def petitions_of(extractor: Extractor, document: Document, everything: bool = False) -> Iterator[Petition]:
    """The petitions of a document; of several only those on human rights or labour, unless `everything`."""
    for found, claims in extractor.petitions(document, everything):
        yield Petition(
            title=found.title,
            proponent=found.proponent,
            is_on_rights=found.is_on_rights,
            text=evidence(document, found.start, found.end),
            answer=evidence(document, *found.answer) if found.answer else None,
            claims=tuple(claims),
        )


def claim_as_json(petition: Petition, finding: Finding) -> dict[str, object]:
    """A claim with its petition, ready for a JSON encoder."""
    answer = petition.answer
    return {
        "id": finding.id,
        "petition": petition.title,
        "proponent": petition.proponent,
        "is_on_rights": petition.is_on_rights,
        **msgspec.to_builtins(_claim(finding)),
        "page": finding.evidence.page,
        "start": finding.evidence.start,
        "end": finding.evidence.end,
        "quote": finding.evidence.quote,
        "rule": finding.rule,
        "cues": list(finding.cues),
        "board_statement": {"page": answer.page, "start": answer.start, "end": answer.end} if answer else None,
    }


def _claim(finding: Finding) -> Claim:
    assert isinstance(finding.attributes, Claim), finding.kind
    return finding.attributes
