"""What a measure counts: labels that were found and missed, findings that are right and wrong."""

from __future__ import annotations

from typing import NamedTuple


class Score(NamedTuple):
    """Counts of a kind: labels, labels found, findings that are right, findings that are wrong."""

    labels: int
    found: int
    right: int
    wrong: int

    def __add__(self, other: object) -> Score:
        if not isinstance(other, Score):
            return NotImplemented
        return Score(*(a + b for a, b in zip(self, other, strict=True)))

    @property
    def precision(self) -> float:
        """The share of findings that are right, 0 to 1."""
        return self.right / (self.right + self.wrong) if self.right + self.wrong else 1.0

    @property
    def recall(self) -> float:
        """The share of labels that were found, 0 to 1."""
        return self.found / self.labels if self.labels else 1.0

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall."""
        total = self.precision + self.recall
        return 2 * self.precision * self.recall / total if total else 0.0


NOTHING = Score(0, 0, 0, 0)


class Miss(NamedTuple):
    """A label that was not found, or a finding that is wrong."""

    kind: str
    page: int
    text: str
