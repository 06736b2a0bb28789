"""python -m nlp.topics.train GOLD: rebuilds the weights, the measured results and the model card.

Needs the extra `train` (scikit-learn). On one machine the same data gives the same bytes.
"""

from __future__ import annotations

import hashlib
import sys
from pathlib import Path
from typing import Any

import numpy as np

from nlp.topics import card, weights
from nlp.topics.classifier import Classifier
from nlp.topics.fit import fit, held_out_scores, verdicts_by_fold
from nlp.topics.measure import score
from nlp.topics.statements import Gold, read, unlabelled
from nlp.topics.table import Floats
from nlp.topics.tokens import Tokeniser, Tokens

LABELLED = ("criteria_uk.jsonl", "criteria_ca.jsonl", "criteria_au.jsonl")
UNLABELLED = "unlabelled_uk.jsonl"


def main() -> None:
    """Trains on the folder that is given and writes what ships."""
    folder = Path(sys.argv[1] if len(sys.argv) > 1 else "../shared/gold")
    gold = read([folder / name for name in LABELLED])
    spare = Tokeniser().read(list(unlabelled(folder / UNLABELLED)))
    tell(f"{len(gold.truth)} labelled sentences of {len(gold.excerpts)} statements, {spare.sentences} without labels")
    first = held_out_scores(gold, spare)
    results: dict[str, Any] = {
        "data": {name: digest(folder / name) for name in (*LABELLED, UNLABELLED)},
        "by_statement": by_statement(gold, first),
    }
    tell(f"by statement, all jurisdictions: {results['by_statement']['all']['macro_9']:.3f}")
    weights.save(fit(gold, spare, first, gold), weights.FILE)
    tell(f"wrote {weights.FILE}")
    places = np.unique(gold.jurisdiction).tolist()
    results["by_jurisdiction"] = {place: without(gold, spare, first, place) for place in places}
    card.write(results, "default")


def by_statement(gold: Gold, out_of_fold: Floats) -> dict[str, Any]:
    """Five folds by statement: every sentence is judged by weights and thresholds that never saw its statement."""
    given = verdicts_by_fold(out_of_fold, gold)
    found = {}
    for place in np.unique(gold.jurisdiction).tolist():
        there = gold.jurisdiction == place
        found[place] = card.table(score(given[there], gold.truth[there], gold.asked[there]))
    return {**found, "all": card.table(score(given, gold.truth, gold.asked))}


def without(gold: Gold, spare: Tokens, first: Floats, place: str) -> dict[str, Any]:
    """A jurisdiction judged by weights that saw none of it, and by thresholds from the others."""
    there = gold.jurisdiction == place
    of_place = np.unique(gold.statement[there])
    others = gold.part(np.setdiff1d(np.arange(len(gold.excerpts)), of_place))
    held = gold.part(of_place)
    # Where nobody asked for a label in what is left, nothing is learned of it and nothing measured.
    learnable = others.asked.any(axis=0)
    others = others._replace(truth=others.truth & learnable, asked=others.asked | ~learnable)
    given = Classifier(fit(others, spare, first[~there], others)).verdicts(held.excerpts)
    return card.table(score(given, held.truth, held.asked & learnable))


def digest(path: Path) -> str:
    """The SHA-256 of a file."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def tell(text: str) -> None:
    """A line of progress."""
    sys.stderr.write(f"{text}\n")


if __name__ == "__main__":
    main()
