"""What may leave the house: personal data in a draft is found, listed or replaced before any file is written."""

from hria.privacy.check import Known, Personal, Spot, personal_data
from hria.privacy.publication import Audience, Publication, published
from hria.privacy.redact import redacted

__all__ = ["Audience", "Known", "Personal", "Publication", "Spot", "personal_data", "published", "redacted"]
