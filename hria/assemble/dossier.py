"""The dossier: everything that a draft may draw on, chosen, merged and in order.

Findings that say the same in nearly the same words are one point with several sources. The most telling
come first: reviewed before suggested, actual before possible, dated before open, and no document twice before
each was heard once.
"""

from __future__ import annotations

import datetime
import re
from collections import Counter
from collections.abc import Callable, Container, Iterable, Sequence
from functools import cached_property

import msgspec

from hria.assemble.partners import PartnerEntry, partner_entries
from hria.assemble.retelling import stands_alone
from hria.assessment import Assessment
from hria.context.shipped import is_shipped, shipped_document, shipped_findings
from hria.contradiction import Clash
from hria.document import DocumentStatus, Summary, summary
from hria.finding import Commitment, Disclosure, Finding, Partner, Risk
from hria.incident import Incident
from hria.incidents import Case, cases
from hria.incidents import Source as Told
from hria.ledger import Ledger, cited
from hria.log import Log
from hria.partnership import Partnership, joined_in
from hria.passage import Paper, Passage
from hria.review import Review, Reviewed
from hria.risk import RiskTaxonomy
from hria.settings import ValueChain
from hria.voice import voice_of

# The kinds of findings that drafts tell of.
TOLD = ("risk", "commitment", "partner", "disclosure")
# The kinds that they count in tables and figures; of single ones of COUNTED a public draft says nothing else.
TABLED = ("audit_finding", "grievance", "facility", "incident")
COUNTED = frozenset(("audit_finding", "grievance", "facility"))
# The kinds that say where the value chain is, beside risks.
PLACED = ("facility", "audit_finding", "grievance", "incident")
# Two passages as alike as this (rapidfuzz, 0 to 100) say the same.
SAME = 88
# How many passages speak for one point before it becomes a wall of quotes.
MOST_QUOTES = 5
# From this confidence on, a passage is taken to be about what it was found for; so many are enough.
SURE, ENOUGH_SURE = 0.7, 3
# Passages shorter or longer than this, in words, do not read well outside their place.
SHORTEST, LONGEST = 5, 70


class Source(msgspec.Struct, frozen=True):
    """A document of the dossier. `is_own` documents speak in the company's voice."""

    summary: Summary
    status: DocumentStatus
    is_own: bool

    @property
    def is_there(self) -> bool:
        """Whether nobody has removed it."""
        return self.status == "current"


class Point(msgspec.Struct, frozen=True):
    """What one or more passages say: the leading finding, and all that say the same."""

    lead: Finding
    same: tuple[Finding, ...]
    is_reviewed: bool

    @property
    def findings(self) -> tuple[Finding, ...]:
        """All that say it, the leading one first."""
        return (self.lead, *self.same)

    def ids(self) -> tuple[str, ...]:
        """The ids of all its findings, the leading one first."""
        return tuple(finding.id for finding in self.findings)


