"""The organisations that ship, in partners/*.toml."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import get_args

import pycountry
import pytest

from hria.organisation import Organisation, OrganisationFile, OrganisationType, organisations
from hria.resources import read_toml, toml_files

FILES = list(toml_files("partners"))

WELL_KNOWN = [
    ("Electronic Industry Citizenship Coalition", "Responsible Business Alliance"),
    ("Responsible Labour Initiative", "Responsible Labor Initiative"),
    ("Conflict-Free Sourcing Initiative", "Responsible Minerals Initiative"),
    ("Supplier Ethical Data Exchange", "Sedex"),
    ("Sedex Members Ethical Trade Audit", "SMETA"),
    ("Business Social Compliance Initiative", "amfori BSCI"),
    ("Business for Social Responsibility", "BSR"),
    ("BSR HERproject", "HERproject"),
    ("Sustainable Apparel Coalition", "Cascale"),
    ("Better Buying Institute", "Better Buying"),
    ("Ethical Trade Initiative", "Ethical Trading Initiative"),
    ("Danish Ethical Trading Initiative", "Ethical Trade Denmark"),
    ("Fair Labour Association", "Fair Labor Association"),
    ("International Labour Organisation", "International Labour Organization"),
    ("SCORE Program", "ILO SCORE Programme"),
    ("UN Migration", "International Organization for Migration"),
    ("UNGC", "UN Global Compact"),
    ("Global Compact Network Australia", "UN Global Compact Network Australia"),
    ("UN Women's Empowerment Principles", "Women's Empowerment Principles"),
    ("Verite", "Verité"),
    ("Article One", "Article One Advisors"),
    (
        "Center for Child Rights and Corporate Social Responsibility",
        "The Centre for Child Rights and Business",
    ),
    ("Polaris Project", "Polaris"),
    ("World Wildlife Fund", "WWF"),
    ("Bangladesh Accord", "International Accord for Health and Safety in the Textile and Garment Industry"),
    ("Gangmasters Licensing Authority", "Gangmasters and Labour Abuse Authority"),
    ("Roundtable for Sustainable Palm Oil", "Roundtable on Sustainable Palm Oil"),
    ("Modern Slavery Helpline", "Modern Slavery & Exploitation Helpline"),
    ("International Tourism Partnership", "World Sustainable Hospitality Alliance"),
    ("ICTI Ethical Toy Program", "Ethical Supply Chain Program"),
    ("Open Apparel Registry", "Open Supply Hub"),
    ("Joint Audit Cooperation", "Joint Alliance for CSR"),
]

ORDINARY = [
    ("Nest", "Nest"),
    ("Unseen", "Unseen"),
    ("Thorn", "Thorn"),
    ("Polaris", "Polaris"),
    ("Shift", "Shift"),
    ("Accord", "International Accord for Health and Safety in the Textile and Garment Industry"),
    ("RBA", "Responsible Business Alliance"),
    ("ETI", "Ethical Trading Initiative"),
    ("FLA", "Fair Labor Association"),
    ("SAC", "Cascale"),
    ("PPA", "Public-Private Alliance for Responsible Minerals Trade"),
    ("RMI", "Responsible Minerals Initiative"),
    ("ICI", "International Cocoa Initiative"),
    ("TAT", "Tech Against Trafficking"),
    ("TAT", "Truckers Against Trafficking"),
]


def by_name() -> dict[str, Organisation]:
    return {organisation.name: organisation for organisation in organisations()}


def owners() -> dict[str, set[str]]:
    """Canonical names by each name or alias, case ignored."""
    found: dict[str, set[str]] = {}
    for organisation in organisations():
        for called in (organisation.name, *organisation.aliases):
            found.setdefault(called.casefold(), set()).add(organisation.name)
    return found


def test_enough_organisations_with_type_and_country() -> None:
    """At least 150 organisations ship, and each says what it is and where it sits."""
    typed = [o for o in organisations() if o.type in get_args(OrganisationType) and o.country]
    assert len(typed) == len(organisations()) >= 150


def test_every_type_is_used() -> None:
    """Each type of organisation has at least one example, so that none is a dead word."""
    assert {o.type for o in organisations()} == set(get_args(OrganisationType))


def test_names_and_aliases_belong_to_one_organisation() -> None:
    """No two organisations share a name or an alias, even when case is ignored."""
    assert {called: names for called, names in owners().items() if len(names) > 1} == {}


def test_nothing_is_listed_twice_within_an_organisation() -> None:
    """An organisation lists each of its aliases once, and never its own name among them."""
    for organisation in organisations():
        called = Counter((organisation.name, *organisation.aliases))
        assert max(called.values()) == 1, organisation.name
        assert len(set(organisation.common)) == len(organisation.common), organisation.name


def test_common_aliases_are_not_plain_aliases() -> None:
    """What counts only in context is not also an alias that counts everywhere."""
    for organisation in organisations():
        assert not set(organisation.common) & set(organisation.aliases), organisation.name


def test_common_aliases_are_nobody_elses_name() -> None:
    """An ambiguous alias never is the unambiguous name or alias of another organisation."""
    known = owners()
    for organisation in organisations():
        for called in organisation.common:
            assert known.get(called.casefold(), set()) <= {organisation.name}, called


def test_parents_exist() -> None:
    """A parent is an organisation that ships, and nobody is its own ancestor."""
    known = by_name()
    for organisation in organisations():
        seen = {organisation.name}
        parent = organisation.parent
        while parent is not None:
            assert parent in known, f"{organisation.name}: {parent}"
            assert parent not in seen, organisation.name
            seen.add(parent)
            parent = known[parent].parent


def test_countries_are_valid() -> None:
    """A country is ISO 3166 alpha-2, or INT for the United Nations and other bodies of states."""
    for organisation in organisations():
        known = organisation.country == "INT" or pycountry.countries.get(alpha_2=organisation.country)
        assert known, f"{organisation.name}: {organisation.country}"


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_file_is_sorted_and_says_what_it_holds(path: Path) -> None:
    """A file opens with a comment on its contents, is sorted by name and has lines of at most 110 characters."""
    names = [organisation.name for organisation in read_toml(path, OrganisationFile).organisation]
    assert names == sorted(names, key=str.casefold)
    lines = path.read_text(encoding="utf-8").splitlines()
    assert lines[0].startswith("# ")
    assert [line for line in lines if len(line) > 110] == []


def test_text_is_clean() -> None:
    """Names and aliases carry no stray white space and are at least two characters long."""
    for organisation in organisations():
        for called in (organisation.name, *organisation.aliases, *organisation.common):
            assert called == " ".join(called.split()), called
            assert len(called) >= 2, called


@pytest.mark.parametrize(("alias", "name"), WELL_KNOWN)
def test_well_known_alias_leads_to_its_organisation(alias: str, name: str) -> None:
    """Former names, spellings and abbreviations that are unmistakable lead to the name of today."""
    assert alias in by_name()[name].aliases


@pytest.mark.parametrize(("called", "name"), ORDINARY)
def test_ordinary_word_counts_only_in_context(called: str, name: str) -> None:
    """A name or abbreviation with other meanings stands in `common`, also where it is the canonical name."""
    organisation = by_name()[name]
    assert called in organisation.common
    assert called not in organisation.aliases
