"""Passages that contradict each other, and those that only look as if they did."""

from hria.contradiction.clash import TYPE_WORDS, Clash, ClashType, Side
from hria.contradiction.search import contradictions

__all__ = ["TYPE_WORDS", "Clash", "ClashType", "Side", "contradictions"]
