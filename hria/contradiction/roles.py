"""Founder or member, and since when: where documents differ on the company's part in a body."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import combinations

from hria.contradiction.clash import Clash, Side
from hria.contradiction.words import pattern, words
from hria.partnership import Description, Partnership, joined_in
from hria.passage import Paper
from hria.stems import stems

FEWEST_SHARED = 3
COMMITTEE = re.compile(r"^(?:the |its )?(?:\w+ )?(?:committee|board|council|working group)\b", re.I)


def clashes_of_years(partnerships: Sequence[Partnership], papers: Sequence[Paper]) -> Iterator[Clash]:
    """Two years of joining the same organisation."""
    for partnership in partnerships:
        told = [description for description in partnership.descriptions if description.since]
        for a, b in combinations(told, 2):
            if a.since != b.since:
                reason = f"since {a.since} against since {b.since}"
                yield Clash(
                    "time", f"year of joining {partnership.name}", *_sides(partnership.name, a, b, papers), reason
                )


def clashes_of_roles(
    partnerships: Sequence[Partnership], papers: Sequence[Paper], names: Sequence[str]
) -> Iterator[Clash]:
    """A body that the company founded by one document, and joined or took part in by another."""
    founded = list(_saying(words().roles.founded, papers, names))
    joined = list(_saying(words().roles.joined, papers, names))
    for a, body in founded:
        for b, other in joined:
            if a.paper is b.paper or not _is_same(body, other, partnerships):
                continue
            why = "a founder may join a committee of the body later" if COMMITTEE.search(other) else None
            reason = "founded by the one, joined or attended by the other"
            yield Clash("role", body.strip(), a, b, reason, why)
            break


def _saying(expression: str, papers: Sequence[Paper], names: Sequence[str]) -> Iterator[tuple[Side, str]]:
    """Passages in which the company says so of itself, each with the body that it names."""
    own = {name.split()[0] for name in names}
    for paper in papers:
        for passage in paper.passages:
            match = pattern(expression).search(passage.text)
            subject = match.group().split()[0] if match else ""
            if match and (subject in own or subject in ("We", "we")):
                yield Side(paper, passage), match.group("body")


def _is_same(body: str, other: str, partnerships: Sequence[Partnership]) -> bool:
    from hria.partnership import names_of

    for partnership in partnerships:
        names = names_of(partnership.name)
        if any(name in body for name in names):
            return any(name in other for name in names)
    shared = stems(body) & stems(other)
    proper = {stem for word in body.split() if word[:1].isupper() for stem in stems(word)}
    return len(shared) >= FEWEST_SHARED and bool(proper & shared)


def _sides(name: str, a: Description, b: Description, papers: Sequence[Paper]) -> tuple[Side, Side]:
    by_id = {paper.summary.id: paper for paper in papers}
    sides = []
    for description in (a, b):
        paper = by_id[description.document.id]
        starts = [f.evidence.start for f in description.findings if joined_in(name, " ".join(f.evidence.quote.split()))]
        passage = next(p for p in paper.passages if p.evidence.start <= starts[0] < p.evidence.end)
        sides.append(Side(paper, passage))
    return sides[0], sides[1]
