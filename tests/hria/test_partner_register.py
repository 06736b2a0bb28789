"""The partner register: no organisation stands in two rows."""

from __future__ import annotations

from hria.assemble.partners import partner_entries
from hria.document import Evidence
from hria.finding import Finding, Partner


def found(name: str, relation: str = "partner", since: int | None = None, kind: str | None = None) -> Finding:
    attributes = Partner(name=name, relation=relation, since=since, type=kind)  # type: ignore[arg-type]
    evidence = Evidence("d", 0, 10, f"We work with {name}.", (), None)
    return Finding(f"{name}-{relation}", "partner", evidence, attributes, "en.partner.partner", 0.8, ())


def rows(*findings: Finding) -> list[tuple[str, tuple[str, ...], int | None]]:
    entries = partner_entries(findings, lambda finding: finding.id, lambda finding: finding.attributes.since)
    return [(entry.name, entry.relations, entry.since) for entry in entries]


def test_ways_of_writing_a_name_are_one_row() -> None:
    """Article, legal form and ampersand make no other organisation; relations and the earliest year are joined."""
    assert rows(found("The Loom Hub", since=2020), found("Loom Hub Ltd", "assessor", 2018)) == [
        ("The Loom Hub", ("assessor", "partner"), 2018)
    ]
    assert rows(found("Fell & Rooke"), found("Fell and Rooke")) == [("Fell and Rooke", ("partner",), None)]


def test_abbreviation_of_one_name_is_no_row_of_its_own() -> None:
    """ "FGN" is the Flax Growers Network, unless another name has these initials too."""
    assert rows(found("FGN"), found("Flax Growers Network")) == [("Flax Growers Network", ("partner",), None)]
    assert len(rows(found("FGN"), found("Flax Growers Network"), found("Fair Goods Network"))) == 3


def test_listed_names_stay_apart() -> None:
    """What a list knows under two names is two organisations."""
    assert len(rows(found("ABC", kind="ngo"), found("Amber Board Council", kind="ngo"))) == 2
