"""What an incident is called in the taxonomy, in which country its place lies, and whether it names the company."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import msgspec

from hria.country import country_of_place
from hria.document import Document, evidence
from hria.extract.risks import criteria_of
from hria.risk import RiskTaxonomy


def incident_values(
    document: Document, values: dict[str, Any], company: Sequence[str], taxonomy: RiskTaxonomy
) -> dict[str, Any]:
    """The attributes of an incident from what a text says of it."""
    issues = values["issues"]
    category = next((c for c in map(taxonomy.category_of, issues) if c), None)
    named = {name for name in (*values["companies"], values["employer"]) if name}
    country = values["country"] or (country_of_place(values["place"]) if values["place"] else None)
    return {
        **{name: value for name, value in values.items() if name != "name"},
        "category": category.id if category else None,
        "ilo_indicators": criteria_of("ilo-indicators", issues),
        "country": country,
        "responses": [
            {
                "stance": response["stance"],
                "by": response["by"],
                "evidence": msgspec.to_builtins(evidence(document, response["start"], response["end"])),
            }
            for response in values["responses"]
        ],
        "names_company": any(name.startswith(own) or own.startswith(name) for name in named for own in company),
    }
