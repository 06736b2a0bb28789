"""The organisations and initiatives of this field, with the names that documents call them by."""

from __future__ import annotations

from functools import cache
from typing import Literal

import msgspec

from hria.errors import BadData
from hria.resources import read_toml, toml_files

OrganisationType = Literal[
    "industry_association",
    "multi_stakeholder_initiative",
    "ngo",
    "trade_union_body",
    "un_or_intergovernmental",
    "government_programme",
    "audit_scheme",
    "certification",
    "auditor",
    "consultancy",
    "worker_voice_or_helpline",
    "data_platform",
    "commitment_or_principles",
    "investor_initiative",
    "research_or_academic",
    "foundation_or_fund",
]

CITED_TYPES: tuple[OrganisationType, ...] = ("un_or_intergovernmental", "government_programme")


class Organisation(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """An organisation or initiative.

    `name` is canonical; `aliases` are other names and abbreviations, matched as written. `common` are
    aliases that are also ordinary words or names ("Nest", "Unseen", "ETI"): they count only where the
    passage or the document says that the organisation is meant.
    `parent` is the organisation that runs it. `country` is ISO 3166 alpha-2 of its seat, or "INT".
    `cited`: documents quote its papers and data more often than they work with it.
    """

    name: str
    type: OrganisationType
    country: str
    aliases: tuple[str, ...] = ()
    common: tuple[str, ...] = ()
    parent: str | None = None
    cited: bool = False

    @property
    def is_cited(self) -> bool:
        """Whether naming it is no sign of working with it: bodies of states too are mostly cited, their
        programmes are not."""
        return self.cited or (self.type in CITED_TYPES and self.parent is None)


class OrganisationFile(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A file of `hria/partners/`."""

    organisation: tuple[Organisation, ...]


@cache
def organisations() -> tuple[Organisation, ...]:
    """Every organisation that ships, sorted by name. Raises BadData where two share a name or alias."""
    found: dict[str, Organisation] = {}
    owner: dict[str, str] = {}
    for path in toml_files("partners"):
        for organisation in read_toml(path, OrganisationFile).organisation:
            for alias in (organisation.name, *organisation.aliases):
                if alias in owner:
                    raise BadData(f'{path.name}: "{alias}" is also a name of {owner[alias]}')
                owner[alias] = organisation.name
            found[organisation.name] = organisation
    return tuple(found[name] for name in sorted(found))
