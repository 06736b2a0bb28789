"""Training on labelled statements: both halves, and the verdicts."""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from typing import NamedTuple

import numpy as np
from scipy import sparse
from sklearn.exceptions import ConvergenceWarning
from sklearn.linear_model import LogisticRegression

from nlp.topics import networks, vectors
from nlp.topics.dense import Dense, inputs
from nlp.topics.features import Features, Seen
from nlp.topics.linear import NEIGHBOUR, PLACE, Linear
from nlp.topics.measure import best_threshold
from nlp.topics.statements import FOLDS, Gold, Truth, folds
from nlp.topics.table import Floats, Rows
from nlp.topics.tokens import Numbers, Tokeniser, Tokens
from nlp.topics.weights import Verdict, Weights, odds_to_probability

# The inverse strength of regularisation of each regression.
LINEAR_FREEDOM = 4.0
# Statements unlike those known get lower probabilities than they deserve, so topics are given somewhat sooner than
# is best on average: F1 stayed or rose in all jurisdictions, by folds and with each held out.
SOONER = 0.8
# The log-odds of a label of which there is no example.
NEVER = -20.0


class Halves(NamedTuple):
    """Both halves, trained on the same statements."""

    features: Features
    linear: Linear
    dense: Dense

    def scores(self, gold: Gold) -> Floats:
        """The mean log-odds of both halves for each sentence."""
        seen = self.features.see(gold.excerpts)
        return first_scores(self.linear, self.dense, seen)


def first_scores(linear: Linear, dense: Dense, seen: Seen) -> Floats:
    """The mean log-odds of both halves."""
    return (linear.scores(seen) + dense.scores(seen)) / 2


def fit(gold: Gold, spare: Tokens, out_of_fold: Floats, known: Gold) -> Weights:
    """The weights learned from these statements; `spare` are sentences without labels.

    The verdicts are learned from the `known` statements, by scores for which the halves had not seen their statement.
    """
    return Weights(*fit_halves(gold, spare), fit_verdict(out_of_fold, known))


def held_out_scores(gold: Gold, spare: Tokens) -> Floats:
    """The scores of each sentence by halves that were trained on the other folds."""
    scores = np.zeros(gold.truth.shape, dtype=np.float32)
    for rows, known, held in _splits(gold):
        scores[rows] = fit_halves(known, spare).scores(held)
    return scores


def _splits(gold: Gold) -> Iterator[tuple[Truth, Gold, Gold]]:
    """For each fold: which rows are in it, the statements outside and those inside."""
    fold = folds(gold)
    for number in range(FOLDS):
        yield (
            fold[gold.statement] == number,
            gold.part(np.flatnonzero(fold != number)),
            gold.part(np.flatnonzero(fold == number)),
        )


def fit_halves(gold: Gold, spare: Tokens) -> Halves:
    """Both halves, each trained by itself."""
    tokens = Tokeniser().read([text for excerpt in gold.excerpts for text in excerpt.texts])
    stems, word_vectors = vectors.word_vectors(tokens, spare)
    features = Features.of(tokens, stems)
    seen = features.see(gold.excerpts)
    dense = networks.train(word_vectors, inputs(word_vectors, seen), gold.truth, gold.asked)
    return Halves(features, _fit_linear(features, seen, gold), dense)


def _fit_linear(features: Features, seen: Seen, gold: Gold) -> Linear:
    words = _sparse(seen.words, len(features.words.keys))
    pieces = _sparse(seen.pieces, len(features.pieces.keys))
    around = [NEIGHBOUR * _moved(words, seen.excerpt, away) for away in (-1, 1)]
    place = sparse.csr_matrix(PLACE * seen.place)
    weights, bias = _regressions(sparse.hstack([words, *around, pieces, place]).tocsr(), gold, LINEAR_FREEDOM)
    width = words.shape[1]
    of_words, of_pieces, of_place = np.split(weights, [3 * width, 3 * width + pieces.shape[1]])
    return Linear(np.hstack(np.split(of_words, 3)), of_pieces, of_place, bias)


def _sparse(rows: Rows, width: int) -> sparse.csr_matrix:
    return sparse.csr_matrix((rows.values, rows.columns, rows.starts), shape=(len(rows.starts) - 1, width))


def _moved(rows: sparse.csr_matrix, excerpt: Numbers, away: int) -> sparse.csr_matrix:
    """The rows of the neighbours: the same as `neighbours`, for a sparse matrix."""
    count = rows.shape[0]
    there = np.arange(count) + away
    inside = (there >= 0) & (there < count)
    inside[inside] = excerpt[there[inside]] == excerpt[inside]
    here = np.flatnonzero(inside)
    return sparse.csr_matrix((np.ones(len(here)), (here, there[here])), shape=(count, count)) @ rows


def _regressions(rows: sparse.csr_matrix | Floats, gold: Gold, freedom: float) -> tuple[Floats, Floats]:
    """One logistic regression for each label, on the sentences where it was asked for."""
    weights, bias = [], []
    for label in range(gold.truth.shape[1]):
        asked = gold.asked[:, label]
        if not gold.truth[asked, label].any():
            weights.append(np.zeros(rows.shape[1]))
            bias.append(NEVER)
            continue
        # A looser tolerance changes no F1 and takes a third of the time.
        regression = LogisticRegression(C=freedom, solver="liblinear", dual=True, tol=0.1, random_state=0)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", ConvergenceWarning)
            regression.fit(rows[asked], gold.truth[asked, label])
        weights.append(regression.coef_[0])
        bias.append(regression.intercept_[0])
    return np.array(weights, dtype=np.float32).T, np.array(bias, dtype=np.float32)


def fit_verdict(scores: Floats, gold: Gold) -> Verdict:
    """Probabilities that hold on sentences not seen in training, and from which of them on a label is given."""
    slope: list[float] = []
    offset: list[float] = []
    least: list[float] = []
    for label in range(scores.shape[1]):
        asked = gold.asked[:, label]
        score, truth = scores[asked, label], gold.truth[asked, label]
        if not truth.any():
            for values, value in ((slope, 1.0), (offset, NEVER), (least, 1.0)):
                values.append(value)
            continue
        platt = LogisticRegression(C=1e6).fit(score[:, None], truth)
        slope.append(platt.coef_[0][0])
        offset.append(platt.intercept_[0])
        least.append(SOONER * best_threshold(odds_to_probability(score * slope[-1] + offset[-1])))
    return Verdict(*(np.array(values, dtype=np.float32) for values in (slope, offset, least)))


def verdicts_by_fold(out_of_fold: Floats, gold: Gold) -> Truth:
    """The labels of each sentence, with probabilities and thresholds learned from the other folds."""
    given = np.zeros(gold.truth.shape, dtype=bool)
    for rows, known, _ in _splits(gold):
        given[rows] = fit_verdict(out_of_fold[~rows], known).given(out_of_fold[rows])
    return given
