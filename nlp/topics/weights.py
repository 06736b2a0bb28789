"""All that the classifier has learned, as plain arrays in one file."""

from __future__ import annotations

from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

from nlp.topics.dense import Dense
from nlp.topics.features import Features
from nlp.topics.linear import Linear
from nlp.topics.smoothing import Smoothing, odds_to_probability
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


class Weights(NamedTuple):
    """The parts of the classifier, in the order in which they are asked."""

    features: Features
    linear: Linear
    dense: Dense
    smoothing: Smoothing
    verdict: Verdict


PARTS: dict[str, Any] = {"linear": Linear, "dense": Dense, "smoothing": Smoothing, "verdict": Verdict}


def save(weights: Weights, path: Path) -> None:
    """Writes the weights; the same weights give the same bytes."""
    arrays: dict[str, np.ndarray] = {}
    for kind in ("words", "pieces", "stems"):
        table: Table = getattr(weights.features, kind)
        arrays[f"{kind}.keys"], arrays[f"{kind}.rarity"] = table.keys, table.rarity.astype(STORED)
    for part in PARTS:
        for name, array in getattr(weights, part)._asdict().items():
            arrays[f"{part}.{name}"] = array.astype(np.float32 if part in ("verdict", "smoothing") else STORED)
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
