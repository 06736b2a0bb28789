"""What the documents say to each criterion: done, planned only, contradicted or nothing found.

Coverage is evidence with its places. It is never a verdict on compliance.
"""

from __future__ import annotations

from collections.abc import Iterable
from collections.abc import Mapping as Mapping_
from typing import Literal

import msgspec

from hria.finding import Finding
from hria.framework import Criterion, Framework
from hria.mapping import Mapping, map_to, parts_answered

CoverageStatus = Literal["done", "planned_only", "contradicted", "nothing_found"]
STATUS_WORDS: dict[CoverageStatus, str] = {
    "done": "Done",
    "planned_only": "Planned only",
    "contradicted": "Contradicted",
    "nothing_found": "Nothing found",
}


class Covered(msgspec.Struct, frozen=True):
    """A criterion with the findings that speak to it, the most telling first.

    `silent_parts` are named parts of the criterion that no supporting finding answers.
    """

    criterion: Criterion
    criterion_id: str
    status: CoverageStatus
    supports: tuple[Finding, ...] = ()
    planned: tuple[Finding, ...] = ()
    contradicts: tuple[Finding, ...] = ()
    silent_parts: tuple[str, ...] = ()

    def findings(self) -> tuple[Finding, ...]:
        """All findings that speak to it, those that contradict first."""
        return (*self.contradicts, *self.supports, *self.planned)


def cover(framework: Framework, findings: Iterable[Finding]) -> tuple[Covered, ...]:
    """The coverage of every answerable criterion, in the order of the framework."""
    found = list(findings)
    return tuple(_covered(framework, criterion, found) for criterion in framework.answerable())


def _covered(framework: Framework, criterion: Criterion, findings: list[Finding]) -> Covered:
    by_stance: dict[str, list[Finding]] = {"supports": [], "planned": [], "contradicts": []}
    for finding in findings:
        mapping = map_to(finding, framework, criterion)
        if mapping:
            by_stance[mapping.stance].append(finding)
    for group in by_stance.values():
        group.sort(key=lambda finding: (-finding.confidence, finding.id))
    answered = {part for finding in by_stance["supports"] for part in parts_answered(finding, criterion)}
    return Covered(
        criterion=criterion,
        criterion_id=framework.criterion_id(criterion),
        status=status_of(by_stance),
        supports=tuple(by_stance["supports"]),
        planned=tuple(by_stance["planned"]),
        contradicts=tuple(by_stance["contradicts"]),
        silent_parts=tuple(part for part in criterion.parts() if part not in answered),
    )


def status_of(by_stance: Mapping_[str, object]) -> CoverageStatus:
    """What the findings of each stance amount to; a stance that nothing has is empty, 0 or missing."""
    if by_stance.get("contradicts"):
        return "contradicted"
    if by_stance.get("supports"):
        return "done"
    return "planned_only" if by_stance.get("planned") else "nothing_found"


def mappings(framework: Framework, findings: Iterable[Finding]) -> dict[str, list[Mapping]]:
    """What each finding speaks to, by finding id."""
    result: dict[str, list[Mapping]] = {}
    for finding in findings:
        for criterion in framework.answerable():
            mapping = map_to(finding, framework, criterion)
            if mapping:
                result.setdefault(finding.id, []).append(mapping)
    return result
