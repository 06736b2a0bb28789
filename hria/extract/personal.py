"""Personal data in texts, as nlp finds it with the names that this workspace knows."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

from hria.country import country_names
from hria.organisation import organisations
from nlp.personal.contacts import contacts_in
from nlp.personal.mention import Mention, PersonalKind
from nlp.personal.persons import Surroundings, capitalised, lower_case_words, persons_in

__all__ = ["Mention", "PersonalKind", "Surroundings", "capitalised", "contacts_in", "persons_in", "surroundings"]


def surroundings(
    texts: Iterable[str], named: Iterable[str], public: Iterable[str] = (), personal: Iterable[str] = ()
) -> Surroundings:
    """What is known beside these texts: organisations of the field and of the workspace, countries and their parts,
    words that stand in lower case somewhere, and persons that hria.toml says are public or not."""
    own = {form for name in named for form in _forms(name)}
    ordinary = frozenset(word for text in texts for word in lower_case_words(text))
    return Surroundings(
        frozenset(own) | _of_the_field(),
        ordinary,
        frozenset(map(str.lower, public)),
        frozenset(map(str.lower, personal)),
    )


@cache
def _of_the_field() -> frozenset[str]:
    """Names of organisations, countries and their regions, in lower case."""
    import pycountry

    names = {written for one in organisations() for written in (one.name, *one.aliases, *one.common)}
    names |= set(country_names()) | {part.name for part in pycountry.subdivisions}
    return frozenset(form for name in names for form in _forms(name))


def _forms(name: str) -> Iterable[str]:
    """A name as texts have it: in lower case, also without what stands in brackets or after a comma."""
    plain = " ".join(name.lower().split())
    yield plain
    yield re.split(r"\s*[(,\[]", plain)[0]
    yield " ".join(re.findall(r"[^\W_]+", plain))
