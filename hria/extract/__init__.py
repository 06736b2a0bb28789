"""From documents to findings: the only package that speaks to `nlp`."""

from hria.extract.extractor import Extractor, Glance, Wording
from hria.extract.reading import Reader

__all__ = ["Extractor", "Glance", "Reader", "Wording"]
