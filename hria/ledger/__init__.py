"""The commitment ledger: what was promised, and what became of it."""

from hria.ledger.promise import STATUS_WORDS, Ledger, Promise, PromiseStatus, Shown
from hria.ledger.settlement import RULES, cited, ledger

__all__ = ["RULES", "STATUS_WORDS", "Ledger", "Promise", "PromiseStatus", "Shown", "cited", "ledger"]
