"""The salient issues of a dossier: which they are, in what order, and what there is to say on each."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cached_property

from hria.assemble.dossier import Dossier
from hria.assessment import Rating
from hria.finding import Commitment, Disclosure, Finding, Partner, Risk
from hria.risk import RiskCategory

# An issue that fewer passages name, none of them as having happened, is listed but has no chapter.
ENOUGH_PASSAGES = 3
MEASURES = (
    "mitigation", "due_diligence", "risk_assessment", "remediation", "grievance", "training", "engagement",
    "effectiveness", "policy", "governance",
)  # fmt: skip
RULES = ("policy", "governance")
REMEDY = ("remediation",)
TRACKING = ("effectiveness",)
DONE = ("done", "in_progress")


class Chapter:
    """A salient issue with all that the dossier holds on it. `label` is S1, S2, ... as in the matrix."""

    def __init__(self, dossier: Dossier, category: RiskCategory, label: str) -> None:
        self._dossier = dossier
        self.category = category
        self.label = label

    @property
    def id(self) -> str:
        """The id of its section."""
        return f"issue-{self.category.id}"

    @property
    def name(self) -> str:
        """The issue as it stands in the middle of a sentence."""
        first, rest = self.category.name[0], self.category.name[1:]
        return self.category.name if rest[:1].isupper() else first.lower() + rest

    @property
    def rating(self) -> Rating:
        """What the assessor rated."""
        return self._dossier.assessment.of(self.category.id)

    @cached_property
    def risks(self) -> tuple[Finding, ...]:
        """Every passage that names or reports it."""
        return self._dossier.risks(self.category.id)

    @cached_property
    def actual(self) -> tuple[Finding, ...]:
        """Passages that report it as having happened."""
        return self._dossier.risks(self.category.id, "actual")

    @cached_property
    def potential(self) -> tuple[Finding, ...]:
        """Passages that name it as possible."""
        return self._dossier.risks(self.category.id, "potential")

    @cached_property
    def documents(self) -> frozenset[str]:
        """The ids of the documents that name or report it."""
        return frozenset(finding.evidence.document_id for finding in self.risks)

    @cached_property
    def commitments(self) -> tuple[Finding, ...]:
        """What the company commits itself to on this issue."""
        return self._on_issue(
            finding
            for finding in self._dossier.of_kind("commitment")
            if isinstance(finding.attributes, Commitment) and finding.attributes.status != "negative"
        )

    @cached_property
    def measures(self) -> tuple[Finding, ...]:
        """What the company says it does on this issue."""
        return self._on_issue(
            finding
            for finding in self._dossier.disclosures(MEASURES)
            if isinstance(finding.attributes, Disclosure) and finding.attributes.evidence_status in DONE
        )

    @property
    def rules(self) -> tuple[Finding, ...]:
        """Those measures that are rules only: what policies and codes say."""
        return tuple(finding for finding in self.measures if finding not in self.practice)

    @cached_property
    def practice(self) -> tuple[Finding, ...]:
        """Those measures that are more than rules."""
        return self.measures_on([topic for topic in MEASURES if topic not in RULES])

    def measures_on(self, topics: Sequence[str]) -> tuple[Finding, ...]:
        """Those measures that speak to one of these topics."""
        return tuple(
            finding
            for finding in self.measures
            if isinstance(finding.attributes, Disclosure) and set(topics) & set(finding.attributes.topics)
        )

    @cached_property
    def partners(self) -> tuple[Finding, ...]:
        """Partners named in a passage that also speaks of this issue."""
        spoken = {
            (finding.evidence.document_id, finding.evidence.start)
            for finding in (*self.risks, *self.commitments, *self.measures)
        }
        return tuple(
            finding
            for finding in self._dossier.of_kind("partner")
            if isinstance(finding.attributes, Partner)
            and (finding.evidence.document_id, finding.evidence.start) in spoken
        )

    def _on_issue(self, findings: Iterable[Finding]) -> tuple[Finding, ...]:
        return tuple(finding for finding in findings if self._dossier.about(finding, self.category.issues))

    def gaps(self) -> tuple[str, ...]:
        """The keys of what is missing on this issue, as gaps.toml names them."""
        commitments = [f.attributes for f in self.commitments if isinstance(f.attributes, Commitment)]
        risks = [f.attributes for f in self.risks if isinstance(f.attributes, Risk)]
        engaged = any(
            isinstance(f.attributes, Disclosure) and "affected_stakeholders" in f.attributes.aspects
            for f in self.measures
        )
        missing = {
            "no_remedy": bool(self.actual) and not self.measures_on(REMEDY),
            "no_actual": not self.actual,
            "no_commitment": not commitments,
            "no_deadline": bool(commitments) and not any(c.deadline or c.target for c in commitments),
            "no_measures": not self.measures,
            "no_tracking": bool(self.measures) and not self.measures_on(TRACKING),
            "no_engagement": not engaged,
            "no_linkage": not any(risk.linkage for risk in risks),
            "no_rightsholders": not any(risk.rightsholders for risk in risks),
            "no_places": not any(risk.countries for risk in risks),
        }
        return tuple(key for key, is_missing in missing.items() if is_missing)


def salient(dossier: Dossier) -> tuple[Chapter, ...]:
    """The salient issues, the most severe first: by rating where there is one, else by what is reported."""
    found = [
        (category, dossier.risks(category.id))
        for category in dossier.taxonomy.category
        if _is_salient(dossier, category)
    ]
    ranked = sorted(found, key=lambda item: _rank(dossier, *item))
    return tuple(Chapter(dossier, category, f"S{number}") for number, (category, _) in enumerate(ranked, start=1))


def unrated(chapters: Sequence[Chapter]) -> list[str]:
    """The names of those of which something is not rated."""
    return [chapter.name for chapter in chapters if chapter.rating.unset()]


def named_only(dossier: Dossier) -> tuple[tuple[RiskCategory, tuple[Finding, ...]], ...]:
    """Issues that documents name, but too seldom for a chapter."""
    return tuple(
        (category, risks)
        for category in dossier.taxonomy.category
        if (risks := dossier.risks(category.id)) and not _is_salient(dossier, category)
    )


def silent(dossier: Dossier) -> tuple[RiskCategory, ...]:
    """Categories of the taxonomy that no risk, commitment or disclosure speaks of."""
    spoken = {issue for finding in dossier.live for issue in getattr(finding.attributes, "issues", ())}
    return tuple(category for category in dossier.taxonomy.category if not spoken & set(category.issues))


def _is_salient(dossier: Dossier, category: RiskCategory) -> bool:
    return bool(
        category.id in dossier.assessment.rating
        or dossier.risks(category.id, "actual")
        or any(source.told.category == category.id for case in dossier.incidents for source in case.sources)
        or len(dossier.risks(category.id)) >= ENOUGH_PASSAGES
    )


def _rank(dossier: Dossier, category: RiskCategory, risks: tuple[Finding, ...]) -> tuple[object, ...]:
    rating = dossier.assessment.of(category.id)
    actual = [finding for finding in risks if getattr(finding.attributes, "actuality", "") == "actual"]
    documents = {finding.evidence.document_id for finding in risks}
    reporting = {finding.evidence.document_id for finding in actual}
    order = (
        -(rating.severity() or 0),
        -(rating.likelihood or 0),
        -len(reporting),
        -len(documents),
        -len(risks),
    )
    return (*order, category.id)
