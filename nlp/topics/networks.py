"""Training the small networks of `dense`, in numpy: one hidden layer, dropout, Adam with decoupled decay."""

from __future__ import annotations

import math
from typing import NamedTuple

import numpy as np

from nlp.topics.dense import FURTHEST, Dense
from nlp.topics.statements import Truth
from nlp.topics.table import Floats

HIDDEN = 128
NETWORKS = 4
ROUNDS = 20
BATCH = 128
FASTEST = 2e-3
DECAY = 1e-2
DROPPED_INPUT, DROPPED_HIDDEN = 0.2, 0.5
# Labels are rare: networks start by expecting none.
EXPECTED = -3.0


class _Moments(NamedTuple):
    first: Floats
    second: Floats


def train(vectors: Floats, raw: Floats, truth: Truth, asked: Truth) -> Dense:
    """Networks for these inputs and labels; the labels that nobody asked for are left out of the loss."""
    mean, spread = raw.mean(axis=0), raw.std(axis=0) + 1e-6
    inputs = np.clip((raw - mean) / spread, -FURTHEST, FURTHEST).astype(np.float32)
    found = [_train_one(inputs, truth.astype(np.float32), asked.astype(np.float32), n) for n in range(NETWORKS)]
    return Dense(vectors, mean, spread, *(np.stack(parts) for parts in zip(*found, strict=True)))


def _train_one(inputs: Floats, truth: Floats, asked: Floats, seed: int) -> list[Floats]:
    random = np.random.default_rng(seed)
    width, labels = inputs.shape[1], truth.shape[1]
    weights = [
        _uniform(random, width, HIDDEN),
        np.zeros(HIDDEN, dtype=np.float32),
        _uniform(random, HIDDEN, labels),
        np.full(labels, EXPECTED, dtype=np.float32),
    ]
    moments = [_Moments(np.zeros_like(w), np.zeros_like(w)) for w in weights]
    steps = ROUNDS * -(-len(inputs) // BATCH)
    step = 0
    for _ in range(ROUNDS):
        order = random.permutation(len(inputs))
        for at in range(0, len(order), BATCH):
            rows = order[at : at + BATCH]
            gradients = _gradients(weights, inputs[rows], truth[rows], asked[rows], random)
            step += 1
            _adam(weights, gradients, moments, step, _pace(step / steps))
    return weights


def _uniform(random: np.random.Generator, width: int, height: int) -> Floats:
    return random.uniform(-1, 1, (width, height)).astype(np.float32) / np.float32(np.sqrt(width))


def _pace(done: float) -> float:
    """The speed of learning: up over the first third, then down to nothing (Smith 2018)."""
    if done < 0.3:
        return FASTEST * (0.04 + 0.96 * (1 - math.cos(math.pi * done / 0.3)) / 2)
    return FASTEST * (1 + math.cos(math.pi * (done - 0.3) / 0.7)) / 2


def _gradients(
    weights: list[Floats], inputs: Floats, truth: Floats, asked: Floats, random: np.random.Generator
) -> list[Floats]:
    inward, hidden, outward, bias = weights
    given = inputs * _dropout(random, inputs.shape, DROPPED_INPUT)
    before = given @ inward + hidden
    kept = _dropout(random, before.shape, DROPPED_HIDDEN)
    active = np.maximum(before, 0) * kept
    error = (1 / (1 + np.exp(-(active @ outward + bias))) - truth) * asked / truth.size
    back = (error @ outward.T) * kept * (before > 0)
    return [given.T @ back, back.sum(axis=0), active.T @ error, error.sum(axis=0)]


def _dropout(random: np.random.Generator, shape: tuple[int, ...], share: float) -> Floats:
    return (random.random(shape, dtype=np.float32) >= share).astype(np.float32) / np.float32(1 - share)


def _adam(weights: list[Floats], gradients: list[Floats], moments: list[_Moments], step: int, pace: float) -> None:
    """One step of AdamW (Loshchilov and Hutter 2019); the weights are changed in place."""
    for weight, gradient, moment in zip(weights, gradients, moments, strict=True):
        np.add(0.9 * moment.first, 0.1 * gradient, out=moment.first)
        np.add(0.999 * moment.second, 0.001 * gradient * gradient, out=moment.second)
        first = moment.first / np.float32(1 - 0.9**step)
        second = moment.second / np.float32(1 - 0.999**step)
        weight -= np.float32(pace) * (first / (np.sqrt(second) + 1e-8) + DECAY * weight)
