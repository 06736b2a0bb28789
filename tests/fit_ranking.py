"""Fits the weights of hria/retrieval/ranking.toml on the pairs of tests/retrieval, and says how well they do on claims
that they were not fitted on: five folds.

    python tests/fit_ranking.py [ENCODER]
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import NamedTuple

import numpy as np

from hria.evaluate_retrieval import MOST, Pairs, answers, documents_of, searcher_over
from hria.resources import read_toml
from hria.retrieval.ranking import FEATURES
from hria.retrieval.search import DECIDING

ROOT = Path(__file__).resolve().parents[1]
FOLDS = 5
DECAY = 0.3
DECIDE_BY = ("meaning", "covered", "around", "rarest", "names")
COLUMNS = [FEATURES.index(name) for name in DECIDE_BY]
REFUSED = 0.85


class Asked(NamedTuple):
    """A claim: the candidates' comparisons, whether each answers, and whether any passage does."""

    rows: np.ndarray
    right: np.ndarray
    has_answer: bool


def asked(encoder: str | None) -> list[Asked]:
    """The claims of all pairs whose documents are here."""
    found = []
    for path in sorted((ROOT / "tests" / "retrieval").glob("*.toml")):
        pairs = read_toml(path, Pairs)
        folder = ROOT / pairs.folder
        if not folder.is_dir():
            print(f"{path.name}: {folder} is not here", file=sys.stderr)
            continue
        documents = list(documents_of(pairs, folder))
        searcher = searcher_over(pairs, documents, encoder)
        names = {document.id: Path(document.path).name for document in documents}
        for pair in pairs.claim:
            ranked = searcher.ranked(searcher.read(pair.text))
            right = [answers(pair, answer.passage, names) for answer in ranked]
            rows = np.array([[getattr(answer.compared, name) for name in FEATURES] for answer in ranked])
            found.append(Asked(rows, np.array(right), bool(pair.passages)))
            if pair.passages and not any(right):
                print("no candidate answers:", pair.text, file=sys.stderr)
    return found


def fit_order(claims: list[Asked]) -> np.ndarray:
    """Weights under which the right candidates come first: a softmax over those of each claim, by Newton's method."""
    pairs = [(c.rows, c.right / c.right.sum()) for c in claims if c.right.any()]
    weights = np.zeros(len(FEATURES))
    reached = _likelihood(pairs, weights)
    for _ in range(40):
        slope, curve = -DECAY * weights, DECAY * np.eye(len(weights))
        for rows, right in pairs:
            share = _softmax(rows @ weights)
            slope = slope + rows.T @ (right - share)
            curve = curve + (rows * share[:, None]).T @ rows - np.outer(share @ rows, share @ rows)
        step, length = np.linalg.solve(curve, slope), 1.0
        while length > 1e-3 and _likelihood(pairs, weights + length * step) < reached:
            length /= 2
        weights = weights + length * step
        if _likelihood(pairs, weights) - reached < 1e-6:
            break
        reached = _likelihood(pairs, weights)
    return weights


def _likelihood(pairs: list[tuple[np.ndarray, np.ndarray]], weights: np.ndarray) -> float:
    found = sum(float(right @ np.log(_softmax(rows @ weights) + 1e-12)) for rows, right in pairs)
    return found - DECAY * float(weights @ weights) / 2


def _softmax(scores: np.ndarray) -> np.ndarray:
    powers = np.exp(scores - scores.max())
    return powers / powers.sum()


def fit_answer(claims: list[Asked], order: np.ndarray) -> np.ndarray:
    """Weights with the bias last of a logistic regression: whether a claim has an answer at all."""
    x = np.array([[*_best(claim, order), 1.0] for claim in claims])
    y = np.array([float(claim.has_answer) for claim in claims])
    weights = np.zeros(x.shape[1])
    kept = np.array([DECAY] * len(COLUMNS) + [0.0])
    for _ in range(50):
        p = 1 / (1 + np.exp(-x @ weights))
        curve = (x * (p * (1 - p))[:, None]).T @ x + np.diag(kept + 1e-9)
        weights += np.linalg.solve(curve, x.T @ (y - p) - kept * weights)
    return weights


def _best(claim: Asked, order: np.ndarray) -> np.ndarray:
    first = _ranked(claim, order)[:DECIDING]
    return claim.rows[first][:, COLUMNS].max(axis=0)


def _ranked(claim: Asked, order: np.ndarray) -> np.ndarray:
    return np.argsort(-(claim.rows @ order), kind="stable")


def judged(claims: list[Asked], order: np.ndarray, answer: np.ndarray) -> list[tuple[bool, bool, float]]:
    """For each claim whether it has an answer, whether one is among the first, and how probable one is said to be."""
    found = []
    for claim in claims:
        is_there = bool(claim.right[_ranked(claim, order)[:MOST]].any())
        score = float(np.append(_best(claim, order), 1.0) @ answer)
        found.append((claim.has_answer, is_there, 1 / (1 + np.exp(-score))))
    return found


def table(found: list[tuple[bool, bool, float]]) -> float:
    """Prints recall and refusal from level to level, and returns the lowest at which enough is refused."""
    chosen = None
    print("least   recall@5  nothing found")
    for least in np.arange(0.2, 0.9, 0.025):
        recall = np.mean([is_there and p >= least for has_answer, is_there, p in found if has_answer])
        refused = np.mean([p < least for has_answer, _, p in found if not has_answer])
        print(f"{least:.3f}   {recall:.3f}     {refused:.3f}")
        if chosen is None and refused >= REFUSED:
            chosen = float(least)
    return chosen or 0.5


def main() -> None:
    """Prints the weights, and how well such weights do in the folds that they were not fitted on."""
    claims = asked(sys.argv[1] if len(sys.argv) > 1 else None)
    unseen = []
    for number in range(FOLDS):
        known = [claim for place, claim in enumerate(claims) if place % FOLDS != number]
        order = fit_order(known)
        unseen += judged(claims[number::FOLDS], order, fit_answer(known, order))
    print(f"{len(claims)} claims, each judged by weights that were fitted on others")
    least = table(unseen)
    order = fit_order(claims)
    *answer, bias = fit_answer(claims, order)
    print("rank = {", ", ".join(f"{n} = {v:.2f}" for n, v in zip(FEATURES, order, strict=True)), "}")
    print("answer = {", ", ".join(f"{n} = {v:.2f}" for n, v in zip(DECIDE_BY, answer, strict=True)), "}")
    print(f"bias = {bias:.2f}\nleast = {least:.3f}")


if __name__ == "__main__":
    main()
