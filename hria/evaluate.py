"""Measuring findings against labels made by reading.

A finding matches a label when the two share more than 60 % of the shorter passage. What two readers would
dispute (`*_allowed`) is counted neither for nor against; labels without such a list are a selection, and only
recall is counted. Partners are compared by name, document by document.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

from hria.check.speaker import speaker_of
from hria.company import names_of
from hria.document import Document
from hria.evaluate_incidents import incident_fields, incident_score
from hria.extract import Extractor, Reader
from hria.finding import Commitment, Finding, Partner
from hria.labelled_places import FORMS, Places, plain, shares, span_of
from hria.labels import Labelled
from hria.organisation import organisations
from hria.readers import read
from hria.scores import NOTHING, Miss, Score


class Result(NamedTuple):
    """How one document fared. `not_risks` counts labelled passages that only look like risks, and those taken;
    `details` commitments whose deadline or quantity is labelled, and those that have both right; `incident_fields`
    each labelled attribute of incidents that were found, with how many are labelled and how many are right."""

    file: str
    partners: Score
    commitments: Score
    risks: Score
    not_risks: tuple[int, int]
    details: tuple[int, int]
    missed: tuple[Miss, ...]
    wrong: tuple[Miss, ...]
    incidents: Score = NOTHING
    incident_fields: tuple[tuple[str, int, int], ...] = ()


def evaluate(items: Iterable[Labelled], company: str | None = None, model: str | None = None) -> Iterator[Result]:
    """How the findings of each document compare with its labels. `company` is whose documents they are where
    the labels do not say; where nobody says, it is whoever speaks in the document."""
    extractors: dict[str | None, Extractor] = {}
    for item in items:
        document = read(item.path)
        name = item.company or company or speaker_of(document)
        if name not in extractors:
            extractors.clear()
            reader = Reader(names_of(name) if name else (), None, "general", model)
            extractors[name] = Extractor(reader)
        yield compare(document, extractors[name].findings(document), item.labels)


def compare(document: Document, findings: list[Finding], labels: dict[str, Any]) -> Result:
    """The scores of one document."""
    places = Places(document)
    of_kind = {kind: [f for f in findings if f.kind == kind] for kind in ("partner", "commitment", "risk", "incident")}
    missed: list[Miss] = []
    wrong: list[Miss] = []
    commitments = _passages("commitment", of_kind["commitment"], labels, places, missed, wrong)
    risks = _passages("risk", of_kind["risk"], labels, places, missed, wrong)
    incidents = incident_score(of_kind["incident"], labels, places, missed, wrong)
    looks = [place for label in labels.get("not_risks", []) if (place := places.of(label))]
    taken = sum(any(shares(span_of(f), place) for f in of_kind["risk"]) for place in looks)
    return Result(
        file=Path(document.path).name,
        partners=_partners(of_kind["partner"], labels, missed, wrong),
        commitments=commitments,
        risks=risks,
        not_risks=(len(looks), taken),
        details=_details(of_kind["commitment"], labels.get("commitments", ()), places),
        missed=tuple(missed),
        wrong=tuple(wrong),
        incidents=incidents,
        incident_fields=incident_fields(of_kind["incident"], labels, places),
    )


def _passages(
    kind: str,
    findings: list[Finding],
    labels: dict[str, Any],
    places: Places,
    missed: list[Miss],
    wrong: list[Miss],
) -> Score:
    if f"{kind}s" not in labels:
        return NOTHING
    wanted = labels[f"{kind}s"]
    where = [places.of(label) for label in wanted]
    allowed = [p for label in labels.get(f"{kind}s_allowed", []) if (p := places.of(label))]
    bullets = {plain(str(bullet)) for label in wanted for bullet in label.get("bullets") or ()}
    hit: set[int] = set()
    right = bad = 0
    for finding in findings:
        span = span_of(finding)
        matched = {i for i, place in enumerate(where) if place and shares(span, place)}
        hit |= matched
        if matched or plain(finding.evidence.quote) in bullets:
            right += 1
        elif f"{kind}s_allowed" in labels and not any(shares(span, place) for place in allowed):
            bad += 1
            wrong.append(Miss(kind, finding.evidence.page, finding.evidence.quote))
    missed += [Miss(kind, label.get("page", 1), label["quote"]) for i, label in enumerate(wanted) if i not in hit]
    return Score(len(wanted), len(hit), right, bad)


def _partners(findings: list[Finding], labels: dict[str, Any], missed: list[Miss], wrong: list[Miss]) -> Score:
    if "partners" not in labels:
        return NOTHING
    wanted = [_forms(p["name"], *p.get("aliases", ())) for p in labels["partners"]]
    allowed = [_forms(str(name)) for name in labels.get("partners_allowed", labels.get("allowed", []))]
    found: dict[str, Finding] = {}
    for finding in findings:
        if isinstance(finding.attributes, Partner):
            found.setdefault(finding.attributes.name, finding)
    hit: set[int] = set()
    right = bad = 0
    for name, finding in found.items():
        forms = _forms(name, *_aliases(name))
        matched = {i for i, other in enumerate(wanted) if forms & other}
        hit |= matched
        if matched:
            right += 1
        elif not any(_is_within(forms, other) for other in allowed):
            bad += 1
            wrong.append(Miss("partner", finding.evidence.page, f"{name}: {finding.evidence.quote}"))
    missed += [Miss("partner", p.get("page", 1), p["name"]) for i, p in enumerate(labels["partners"]) if i not in hit]
    return Score(len(wanted), len(hit), right, bad)


def _details(findings: list[Finding], labels: Iterable[dict[str, Any]], places: Places) -> tuple[int, int]:
    """Commitments with a labelled deadline year or quantity, and those of which a finding has both right."""
    asked = [label for label in labels if label.get("deadline_year") or label.get("quantity")]
    return len(asked), sum(_has_details(label, findings, places.of(label)) for label in asked)


def _has_details(label: dict[str, Any], findings: list[Finding], place: tuple[int, int] | None) -> bool:
    year, quantity = label.get("deadline_year"), label.get("quantity")
    number = float(re.sub(r"[^\d.]", "", str(quantity))) if quantity else None
    for finding in findings:
        attributes = finding.attributes
        if not isinstance(attributes, Commitment) or not place or not shares(span_of(finding), place):
            continue
        is_in_time = not year or (attributes.deadline or "").startswith(str(year))
        is_as_much = number is None or (attributes.target is not None and attributes.target.value == number)
        if is_in_time and is_as_much:
            return True
    return False


def _forms(*names: str) -> frozenset[str]:
    plain = (name.translate(FORMS).lower().strip(" \"'") for name in names)
    return frozenset(re.sub(r"^the ", "", name) for name in plain)


def _is_within(forms: frozenset[str], allowed: frozenset[str]) -> bool:
    return any(a in form or form in a for a in allowed for form in forms)


def _aliases(name: str) -> tuple[str, ...]:
    for organisation in organisations():
        if organisation.name == name:
            return (*organisation.aliases, *organisation.common)
    return ()
