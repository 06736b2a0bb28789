"""From documents to findings: the only package that speaks to `nlp`."""

from hria.extract.extractor import Extractor, Wording
from hria.extract.reading import Reader

__all__ = ["Extractor", "Reader", "Wording"]
