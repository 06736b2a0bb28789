"""From points to sentences: what a company says of itself is reported, what others say is quoted under
their name, and no passage speaks twice in a draft.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from hria.assemble.dossier import MOST_QUOTES, Dossier, Point
from hria.assemble.marks import Marked, Marks
from hria.assemble.retelling import genitive, reported, restated, stands_alone
from hria.assemble.wording import excerpt, listed, sentence_of
from hria.document import Summary
from hria.draft import Sentence
from hria.finding import Finding

LONGEST_TITLE = 64
# If so many passages can be read outside their place, the others are left out.
ENOUGH_WHOLE = 3
# So many characters may lie between two passages that read on from one another.
CLOSE = 400
# A sentence that lists more than these values reads as a wall.
MOST_VALUES = 8


class Narrator:
    """Writes sentences with their sources, each passage at most once. `section_id` is where it writes now."""

    def __init__(self, dossier: Dossier, marks: Marks) -> None:
        self._dossier = dossier
        self._marks = marks
        self._told: dict[str, str] = {}
        self.section_id = ""

    def told(self, findings: Iterable[Finding], most: int = MOST_QUOTES) -> Marked:
        """A list, an item for each of the most telling points; "" where there is none."""
        return self._items(self._chosen(self._whole(findings), most))

    def news(self, findings: Iterable[Finding], most: int = MOST_QUOTES) -> Marked:
        """A list as by `told`, what was published last first."""
        return self._items(self._chosen(self._whole(findings), most, self._dossier.newest))

    def accounts(self, findings: Iterable[Finding], most: int = MOST_QUOTES) -> Marked:
        """Two lists, each under its lead: what the company itself tells, then what others tell of it."""
        points = self._chosen(self._whole(findings, ENOUGH_WHOLE), most)
        own = [point for point in points if self._dossier.source(point.lead).is_own]
        others = [point for point in points if point not in own]
        leads = ((f"By {genitive(self._dossier.company)} own account:", own), ("By the account of others:", others))
        parts = [f"{self._marks.mark(Sentence(lead))}\n\n{self._items(told)}" for lead, told in leads if told]
        return Marked("\n\n".join(parts))

    def elsewhere(self, findings: Iterable[Finding]) -> list[str]:
        """The ids of the other sections that tell passages of these findings."""
        places = (self._told.get(finding.evidence.quote) for finding in findings)
        return [place for place in dict.fromkeys(places) if place not in (None, self.section_id)]

    def restated(self, findings: Iterable[Finding], most: int = MOST_QUOTES) -> Marked:
        """The company's own sentences in the order in which it wrote them, those that it wrote close together in
        one paragraph; "" without any."""
        whole = [finding for finding in findings if stands_alone(finding.evidence.quote)]
        points = self._chosen(whole, most, self._dossier.newest)
        in_order = sorted(points, key=lambda point: self._place(point.lead))
        text = ""
        for before, point in zip((None, *in_order), in_order, strict=False):
            joint = "\n" if before and _is_close(before.lead, point.lead) else "\n\n"
            line = self._marks.mark(Sentence(restated(point.lead.evidence.quote), point.ids()))
            text = f"{text}{joint}{line}" if text else line
        return Marked(text)

    def has_told(self, finding: Finding) -> bool:
        """Whether the passage of this finding stands in the draft already."""
        return finding.evidence.quote in self._told

    def _chosen(
        self, findings: Iterable[Finding], most: int, key: Callable[[Finding], tuple[object, ...]] | None = None
    ) -> tuple[Point, ...]:
        points = self._dossier.points(findings, most, key, self._told)
        for point in points:
            self._told.update((finding.evidence.quote, self.section_id) for finding in point.findings)
        return points

    def _whole(self, findings: Iterable[Finding], enough: int = 1) -> list[Finding]:
        """Those that can be read outside their place; all, where fewer than `enough` can."""
        new = [finding for finding in findings if finding.evidence.quote not in self._told]
        whole = [finding for finding in new if stands_alone(finding.evidence.quote)]
        return whole if len(whole) >= enough else new

    def _place(self, finding: Finding) -> tuple[object, ...]:
        """Newest document first, and within it the order of the text."""
        published = self._dossier.source(finding).summary.published
        age = -published.toordinal() if published else 0
        return age, finding.evidence.document_id, finding.evidence.start

    def _items(self, points: Iterable[Point]) -> Marked:
        """The points as a list. The company is named, and is "it" only right after it was."""
        lines = []
        company = self._dossier.company
        is_named = False
        for point in points:
            source = self._dossier.source(point.lead)
            if source.is_own:
                said = self.sentence(point, "it" if is_named else company)
                is_named = said.text.startswith(("It ", f"{company} "))
                lines.append(f"- {self._marks.mark(said)}")
            else:
                tag = self._marks.mark(Sentence(f"{described(source.summary)}:"))
                is_named = False
                lines.append(f"- {tag}{self._marks.mark(self._quoted(point))}")
        return Marked("\n".join(lines))

    def sentence(self, point: Point, subject: str = "it") -> Sentence:
        """What the company says in this passage, reported if it can be, else quoted."""
        clause = reported(point.lead.evidence.quote, self._dossier.names, subject)
        return Sentence(sentence_of(clause), point.ids()) if clause else self._quoted(point)

    def _quoted(self, point: Point) -> Sentence:
        return Sentence(excerpt(point.lead.evidence.quote, point.lead.cues), point.ids(), "quote")

    def spread(
        self,
        lead: str,
        findings: Sequence[Finding],
        values: Callable[[Finding], Iterable[str]],
    ) -> Marked:
        """One sentence that lists what these findings name, most often named first, with a source for each
        value: "People affected are migrant workers and women." "" where they name nothing."""
        named, ids = most_named(self._dossier, findings, values)
        return self._marks.mark(Sentence(f"{lead} {listed(named)}.", ids)) if named else Marked("")


def _is_close(one: Finding, other: Finding) -> bool:
    """Whether one passage follows the other in the same part of a document."""
    first, second = one.evidence, other.evidence
    is_same_part = first.document_id == second.document_id and first.heading == second.heading
    return is_same_part and 0 <= second.start - first.end <= CLOSE


def most_named(
    dossier: Dossier, findings: Sequence[Finding], values: Callable[[Finding], Iterable[str]]
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The values that these findings name, most often named first, and the ids of a source for each."""
    by_value: dict[str, list[Finding]] = {}
    for finding in dossier.counted(findings):
        for value in values(finding):
            by_value.setdefault(value, []).append(finding)
    ranked = sorted(by_value, key=lambda value: (-len(by_value[value]), value))[:MOST_VALUES]
    sources = [min(by_value[value], key=dossier.telling).id for value in ranked]
    return tuple(ranked), tuple(dict.fromkeys(sources))


def described(summary: Summary) -> str:
    """Who speaks in a document, as a sentence names it: "Hill Post (news, 2024)", "Social audit report (2024)"."""
    name = (summary.publisher or summary.title).rstrip(".")
    if len(name) > LONGEST_TITLE:
        name = name[:LONGEST_TITLE].rsplit(" ", 1)[0].rstrip(" ,;:–-") + " …"
    kind = "" if summary.kind == "other" or summary.kind in name.lower() else summary.kind
    year = str(summary.published.year) if summary.published else ""
    about = ", ".join(part for part in (kind, year) if part)
    return f"{name} ({about})" if about else name
