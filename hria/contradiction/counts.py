"""What a company counts of itself every few years, in two documents: drift between years, or a contradiction."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from hria.contradiction.clash import Clash, Side, other_time
from hria.contradiction.words import Count, pattern, words
from hria.passage import Paper

NUMBERS = (
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
)  # fmt: skip


def clashes_of_counts(papers: Sequence[Paper]) -> Iterator[Clash]:
    """The same count with two values, from one of the company's own documents to the next."""
    for count in words().count:
        found = [said for paper in papers if paper.is_own and (said := _counted(count, paper))]
        ordered = sorted(found, key=lambda said: (str(said[1].paper.date or ""), said[1].paper.summary.id))
        for (number, a), (other, b) in pairwise(ordered):
            if number != other:
                yield Clash("number", count.about, a, b, f"{number} against {other}", other_time(a.paper, b.paper))


def _counted(count: Count, paper: Paper) -> tuple[int, Side] | None:
    """The first number that a document gives."""
    expression = pattern(count.pattern.replace("NUMBER", rf"(?:\d+|{'|'.join(NUMBERS)})"))
    for passage in paper.passages:
        match = expression.search(passage.text)
        if match and pattern(count.within).search(f"{passage.before} {passage.text}"):
            number = next(group for group in match.groups() if group).lower()
            return NUMBERS.index(number) if number in NUMBERS else int(number), Side(paper, passage)
    return None
