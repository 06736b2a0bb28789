"""Measuring metrics against labels made by reading: value and unit, period, owner.

Labels are a selection of what a document holds, so only what became of the labels is counted.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

from hria.check.speaker import speaker_of
from hria.company import names_of
from hria.document import Document
from hria.extract import Extractor, Reader
from hria.finding import Finding, Metric
from hria.labelled_places import Places
from hria.labels import Labelled
from hria.readers import read

SCALES = {"thousand": 1e3, "k": 1e3, "million": 1e6, "m": 1e6, "billion": 1e9, "bn": 1e9}
UNWORTHY = re.compile(r"[\d,.]+")


class Outcome(NamedTuple):
    """What became of the labelled figures of a document: how many there are, and how many have the value and
    unit right, then of those the period and the owner. `misses` says which did not, and in what."""

    file: str
    labels: int
    found: int
    periods: tuple[int, int]
    owners: tuple[int, int]
    misses: tuple[str, ...]


def evaluate_metrics(
    items: Iterable[Labelled], company: str | None = None, model: str | None = None
) -> Iterator[Outcome]:
    """How the metrics of each document compare with its labels; documents without such labels are passed over."""
    extractors: dict[str | None, Extractor] = {}
    for item in items:
        if not item.labels.get("metrics"):
            continue
        document = read(item.path)
        name = item.company or company or speaker_of(document)
        if name not in extractors:
            extractors.clear()
            extractors[name] = Extractor(Reader(names_of(name) if name else (), None, "general", model))
        found = [f for f in extractors[name].findings(document) if isinstance(f.attributes, Metric)]
        yield compare_metrics(document, found, item.labels["metrics"])


def compare_metrics(document: Document, findings: list[Finding], labels: list[dict[str, Any]]) -> Outcome:
    """What became of the labelled figures of one document."""
    places = Places(document)
    misses = []
    found = 0
    periods = [0, 0]
    owners = [0, 0]
    for label in labels:
        place = places.of(label)
        metric = _metric_at(findings, place, str(label["value"])) if place else None
        if metric is None:
            misses.append(f"value or unit: {label['value']}, {label['unit_or_what']}: {label['quote']}")
            continue
        found += 1
        years = _years(str(label.get("period") or ""))
        if years:
            periods[0] += 1
            periods[1] += (is_in := bool(years & _years_of(metric)))
            if not is_in:
                misses.append(f"period: {label['period']} is not {_years_of(metric)}: {label['quote']}")
        owners[0] += 1
        owners[1] += metric.owner == label["owner"]
        if metric.owner != label["owner"]:
            misses.append(f"owner: {label['owner']} is not {metric.owner}: {label['quote']}")
    return Outcome(
        Path(document.path).name, len(labels), found, (periods[0], periods[1]), (owners[0], owners[1]), tuple(misses)
    )


def _metric_at(findings: list[Finding], place: tuple[int, int], value: str) -> Metric | None:
    """The metric within a labelled passage that has the labelled value and kind of unit."""
    wanted = _value(value)
    for finding in findings:
        metric = finding.attributes
        if not isinstance(metric, Metric) or metric.number_end <= place[0] or metric.number_start >= place[1]:
            continue
        is_share = bool(re.match(r"[\d.,]+ ?%", value))
        if (
            wanted is not None
            and abs(metric.value - wanted) <= 1e-6 * max(1.0, wanted)
            and is_share == (metric.unit == "%")
        ):
            return metric
    return None


def _value(text: str) -> float | None:
    match = UNWORTHY.search(text)
    if not match:
        return None
    scale = re.search(r"\b(thousand|million|billion|bn|k)\b", text.lower())
    number = match.group().strip(".,").replace(",", "")
    return float(number) * (SCALES[scale.group(1)] if scale else 1.0)


def _years(text: str) -> set[int]:
    found = {int(year) for year in re.findall(r"\b(?:FY)?((?:19|20)\d\d)\b", text)}
    return found | {2000 + int(year) for year in re.findall(r"\bFY ?(\d\d)\b", text)}


def _years_of(metric: Metric) -> set[int]:
    days = (metric.period_start, metric.period_end, metric.as_of)
    return {int(day[:4]) for day in days if day}
