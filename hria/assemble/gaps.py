"""What the documents do not say: printed where it is missing, and gathered for the recommendations.

The words of each gap stand in `templates/<report>/gaps.toml`: what is missing, who asks for it, who could
supply it, and what to do about it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import msgspec

from hria.assemble.marks import Marked, Marks
from hria.assemble.wording import listed
from hria.draft import Gap, GapKind
from hria.framework import Criterion, Framework
from hria.resources import data_folder, read_toml

# So many issues are named by what they have in common, and at most so many exceptions to it.
MANY, MOST_OTHERS = 4, 3


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
    """What to do, and the gaps that it closes."""

    number: str
    text: str
    gaps: tuple[Gap, ...]
    reference: str | None
    owner: str | None


class _Printed(msgspec.Struct, frozen=True):
    key: str
    gap: Gap
    issue: str


def part_in_words(criterion: Criterion, part: str) -> str:
    """A part of a criterion as it stands in a sentence: "audits: unannounced or not"; without one, the whole."""
    if not part:
        return criterion.missing or criterion.title
    title = criterion.title if criterion.title[1:2].isupper() else criterion.title[0].lower() + criterion.title[1:]
    return part if title.lower() == part.lower() else f"{title}: {part}"


class GapBook:
    """The gaps of one draft, in the order in which they are printed."""

    def __init__(self, report: str, marks: Marks, issues: Sequence[str]) -> None:
        """`issues` are the names of the salient issues, as they stand in the middle of a sentence."""
        self._texts = read_toml(data_folder("templates") / report / "gaps.toml", GapTexts).gap
        self._marks = marks
        self._printed: list[_Printed] = []
        self._asked: list[tuple[Framework, Criterion]] = []
        self._parts: list[Gap] = []
        self._issues = tuple(issues)

    def __len__(self) -> int:
        """How many different gaps were printed."""
        asked = (self._of_criterion(criterion) for _, criterion in self._asked)
        return len({*(printed.gap for printed in self._printed), *asked, *self._parts})

    def gap(self, key: str, issue: str = "") -> Marked:
        """A mark for the gap with this key, printed here."""
        return self._marks.mark(self.made(key, issue))

    def over(self, key: str, issues: Sequence[str]) -> Marked:
        """A mark for one gap that several issues share; "" where there are none."""
        if not issues:
            return Marked("")
        gap = self.made(key, listed(issues))
        self._printed = [printed for printed in self._printed if printed.gap != gap]
        self._printed += [_Printed(key, gap, issue) for issue in issues]
        return self._marks.mark(gap)

    def made(self, key: str, issue: str = "") -> Gap:
        """The gap with this key."""
        words = self._texts[key]
        gap = Gap(
            words.text.format(issue=issue),
            words.kind,
            words.missing.format(issue=issue),
            words.reference,
            words.owner,
        )
        if not any((p.key, p.issue) == (key, issue) for p in self._printed):
            self._printed.append(_Printed(key, gap, issue))
        return gap

    def asked_by(self, framework: Framework, criterion: Criterion) -> Gap:
        """The gap of a criterion that nothing was found for."""
        if (framework, criterion) not in self._asked:
            self._asked.append((framework, criterion))
        return self._of_criterion(criterion)

    def part_of(self, criterion: Criterion, part: str) -> Gap:
        """The gap of one part of a criterion."""
        words = part_in_words(criterion, part)
        self._parts.append(Gap(f"nothing found on {words}", "no_evidence", words, criterion.ref, criterion.owner))
        return self._parts[-1]

    def _of_criterion(self, criterion: Criterion) -> Gap:
        missing = criterion.missing or criterion.title
        return Gap(f"nothing found on {missing}", "no_evidence", missing, criterion.ref, criterion.owner)

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
            issues = list(dict.fromkeys(printed.issue for printed in here if printed.issue))
            yield Recommendation(
                "",
                words.recommend.format(issues=self._named(issues)),
                tuple(dict.fromkeys(printed.gap for printed in here)),
                words.reference,
                words.owner,
            )

    def _named(self, issues: Sequence[str]) -> str:
        """The issues that share a gap, shorter where they are nearly all of the salient ones."""
        others = [issue for issue in self._issues if issue not in issues]
        is_many = len(issues) >= MANY and set(issues) <= set(self._issues)
        if not is_many or len(others) > MOST_OTHERS:
            return listed(issues)
        return f"each salient issue{f' but {listed(others)}' if others else ''}"

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
                tuple(self._of_criterion(criterion) for _, criterion in asked),
                listed([criterion.ref for _, criterion in asked]) or principle,
                next(iter(owners), None),
            )
