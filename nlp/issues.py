"""The issues that a sentence names."""

from __future__ import annotations

from nlp.clauses import overlaps
from nlp.pipeline import Hit, Reading

GENERIC = "human_rights"
NAME = "(name)"


def named_issues(reading: Reading) -> list[Hit]:
    """The issues that a sentence names, without those inside the names of laws, documents and bodies."""
    hits = reading.hits("issues")
    names = [hit for hit in hits if hit.rule.value == NAME]
    return [hit for hit in hits if hit.rule.value != NAME and not any(overlaps(hit, name) for name in names)]


def specific_issues(issues: list[Hit]) -> list[Hit]:
    """Those that say more than "human rights"."""
    return [hit for hit in issues if hit.rule.value != GENERIC]


def issue_values(reading: Reading) -> list[str]:
    """The specific issues of a sentence, each once, in its order."""
    found = specific_issues(named_issues(reading))
    return list(dict.fromkeys(hit.rule.value for hit in found if hit.rule.value))
