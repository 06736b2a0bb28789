"""The consistency lint: figures that disagree, parts that do not add up, periods that differ, entities unnamed."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import combinations
from typing import NamedTuple

from hria.check.checked import Facts, Passage, Remark
from hria.check.dates import shown
from hria.check.grades import is_evidence
from hria.check.lines import Line
from hria.check.words import CountedWords, pattern, words
from hria.document import Document, evidence

NUMBER = r"(?<![\w.,$£€])(?P<n>\d{1,3}(?:,\d{3})+|\d{2,})\+?(?![\d,.]*\d|\s?%|[-–]\w)"
# Two approximate numbers agree when they differ by no more than this share.
NEAR = 0.05
# Shares that add up to about the whole were meant to make it; so much is lost by rounding.
NEARLY_ALL = (80, 125)
ROUNDING = 1.5
FEWEST_ITEMS = 3
LONGEST_ITEM = 9
SHARES = re.compile(r"(?P<n>\d{1,3}(?:\.\d+)?)\s?%")


class _Count(NamedTuple):
    value: float
    is_approximate: bool
    line: Line


def consistency_remarks(document: Document, lines: Sequence[Line], facts: Facts) -> tuple[Remark, ...]:
    """What does not agree within the statement."""
    usable = [line for line in lines if is_evidence(line.text, line.heading) and line.kind != "table_cell"]
    return (
        *_on_counts(document, usable),
        *_on_sums(document, usable),
        *_on_shares(document, lines),
        *_on_periods(document, facts),
        *_on_group(document, usable, facts),
    )


def _on_counts(document: Document, lines: Sequence[Line]) -> Iterator[Remark]:
    for counted in words().consistency.counted:
        counts = list(_counts(lines, counted))
        for one, other in combinations(counts, 2):
            if not _agree(one, other) and not _is_of_another_year(one.line.text, other.line.text):
                yield _remark(
                    "figures_disagree",
                    f"{counted.name}: {_written(one)} on p. {one.line.page}, {_written(other)} on p. {other.line.page}",
                    "Say which holds, or what each of them counts.",
                    _passages(document, one.line, other.line),
                )
                break


def _counts(lines: Sequence[Line], counted: CountedWords) -> Iterator[_Count]:
    told = words().consistency
    seen: set[float] = set()
    for line in lines:
        for match in re.finditer(rf"{NUMBER}\s+{counted.noun}\b", line.text, re.I):
            before = line.text[max(0, match.start() - 60) : match.start()]
            after = line.text[match.end() : match.end() + 45]
            if pattern(*told.part).search(f"{before} … {after}") or not pattern(counted.scope).search(before):
                continue
            value = float(match["n"].replace(",", ""))
            if value not in seen and not 1990 <= value <= 2040:
                seen.add(value)
                yield _Count(value, bool(pattern(told.approximate).search(before)) or "+" in match.group(), line)


def _agree(one: _Count, other: _Count) -> bool:
    if one.is_approximate or other.is_approximate:
        return abs(one.value - other.value) <= NEAR * max(one.value, other.value)
    return one.value == other.value


def _is_of_another_year(one: str, other: str) -> bool:
    years = re.compile(r"\b(?:20\d\d|FY ?\d\d)\b")
    return (
        bool(set(years.findall(one)) ^ set(years.findall(other)))
        and bool(years.search(one))
        and bool(years.search(other))
    )


def _written(count: _Count) -> str:
    return f"{'about ' if count.is_approximate else ''}{count.value:,.0f}"


def _on_sums(document: Document, lines: Sequence[Line]) -> Iterator[Remark]:
    for line in lines:
        for match in re.finditer(words().consistency.total + words().consistency.parts, line.text):
            total = _number(match["total"])
            parts = [
                _number(found) for found in re.findall(r"(?<![\d,.$£€])\d[\d,]*(?:\.\d+)?(?!\s?%|\d)", match["parts"])
            ]
            parts = [part for part in parts if part > 0 and not 1990 <= part <= 2040]
            if len(parts) < 2 or "%" in match["parts"] or total < max(parts) or total > 3 * sum(parts):
                continue
            if sum(parts) != total and not pattern(words().consistency.approximate).search(line.text[: match.start()]):
                yield _remark(
                    "sum",
                    f"{total:,.0f} {match['unit']}, but the parts named add up to {sum(parts):,.0f}",
                    "Correct the total or name the part that is missing.",
                    _passages(document, line),
                )


def _on_shares(document: Document, lines: Sequence[Line]) -> Iterator[Remark]:
    """Lists of shares that make a whole: three or more in items that follow each other."""
    for run in _runs(lines):
        total = sum(float(match["n"]) for item in run for match in SHARES.finditer(item.text))
        if NEARLY_ALL[0] < total < NEARLY_ALL[1] and abs(total - 100) > ROUNDING:
            yield _remark(
                "shares",
                f"shares under “{run[0].heading[:60]}” add up to {total:g}%",
                "Check them: they should make 100%.",
                _passages(document, run[0], run[-1]),
            )


def _runs(lines: Sequence[Line]) -> Iterator[list[Line]]:
    """The lists of three or more short items with a share each."""
    run: list[Line] = []
    for line in lines:
        is_share = line.kind == "list_item" and bool(SHARES.search(line.text)) and len(line.text.split()) < LONGEST_ITEM
        if is_share and run and line.block - run[-1].block == 1 and line.heading == run[-1].heading:
            run.append(line)
            continue
        if len(run) >= FEWEST_ITEMS:
            yield run
        run = [line] if is_share else []
    if len(run) >= FEWEST_ITEMS:
        yield run


def _on_periods(document: Document, facts: Facts) -> Iterator[Remark]:
    """Two periods that both call themselves that of this statement."""
    own = [
        period
        for period in facts.periods
        if pattern(words().consistency.own_period).search(period.passage.evidence.quote)
    ]
    for one, other in combinations(own, 2):
        if one.end != other.end and not facts.is_joint:
            yield _remark(
                "periods",
                f"the period ends on {shown(one.end)} (p. {one.passage.evidence.page}) and on "
                f"{shown(other.end)} (p. {other.passage.evidence.page})",
                "Say which is the reporting period.",
                (one.passage, other.passage),
            )
            return
    title_years = {int(year) for year in re.findall(r"\b20\d\d\b", document.title)}
    if facts.periods and title_years and facts.periods[0].end.year < min(title_years) - 1:
        yield _remark(
            "periods",
            f"the title names {min(title_years)}, the period ends on {shown(facts.periods[0].end)}",
            "Check that the period was brought up to date.",
            (facts.periods[0].passage,),
        )


def _on_group(document: Document, lines: Sequence[Line], facts: Facts) -> Iterator[Remark]:
    """A statement for a group that names none of its entities."""
    if len(facts.entities) > 1:
        return
    for line in lines:
        if all(pattern(told).search(line.text) for told in (words().entity.group, words().consistency.for_group)):
            yield _remark(
                "group_without_entities",
                "it speaks for a group but names no entity beside the company itself",
                "Name each entity covered, or say where the list stands.",
                _passages(document, line),
            )
            return


def _number(text: str) -> float:
    return float(text.replace(",", "").rstrip("."))


def _passages(document: Document, *lines: Line) -> tuple[Passage, ...]:
    return tuple(
        Passage(evidence(document, line.start, line.end, line.heading or None), "consistency", 0.7) for line in lines
    )


def _remark(rule: str, text: str, advice: str, passages: tuple[Passage, ...]) -> Remark:
    return Remark("consistency", rule, "caution", text, advice, passages)
