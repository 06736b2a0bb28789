"""The second tier: a sentence encoder, MiniLM (Wang et al. 2020) fine-tuned on the same statements, as int8 ONNX.

It needs the extra `onnx` and the weights, 23 MB, which are a package of their own: `hria-models`, built from
models/ beside this file, where they are also found in a checkout.
"""

from __future__ import annotations

import importlib.util
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import msgspec
import numpy as np

from nlp.meaning.wordpiece import WordPieces
from nlp.topics.labels import labels
from nlp.topics.places import Excerpt
from nlp.topics.table import Floats
from nlp.topics.weights import Verdict
from nlp.topics.windows import LONGEST, Window, windows

PACKAGE = "hria_models"
BESIDE = Path(__file__).parent / "models" / PACKAGE
RUNTIME = "onnxruntime"
WEIGHTS, VERDICT = "encoder.onnx", "verdict.json"


class EncoderError(Exception):
    """The encoder cannot be used: its runtime or its weights are not installed."""


class Encoder:
    """A loaded encoder; it has read nothing yet."""

    def __init__(self, session: Any, pieces: WordPieces, verdict: Verdict) -> None:
        self._session = session
        self._pieces = pieces
        # Probabilities and thresholds for the mean of its scores and those of the default tier.
        self.verdict = verdict

    @classmethod
    def load(cls) -> Encoder:
        """The encoder that is installed. Raises EncoderError where something is missing."""
        folder = installed()
        return cls(_session(folder), WordPieces.load(), _verdict(folder / VERDICT))

    def scores(self, excerpts: Sequence[Excerpt]) -> Floats:
        """The log-odds, not calibrated, of each label for each sentence."""
        return _scores(self._session, self._pieces, excerpts)


def scores_by(folder: Path, excerpts: Sequence[Excerpt]) -> Floats:
    """The log-odds of each label for each sentence by the weights of a folder, which need no verdict yet."""
    return _scores(_session(folder), WordPieces.load(), excerpts)


def _session(folder: Path) -> Any:
    import onnxruntime

    options = onnxruntime.SessionOptions()
    # Workers run side by side, and one thread adds up in one order.
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.log_severity_level = 3
    return onnxruntime.InferenceSession(str(folder / WEIGHTS), sess_options=options, providers=["CPUExecutionProvider"])


def _scores(session: Any, pieces: WordPieces, excerpts: Sequence[Excerpt]) -> Floats:
    found = [np.zeros((0, len(labels())), dtype=np.float32)]
    for excerpt in excerpts:
        sentences = [[*pieces.pieces(text, LONGEST), pieces.end] for text in excerpt.texts]
        found += (_mean_scores(session, window) for window in windows(sentences, pieces.begin))
    return np.concatenate(found)


def _mean_scores(session: Any, window: Window) -> Floats:
    """For each sentence of a window the mean over its pieces.

    Windows are run one by one: int8 rounds by what is in a batch, so together they would change each other.
    """
    (of_pieces,) = session.run(None, {"pieces": np.array([window.pieces], dtype=np.int64)})
    return np.array([of_pieces[0, start:end].mean(axis=0) for start, end in window.spans], dtype=np.float32)


def installed() -> Path:
    """The folder of the weights. Raises EncoderError where they or the runtime are missing."""
    if importlib.util.find_spec(RUNTIME) is None:
        raise EncoderError("the encoder needs onnxruntime, the extra [onnx]")
    for folder in _folders():
        if (folder / WEIGHTS).is_file():
            return folder
    raise EncoderError("the weights of the encoder, the package hria-models, are not installed")


def files() -> tuple[Path, ...]:
    """What the scores of the encoder depend on. Raises EncoderError where it is not installed."""
    folder = installed()
    return folder / WEIGHTS, folder / VERDICT


def is_package_installed() -> bool:
    """Whether both the runtime and the package of the weights can be imported."""
    has_runtime = importlib.util.find_spec(RUNTIME) is not None
    return has_runtime and any((folder / WEIGHTS).is_file() for folder in _packaged())


def _folders() -> Iterator[Path]:
    yield from _packaged()
    yield BESIDE


def _packaged() -> Iterator[Path]:
    found = importlib.util.find_spec(PACKAGE)
    yield from map(Path, found.submodule_search_locations or () if found else ())


class _Judged(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How probable a label is by its score, and from which probability on it is given."""

    slope: float
    offset: float
    least: float


def _verdict(path: Path) -> Verdict:
    judged = msgspec.json.decode(path.read_bytes(), type=dict[str, _Judged])
    rows = [judged[label.gold] for label in labels()]
    return Verdict(*(np.array([getattr(row, name) for row in rows], np.float32) for name in Verdict._fields))


def write_verdict(verdict: Verdict, path: Path) -> None:
    """Writes what `Encoder.load` reads."""
    rows = zip(labels(), *(values.tolist() for values in verdict), strict=True)
    judged = {label.gold: _Judged(*(round(v, 5) for v in values)) for label, *values in rows}
    path.write_bytes(msgspec.json.format(msgspec.json.encode(judged)) + b"\n")
