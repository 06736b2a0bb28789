"""Dates that do not agree: a review that was due and had not begun, a list "updated regularly" and last years ago."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Sequence

from hria.contradiction.clash import Clash, Side
from hria.contradiction.words import pattern, words
from hria.passage import Paper
from hria.stems import stems


def clashes_of_reviews(papers: Sequence[Paper]) -> Iterator[Clash]:
    """A document that names the day of its next review, and another that says that it was not reviewed by then."""
    reviews = words().reviews
    due = [
        (Side(paper, passage), match.group("day"))
        for paper in papers
        if paper.is_own
        for passage in paper.passages
        if (match := pattern("(?i)" + reviews.due).search(passage.text))
    ]
    for paper in papers:
        for passage in paper.passages:
            match = pattern("(?i)" + reviews.not_done).search(passage.text)
            for side, day in due if match else ():
                assert match is not None
                is_named = stems(side.paper.summary.title) <= stems(passage.text)
                if is_named and match.group("day") in (None, day) and paper is not side.paper:
                    about = f"review of “{side.paper.summary.title}”"
                    reason = f"due by {day}, and not begun by then"
                    yield Clash("time", about, side, Side(paper, passage), reason)


def clashes_of_updates(papers: Sequence[Paper], date: datetime.date) -> Iterator[Clash]:
    """Something "updated regularly" in a document that says when it was updated last, more than a year ago."""
    reviews = words().reviews
    for paper in papers:
        claims = [p for p in paper.passages if pattern("(?i)" + reviews.regularly).search(p.text)]
        for passage in paper.passages:
            last = pattern("(?i)" + reviews.last).search(passage.text)
            if not last or not claims:
                continue
            as_of = paper.date or date
            if as_of.year - int(last.group("year")) > 1:
                why = None if paper.date else "the document has no date: it may be as old as its last update"
                reason = f"updated regularly, by one passage; last in {last.group('year')}, by another"
                yield Clash(
                    "time", "how often it is updated", Side(paper, claims[0]), Side(paper, passage), reason, why
                )
