"""A modern slavery statement: each criterion of a law answered in the company's own sentences, or as a gap."""

from __future__ import annotations

import datetime
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from typing import NamedTuple

from hria.assemble import requirements
from hria.assemble.dossier import Dossier
from hria.assemble.gaps import part_in_words
from hria.assemble.marks import Marked, Marks
from hria.assemble.narrative import Narrator
from hria.assemble.outline import Outline
from hria.assemble.wording import counted
from hria.coverage import Covered, cover
from hria.draft import Gap, PageReference, Section, Sentence, Table, inlines
from hria.finding import Finding
from hria.framework import Framework, framework

# What modern slavery laws ask about, among all issues (Australian MSA s 4; ILO C182 for child labour).
SLAVERY = frozenset(
    (
        "forced_labour", "human_trafficking", "debt_bondage", "recruitment_fees", "document_retention",
        "restricted_movement", "deception", "withheld_wages", "intimidation", "physical_sexual_violence", "isolation",
        "abusive_conditions", "excessive_overtime", "abuse_of_vulnerability", "child_labour", "young_workers",
        "migrant_workers", "precarious_work",
    )
)  # fmt: skip
# The sections of statements that tell of steps, by id.
STEPS = frozenset(("due-diligence", "risk", "risks", "actions", "remediation", "training", "effectiveness", "policies"))
# Sentences of these documents are about modern slavery or about the company as such.
TO_THE_POINT = ("statement", "policy")
# What each statement has to have anew, and how one speaks of itself.
FORMALITIES = frozenset(("approval", "signature"))
ITSELF = re.compile(r"\b(?:this|the)(?: \w+){0,3} (?:statement|report)\b", re.I)
# Facts of the company that any document may tell.
OF_THE_COMPANY = frozenset(("structure", "operations", "supply_chains"))


class Part(NamedTuple):
    """What a statement says to a criterion or a part of it. `title` is "" where there is only one part."""

    title: str
    text: Marked
    gap: Marked


def state_of(sections: Sequence[Section]) -> str:
    """What is left to do in sections of a draft: "passages cited", with gaps or without."""
    parts = list(inlines(tuple(sections)))
    is_cited = any(isinstance(part, Sentence) and part.citations for part in parts)
    gaps = sum(isinstance(part, Gap) for part in parts)
    if not gaps:
        return "passages cited" if is_cited else "written"
    return f"{'passages cited, ' if is_cited else ''}{counted(gaps, 'gap')} to be filled"


