"""A finding as JSON: the contract with other programs. Fields may be added, never renamed."""

from __future__ import annotations

from typing import Any

import msgspec

from hria.document import Summary
from hria.mapping import Mapping
from hria.review import Reviewed


def finding_as_json(item: Reviewed, document: Summary, mappings: list[Mapping]) -> dict[str, Any]:
    """The finding with its document, place, mappings and review, ready for a JSON encoder."""
    finding = item.finding
    evidence = finding.evidence
    return {
        "id": finding.id,
        "kind": finding.kind,
        "document": {
            "id": document.id,
            "path": document.path,
            "title": document.title,
            "kind": document.kind,
            "published": document.published.isoformat() if document.published else None,
            "publisher": document.publisher,
        },
        "page": evidence.page,
        "paragraph": evidence.paragraph,
        "start": evidence.start,
        "end": evidence.end,
        "quote": evidence.quote,
        "heading": evidence.heading,
        "regions": [
            {
                "page": region.page,
                "x0": region.box.x0,
                "top": region.box.top,
                "x1": region.box.x1,
                "bottom": region.box.bottom,
            }
            for region in evidence.regions
        ],
        "attributes": msgspec.to_builtins(finding.attributes),
        "mappings": [
            {
                "framework": mapping.criterion_id.split(":")[0],
                "criterion": mapping.criterion_id,
                "stance": mapping.stance,
                "why": mapping.why,
            }
            for mapping in mappings
        ],
        "cues": list(finding.cues),
        "rule": finding.rule,
        "confidence": finding.confidence,
        "review": item.state,
    }


def summary_as_json(
    document: Summary, status: str, superseded_by: str | None, paths: tuple[str, ...], is_own_voice: bool
) -> dict[str, Any]:
    """A document as JSON, without its text."""
    plain: dict[str, Any] = msgspec.to_builtins(document)
    return {
        **plain,
        "status": status,
        "superseded_by": superseded_by,
        "paths": list(paths),
        "is_own_voice": is_own_voice,
    }
