"""Measuring the evidence status of sentences against labels: what is planned, and what is negative.

Most sentences are neither, so accuracy would say nothing; what counts is how well the few are found.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import msgspec

from hria.errors import BadData
from hria.extract.status import statuses
from hria.scores import Score

# The status that a label means.
STATUSES = {"future": "planned", "negative_evidence": "negative"}
HINT = 'a line is {"jurisdiction", "statement_id", "sentence", "future", "negative_evidence"}'


class Line(msgspec.Struct, frozen=True):
    """A labelled sentence; 1 where it tells of the future, or is negative evidence."""

    jurisdiction: str
    statement_id: str
    sentence: str
    future: int
    negative_evidence: int


class StatusResult(NamedTuple):
    """How one status fared in one file. `wrong` and `missed` are sentences."""

    file: str
    status: str
    sentences: int
    score: Score
    wrong: tuple[str, ...]
    missed: tuple[str, ...]


def evaluate_status(folder: Path, model: str | None = None) -> Iterator[StatusResult]:
    """How the statuses of labelled sentences compare with their labels, file by file (`evidence_status_*.jsonl`).

    Raises BadData where there is no such file, or one does not hold labelled sentences.
    """
    files = sorted(folder.glob("evidence_status_*.jsonl"))
    if not files:
        raise BadData(f"{folder}: there is no evidence_status_*.jsonl", HINT)
    for path in files:
        lines = _read(path)
        given = statuses([line.sentence for line in lines], model)
        for label, status in STATUSES.items():
            yield _compare(path.name, status, [bool(getattr(line, label)) for line in lines], given, lines)


def _read(path: Path) -> list[Line]:
    try:
        return [msgspec.json.decode(line, type=Line) for line in path.read_bytes().splitlines() if line.strip()]
    except msgspec.MsgspecError as error:
        raise BadData(f"{path}: {error}", HINT) from None


def _compare(file: str, status: str, truth: list[bool], given: list[str], lines: list[Line]) -> StatusResult:
    wrong = tuple(li.sentence for li, t, g in zip(lines, truth, given, strict=True) if g == status and not t)
    missed = tuple(li.sentence for li, t, g in zip(lines, truth, given, strict=True) if t and g != status)
    right = sum(truth) - len(missed)
    return StatusResult(file, status, len(lines), Score(sum(truth), right, right, len(wrong)), wrong, missed)
