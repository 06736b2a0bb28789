"""The scene of a sentence: company, workplace, place and country, from the sentence itself or from those before it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from nlp.affected import people
from nlp.pipeline import Reading
from nlp.workplaces import Business, Company

# A company that was named so many sentences ago is still the one that is meant.
REACH = 6
REACH_IN_OWN = 2
# A company whose workplace a text speaks of so often is what the text is about.
OFTEN = 2
LOCATED = re.compile(
    r"\b(?:[Ii]n|[Aa]t|[Nn]ear|[Oo]utside|[Aa]cross|[Tt]hroughout|off)\s+(?:the\s+)?(?:[A-Z][\w’'-]+,?\s+){0,3}$"
)


LONGEST_COUNTRY = 30
# "South America" is not the country.
PARTS_OF_AMERICA = ("South", "North", "Latin", "Central")


class Scene(NamedTuple):
    """Where a sentence plays. `is_named_here`: the sentence itself names the company; `companies` are all that it
    names; `people` is the kind of people that was counted last."""

    company: str | None
    is_named_here: bool
    site: str | None
    place: str | None
    country: str | None
    companies: tuple[str, ...]
    people: str | None


class _Line(NamedTuple):
    companies: list[Company]
    site: str | None
    place: str | None
    country: str | None
    people: str | None
    is_place_in_country: bool


def scenes(
    readings: Sequence[Reading], business: Business, wanted: Sequence[int], is_own_voice: bool
) -> dict[int, Scene]:
    """The scene of each of the wanted sentences, by index. A company's own paper (`is_own_voice`) is about many
    workplaces: what a sentence of it does not say is taken from the two before it alone."""
    text = _Text(readings, business)
    about = None if is_own_voice else _about(text, business)
    country = None if is_own_voice else _only_country(text)
    reach = REACH_IN_OWN if is_own_voice else REACH
    return {i: _scene(text, i, business, about, country, reach) for i in wanted}


class _Text:
    """The sentences of a text, each read for its scene where that is asked for, and once."""

    def __init__(self, readings: Sequence[Reading], business: Business) -> None:
        self.readings = readings
        self.business = business
        self._lines: dict[int, _Line] = {}

    def line(self, i: int) -> _Line:
        """The scene that a sentence gives by itself."""
        if i not in self._lines:
            self._lines[i] = _line(self.readings[i], self.business)
        return self._lines[i]

    def before(self, i: int, reach: int) -> list[_Line]:
        """So many sentences before one, the nearest first, under the same heading."""
        here = self.readings[i].sentence.headings
        near = range(i - 1, max(0, i - reach) - 1, -1)
        return [self.line(other) for other in near if self.readings[other].sentence.headings == here]

    def country_of(self, place: str) -> str | None:
        """The country that a place is said to be in, anywhere in the text."""
        naming = (i for i, reading in enumerate(self.readings) if place in reading.sentence.text)
        lines = (self.line(i) for i in naming)
        return next((line.country for line in lines if line.place == place and line.is_place_in_country), None)


def _line(reading: Reading, business: Business) -> _Line:
    text = " ".join(reading.sentence.text.split())
    counted = people(text)
    place = next((place for place in business.places(text) if not _is_country(reading, place.name)), None)
    country = _country(reading, business.site_words)
    after = text[place.end : place.end + LONGEST_COUNTRY] if place else ""
    return _Line(
        business.named(text),
        business.site(text),
        place.name if place else None,
        country,
        next((one.kind for one in counted if one.kind and one.harm == "affected"), None),
        bool(country and place and (after.startswith((", ", " in ")) or ", " in text[place.start : place.end])),
    )


def _is_country(reading: Reading, name: str) -> bool:
    return any(reading.doc[n.start : n.end].text == name for n in reading.named("country"))


def _country(reading: Reading, sites: frozenset[str]) -> str | None:
    """The country that a sentence says something happened in; where people come from is none."""
    for name in reading.named("country"):
        before = reading.doc[: name.start].text_with_ws
        follows = reading.doc[name.end : name.end + 1].text
        if before.rstrip().endswith(PARTS_OF_AMERICA):
            continue
        if LOCATED.search(before) or follows in ("'s", "’s") or follows.lower() in sites:
            return name.canonical
    return None


def _about(text: _Text, business: Business) -> str | None:
    """The company whose workplace a text is about; None where it is about several, or none."""
    named = (c for reading in text.readings for c in business.named(" ".join(reading.sentence.text.split())))
    counts = Counter(c.name for c in named if c.is_operator and not business.is_own(c.name))
    ranked = counts.most_common(2)
    if not ranked or ranked[0][1] < OFTEN or (len(ranked) > 1 and ranked[1][1] == ranked[0][1]):
        return None
    return ranked[0][0]


def _only_country(text: _Text) -> str | None:
    """The country in which all of a text plays; None where it names several, or none."""
    named = {country for reading in text.readings if (country := _country(reading, text.business.site_words))}
    return named.pop() if len(named) == 1 else None


def _country_of(line: _Line, text: _Text, before: Sequence[_Line], only: str | None) -> str | None:
    """The country of a sentence: its own, that of its place elsewhere in the text, or that of the site spoken of."""
    if line.country:
        return line.country
    if line.place:
        return text.country_of(line.place)
    if line.site and not _is_definite(line.site):
        return only
    return only or next((o.country for o in before[:2] if o.country and (o.site or o.companies)), None)


def _scene(text: _Text, i: int, business: Business, about: str | None, country: str | None, reach: int) -> Scene:
    line = text.line(i)
    here = [c.name for c in line.companies if c.is_operator] or [
        c.name for c in line.companies if not business.is_own(c.name)
    ]
    company = here[0] if here else None
    before = text.before(i, reach)
    is_chain = line.site is not None and business.is_in_chain(line.site)
    is_elsewhere = is_chain or (not _is_definite(line.site) and bool(line.site or line.country or line.place))
    if company is None and not is_elsewhere:
        carried = (c.name for other in before for c in other.companies if c.is_operator and not business.is_own(c.name))
        company = about or next(carried, None)
    # Where a workplace stands that was spoken of: "the factory" is in the place of the sentence that brought it up.
    told_of = (other.place for other in before if other.place and (other.site or other.companies))
    place = line.place or (next(told_of, None) if _is_definite(line.site) or here else None)
    return Scene(
        company,
        bool(here),
        line.site,
        place,
        _country_of(line, text, before, country),
        tuple(dict.fromkeys(c.name for other in (line, *before[:2]) for c in other.companies)),
        line.people or next((other.people for other in before if other.people), None),
    )


def _is_definite(site: str | None) -> bool:
    """ "The factory" is one that was spoken of; "a workshop" is another."""
    return site is not None and site.lower().startswith(("the ", "its ", "their "))
