"""The figures of a claim beside those of the documents, with unit and period."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable, Sequence

from hria.answer import Exhibit, FigureSet, Verdict
from hria.finding import Claim, ClaimedFigure, Finding, Metric

# Values as near as this are the same, rounded.
SAME = 0.006
OVER = re.compile(r"\b(?:over|more than|at least|above|exceed\w*|upwards of|minimum)\b", re.I)
ABOUT = re.compile(r"\b(?:about|around|roughly|nearly|almost|approximately|some|estimated|up to)\b", re.I)
NEAR = 0.1
# Measures that share so many of their words count the same.
COUNTS_SAME = 0.6
MOST = 2
# From this size on, and unless it is round, a number is seldom the same by chance.
TELLING, ROUND = 100, 50
# Units that leave open what is counted.
OPEN_UNITS = frozenset(("number", "x", "year", "time", "%", "month", "day"))


def set_beside(claim: Claim, metrics: Sequence[tuple[Exhibit, Finding]]) -> tuple[FigureSet, ...]:
    """Each figure of a claim with the figures of the same unit in the passages that speak to it, those that agree
    first; where there is none, with the same number of something else ("391 workers" beside "391 passports"), or
    alone."""
    found: list[FigureSet] = []
    for claimed in claim.figures:
        sets = [
            FigureSet(claimed, metric, _verdict(claimed, exhibit, _of(metric)))
            for exhibit, metric in metrics
            if _is_comparable(claimed, _of(metric))
        ]
        agreeing = [one for one in sets if one.verdict == "agrees"]
        # Where one figure agrees, another of the same unit counts something else.
        found += _once(agreeing or sets)[:MOST] or [_same_number(claimed, metrics)]
    return tuple(found)


def _same_number(claimed: ClaimedFigure, metrics: Sequence[tuple[Exhibit, Finding]]) -> FigureSet:
    """A figure with the same number in a passage that says the same; only a number that is not met by chance counts."""
    if claimed.value >= TELLING and claimed.value % ROUND:
        for exhibit, metric in metrics:
            if exhibit.stance == "for" and _of(metric).value == claimed.value:
                return FigureSet(claimed, metric, "same_number")
    return FigureSet(claimed, None, "none")


def _is_comparable(claimed: ClaimedFigure, metric: Metric) -> bool:
    """Whether two figures have one unit, and count the same unless the unit itself says what."""
    if _unit(claimed.unit) != _unit(metric.unit):
        return False
    counts_same = _share(claimed.measure or "", metric.measure or "") >= COUNTS_SAME
    return counts_same or (_unit(claimed.unit) not in OPEN_UNITS and _agree(claimed, metric))


def _of(finding: Finding) -> Metric:
    assert isinstance(finding.attributes, Metric), finding.kind
    return finding.attributes


def _unit(unit: str) -> str:
    return re.sub(r"(?:ies|es|s)$", "", unit.lower())


def _once(sets: Iterable[FigureSet]) -> list[FigureSet]:
    """Each value once."""
    kept: dict[tuple[object, ...], FigureSet] = {}
    for one in sets:
        metric = _of(one.metric) if one.metric else None
        kept.setdefault((metric.value, metric.period_start, metric.as_of, metric.owner) if metric else (), one)
    return list(kept.values())


def _verdict(claimed: ClaimedFigure, exhibit: Exhibit, metric: Metric) -> Verdict:
    """A figure differs only where it is the company's own, counts the same and is not
    of another period."""
    if _agree(claimed, metric):
        return "agrees"
    is_same_matter = exhibit.stance != "on" and metric.role == "figure" and metric.owner == "company"
    counts_same = _share(claimed.measure or "", metric.measure or "") >= COUNTS_SAME
    if is_same_matter and counts_same and _periods_meet(claimed, metric):
        return "differs"
    return "other_basis"


def _agree(claimed: ClaimedFigure, metric: Metric) -> bool:
    hedge = claimed.hedge or ""
    if OVER.search(hedge) and metric.value >= claimed.value * (1 - SAME):
        return metric.value <= claimed.value * 1.5
    slack = NEAR if ABOUT.search(hedge) or ABOUT.search(metric.hedge or "") else SAME
    if metric.upper is not None and metric.value <= claimed.value <= metric.upper:
        return True
    return abs(metric.value - claimed.value) <= slack * max(abs(claimed.value), 1e-9)


def _share(left: str, right: str) -> float:
    a, b = ({w[:5] for w in re.findall(r"[a-z]{4,}", text.lower())} for text in (left, right))
    return len(a & b) / max(1, min(len(a), len(b)))


def _periods_meet(claimed: ClaimedFigure, metric: Metric) -> bool:
    """Whether two figures may be of the same time; one that says no time may be of any."""
    first, second = _span(claimed), _span(metric)
    if first is None or second is None:
        return True
    return first[0] <= second[1] and second[0] <= first[1]


def _span(figure: ClaimedFigure | Metric) -> tuple[datetime.date, datetime.date] | None:
    if figure.as_of:
        day = datetime.date.fromisoformat(figure.as_of)
        return day, day
    if not figure.period_start and not figure.period_end:
        return None
    first = datetime.date.fromisoformat(figure.period_start) if figure.period_start else datetime.date.min
    last = datetime.date.fromisoformat(figure.period_end) if figure.period_end else datetime.date.max
    return first, last
