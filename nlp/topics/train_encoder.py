"""python -m nlp.topics.train_encoder GOLD [WORK]: rebuilds the encoder, its verdicts and its measured results.

Needs the extra `train-encoder` (torch, on the CPU; about an hour of two cores). Every epoch is kept in the folder
WORK, and a run that was broken off goes on from there. Unlike the default tier, it is not the same bit for bit on
another machine.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

from nlp.topics import card
from nlp.topics.encoder import BESIDE, VERDICT, scores_by, write_verdict
from nlp.topics.export import export
from nlp.topics.fine_tuning import fine_tune
from nlp.topics.fit import fit_halves, fit_verdict, held_out_scores
from nlp.topics.measure import score
from nlp.topics.statements import Gold, Truth, folds, read, unlabelled
from nlp.topics.table import Floats
from nlp.topics.tokens import Tokeniser, Tokens
from nlp.topics.train import LABELLED, UNLABELLED, digest, tell

# By how many parts the statements held out are judged with verdicts that were learned from the others of them.
PARTS = 8
# The jurisdictions that an encoder is also trained without. Of Australia two fifths are held out as it is.
WITHOUT = ("CA", "UK")
HOW = "a fifth of the statements held out, two fifths of AU"


class Fused(NamedTuple):
    """The mean scores of both tiers for the rows that neither has seen."""

    rows: Truth
    scores: Floats


def main() -> None:
    """Trains on the folder that is given and writes what ships."""
    folder = Path(sys.argv[1] if len(sys.argv) > 1 else "../shared/gold")
    work = Path(sys.argv[2] if len(sys.argv) > 2 else "/tmp/hria-encoder")  # noqa: S108  (only a default)
    work.mkdir(parents=True, exist_ok=True)
    gold = read([folder / name for name in LABELLED])
    spare = Tokeniser().read(list(unlabelled(folder / UNLABELLED)))
    known = fused(gold, held_out_scores(gold, spare), held_out(gold), work / "part.pt")
    results: dict[str, Any] = {
        "data": {name: digest(folder / name) for name in (*LABELLED, UNLABELLED)},
        "how": HOW,
        "by_statement": by_statement(gold, known),
        "by_jurisdiction": {place: without(gold, spare, known, place, work) for place in WITHOUT},
    }
    network = fine_tune(gold, np.zeros(len(gold.truth), dtype=bool), work / "all.pt")
    export(network, BESIDE)
    write_verdict(fit_verdict(known.scores, some(gold, known.rows)), BESIDE / VERDICT)
    card.write(results, "onnx")
    tell(f"wrote {BESIDE}")


def held_out(gold: Gold) -> Truth:
    """The rows of the statements by which the encoder is judged; of the Australian, which are few, twice as many."""
    fold = folds(gold)[gold.statement]
    held: Truth = (fold == 0) | ((fold == 1) & (gold.jurisdiction == "AU"))
    return held


def fused(gold: Gold, first: Floats, held: Truth, kept: Path) -> Fused:
    """The mean of what the default tier says, which has not seen these rows, and of a new encoder, without them, in
    whole numbers as it ships.
    """
    tell(f"{kept.stem}: fine-tuning without {held.sum()} sentences")
    export(fine_tune(gold, held, kept), kept.with_suffix(""))
    second = scores_by(kept.with_suffix(""), gold.part(np.unique(gold.statement[held])).excerpts)
    return Fused(held, (first[held] + second) / 2)


def some(gold: Gold, rows: Truth) -> Gold:
    """The labels of some rows; the texts, which judging does not need, are left out."""
    return Gold([], gold.truth[rows], gold.asked[rows], gold.statement[rows], gold.jurisdiction[rows])


def by_statement(gold: Gold, known: Fused) -> dict[str, Any]:
    """Each part of the statements held out, judged by verdicts that were learned from the other parts."""
    truth = some(gold, known.rows)
    statements = np.unique(truth.statement)
    part = np.random.default_rng(1).permutation(len(statements)) % PARTS
    of_row = part[np.searchsorted(statements, truth.statement)]
    given = np.zeros(truth.truth.shape, dtype=bool)
    for number in range(PARTS):
        others = of_row != number
        given[~others] = fit_verdict(known.scores[others], some(truth, others)).given(known.scores[~others])
    found = {}
    for place in (*np.unique(truth.jurisdiction).tolist(), "all"):
        there = (truth.jurisdiction == place) | (place == "all")
        found[place] = card.table(score(given[there], truth.truth[there], truth.asked[there]))
    return found


def without(gold: Gold, spare: Tokens, known: Fused, place: str, work: Path) -> dict[str, Any]:
    """A jurisdiction judged by both tiers trained without it, and by verdicts from the others."""
    there = gold.jurisdiction == place
    elsewhere = gold.jurisdiction[known.rows] != place
    # Where nobody asked for a label in what is left, nothing is learned of it and nothing measured.
    learnable = gold.asked[~there].any(axis=0)
    gold = gold._replace(truth=gold.truth & learnable, asked=gold.asked | ~learnable)
    others = gold.part(np.unique(gold.statement[~there]))
    first = np.zeros(gold.truth.shape, dtype=np.float32)
    first[there] = fit_halves(others, spare).scores(gold.part(np.unique(gold.statement[there])))
    found = fused(gold, first, there, work / f"{place}.pt")
    verdict = fit_verdict(known.scores[elsewhere], some(gold, known.rows & ~there))
    given = verdict.given(found.scores)
    return card.table(score(given, gold.truth[there], gold.asked[there] & learnable))


if __name__ == "__main__":
    main()
