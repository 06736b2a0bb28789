"""What a risk is called in a taxonomy: its category, the rights it touches, the indicators it shows."""

from __future__ import annotations

import re
from functools import cache
from typing import Any

from hria.document import Document
from hria.framework import framework
from hria.risk import RiskTaxonomy

# The category of a risk for which the taxonomy has no room, or whose issue the passage leaves open.
UNSPECIFIED = "unspecified"
# A statement on modern slavery speaks of modern slavery where it says only "risk".
SLAVERY_PAPER = re.compile(r"slavery|forced labou?r|trafficking", re.I)


def risk_values(document: Document, values: dict[str, Any], taxonomy: RiskTaxonomy) -> dict[str, Any]:
    """The neutral issues of a risk as category, rights and indicators."""
    issues = values["issues"]
    if not issues and (document.kind == "statement" or SLAVERY_PAPER.search(document.title)):
        issues = ["forced_labour"]
    category = next((c for c in map(taxonomy.category_of, issues) if c), None)
    return {
        **values,
        "issues": issues,
        "category": category.id if category else UNSPECIFIED,
        "rights": criteria_of("rights", issues),
        "ilo_indicators": criteria_of("ilo-indicators", issues),
    }


def criteria_of(name: str, issues: list[str]) -> list[str]:
    """The criteria of a list of rights or indicators that these issues speak to."""
    return [
        criterion
        for criterion, answered_by in _issue_table(name).items()
        if any(issue in answered_by for issue in issues)
    ]


@cache
def _issue_table(name: str) -> dict[str, frozenset[str]]:
    return {
        criterion.id: frozenset(issue for answer in criterion.answers for issue in answer.issues)
        for criterion in framework(name).criterion
    }
