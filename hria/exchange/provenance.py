"""Findings as JSON-LD: passages as Web Annotations, and by PROV-O where each came from and who decided on it.

The context stands in the file itself: nothing has to be fetched to read it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

import msgspec

from hria.document import Summary
from hria.exchange.codebook import guid
from hria.framework import Framework
from hria.mapping import map_finding
from hria.review import Review, Reviewed

CONTEXT = {
    "prov": "http://www.w3.org/ns/prov#",
    "oa": "http://www.w3.org/ns/oa#",
    "dcterms": "http://purl.org/dc/terms/",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
    "hria": "urn:hria:terms:",
}
PROGRAM = "urn:hria:program"


def provenance(
    items: Iterable[Reviewed],
    documents: Mapping[str, Summary],
    decisions: Mapping[str, Sequence[Review]],
    frameworks: tuple[Framework, ...],
) -> bytes:
    """The file: documents, findings, decisions and people as one graph, in the order of the findings."""
    every = list(items)
    cited = dict.fromkeys(item.finding.evidence.document_id for item in every)
    graph: list[dict[str, Any]] = [
        {"@id": PROGRAM, "@type": ["prov:Agent", "prov:SoftwareAgent"], "rdfs:label": "hria"},
    ]
    graph += [_document(documents[id_]) for id_ in cited]
    people: dict[str, dict[str, Any]] = {}
    for item in every:
        graph += _finding(item, documents, frameworks)
        for review in decisions.get(item.finding.id, ()):
            person = {"@id": _person(review), "@type": ["prov:Agent", "prov:Person"], "rdfs:label": review.reviewer}
            people.setdefault(review.reviewer, person)
            graph.append(_decision(review))
    graph += people.values()
    data = msgspec.json.encode({"@context": CONTEXT, "@graph": graph})
    return msgspec.json.format(data, indent=1) + b"\n"


def _document(summary: Summary) -> dict[str, Any]:
    node: dict[str, Any] = {
        "@id": _source(summary),
        "@type": "prov:Entity",
        "dcterms:title": summary.title,
        "dcterms:identifier": summary.sha256,
        "dcterms:format": summary.format,
        "dcterms:type": summary.kind,
        "hria:path": summary.path,
    }
    if summary.published:
        node["dcterms:issued"] = {"@value": summary.published.isoformat(), "@type": "xsd:date"}
    if summary.publisher:
        node["dcterms:publisher"] = summary.publisher
    if summary.language:
        node["dcterms:language"] = summary.language
    return node


def _finding(
    item: Reviewed, documents: Mapping[str, Summary], frameworks: tuple[Framework, ...]
) -> Iterator[dict[str, Any]]:
    finding, place = item.finding, item.finding.evidence
    source = _source(documents[place.document_id])
    extraction = f"urn:hria:extraction:{finding.id}"
    yield {
        "@id": _named(finding.id),
        "@type": ["prov:Entity", "oa:Annotation", f"hria:{finding.kind}"],
        "oa:motivatedBy": {"@id": "oa:classifying"},
        "oa:hasTarget": {
            "@type": "oa:SpecificResource",
            "oa:hasSource": {"@id": source},
            "oa:hasSelector": [
                {"@type": "oa:TextPositionSelector", "oa:start": place.start, "oa:end": place.end},
                {"@type": "oa:TextQuoteSelector", "oa:exact": place.quote},
            ],
        },
        "prov:wasDerivedFrom": {"@id": source},
        "prov:wasGeneratedBy": {"@id": extraction},
        "hria:page": place.page,
        "hria:paragraph": place.paragraph,
        "hria:heading": place.heading,
        "hria:confidence": finding.confidence,
        "hria:state": item.state,
        "hria:attributes": {"@type": "rdf:JSON", "@value": msgspec.to_builtins(finding.attributes)},
        "hria:speaksTo": [
            {"@id": f"urn:hria:criterion:{m.criterion_id}", "hria:stance": m.stance, "hria:why": m.why}
            for m in map_finding(finding, frameworks)
        ],
    }
    yield {
        "@id": extraction,
        "@type": "prov:Activity",
        "prov:used": {"@id": source},
        "prov:wasAssociatedWith": {"@id": PROGRAM},
        "hria:rule": finding.rule,
        "hria:cues": {"@list": list(finding.cues)},
    }


def _decision(review: Review) -> dict[str, Any]:
    at = {"@value": review.decided_at.isoformat(), "@type": "xsd:dateTime"}
    association: dict[str, Any] = {"@type": "prov:Association", "prov:agent": {"@id": _person(review)}}
    if review.role:
        association["prov:hadRole"] = {"@id": f"urn:hria:role:{review.role}"}
    node: dict[str, Any] = {
        "@id": f"urn:hria:decision:{review.hash}",
        "@type": ["prov:Activity", f"hria:{review.decision}"],
        "prov:used": {"@id": _named(review.finding_id)},
        "prov:startedAtTime": at,
        "prov:endedAtTime": at,
        "prov:wasAssociatedWith": {"@id": _person(review)},
        "prov:qualifiedAssociation": association,
        "hria:quote": review.quote,
        "hria:changes": {"@type": "rdf:JSON", "@value": review.changes},
        "hria:note": review.note,
    }
    if review.previous:
        # The chain of the log: each decision comes after the one whose hash it holds.
        node["prov:wasInformedBy"] = {"@id": f"urn:hria:decision:{review.previous}"}
    return node


def _source(summary: Summary) -> str:
    return f"urn:hria:document:{summary.sha256}"


def _named(finding_id: str) -> str:
    return f"urn:hria:finding:{finding_id}"


def _person(review: Review) -> str:
    # By an id that follows from the name: names hold what no URN may.
    return f"urn:uuid:{guid(f'user:{review.reviewer}')}"
