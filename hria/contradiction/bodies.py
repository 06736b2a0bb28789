"""Figures of other organisations that documents of several years repeat: they drift, and are no contradiction."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from hria.contradiction.clash import Clash, Side, other_time
from hria.contradiction.words import pattern, words
from hria.finding import Finding, Partner
from hria.partnership import names_of
from hria.passage import Amount, Paper, Passage
from hria.stems import stems

# So few units make no figure of an organisation.
SMALLEST = 3


class _Figure(NamedTuple):
    amount: Amount
    side: Side


def clashes_of_bodies(papers: Sequence[Paper], findings: Sequence[Finding]) -> Iterator[Clash]:
    """The same figure of one organisation with two values: drift between years, or a contradiction of one time."""
    names = sorted({f.attributes.name for f in findings if isinstance(f.attributes, Partner)}, key=str.casefold)
    for name in names:
        by_unit: dict[frozenset[str], list[_Figure]] = {}
        for paper in papers:
            for figure in _figures(name, paper):
                by_unit.setdefault(stems(figure.amount.unit), []).append(figure)
        for unit in sorted(by_unit, key=sorted):
            for one, other in pairwise(_one_of_each(by_unit[unit])):
                if one.side.paper is not other.side.paper:
                    yield _clash(name, one, other)


def _one_of_each(figures: Sequence[_Figure]) -> list[_Figure]:
    """One figure of each value in the order of time: the first that the company itself gives, else the first."""
    by_value: dict[float, _Figure] = {}
    for figure in sorted(figures, key=lambda f: (not f.side.paper.is_own, *_when(f))):
        by_value.setdefault(figure.amount.value, figure)
    return sorted(by_value.values(), key=_when)


def _figures(name: str, paper: Paper) -> Iterator[_Figure]:
    """The figures in sentences whose subject is the organisation: the first of each unit in a document.

    What the company or its sites count beside the name of the organisation is not the organisation's.
    """
    seen: set[frozenset[str]] = set()
    for passage in paper.passages:
        if passage.kind not in ("paragraph", "list_item") or not _is_of(name, passage):
            continue
        for amount in passage.amounts:
            unit = stems(amount.unit)
            if unit and unit not in seen and amount.unit != "%" and len(amount.unit) > SMALLEST:
                seen.add(unit)
                yield _Figure(amount, Side(paper, passage))


def _is_of(name: str, passage: Passage) -> bool:
    """Whether a sentence speaks of the reach or size of an organisation: it begins with its name, or with "it"."""
    text = passage.text
    begins, is_named_before = _patterns(name)
    if not begins.match(text) and not (GOES_ON.match(text) and is_named_before.match(passage.before)):
        return False
    ours = re.search(r"\b(?:our|us|we)\b", text, re.I)
    reach = re.search(
        r"\b(?:brings together|reach\w*|members?|represent\w*|unites?|counts|has (?:helped|reached))\b", text
    )
    return bool(reach) and not ours and not pattern(words().future).search(text)


GOES_ON = re.compile(r"(?:It|The organi[sz]ation|The initiative|The coalition|They)\b")


@lru_cache(maxsize=2000)
def _patterns(name: str) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """How a sentence about an organisation begins, and how one that names it does."""
    names = "|".join(map(re.escape, names_of(name)))
    begins = re.compile(rf"(?:Since \d{{4}},? )?(?:The )?(?:{names})\b", re.I)
    return begins, re.compile(rf"(?:The |With |[\w ]{{0,40}}?)?(?:{names})\b")


def _clash(name: str, one: _Figure, other: _Figure) -> Clash:
    about = f"{name}: {one.amount.unit}"
    reason = f"{_printed(one.amount.value)} against {_printed(other.amount.value)}"
    return Clash("number", about, one.side, other.side, reason, other_time(one.side.paper, other.side.paper))


def _printed(value: float) -> str:
    return f"{value:,.0f}" if value == int(value) else f"{value:,}"


def _when(figure: _Figure) -> tuple[str, int, str]:
    paper = figure.side.paper
    return str(paper.date or ""), paper.latest_year() or 0, paper.summary.id
