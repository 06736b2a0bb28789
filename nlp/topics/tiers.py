"""The tiers of the classifier, and which of them are installed."""

from __future__ import annotations

from typing import Literal, get_args

from nlp.topics.encoder import EncoderError, installed

# The default needs numpy and one file of weights. With `onnx` an encoder is asked too, and the mean of both counts.
Tier = Literal["default", "onnx"]
TIERS: tuple[Tier, ...] = get_args(Tier)


def tiers_installed() -> tuple[Tier, ...]:
    """The tiers that can be loaded."""
    try:
        installed()
    except EncoderError:
        return ("default",)
    return TIERS
