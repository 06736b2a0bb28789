"""All contradictions of a workspace, each once, those that are none by their explanation last."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from hria.contradiction.bodies import clashes_of_bodies
from hria.contradiction.clash import TYPE_WORDS, Clash, Side
from hria.contradiction.counts import clashes_of_counts
from hria.contradiction.practices import clashes_of_practice
from hria.contradiction.roles import clashes_of_roles, clashes_of_years
from hria.contradiction.shares import clashes_of_shares
from hria.contradiction.times import clashes_of_reviews, clashes_of_updates
from hria.finding import Finding
from hria.ledger import Ledger
from hria.partnership import Partnership
from hria.passage import Paper


def contradictions(
    papers: Sequence[Paper],
    findings: Iterable[Finding],
    partnerships: Sequence[Partnership],
    ledger: Ledger,
    names: Sequence[str],
) -> tuple[Clash, ...]:
    """Every pair of passages that looks contrary; `compatible` says of some why both may be true."""
    found = tuple(findings)
    clashes = [
        *clashes_of_practice(papers, found, names),
        *clashes_of_shares(papers),
        *clashes_of_bodies(papers, found),
        *clashes_of_counts(papers),
        *clashes_of_years(partnerships, papers),
        *clashes_of_roles(partnerships, papers, names),
        *clashes_of_reviews(papers),
        *clashes_of_updates(papers, ledger.date),
        *_reworded(ledger, papers),
    ]
    seen: set[tuple[object, ...]] = set()
    chosen = []
    for clash in sorted(clashes, key=_order):
        key = (clash.type, clash.about, clash.a.paper.summary.id, clash.b.paper.summary.id)
        if key not in seen:
            seen.add(key)
            chosen.append(clash)
    return tuple(chosen)


def _reworded(ledger: Ledger, papers: Sequence[Paper]) -> Iterator[Clash]:
    """Promises that a later document words more weakly. Both were true when they were said."""
    by_id = {paper.summary.id: paper for paper in papers}
    for promise in ledger.of("weakened"):
        for shown in promise.of("reworded"):
            if shown.finding is None:
                continue
            sides = []
            for finding in (promise.lead, shown.finding):
                paper = by_id[finding.evidence.document_id]
                start = finding.evidence.start
                passage = next(p for p in paper.passages if p.evidence.start <= start < p.evidence.end)
                sides.append(Side(paper, passage))
            why = "the later document replaces the earlier one"
            yield Clash("modality", "a promise made weaker", sides[0], sides[1], promise.reason, why)


def _order(clash: Clash) -> tuple[object, ...]:
    return (
        clash.compatible is not None,
        list(TYPE_WORDS).index(clash.type),
        clash.about,
        clash.a.paper.summary.id,
        clash.a.passage.evidence.start,
        clash.b.paper.summary.id,
        clash.b.passage.evidence.start,
    )
