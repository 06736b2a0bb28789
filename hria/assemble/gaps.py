"""What the documents do not say: printed where it is missing, and gathered for the recommendations.

The words of each gap stand in `templates/<report>/gaps.toml`: what is missing, who asks for it, who could
supply it, and what to do about it.
"""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from hria.assemble.marks import Marked, Marks
from hria.assemble.wording import listed
from hria.draft import Gap, GapKind
from hria.framework import Criterion, Framework
from hria.resources import data_folder, read_toml


class GapText(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The words of one gap. `{issue}` in them is the salient issue it concerns; in `recommend`, `{issues}`
    are all those with the same gap. Without `recommend` nothing follows from it."""

    text: str
    missing: str
    kind: GapKind = "no_evidence"
    reference: str | None = None
    owner: str | None = None
    recommend: str | None = None


class GapTexts(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The gaps of a report, the most urgent first."""

    gap: dict[str, GapText]


class Recommendation(msgspec.Struct, frozen=True):
    """What to do, and the gaps that it closes. `section_ids` are where these gaps are printed."""

    number: str
    text: str
    gaps: tuple[str, ...]
    section_ids: tuple[str, ...]
    reference: str | None
    owner: str | None


class _Printed(msgspec.Struct, frozen=True):
    key: str
    gap: Gap
    issue: str
    section_id: str


class GapBook:
    """The gaps of one draft, in the order in which they are printed."""

    def __init__(self, report: str, marks: Marks) -> None:
        self._texts = read_toml(data_folder("templates") / report / "gaps.toml", GapTexts).gap
        self._marks = marks
        self._printed: list[_Printed] = []
        self._asked: list[tuple[Framework, Criterion]] = []
        self.section_id = ""

    def __len__(self) -> int:
        return len(self._printed) + len(self._asked)

    def gap(self, key: str, issue: str = "") -> Marked:
        """A mark for the gap with this key, printed here."""
        return self._marks.mark(self.made(key, issue))

    def made(self, key: str, issue: str = "") -> Gap:
        """The gap with this key, printed in the section that is being written."""
        words = self._texts[key]
        gap = Gap(
            words.text.format(issue=issue),
            words.kind,
            words.missing.format(issue=issue),
            words.reference,
            words.owner,
        )
        if not any((p.key, p.issue) == (key, issue) for p in self._printed):
            self._printed.append(_Printed(key, gap, issue, self.section_id))
        return gap

    def asked_by(self, framework: Framework, criterion: Criterion, part: str | None = None) -> Gap:
        """The gap of a criterion, or of one part of it, that nothing was found for."""
        if (framework, criterion) not in self._asked:
            self._asked.append((framework, criterion))
        missing = criterion.missing or criterion.title
        text = f"nothing found on {missing}" if part is None else f"nothing found on {part}"
        return Gap(text, "no_evidence", missing, criterion.ref, criterion.owner)

    def recommendations(self) -> tuple[Recommendation, ...]:
        """What follows from the gaps printed so far: one for each kind of gap and each principle."""
        found = [*self._from_gaps(), *self._from_criteria()]
        return tuple(
            msgspec.structs.replace(recommendation, number=f"R{number}")
            for number, recommendation in enumerate(found, start=1)
        )

    def _from_gaps(self) -> Iterable[Recommendation]:
        for key, words in self._texts.items():
            here = [printed for printed in self._printed if printed.key == key]
            if not here or words.recommend is None:
                continue
            issues = [printed.issue for printed in here if printed.issue]
            yield Recommendation(
                "",
                words.recommend.format(issues=listed(issues)),
                tuple(dict.fromkeys(printed.gap.text for printed in here)),
                tuple(dict.fromkeys(printed.section_id for printed in here)),
                words.reference,
                words.owner,
            )

    def _from_criteria(self) -> Iterable[Recommendation]:
        by_principle: dict[str, list[tuple[Framework, Criterion]]] = {}
        for framework, criterion in self._asked:
            principle = f"{framework.short} {criterion.id.split('.')[0]}"
            by_principle.setdefault(principle, []).append((framework, criterion))
        for principle, asked in by_principle.items():
            missing = [criterion.missing or criterion.title for _, criterion in asked]
            owners = dict.fromkeys(criterion.owner for _, criterion in asked if criterion.owner)
            yield Recommendation(
                "",
                f"Establish and document {listed(missing)}.",
                tuple(f"nothing found on {words}" for words in missing),
                ("coverage",),
                listed([criterion.ref for _, criterion in asked]) or principle,
                next(iter(owners), None),
            )
