"""Precision, recall and F1 as tables and JSON show them."""

from __future__ import annotations

from hria.scores import Score


def cell(score: Score) -> str:
    """Precision, recall and F1 in one cell, "-" where there is nothing to measure."""
    if score.labels == 0 and score.right + score.wrong == 0:
        return "-"
    return f"{score.precision:5.2f} {score.recall:5.2f} {score.f1:5.2f}"


def counts(score: Score) -> dict[str, float]:
    """The counts of a score with what follows from them."""
    return {
        **score._asdict(),
        "precision": round(score.precision, 3),
        "recall": round(score.recall, 3),
        "f1": round(score.f1, 3),
    }