class Statement:
    """Answers criteria in the order in which the outline asks, each passage once."""

    def __init__(self, plan: Outline, dossier: Dossier, narrator: Narrator, marks: Marks) -> None:
        self._plan = plan
        self._dossier = dossier
        self._narrator = narrator
        self._marks = marks
        self._covered: dict[str, dict[str, Covered]] = {}
        self._where: dict[str, list[str]] = {}

    def parts(self, criterion_id: str, section_id: str) -> list[Part]:
        """The parts of the answer to a criterion, as `uk-msa:54.5.a` names it."""
        self.answers(criterion_id, section_id)
        law, item = self._item(criterion_id)
        if item is None:
            return [Part("", Marked(""), self._gap(law, criterion_id))]
        names = item.criterion.parts() or ("",)
        # The part that fewest passages answer takes its own first; the others have more to choose from.
        scarce = sorted(names, key=lambda name: len(self._in_part(item, item.findings(), name)))
        written = {name: self._part(item, name, is_only=len(names) == 1) for name in scarce}
        return [written[name] for name in names]

    def answers(self, criterion_id: str, section_id: str) -> str:
        """Notes that this section answers a criterion, for the annex; writes nothing."""
        self._where.setdefault(criterion_id, []).append(section_id)
        return ""

    def steps(self) -> list[tuple[str, str]]:
        """The sections that tell of steps taken, and not only planned, each by its title in a sentence and its id."""
        telling = [
            part
            for part in self._plan.section
            if part.id in STEPS and any(self._is_done(criterion_id) for criterion_id in part.criteria)
        ]
        return [(part.title[0].lower() + part.title[1:], part.id) for part in telling]

    def own(self, findings: Iterable[Finding]) -> list[Finding]:
        """Those in the company's own voice that are about modern slavery; of its statements, only the last."""
        return [finding for finding in findings if self._is_to_the_point(finding) and not self._is_outdated(finding)]

    def reference(self, criterion_id: str) -> str:
        """A criterion as the field cites it."""
        law = framework(criterion_id.partition(":")[0])
        return next(c.ref for c in law.criterion if law.criterion_id(c) == criterion_id)

    def has(self, criterion_id: str) -> bool:
        """Whether anything was found that speaks to a criterion."""
        _, item = self._item(criterion_id)
        return item is not None and item.status != "nothing_found"

    def _is_done(self, criterion_id: str) -> bool:
        """Whether anything shows that what a criterion asks for was done."""
        _, item = self._item(criterion_id)
        return item is not None and bool(item.supports)

    def pages(self, written: Mapping[str, Section]) -> Table:
        """The annex: each criterion with the pages on which the statement answers it, and what is still open."""
        rows = []
        for name in self._plan.frameworks:
            law = framework(name)
            for criterion in law.criterion:
                ids = tuple(dict.fromkeys(self._where.get(law.criterion_id(criterion), ())))
                if ids:
                    state = state_of([written[id_] for id_ in ids if id_ in written])
                    rows.append((criterion.ref, criterion.title, ids, state))
        return requirements.criteria_pages(rows)

    def _part(self, item: Covered, name: str, is_only: bool) -> Part:
        done = self._public(self._in_part(item, item.supports, name))
        planned = self._public(self._in_part(item, item.planned, name))
        against = self._public(self._in_part(item, item.contradicts, name))
        told = [*against, *done]
        text = self._restated(item, told) or self._restated(item, planned)
        title = "" if is_only else name[0].upper() + name[1:]
        missing = part_in_words(item.criterion, "" if is_only else name)
        if not told and not planned:
            return Part(title, text, self._marks.mark(_nothing_on(item, missing)))
        if not text and (places := self._narrator.elsewhere([*told, *planned])):
            text = self._see(places)
        elif not text and any(self._narrator.has_told(finding) for finding in [*told, *planned]):
            text = Marked("What this section sets out speaks to this, too.")
        elif text and done:
            return Part(title, text, self._to_confirm(done))
        if not text:
            return Part(title, text, self._marks.mark(_nothing_on(item, missing)))
        # A plan is never told as if it were done, wherever its sentence stands.
        is_only_planned = bool(planned) and not done
        return Part(title, text, self._marks.mark(_only_planned(item, missing)) if is_only_planned else Marked(""))

    def _restated(self, item: Covered, findings: Sequence[Finding]) -> Marked:
        """The passages that belong here rather than elsewhere; where there are none, what is not told yet."""
        own = [finding for finding in findings if self._homes.get(finding.id) == item.criterion_id]
        return self._narrator.restated(own) or self._narrator.restated(findings)

    def _see(self, section_ids: Sequence[str]) -> Marked:
        """Where passages are that answer this, too."""
        places = "".join(self._marks.mark(PageReference(id_)) for id_ in section_ids)
        return Marked(f"What the documents say on this is set out above ({places}).")

    @cached_property
    def _homes(self) -> dict[str, str]:
        """Where each passage is told: of the criteria that it answers, under that which has the fewest others."""
        answers: dict[str, list[str]] = {}
        for part in self._plan.section:
            for criterion_id in part.criteria:
                _, item = self._item(criterion_id)
                for finding in (*item.supports, *item.contradicts, *item.planned) if item else ():
                    answers.setdefault(finding.id, []).append(criterion_id)
        sizes = Counter(criterion_id for ids in answers.values() for criterion_id in ids)
        return {id_: min(ids, key=lambda criterion_id: sizes[criterion_id]) for id_, ids in answers.items()}

    def _in_part(self, item: Covered, findings: Iterable[Finding], name: str) -> Sequence[Finding]:
        from hria.mapping import parts_answered

        return [finding for finding in findings if not name or name in parts_answered(finding, item.criterion)]

    def _public(self, findings: Sequence[Finding]) -> Sequence[Finding]:
        """Those that the company has published on the matter; others, such as minutes, only where it has not."""
        return [f for f in findings if self._dossier.source(f).summary.kind in TO_THE_POINT] or findings

    def _to_confirm(self, findings: Iterable[Finding]) -> Marked:
        """A gap where sentences rest on last year's documents: what was true then has to be confirmed."""
        if self._dossier.period is None:
            return Marked("")
        period = self._dossier.period
        old = [finding for finding in findings if self._is_before(finding, period) and self._narrator.has_told(finding)]
        if not old:
            return Marked("")
        titles = dict.fromkeys(f"“{self._dossier.source(finding).summary.title}”" for finding in old)
        text = (
            f"confirm {counted(len(old), 'sentence')} above, taken from {', '.join(titles)}, for the reporting period"
        )
        return self._marks.mark(
            Gap(text, "to_be_filled", "confirmation that it still holds", None, "company secretary")
        )

    def _is_before(self, finding: Finding, period: tuple[datetime.date, datetime.date]) -> bool:
        """Whether a source tells of an earlier period. A statement tells of the year before it was published."""
        summary = self._dossier.source(finding).summary
        bound = period[1] if summary.kind == "statement" else period[0]
        return summary.kind != "policy" and summary.published is not None and summary.published < bound

    def _gap(self, law: Framework, criterion_id: str) -> Marked:
        criterion = next(c for c in law.criterion if law.criterion_id(c) == criterion_id)
        missing = criterion.missing or criterion.title
        return self._marks.mark(
            Gap(f"nothing found on {missing}", "to_be_filled", missing, criterion.ref, criterion.owner)
        )

    def _item(self, criterion_id: str) -> tuple[Framework, Covered | None]:
        law = framework(criterion_id.partition(":")[0])
        if law.id not in self._covered:
            own = self.own(self._dossier.findings)
            self._covered[law.id] = {item.criterion_id: item for item in cover(law, own)}
        return law, self._covered[law.id].get(criterion_id)

    def _is_outdated(self, finding: Finding) -> bool:
        summary = self._dossier.source(finding).summary
        if summary.kind != "statement" or summary.published is None or self._last is None:
            return False
        return summary.published < self._last

    @cached_property
    def _last(self) -> datetime.date | None:
        """When the company's last statement was published."""
        sources = self._dossier.sources.values()
        own = (source.summary for source in sources if source.is_own and source.summary.kind == "statement")
        return max((summary.published for summary in own if summary.published), default=None)

    def _is_on_itself(self, finding: Finding) -> bool:
        """Whether a passage says that the statement it stands in was approved or signed: this draft is not yet."""
        topics = set(getattr(finding.attributes, "topics", ()))
        return bool(topics & FORMALITIES and ITSELF.search(finding.evidence.quote))

    def _is_to_the_point(self, finding: Finding) -> bool:
        """Whether a passage is the company's, and about modern slavery or about the company as such."""
        source = self._dossier.source(finding)
        if not source.is_own or self._is_on_itself(finding):
            return False
        issues = set(getattr(finding.attributes, "issues", ()))
        if issues:
            return bool(issues & SLAVERY)
        topics = set(getattr(finding.attributes, "topics", ()))
        return source.summary.kind in TO_THE_POINT or bool(topics & OF_THE_COMPANY)


def _nothing_on(item: Covered, missing: str) -> Gap:
    return Gap(f"nothing found on {missing}", "no_evidence", missing, item.criterion.ref, item.criterion.owner)


def _only_planned(item: Covered, missing: str) -> Gap:
    words = f"the documents only plan {missing}; say what was done in the reporting period"
    return Gap(words, "only_planned", missing, item.criterion.ref, item.criterion.owner)
