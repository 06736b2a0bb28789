"""Severity of salient issues (UNGP 14 and 24): what an assessor rates, why, and what the documents suggest.

Ratings are a person's. They stand in the workspace's assessment.toml with a rationale; what is not set there
is a gap in every draft, never a guess.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Sequence
from pathlib import Path

import msgspec

from hria.errors import BadData
from hria.finding import Finding, Risk
from hria.resources import read_toml
from hria.risk import RiskCategory, RiskTaxonomy

DIMENSIONS = ("scale", "scope", "irremediability", "likelihood")
ANCHORS = {
    "scale": "How grave it is: 1 slight discomfort ... 3 serious harm ... 5 loss of life, liberty or dignity",
    "scope": "How many people it reaches: 1 a few ... 3 a group or site ... 5 many sites or a whole community",
    "irremediability": "How hard to restore people: 1 easily made good ... 3 only in part ... 5 cannot be made good",
    "likelihood": "How likely it is: 1 remote ... 3 possible ... 5 it happens now",
}


class Rating(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What an assessor set for one salient issue, each 1 to 5 or not set, and why."""

    scale: int | None = None
    scope: int | None = None
    irremediability: int | None = None
    likelihood: int | None = None
    rationale: str = ""
    assessor: str = ""

    def severity(self) -> int | None:
        """The worst of scale, scope and irremediability (UNGP 14, 24), 1 to 5; None until all three are set."""
        parts = (self.scale, self.scope, self.irremediability)
        return max(p for p in parts if p is not None) if None not in parts else None

    def unset(self) -> tuple[str, ...]:
        """The dimensions that nobody rated."""
        return tuple(name for name in DIMENSIONS if getattr(self, name) is None)


class Assessment(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The ratings of a workspace by category id. `method` says how the assessor came to them."""

    rating: dict[str, Rating] = {}
    method: str = ""

    def of(self, category_id: str) -> Rating:
        """The rating of a category; an empty one where nobody rated it."""
        return self.rating.get(category_id, Rating())


def read_assessment(path: Path) -> Assessment:
    """The ratings of a workspace; none where there is no file yet.

    Raises BadData for an unknown key, a rating outside 1 to 5, and a rating without a rationale.
    """
    if not path.exists():
        return Assessment()
    assessment = read_toml(path, Assessment)
    for category, rating in assessment.rating.items():
        for name in DIMENSIONS:
            value = getattr(rating, name)
            if value is not None and not 1 <= value <= 5:
                raise BadData(f"{path.name}: {category}.{name} = {value} is not between 1 and 5")
        if len(rating.unset()) < len(DIMENSIONS) and not rating.rationale.strip():
            raise BadData(f"{path.name}: {category} has ratings but no rationale", "say in `rationale` why they are so")
    return assessment


class Suggestion(msgspec.Struct, frozen=True):
    """What the documents suggest for one dimension, and why. It is never taken for a rating."""

    dimension: str
    value: int
    reason: str


def suggest(category: RiskCategory, findings: Sequence[Finding]) -> tuple[Suggestion, ...]:
    """Suggestions for one category from the findings in it; none where there are none."""
    risks = [f.attributes for f in findings if isinstance(f.attributes, Risk)]
    if not risks:
        return ()
    actual = sum(risk.actuality == "actual" for risk in risks)
    documents = len({finding.evidence.document_id for finding in findings})
    countries = sorted({country for risk in risks for country in risk.countries})
    grave = sorted({i for risk in risks for i in risk.issues} & GRAVE)
    indicators = len({i for risk in risks for i in risk.ilo_indicators})
    return (
        Suggestion(
            "scale",
            5 if grave else 4 if indicators > 1 else 3,
            f"passages name {', '.join(i.replace('_', ' ') for i in grave)}"
            if grave
            else f"{indicators} ILO indicators named",
        ),
        Suggestion(
            "scope",
            min(5, 1 + len(countries) + documents // 3),
            f"named for {len(countries)} countries in {documents} documents",
        ),
        Suggestion(
            "irremediability",
            5 if grave else 3,
            "loss of life, liberty or childhood cannot be made good"
            if grave
            else "mostly restored by payment or change of practice",
        ),
        Suggestion(
            "likelihood",
            5 if actual > 2 else 4 if actual else 3,
            f"{actual} passages report it as having happened" if actual else "passages speak of it as possible",
        ),
    )


# Issues whose harm is to life, liberty, bodily integrity or childhood.
GRAVE = frozenset(
    (
        "forced_labour",
        "human_trafficking",
        "debt_bondage",
        "child_labour",
        "physical_sexual_violence",
        "restricted_movement",
    )
)


def assessment_file(
    taxonomy: RiskTaxonomy,
    suggestions: Iterable[tuple[RiskCategory, tuple[Suggestion, ...]]],
    existing: Assessment,
) -> str:
    """The text of assessment.toml: what was set stays set, suggestions stand beside it as comments."""
    lines = [
        "# Severity of the salient issues, rated 1 to 5 by an assessor. Suggestions are comments: take them over,",
        "# change them, or leave a line out; what is not set is printed as a gap. A rating needs a rationale.",
        *(f"#   {name:16} {words}" for name, words in ANCHORS.items()),
        f"# Categories of the taxonomy {taxonomy.id}: {taxonomy.title}.",
        "",
        f"method = {_quoted(existing.method)}",
    ]
    for category, suggested in suggestions:
        rating = existing.of(category.id)
        lines += ["", f"# {category.name}", f"[rating.{category.id}]"]
        by_name = {suggestion.dimension: suggestion for suggestion in suggested}
        for name in DIMENSIONS:
            value = getattr(rating, name)
            hint = f"  # suggested {by_name[name].value}: {by_name[name].reason}" if name in by_name else ""
            lines.append(
                f"{name} = {value}{hint}"
                if value is not None
                else f"# {name} ={hint or '  # nothing suggests a rating'}"
            )
        lines.append(f"rationale = {_quoted(rating.rationale)}")
        lines.append(f"assessor = {_quoted(rating.assessor)}")
    text = "\n".join(lines) + "\n"
    tomllib.loads(text)
    return text


def _quoted(text: str) -> str:
    return msgspec.json.encode(text).decode()
