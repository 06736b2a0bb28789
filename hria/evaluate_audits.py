"""Measuring the findings of audits against labels: how many are found, and how many of each field are right.

A finding is matched with the label whose description is most like its own. A text is right where it is the
same but for signs and space; what the labels do not name is not asked for.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

import msgspec
from rapidfuzz import fuzz

from hria.audits import read_audit
from hria.errors import BadData
from hria.readers import read
from hria.scores import Score

SAME = 80
NEARLY = 97
FIELDS = (
    "class", "class_printed", "clause", "area", "number", "description", "evidence_seen", "root_cause",
    "corrective_action", "responsible", "due", "closed", "status", "is_repeat",
)  # fmt: skip
FACTS = (
    "scheme", "version", "site", "country", "firm", "audit_type", "audit_start", "audit_end", "workers_total",
    "workers_interviewed",
)  # fmt: skip


class AuditResult(NamedTuple):
    """How one report fared: its findings, and each field of the findings that were matched, in counts."""

    file: str
    findings: Score
    fields: dict[str, Score]
    misses: tuple[str, ...]


def labelled_audits(file: Path) -> Iterator[tuple[Path, dict[str, Any]]]:
    """The reports that a file labels, with their labels. Raises BadData where it labels none."""
    try:
        documents = json.loads(file.read_text(encoding="utf-8"))["documents"]
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise BadData(f"{file}: no labels of audits ({error})", "see hria eval audits --help") from None
    found = [(file.parent / name, labels) for name, labels in documents.items() if "audit_findings" in labels]
    if not found:
        raise BadData(f"{file} labels no audit findings", "see hria eval audits --help")
    yield from found


def all_audits(results: Iterable[AuditResult]) -> AuditResult:
    """The counts of several reports put together."""
    findings, fields = Score(0, 0, 0, 0), dict[str, Score]()
    for result in results:
        findings += result.findings
        for name, score in result.fields.items():
            fields[name] = fields.get(name, Score(0, 0, 0, 0)) + score
    return AuditResult("total", findings, {name: fields[name] for name in (*FIELDS, *FACTS) if name in fields}, ())


def audit_as_json(result: AuditResult) -> dict[str, Any]:
    """The scores of a report, ready for a JSON encoder."""
    fields = {name: _scored(score) for name, score in result.fields.items()}
    return {"file": result.file, "findings": _scored(result.findings), "fields": fields}


def _scored(score: Score) -> dict[str, float]:
    shares = {name: round(getattr(score, name), 3) for name in ("precision", "recall", "f1")}
    return {**score._asdict(), **shares}


def evaluate_audits(items: Iterable[tuple[Path, dict[str, Any]]]) -> Iterator[AuditResult]:
    """How the findings of each report compare with its labels."""
    for path, labels in items:
        document = read(path)
        found = [_plain(reading.finding) for reading in read_audit(document)]
        yield compare_audit(path.name, found, labels)


def compare_audit(file: str, found: list[dict[str, Any]], labels: dict[str, Any]) -> AuditResult:
    """The scores of one report."""
    wanted = labels["audit_findings"]
    pairs = _matched(found, wanted)
    fields: dict[str, Score] = {}
    misses = [f"missed: {label['description']}" for i, label in enumerate(wanted) if i not in {b for _, b in pairs}]
    misses += [f"wrong: {f['description']}" for i, f in enumerate(found) if i not in {a for a, _ in pairs}]
    for a, b in pairs:
        for name in (*FIELDS, *FACTS):
            asked = wanted[b] if name in FIELDS else labels
            if name in asked:
                score, miss = _field(name, found[a].get(name), asked[name])
                fields[name] = fields.get(name, Score(0, 0, 0, 0)) + score
                misses += [miss] if miss else []
    right = len(pairs)
    return AuditResult(file, Score(len(wanted), right, right, len(found) - right), fields, tuple(misses))


def _matched(found: list[dict[str, Any]], wanted: list[dict[str, Any]]) -> list[tuple[int, int]]:
    """Pairs of a finding and a label, each at most once, the most alike first."""
    alike = sorted(
        (
            (-fuzz.ratio(_bare(f["description"]), _bare(w["description"])), a, b)
            for a, f in enumerate(found)
            for b, w in enumerate(wanted)
        ),
    )
    pairs: dict[int, int] = {}
    for weight, a, b in alike:
        if -weight >= SAME and a not in pairs and b not in pairs.values():
            pairs[a] = b
    return sorted(pairs.items())


def _field(name: str, found: Any, asked: Any) -> tuple[Score, str | None]:
    has, wants = found not in (None, False), asked not in (None, False)
    if not has and not wants:
        return Score(0, 0, 0, 0), None
    is_right = has and wants and _is_same(found, asked)
    miss = None if is_right else f"{name}: {found!r} instead of {asked!r}"
    return Score(int(wants), int(is_right), int(is_right), int(has and not is_right)), miss


def _is_same(found: Any, asked: Any) -> bool:
    if isinstance(asked, bool | int):
        return bool(found == asked)
    one, other = _bare(str(found)), _bare(str(asked))
    return one == other or (len(other) > 30 and fuzz.ratio(one, other) >= NEARLY)


def _bare(text: str) -> str:
    return re.sub(r"[\W_]+", "", text.casefold())


def _plain(finding: Any) -> dict[str, Any]:
    plain: dict[str, Any] = msgspec.to_builtins(finding)
    return plain
