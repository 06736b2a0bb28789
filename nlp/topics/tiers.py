"""The tiers of the classifier, and which of them are installed."""

from __future__ import annotations

from typing import Literal, get_args

from nlp.topics.encoder import EncoderError, installed, is_package_installed

# The default needs numpy and one file of weights. With `onnx` an encoder is asked too, and the mean of both counts.
Tier = Literal["default", "onnx"]
TIERS: tuple[Tier, ...] = get_args(Tier)


def best_tier() -> Tier:
    """The tier to take where nobody asked for one: the encoder once its package is installed. Lying in a checkout
    is not enough, so what a checkout yields does not hang on onnxruntime being there for something else.
    """
    return "onnx" if is_package_installed() else "default"


def tiers_installed() -> tuple[Tier, ...]:
    """The tiers that can be asked for."""
    try:
        installed()
    except EncoderError:
        return ("default",)
    return TIERS
