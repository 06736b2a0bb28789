"""Taxonomies of salient human rights risks: which issues belong to a category, and whose rights they touch."""

from __future__ import annotations

import datetime
from functools import cache

import msgspec

from hria.errors import NotFound
from hria.resources import read_toml, toml_files


class RiskCategory(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A salient risk as a taxonomy names it.

    `issues` are the neutral issues that nlp speaks; an issue belongs to the first category that names
    it. `rights` are ids of the framework `rights`; `standards` is what reports cite beside them.
    """

    id: str
    name: str
    description: str
    issues: tuple[str, ...]
    rights: tuple[str, ...]
    standards: tuple[str, ...] = ()


class RiskTaxonomy(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A list of salient risks: a general one, or a company's own."""

    id: str
    title: str
    edition: str
    source: str
    read_on: datetime.date
    category: tuple[RiskCategory, ...]
    note: str | None = None

    def category_of(self, issue: str) -> RiskCategory | None:
        """The category that an issue belongs to, or None where the taxonomy has no room for it."""
        return next((c for c in self.category if issue in c.issues), None)

    def named(self, category_id: str) -> RiskCategory:
        """The category with this id. Raises NotFound, naming those there are."""
        for category in self.category:
            if category.id == category_id:
                return category
        raise NotFound(
            f'no category "{category_id}" in the risk taxonomy "{self.id}"',
            f"there are {', '.join(c.id for c in self.category)}",
        )


@cache
def risk_taxonomies() -> dict[str, RiskTaxonomy]:
    """Every taxonomy that ships, by id."""
    return {path.stem: read_toml(path, RiskTaxonomy) for path in toml_files("risks")}


def risk_taxonomy(name: str) -> RiskTaxonomy:
    """The taxonomy with this id. Raises NotFound, naming those there are."""
    try:
        return risk_taxonomies()[name]
    except KeyError:
        raise NotFound(f'no risk taxonomy "{name}"', f"there are {', '.join(risk_taxonomies())}") from None
