"""Weights fitted to labels: logistic regression that knows no negative weights, judged on sites it has not seen.

The intercept is free; a weight below 0 would say that findings make a site safer, which small samples suggest by
chance. A ridge penalty (one half of the squared weights, as in C = 1) keeps weights small where data say little.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from hria.errors import BadData
from hria.sites.outcome import Outcome, outcome

Floats = NDArray[np.float64]
FOLDS = 5
FEWEST = 5
PENALTY = 1.0
STEPS = 4_000
ENOUGH = 1e-9
SHUFFLES = 20
SEED = 20


class Model(NamedTuple):
    """An intercept and a weight (0 or more) for each item."""

    intercept: float
    weights: Floats

    def probabilities(self, features: Floats) -> Floats:
        """The chance of each site (a row of features) to be positive."""
        logits: Floats = features @ self.weights + self.intercept
        return np.asarray(1.0 / (1.0 + np.exp(-np.clip(logits, -30, 30))), dtype=np.float64)


class Fitted(NamedTuple):
    """A model of all labelled sites, its outcome on sites it had not seen (cross-validation), and the same with
    labels shuffled: the mean area and the mean precision among as many sites as there are positives."""

    model: Model
    folds: int
    held_out: Outcome
    shuffled_area: float
    shuffled_precision: float


def fit(features: Floats, labels: Sequence[bool]) -> Fitted:
    """Fits the weights. Raises BadData where there are too few positives or negatives to judge anything by."""
    truth = np.asarray(labels, dtype=float)
    fewest = int(min(truth.sum(), len(truth) - truth.sum()))
    if fewest < FEWEST:
        raise BadData(
            f"{int(truth.sum())} of {len(truth)} labelled sites are positive: too few of one kind to fit weights",
            f"label at least {FEWEST} of each; the published weights need no labels",
        )
    folds = min(FOLDS, fewest)
    held_out = outcome(list(_held_out(features, truth, folds, SEED)), labels)
    areas, precisions = [], []
    random = np.random.default_rng(SEED)
    for number in range(SHUFFLES):
        shuffled = random.permutation(truth)
        judged = outcome(list(_held_out(features, shuffled, folds, SEED + number)), [bool(x) for x in shuffled])
        areas.append(judged.area or 0.0)
        precisions.append(next(one.precision for one in judged.at if one.k == judged.positives))
    return Fitted(train(features, truth), folds, held_out, float(np.mean(areas)), float(np.mean(precisions)))


def train(features: Floats, truth: Floats, penalty: float = PENALTY) -> Model:
    """The model that fits best: projected gradient descent with momentum, whose steps the curvature bounds."""
    rows, columns = features.shape
    extended = np.hstack([np.ones((rows, 1)), features])
    ridge = np.r_[0.0, np.full(columns, penalty)]
    rate = 1.0 / (0.25 * float(np.linalg.norm(extended, 2)) ** 2 + penalty)
    at = ahead = np.zeros(columns + 1)
    speed = 1.0
    for _ in range(STEPS):
        error = 1.0 / (1.0 + np.exp(-np.clip(extended @ ahead, -30, 30))) - truth
        stepped = ahead - rate * (extended.T @ error + ridge * ahead)
        stepped[1:] = np.maximum(stepped[1:], 0.0)
        faster = (1 + np.sqrt(1 + 4 * speed**2)) / 2
        ahead = stepped + (speed - 1) / faster * (stepped - at)
        if float(np.abs(stepped - at).max()) < ENOUGH:
            at = stepped
            break
        at, speed = stepped, faster
    return Model(float(at[0]), np.asarray(at[1:], dtype=np.float64))


def _held_out(features: Floats, truth: Floats, folds: int, seed: int) -> Floats:
    """The predictions for each site by a model that was fitted without it."""
    random = np.random.default_rng(seed)
    fold = np.empty(len(truth), dtype=int)
    # Each fold has its share of both kinds.
    for kind in (0.0, 1.0):
        of_kind = random.permutation(np.flatnonzero(truth == kind))
        fold[of_kind] = np.arange(len(of_kind)) % folds
    found = np.empty(len(truth))
    for number in range(folds):
        left_out = fold == number
        found[left_out] = train(features[~left_out], truth[~left_out]).probabilities(features[left_out])
    return found
