"""The findings of an audit, with the issues that their descriptions name, or else their clauses."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import msgspec

from hria.audits import AuditReading, read_audit
from hria.document import Document, evidence
from hria.extract.risks import criteria_of
from hria.finding import Finding, finding_id
from hria.risk import RiskTaxonomy


def audit_findings(document: Document, readings: Any, taxonomy: RiskTaxonomy) -> Iterator[Finding]:
    """The findings of an audit report, in the order of its text. `readings` are the sentences that nlp has read."""
    spans = [(reading.sentence.start, reading.sentence.end, reading) for reading in readings]
    for read in read_audit(document):
        issues = _issues(read, spans)
        category = next((c for c in map(taxonomy.category_of, issues) if c), None)
        yield Finding(
            id=finding_id(document.sha256, "audit_finding", read.start, read.end, read.finding.number or ""),
            kind="audit_finding",
            evidence=evidence(document, read.start, read.end),
            attributes=msgspec.structs.replace(
                read.finding,
                issues=tuple(issues),
                category=category.id if category else None,
                ilo_indicators=tuple(criteria_of("ilo-indicators", issues)),
            ),
            rule=read.rule,
            confidence=read.confidence,
            cues=read.cues,
        )


def _issues(read: AuditReading, spans: list[tuple[int, int, Any]]) -> list[str]:
    from nlp.issues import issue_values

    told = [cell for cell in read.finding.cells if cell.field == "description"]
    named = [
        issue
        for start, end, reading in spans
        if any(start < cell.end and end > cell.start for cell in told)
        for issue in issue_values(reading)
    ]
    return list(dict.fromkeys(named or read.finding.issues))
