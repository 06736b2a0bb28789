"""From points to sentences: what a company says of itself is reported, what others say is quoted under
their name, and no passage speaks twice in a draft.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from hria.assemble.dossier import MOST_QUOTES, Dossier, Point
from hria.assemble.marks import Marked, Marks
from hria.assemble.retelling import reported, restated, stands_alone
from hria.assemble.wording import excerpt, listed, sentence_of
from hria.document import Summary
from hria.draft import Sentence
from hria.finding import Finding

LONGEST_TITLE = 64
# A sentence that lists more than these values reads as a wall.
MOST_VALUES = 8


class Narrator:
    """Writes sentences with their sources, each passage at most once."""

    def __init__(self, dossier: Dossier, marks: Marks) -> None:
        self._dossier = dossier
        self._marks = marks
        self._used: set[str] = set()

    def told(self, findings: Iterable[Finding], most: int = MOST_QUOTES, tagged: bool = False) -> Marked:
        """A list, an item for each of the most telling points; "" where there is none.

        Where items are `tagged`, each begins with its source; else the company speaks under the lead-in of
        the list, and only others are named.
        """
        points = self._dossier.points(findings, most, used=self._used)
        return Marked("\n".join(f"- {self._item(point, tagged)}" for point in points))

    def news(self, findings: Iterable[Finding], most: int = MOST_QUOTES) -> Marked:
        """A list as by `told`, what was published last first."""
        points = self._dossier.points(findings, most, self._dossier.newest, self._used)
        return Marked("\n".join(f"- {self._item(point, False)}" for point in points))

    def restated(self, findings: Iterable[Finding], most: int = MOST_QUOTES) -> Marked:
        """A paragraph of the company's own sentences in the order in which it wrote them; "" without any."""
        whole = [finding for finding in findings if stands_alone(finding.evidence.quote)]
        points = self._dossier.points(whole, most, self._dossier.newest, self._used)
        in_order = sorted(points, key=lambda point: self._place(point.lead))
        lines = (self._marks.mark(Sentence(restated(point.lead.evidence.quote), point.ids())) for point in in_order)
        return Marked("\n".join(lines))

    def has_told(self, finding: Finding) -> bool:
        """Whether the passage of this finding stands in the draft already."""
        return finding.evidence.quote in self._used

    def _place(self, finding: Finding) -> tuple[object, ...]:
        """Newest document first, and within it the order of the text."""
        published = self._dossier.source(finding).summary.published
        age = -published.toordinal() if published else 0
        return age, finding.evidence.document_id, finding.evidence.start

    def _item(self, point: Point, tagged: bool) -> str:
        source = self._dossier.source(point.lead)
        tag = self._marks.mark(Sentence(f"{described(source.summary)}:"))
        if source.is_own:
            said = self._marks.mark(self.sentence(point))
            return f"{tag}{said}" if tagged else said
        return f"{tag}{self._marks.mark(self._quoted(point))}"

    def sentence(self, point: Point) -> Sentence:
        """What the company says in this passage, reported if it can be, else quoted."""
        clause = reported(point.lead.evidence.quote, self._dossier.names)
        return Sentence(sentence_of(clause), point.ids()) if clause else self._quoted(point)

    def _quoted(self, point: Point) -> Sentence:
        return Sentence(excerpt(point.lead.evidence.quote, point.lead.cues), point.ids(), "quote")

    def spread(
        self,
        lead: str,
        findings: Sequence[Finding],
        values: Callable[[Finding], Iterable[str]],
        end: str = "",
    ) -> Marked:
        """One sentence that lists what these findings name, most often named first, with a source for each
        value: "People affected are migrant workers and women." "" where they name nothing."""
        by_value: dict[str, list[Finding]] = {}
        for finding in self._dossier.counted(findings):
            for value in values(finding):
                by_value.setdefault(value, []).append(finding)
        ranked = sorted(by_value, key=lambda value: (-len(by_value[value]), value))[:MOST_VALUES]
        if not ranked:
            return Marked("")
        sources = [min(by_value[value], key=self._dossier.telling).id for value in ranked]
        return self._marks.mark(Sentence(f"{lead} {listed(ranked)}{end}.", tuple(dict.fromkeys(sources))))


def described(summary: Summary) -> str:
    """A document as a sentence names it: "Social audit report, Hilltop Mill (2024)"."""
    title = summary.title.rstrip(".")
    if len(title) > LONGEST_TITLE:
        title = title[:LONGEST_TITLE].rsplit(" ", 1)[0].rstrip(" ,;:–-") + " …"
    return f"{title} ({summary.published.year})" if summary.published else title
