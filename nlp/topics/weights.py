"""All that the classifier has learned, as plain arrays in one file."""

from __future__ import annotations

from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from nlp.topics.dense import Dense
from nlp.topics.features import Features
from nlp.topics.linear import Linear
from nlp.topics.table import Floats, Table

FILE = Path(__file__).parent / "weights.npz"
# Halves the file; it changes no score by more than a thousandth.
STORED = np.float16


class Verdict(NamedTuple):
    """What makes a probability of a score (Platt 1999), and from which probability on a label is given."""

    slope: Floats
    offset: Floats
    least: Floats

    def probabilities(self, scores: Floats) -> Floats:
        """The calibrated probability of each label."""
        return odds_to_probability(scores * self.slope + self.offset)

    def given(self, scores: Floats) -> npt.NDArray[np.bool_]:
        """Whether each label is probable enough to be given."""
        enough: npt.NDArray[np.bool_] = self.probabilities(scores) >= self.least
        return enough


class Weights(NamedTuple):
    """The parts of the classifier, in the order in which they are asked."""

    features: Features
    linear: Linear
    dense: Dense
    verdict: Verdict


def odds_to_probability(log_odds: Floats) -> Floats:
    """The probability of each of these log-odds."""
    probability: Floats = 1 / (1 + np.exp(-log_odds))
    return probability


PARTS: dict[str, Any] = {"linear": Linear, "dense": Dense, "verdict": Verdict}


def save(weights: Weights, path: Path) -> None:
    """Writes the weights; the same weights give the same bytes."""
    arrays: dict[str, np.ndarray] = {}
    for kind in ("words", "pieces", "stems"):
        table: Table = getattr(weights.features, kind)
        arrays[f"{kind}.keys"], arrays[f"{kind}.rarity"] = table.keys, table.rarity.astype(STORED)
    for part in PARTS:
        for name, array in getattr(weights, part)._asdict().items():
            arrays[f"{part}.{name}"] = array.astype(np.float32 if part == "verdict" else STORED)
    np.savez_compressed(path, **arrays)  # type: ignore[arg-type]


def load(path: Path = FILE) -> Weights:
    """The weights that ship, or those of another file."""
    with np.load(path, allow_pickle=False) as stored:
        arrays = {name: stored[name] for name in stored.files}
    tables = [
        Table(arrays[f"{kind}.keys"], arrays[f"{kind}.rarity"].astype(np.float32))
        for kind in ("words", "pieces", "stems")
    ]
    parts = {
        part: of(**{name: arrays[f"{part}.{name}"].astype(np.float32) for name in of._fields})
        for part, of in PARTS.items()
    }
    return Weights(Features(*tables), **parts)
