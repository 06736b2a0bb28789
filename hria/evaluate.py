"""Measuring findings against labels made by reading.

A finding matches a label when the two share more than 60 % of the shorter passage. What two readers would
dispute (`*_allowed`) is counted neither for nor against; labels without such a list are a selection, and only
recall is counted. Partners are compared by name, document by document.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

from hria.company import names_of
from hria.document import Document
from hria.extract import Extractor, Reader
from hria.finding import Commitment, Finding, Partner
from hria.labels import Labelled
from hria.organisation import organisations
from hria.readers import read

ENOUGH_SHARED = 0.6


class Score(NamedTuple):
    """Counts of a kind: labels, labels found, findings that are right, findings that are wrong."""

    labels: int
    found: int
    right: int
    wrong: int

    def __add__(self, other: object) -> Score:
        if not isinstance(other, Score):
            return NotImplemented
        return Score(*(a + b for a, b in zip(self, other, strict=True)))

    @property
    def precision(self) -> float:
        """The share of findings that are right, 0 to 1."""
        return self.right / (self.right + self.wrong) if self.right + self.wrong else 1.0

    @property
    def recall(self) -> float:
        """The share of labels that were found, 0 to 1."""
        return self.found / self.labels if self.labels else 1.0

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall."""
        total = self.precision + self.recall
        return 2 * self.precision * self.recall / total if total else 0.0


NOTHING = Score(0, 0, 0, 0)


class Miss(NamedTuple):
    """A label that was not found, or a finding that is wrong."""

    kind: str
    page: int
    text: str


class Result(NamedTuple):
    """How one document fared. `not_risks` counts labelled passages that only look like risks, and those taken;
    `details` commitments whose deadline or quantity is labelled, and those that have both right."""

    file: str
    partners: Score
    commitments: Score
    risks: Score
    not_risks: tuple[int, int]
    details: tuple[int, int]
    missed: tuple[Miss, ...]
    wrong: tuple[Miss, ...]


def evaluate(items: Iterable[Labelled], company: str | None = None, model: str | None = None) -> Iterator[Result]:
    """How the findings of each document compare with its labels. `company` is whose documents they are where
    the labels do not say."""
    extractors: dict[str | None, Extractor] = {}
    for item in items:
        name = item.company or company
        if name not in extractors:
            extractors.clear()
            reader = Reader(names_of(name) if name else (), None, "general", model)
            extractors[name] = Extractor(reader)
        document = read(item.path)
        yield compare(document, extractors[name].findings(document), item.labels)


def compare(document: Document, findings: list[Finding], labels: dict[str, Any]) -> Result:
    """The scores of one document."""
    places = Places(document)
    of_kind = {kind: [f for f in findings if f.kind == kind] for kind in ("partner", "commitment", "risk")}
    missed: list[Miss] = []
    wrong: list[Miss] = []
    commitments = _passages("commitment", of_kind["commitment"], labels, places, missed, wrong)
    risks = _passages("risk", of_kind["risk"], labels, places, missed, wrong)
    looks = [place for label in labels.get("not_risks", []) if (place := places.of(label))]
    taken = sum(any(_shares(_span(f), place) for f in of_kind["risk"]) for place in looks)
    return Result(
        file=Path(document.path).name,
        partners=_partners(of_kind["partner"], labels, missed, wrong),
        commitments=commitments,
        risks=risks,
        not_risks=(len(looks), taken),
        details=_details(of_kind["commitment"], labels.get("commitments", ()), places),
        missed=tuple(missed),
        wrong=tuple(wrong),
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
    bullets = {_plain(str(bullet)) for label in wanted for bullet in label.get("bullets") or ()}
    hit: set[int] = set()
    right = bad = 0
    for finding in findings:
        span = _span(finding)
        matched = {i for i, place in enumerate(where) if place and _shares(span, place)}
        hit |= matched
        if matched or _plain(finding.evidence.quote) in bullets:
            right += 1
        elif f"{kind}s_allowed" in labels and not any(_shares(span, place) for place in allowed):
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
        if not isinstance(attributes, Commitment) or not place or not _shares(_span(finding), place):
            continue
        is_in_time = not year or (attributes.deadline or "").startswith(str(year))
        is_as_much = number is None or (attributes.target is not None and attributes.target.value == number)
        if is_in_time and is_as_much:
            return True
    return False


class Places:
    """Where labelled quotes stand in a document, white space, hyphens and letter forms aside."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._plain, self._offsets = _plain_with_offsets(document.text)

    def of(self, label: dict[str, Any]) -> tuple[int, int] | None:
        """The place of a label's quote, on its page if it stands there more than once."""
        quote = _plain(label.get("quote", ""))
        found = None
        at = self._plain.find(quote) if quote else -1
        while at >= 0:
            place = self._offsets[at], self._offsets[at + len(quote) - 1] + 1
            if found is None or self._document.page_at(place[0]) == label.get("page"):
                found = place
            if self._document.page_at(place[0]) == label.get("page"):
                break
            at = self._plain.find(quote, at + 1)
        return found


FORMS = str.maketrans({"’": "'", "‘": "'", "“": '"', "”": '"'})


def _plain(text: str) -> str:
    return _plain_with_offsets(text)[0]


def _plain_with_offsets(text: str) -> tuple[str, list[int]]:
    letters: list[str] = []
    offsets: list[int] = []
    for offset, char in enumerate(text):
        for plain in unicodedata.normalize("NFKC", char).translate(FORMS).lower():
            if plain.isalnum() or plain in "'\"%$£€":
                letters.append(plain)
                offsets.append(offset)
    return "".join(letters), offsets


def _span(finding: Finding) -> tuple[int, int]:
    return finding.evidence.start, finding.evidence.end


def _shares(a: tuple[int, int], b: tuple[int, int]) -> bool:
    shared = min(a[1], b[1]) - max(a[0], b[0])
    return shared > ENOUGH_SHARED * min(a[1] - a[0], b[1] - b[0])


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
