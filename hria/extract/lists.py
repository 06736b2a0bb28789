"""One finding for each row of a list; nothing else is looked for in it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import msgspec

from hria.document import Document, evidence
from hria.finding import Finding, finding_id
from hria.listed import Grievance
from hria.lists import LIST_KINDS, read_list
from hria.lists.reading import KIND_OF_FINDING
from hria.risk import RiskTaxonomy
from hria.vocabulary import ISSUES


def is_list(document: Document) -> bool:
    """Whether a document is a list of suppliers, a log of complaints, or records of enforcement."""
    return document.kind in LIST_KINDS


def list_findings(document: Document, pipeline: Any, taxonomy: RiskTaxonomy) -> Iterator[Finding]:
    """The rows of a list, in its order."""
    kind = KIND_OF_FINDING[document.kind]  # type: ignore[index]
    for row in read_list(document).rows:
        attributes = row.attributes
        if isinstance(attributes, Grievance):
            attributes = _with_issues(attributes, pipeline, taxonomy)
        yield Finding(
            id=finding_id(document.sha256, kind, row.start, row.end, str(attributes.row)),
            kind=kind,
            evidence=evidence(document, row.start, row.end),
            attributes=attributes,
            rule=f"list.{document.kind}",
            confidence=0.9,
            cues=(f"row {attributes.row}",),
        )


def _with_issues(grievance: Grievance, pipeline: Any, taxonomy: RiskTaxonomy) -> Grievance:
    """A complaint with the neutral issues that its subject names."""
    named = pipeline.rules_in("issues", grievance.issue or "")
    issues = list(dict.fromkeys(rule.value for rule in named if rule.value in ISSUES))
    category = next((c for c in map(taxonomy.category_of, issues) if c), None)
    return msgspec.structs.replace(grievance, issues=tuple(issues), category=category.id if category else None)
