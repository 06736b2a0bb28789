"""What does not fit together among the figures of a company's documents.

A whole that its parts do not add up to, one measure with two values for one period, and a share that does not
say of what. Each finding of a check names the metrics that show it; what differs by period, scope, owner or
role is no contradiction.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import combinations
from typing import Literal, NamedTuple

from hria.finding import Finding, Metric

Fault = Literal["sum", "two_values", "no_base"]
# Rounded figures may miss a whole by so much of it.
TOLERANCE = 0.006
# Two passages as alike as this (rapidfuzz, 0 to 100) tell of the same thing.
ALIKE = 70
# Words that say nothing of what is counted.
FILLERS = frozenset(
    "a an the of our their its all total number in at by for to and or were was are is have has had been over more "
    "than with from that which who".split()
)
# What the words before a share must hold where those after it do not begin with "of".
BASE = re.compile(
    r"\b(?:of|share|proportion|percentage|rate|increase[sd]?|decrease[sd]?|growth|rose|fell|up|down|by)\b",
    re.I,
)


class Check(NamedTuple):
    """A fault with the findings that show it, and why it is one."""

    fault: Fault
    findings: tuple[Finding, ...]
    why: str


def check_figures(findings: Iterable[Finding]) -> list[Check]:
    """The faults among these metrics: sums first, then values that differ, then shares without a base."""
    metrics = [finding for finding in findings if isinstance(finding.attributes, Metric)]
    return [*_sums(metrics), *_values(metrics), *_bases(metrics)]


def _metric(finding: Finding) -> Metric:
    assert isinstance(finding.attributes, Metric), finding.kind
    return finding.attributes


def _sums(metrics: Sequence[Finding]) -> Iterator[Check]:
    """Wholes whose parts do not add up to them, or come to more."""
    parts: dict[str, list[Finding]] = {}
    for finding in metrics:
        whole = _metric(finding).part_of
        if whole:
            parts.setdefault(whole, []).append(finding)
    for finding in metrics:
        of_it = parts.get(finding.id, [])
        if not of_it:
            continue
        total, whole_value = sum(_metric(part).value for part in of_it), _metric(finding).value
        slack = TOLERANCE * whole_value
        are_all = len(of_it) > 1 and all(_metric(part).parts == "all" for part in of_it)
        told = f"{' + '.join(_number(_metric(part).value) for part in of_it)} = {_number(total)}"
        if total > whole_value + slack:
            yield Check("sum", (finding, *of_it), f"{told}, which is more than {_number(whole_value)}")
        elif are_all and total < whole_value - slack:
            yield Check("sum", (finding, *of_it), f"{told}, not {_number(whole_value)}")


def _values(metrics: Sequence[Finding]) -> Iterator[Check]:
    """The same measure of the same owner and period with two values."""
    alike: dict[tuple[object, ...], list[Finding]] = {}
    for finding in metrics:
        key = _key(_metric(finding))
        if key is not None:
            alike.setdefault(key, []).append(finding)
    for group in alike.values():
        for one, other in combinations(group, 2):
            a, b = _metric(one), _metric(other)
            if _differ(a, b) and _say_alike(one, other) and not _share_a_sentence(one, other):
                why = f"{_number(a.value)} and {_number(b.value)}: {a.measure}, {_when(a)}"
                yield Check("two_values", (one, other), why)


def _key(metric: Metric) -> tuple[object, ...] | None:
    """What two metrics must share to be of the same thing; None where a metric does not say enough of it."""
    words = frozenset(re.findall(r"[a-z]{3,}", (metric.measure or "").lower())) - FILLERS
    period = (metric.period_start, metric.period_end, metric.as_of)
    is_told = metric.period_basis in ("sentence", "heading", "document") and any(period)
    # One noun alone ("employees") is counted in too many ways to be compared.
    if len(words) < 2 or not is_told or metric.role != "figure" or metric.part_of:
        return None
    return metric.owner, metric.owner_name, metric.unit, metric.currency, metric.scope, words, period


def _differ(a: Metric, b: Metric) -> bool:
    if (a.base is None) != (b.base is None):
        return False
    if a.hedge or b.hedge:
        # "More than 2,000" and "2,140" say the same.
        return abs(a.value - b.value) > 0.1 * max(abs(a.value), abs(b.value))
    return abs(a.value - b.value) > TOLERANCE * max(abs(a.value), abs(b.value))


def _say_alike(one: Finding, other: Finding) -> bool:
    """Whether two passages say the same but for their numbers: "31 migrant workers had paid" and "391 migrant
    workers had no passport" count different people. Cells are told apart by their row and column alone."""
    from rapidfuzz import fuzz

    if one.rule.endswith(".cell") and other.rule.endswith(".cell"):
        return one.evidence.document_id != other.evidence.document_id
    a, b = (re.sub(r"[\W\d]+", " ", finding.evidence.quote.lower()) for finding in (one, other))
    return a.strip() != "" and b.strip() != "" and fuzz.token_sort_ratio(a, b) >= ALIKE


def _share_a_sentence(one: Finding, other: Finding) -> bool:
    """Whether two figures stand in one passage, where they tell of two things or of a change."""
    a, b = one.evidence, other.evidence
    return a.document_id == b.document_id and a.start < b.end and b.start < a.end


def _bases(metrics: Sequence[Finding]) -> Iterator[Check]:
    """Shares that do not say of what."""
    counted = {_passage(finding) for finding in metrics if _metric(finding).unit != "%"}
    for finding in metrics:
        metric = _metric(finding)
        # What is counted in the same passage is what the share is of.
        if metric.unit != "%" or _passage(finding) in counted or finding.rule.endswith(".cell"):
            continue
        quote, start = finding.evidence.quote, finding.evidence.start
        before, after = quote[: metric.number_start - start], quote[metric.number_end - start :]
        text = metric.measure or ""
        if before.rstrip().endswith("(") or re.search(r"\bof$", before.rstrip()):
            continue
        if not re.match(r"\s*(?:of|in)\b", after) and not BASE.search(text) and len(text.split()) < 2:
            yield Check("no_base", (finding,), f"{_number(metric.value)} % of what is not said")


def _passage(finding: Finding) -> tuple[str, int, int]:
    return finding.evidence.document_id, finding.evidence.start, finding.evidence.end


def _number(value: float) -> str:
    return f"{value:,.10g}"


def _when(metric: Metric) -> str:
    if metric.as_of:
        return f"as of {metric.as_of}"
    return f"{metric.period_start or ''} to {metric.period_end or 'now'}"
