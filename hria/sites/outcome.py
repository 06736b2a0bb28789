"""A ranking against what was found: recall, precision and base rate together, and calibration. Plain numpy."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
AT = (5, 10, 20, 50, 100)
BINS = 5


class AtK(NamedTuple):
    """The first k sites: how many of them are positive, and what share of all positives that is."""

    k: int
    hits: int
    precision: float
    recall: float


class Bin(NamedTuple):
    """Sites with about the same prediction: how many (`sites`), the mean prediction, and the share that is positive."""

    sites: int
    predicted: float
    observed: float


class Outcome(NamedTuple):
    """How a ranking does on labelled sites. `area` is the chance that a positive site stands before a negative one
    (0.5 is none); None where there is only one kind."""

    n: int
    positives: int
    at: tuple[AtK, ...]
    bins: tuple[Bin, ...]
    area: float | None

    @property
    def base_rate(self) -> float:
        """The share of labelled sites that are positive: the precision of a ranking by lot."""
        return self.positives / self.n


def outcome(scores: Sequence[float], labels: Sequence[bool]) -> Outcome:
    """How these scores rank these labels. Of sites with the same score the expected number counts, so that the order
    in which they happen to stand decides nothing."""
    values, truth = np.asarray(scores, dtype=float), np.asarray(labels, dtype=float)
    n, positives = len(truth), int(truth.sum())
    at = tuple(_at(values, truth, k) for k in sorted({*(k for k in AT if k < n), positives, n}) if k)
    return Outcome(n, positives, at, tuple(_bins(values, truth)), area(values, truth))


def _at(scores: Floats, truth: Floats, k: int) -> AtK:
    limit = np.sort(scores)[::-1][k - 1]
    above, equal = scores > limit, scores == limit
    room = k - int(above.sum())
    hits = float(truth[above].sum() + truth[equal].sum() * room / max(1, int(equal.sum())))
    positives = float(truth.sum())
    return AtK(k, round(hits), hits / k, hits / positives if positives else 0.0)


def _bins(scores: Floats, truth: Floats) -> list[Bin]:
    order = np.argsort(scores, kind="stable")
    parts = np.array_split(order, min(BINS, len(order)))
    return [Bin(len(part), float(scores[part].mean()), float(truth[part].mean())) for part in parts if len(part)]


def area(scores: Floats, truth: Floats) -> float | None:
    """The area under the ROC curve (Mann-Whitney U), ties counted half."""
    good, bad = scores[truth == 1], scores[truth == 0]
    if not len(good) or not len(bad):
        return None
    wins = (good[:, None] > bad[None, :]).mean() + 0.5 * (good[:, None] == bad[None, :]).mean()
    return float(wins)