class Dossier:
    """The documents and usable findings of a workspace, and the ratings of its assessor.

    `names` are all names of the company; `period` the first and last day that a statement is for;
    `unread_files` the files that could not be read, each with the reason; `ledger` what became of promises,
    `partnerships` the partners over time, `contradictions` the passages that do not agree; `log` the decisions,
    of which `stale` ones no longer count; `value_chain` what the settings say of it. Tables of an `is_internal` one
    show small numbers.
    """

    def __init__(
        self,
        company: str,
        names: tuple[str, ...],
        date: datetime.date,
        sources: Sequence[Source],
        items: Iterable[Reviewed],
        taxonomy: RiskTaxonomy,
        assessment: Assessment,
        *,
        period: tuple[datetime.date, datetime.date] | None = None,
        language: str = "en-GB",
        languages_read: Sequence[str] = ("en",),
        unread_files: Sequence[tuple[str, str]] = (),
        is_accepted_only: bool = False,
        is_internal: bool = False,
        ledger: Ledger | None = None,
        partnerships: Sequence[Partnership] = (),
        contradictions: Sequence[Clash] = (),
        log: Log | None = None,
        stale: int = 0,
        value_chain: ValueChain = ValueChain(),
    ) -> None:
        self.company = company
        self.names = names
        self.date = date
        self.sources = {source.summary.id: source for source in sources}
        usable = tuple(items)
        self.items = tuple(item for item in usable if item.finding.kind in TOLD)
        # Findings of audits and rows of logs are counted in tables, not told.
        self.tabled = tuple(item.finding for item in usable if item.finding.kind in TABLED)
        self._placed = tuple(item.finding for item in usable if item.finding.kind in PLACED)
        self._context = tuple(item.finding for item in usable if item.finding.kind == "context")
        self.value_chain = value_chain
        self.taxonomy = taxonomy
        self.assessment = assessment
        self.period = period
        self.language = language
        self.languages_read = tuple(languages_read)
        self.unread_files = tuple(unread_files)
        self.is_accepted_only = is_accepted_only
        self.is_internal = is_internal
        self.ledger = ledger
        self.partnerships = tuple(partnerships)
        self.contradictions = tuple(contradictions)
        self.log = log
        self.stale = stale

    @cached_property
    def findings(self) -> tuple[Finding, ...]:
        """All usable findings, those of withdrawn documents too: their sentences become gaps."""
        return tuple(item.finding for item in self.items)

    @property
    def counted_only(self) -> frozenset[str]:
        """The kinds of findings of which only numbers are given: none in an internal draft."""
        return frozenset() if self.is_internal else COUNTED

    @cached_property
    def passages(self) -> tuple[Finding, ...]:
        """Passages that are cited for what they say of others, and are no finding of their own."""
        promises = self.ledger.promises if self.ledger else ()
        shown = [s.finding for promise in promises for s in promise.shown if s.finding]
        sides = [side for clash in self.contradictions for side in (clash.a, clash.b, *clash.more)]
        shown += [answer for case in self.incidents for answer in case.answers()]
        shown += [self.cited(side.paper, side.passage) for side in sides]
        known = {finding.id for finding in self.findings}
        return tuple({finding.id: finding for finding in shown if finding.id not in known}.values())

    def cited(self, paper: Paper, passage: Passage) -> Finding:
        """The finding by which a passage is cited: one that has just this passage, or one made for it."""
        place = passage.evidence.document_id, passage.evidence.start, passage.evidence.end
        return self._at.get(place) or cited(paper, passage)

    @cached_property
    def _at(self) -> dict[tuple[str, int, int], Finding]:
        return {(f.evidence.document_id, f.evidence.start, f.evidence.end): f for f in reversed(self.findings)}

    @cached_property
    def live(self) -> tuple[Finding, ...]:
        """Usable findings whose source is still there; only these are counted."""
        return tuple(f for f in self.findings if self.source(f).is_there)

    @cached_property
    def reviewed_ids(self) -> frozenset[str]:
        """The findings that a person has decided on."""
        return frozenset(item.finding.id for item in self.items if item.is_decided)

    @cached_property
    def decisions(self) -> dict[str, list[Review]]:
        """The decisions of the log by finding, oldest first."""
        return self.log.by_finding() if self.log else {}

    @cached_property
    def in_chain(self) -> tuple[Finding, ...]:
        """What says where the value chain is: rows of lists, findings of audits, complaints and risks."""
        return tuple(f for f in (*self._placed, *self.of_kind("risk")) if self.source(f).is_there)

    @cached_property
    def context(self) -> tuple[Finding, ...]:
        """Facts on countries and goods whose source is there."""
        return tuple(f for f in self._context if self.source(f).is_there)

    @cached_property
    def citable(self) -> tuple[Finding, ...]:
        """Everything that a sentence can cite; facts of the tables that come with hria too."""
        tabled = {finding.id: finding for finding in (*self.tabled, *self._placed)}
        return (*self.findings, *self.passages, *tabled.values(), *self._context, *shipped_findings())

    def documents(self) -> tuple[Summary, ...]:
        """The documents that are there, by path."""
        return tuple(source.summary for source in self.sources.values() if source.is_there)

    def source(self, finding: Finding) -> Source:
        """The document that a finding was made in."""
        if is_shipped(finding):
            return Source(summary(shipped_document()), "current", is_own=False)
        return self.sources[finding.evidence.document_id]

    @cached_property
    def incidents(self) -> tuple[Case, ...]:
        """What is told to have happened, each event once with all its sources, the earliest first; those of
        documents that were removed too."""
        found = [
            Told(finding, finding.attributes, source.summary, voice_of(source.summary.kind, source.is_own))
            for finding in self.tabled
            if isinstance(finding.attributes, Incident) and (source := self.source(finding))
        ]
        return tuple(reversed(cases(found)))

    def of_kind(self, kind: str) -> tuple[Finding, ...]:
        """The usable findings of one kind."""
        return tuple(finding for finding in self.findings if finding.kind == kind)

    def risks(self, category_id: str | None = None, actuality: str | None = None) -> tuple[Finding, ...]:
        """Risks, of one category or of one actuality if asked."""
        return tuple(
            finding
            for finding in self.of_kind("risk")
            if isinstance(finding.attributes, Risk)
            and category_id in (None, finding.attributes.category)
            and actuality in (None, finding.attributes.actuality)
        )

    def disclosures(
        self, topics: Sequence[str] = (), aspects: Sequence[str] = (), own_only: bool = True
    ) -> tuple[Finding, ...]:
        """Disclosures on any of these topics with any of these aspects; an empty list asks for nothing."""
        return tuple(
            finding
            for finding in self.of_kind("disclosure")
            if isinstance(finding.attributes, Disclosure)
            and (not topics or set(topics) & set(finding.attributes.topics))
            and (not aspects or set(aspects) & set(finding.attributes.aspects))
            and (self.source(finding).is_own or not own_only)
        )

    def describing(self, topic: str) -> tuple[Finding, ...]:
        """What the company says it is or does, rather than plans or worries about; the sure passages if there are."""
        found = [
            finding
            for finding in self.disclosures([topic])
            if isinstance(finding.attributes, Disclosure)
            and finding.attributes.evidence_status in ("done", "in_progress")
            and not finding.attributes.issues
        ]
        sure = tuple(finding for finding in found if finding.confidence >= SURE)
        return sure if len(sure) >= ENOUGH_SURE else tuple(found)

    def about(self, finding: Finding, issues: Iterable[str]) -> bool:
        """Whether a commitment or disclosure names one of these issues."""
        named = getattr(finding.attributes, "issues", ())
        return bool(set(named) & set(issues))

    def points(
        self,
        findings: Iterable[Finding],
        most: int = MOST_QUOTES,
        key: Callable[[Finding], tuple[object, ...]] | None = None,
        used: Container[str] = (),
    ) -> tuple[Point, ...]:
        """The most telling points of these findings, at most `most`; passages in `used` have spoken already."""
        wanted = [f for f in findings if f.evidence.quote not in used and self._reads_alone(f)]
        merged = self.merged(sorted(wanted, key=key or self.telling))
        return _spread_over_documents(merged, most)

    def merged(self, findings: Sequence[Finding]) -> list[Point]:
        """Findings of nearly the same words as one point each, in the order of the leading ones."""
        from rapidfuzz import fuzz

        groups: list[list[Finding]] = []
        for finding in findings:
            quote = finding.evidence.quote
            for group in groups:
                lead = group[0].evidence.quote
                near = 0.7 < (len(quote) + 1) / (len(lead) + 1) < 1.43
                if near and fuzz.token_sort_ratio(quote, lead) >= SAME and _figures(quote) == _figures(lead):
                    group.append(finding)
                    break
            else:
                groups.append([finding])
        return [Point(group[0], tuple(group[1:]), any(f.id in self.reviewed_ids for f in group)) for group in groups]

    def telling(self, finding: Finding) -> tuple[object, ...]:
        """Sorts the most telling first; the id last, so that the order never depends on chance."""
        attributes = finding.attributes
        strength = 0
        if isinstance(attributes, Risk):
            strength = 2 * (attributes.actuality == "actual") + bool(attributes.countries)
        elif isinstance(attributes, Commitment):
            strength = 2 * (attributes.deadline is not None) + (attributes.strength == "firm")
        elif isinstance(attributes, Disclosure):
            strength = 2 * (attributes.evidence_status == "done") + bool(attributes.aspects)
        published = self.source(finding).summary.published or datetime.date.min
        return (
            finding.id not in self.reviewed_ids,
            not stands_alone(finding.evidence.quote),
            -strength,
            -round(finding.confidence, 1),
            -published.toordinal(),
            not 10 <= len(finding.evidence.quote.split()) <= 45,
            finding.evidence.document_id,
            finding.evidence.start,
            finding.id,
        )

    def newest(self, finding: Finding) -> tuple[object, ...]:
        """Sorts reviewed and newest passages first: what is true of the year that a statement is for."""
        published = self.source(finding).summary.published or datetime.date.min
        reviewed, alone, *rest = self.telling(finding)
        return reviewed, alone, -published.toordinal(), *rest

    def counted(self, findings: Iterable[Finding]) -> tuple[Finding, ...]:
        """Those whose source is still there; where there is none left, all, so that a gap stands for them."""
        found = tuple(findings)
        return tuple(finding for finding in found if self.source(finding).is_there) or found

    def _reads_alone(self, finding: Finding) -> bool:
        words = finding.evidence.quote.split()
        return SHORTEST <= len(words) <= LONGEST or finding.id in self.reviewed_ids

    def _since(self, finding: Finding) -> int | None:
        """Since when the company works with a partner: as the passage says it of this one, or of it alone."""
        assert isinstance(finding.attributes, Partner)
        place = finding.evidence.document_id, finding.evidence.start
        told = joined_in(finding.attributes.name, " ".join(finding.evidence.quote.split()))
        return told or (finding.attributes.since if self._partners_at[place] == 1 else None)

    @cached_property
    def _partners_at(self) -> Counter[tuple[str, int]]:
        """How many partners a passage names."""
        return Counter((f.evidence.document_id, f.evidence.start) for f in self.of_kind("partner"))

    def partners(self) -> list[PartnerEntry]:
        """The partner register: each organisation once, with its relations and years, by name."""
        return partner_entries(self.of_kind("partner"), self.telling, self._since)


def _figures(text: str) -> list[str]:
    """The numbers of a passage: last year's sentence with this year's figure is another sentence."""
    return re.findall(r"\d[\d.,]*", text)


def _spread_over_documents(points: Sequence[Point], most: int) -> tuple[Point, ...]:
    """The first points, but each document heard once before any is heard twice, and so on."""
    rounds: dict[str, int] = {}
    ranked = []
    for place, point in enumerate(points):
        document = point.lead.evidence.document_id
        rounds[document] = rounds.get(document, -1) + 1
        ranked.append((rounds[document], place, point))
    chosen = sorted(ranked, key=lambda item: item[:2])[:most]
    return tuple(point for _, _, point in sorted(chosen, key=lambda item: item[1]))
