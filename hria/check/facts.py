"""The formal facts of a statement: who approved and signed it, for which period, and for which entities."""

from __future__ import annotations

import datetime
import re
from collections import Counter
from collections.abc import Sequence

from hria.check.checked import Entity, Facts, Passage, Period
from hria.check.dates import fiscal_year_in, period_in
from hria.check.lines import Line, is_apart
from hria.check.signing import approvals_in, signers_in
from hria.check.speaker import entity_names
from hria.check.words import pattern, words
from hria.document import Document, evidence

TOLD = r"\b(?:year|period|months|fy ?\d\d|20\d\d)\b"
# A line that says which period this statement is for.
STATED = r"\b(?:statement|report(?:ing)?|covers?|during|relates?|respect|financial year (?:end|from))\b"
# Periods of other things than this statement.
FOREIGN = r"\b(?:next|previous|last|prior|following|since|plan|by the end|target|goal|between)\b"
BEGINNING = 0.25
# What a line weighs that gives the days of a period, and not only the number of a year.
EXPLICIT = 3


def facts_of(
    document: Document, lines: Sequence[Line], company: Sequence[str], year_end: tuple[int, int] | None
) -> Facts:
    """The formal facts of a statement of this company (by its names). `year_end` is the (month, day) on which the
    financial year ends, if known."""
    approvals = approvals_in(document, lines)
    names = entity_names(document.text)
    return Facts(
        approvals=approvals,
        signers=signers_in(document, lines, approvals),
        periods=_periods(document, lines, year_end),
        entities=tuple(Entity(name, count) for name, count in names.most_common()),
        identity=_identity(document, lines, company),
        names_laws=tuple(
            law for law, told in words().named.items() if pattern(told).search(f"{document.title}\n{document.text}")
        ),
        is_joint=bool(pattern(words().entity.joint).search(document.text)),
        is_llp=any(name.endswith("LLP") for name in company),
    )


def _identity(document: Document, lines: Sequence[Line], company: Sequence[str]) -> Passage | None:
    """The line in which the statement says whose it is: the one that names most entities by their legal form."""
    named = [
        line
        for line in lines
        if pattern(r"\b(?:this|our|the|joint|group) (?:\w+ ){0,3}(?:statement|report|disclosure)\b").search(line.text)
        and any(pattern(rf"\b{re.escape(name)}\b").search(line.text) for name in company)
        and not is_apart(line.heading)
        and not pattern(r"\bapproved\b|\bavailable\b|\bwebsite\b").search(line.text)
    ]
    if not named:
        return _by_name(document, lines, company)
    if not any(entity_names(line.text) for line in named) and (first := _by_name(document, lines, company)):
        return first
    best = max(named, key=lambda line: (bool(entity_names(line.text)), -line.start))
    return Passage(evidence(document, best.start, best.end, best.heading or None), "says whose statement it is", 0.7)


def _by_name(document: Document, lines: Sequence[Line], company: Sequence[str]) -> Passage | None:
    """The first line that names the company by its legal form, at the beginning or beside the signature."""
    for line in lines:
        if entity_names(line.text) and any(name in line.text for name in company[:1]) and not is_apart(line.heading):
            return Passage(evidence(document, line.start, line.end, line.heading or None), "names the company", 0.6)
    return None


def _periods(document: Document, lines: Sequence[Line], year_end: tuple[int, int] | None) -> tuple[Period, ...]:
    """The periods that lines name as that of the statement, each once, the most often named first."""
    counts: Counter[tuple[datetime.date | None, datetime.date]] = Counter()
    explicit: set[tuple[datetime.date | None, datetime.date]] = set()
    first: dict[tuple[datetime.date | None, datetime.date], Line] = {}
    for line in lines:
        if is_apart(line.heading) or not pattern(TOLD).search(line.text):
            continue
        found = period_in(line.text, year_end)
        weight = EXPLICIT
        if found is None and line.start < BEGINNING * len(document.text):
            end = fiscal_year_in(line.text, year_end)
            found, weight = ((None, end), 1) if end else (None, 0)
        if found is None or _is_foreign(line.text):
            continue
        if pattern(STATED).search(line.text) or len(line.text.split()) <= 12:
            explicit |= {found} if weight == EXPLICIT else set()
            counts[found] += weight + 2 * bool(pattern(r"\b(?:statement|reporting period)\b").search(line.text))
            first.setdefault(found, line)
    if explicit:
        counts = Counter({found: counts[found] for found in explicit})
    for start, end in sorted(counts, key=str):
        # A line that gives both days stands for those that give only the last.
        if start is not None and (None, end) in counts:
            counts[(start, end)] += counts.pop((None, end))
    ranked = sorted(counts, key=lambda found: (-counts[found], first[found].start))
    return tuple(
        Period(end, start, _passage(document, first[(start, end)]))
        for start, end in ranked
        if counts[(start, end)] >= 2 or len(ranked) == 1
    )


def _is_foreign(text: str) -> bool:
    """Whether a line speaks of another period than that of this statement."""
    return bool(pattern(FOREIGN).search(text)) and not pattern(r"\bthis (?:statement|report)\b").search(text)


def _passage(document: Document, line: Line) -> Passage:
    return Passage(evidence(document, line.start, line.end, line.heading or None), "names the period", 0.8)
