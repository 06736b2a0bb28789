"""Tables on countries: indices by country, in long form (a row for each country, year and indicator), in wide form
(a column for each measure) and in the form with a column for each year. Of each measure the newest year is kept."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Literal, NamedTuple

import msgspec

from hria.context.places import place_of
from hria.country_fact import CountryFact
from hria.lists.columns import FIRST_ROWS, LOOKED_AT, plain_name
from hria.lists.reading import Row
from hria.resources import read_toml

# So large a share of a column must be countries, or numbers, for it to be one of them.
COUNTRIES, NUMBERS = 0.6, 0.6
YEAR = re.compile(r"(?:19|20)\d\d")
# Fields that a person can name with --columns.
FIELDS = ("country", "year", "indicator", "value", "worse", "better")
NO_NUMBER = re.compile(r"(?i)(?:n/?a|\.+|-+|–|no data|not available|unavailable|unknown|nan|#n/a)?")


class Fact(NamedTuple):
    """A fact and the passage that says it."""

    fact: CountryFact
    start: int
    end: int


class CountryTable(NamedTuple):
    """The layout of a table on countries: the row of its head (from 0), the column (from 0) of the country, of the
    year and of the indicator, and of each measure with which way is worse."""

    head: int
    names: dict[int, str]
    country: int
    year: int | None
    indicator: int | None
    percentile: int | None
    measures: dict[int, Literal["high", "low"] | None]

    @property
    def is_governance(self) -> bool:
        """Whether it has the columns of the World Bank's governance indicators."""
        return self.indicator is not None and self.percentile is not None and self.year is not None

    def described(self) -> str:
        """What stands for what, in words."""
        known = [("country", self.country), ("year", self.year), ("indicator", self.indicator)]
        parts = [f"{field} from “{self.names.get(c, c + 1)}”" for field, c in known if c is not None]
        ways = {"high": " (more is worse)", "low": " (more is better)", None: ""}
        parts += [f"value from “{self.names[c]}”{ways[way]}" for c, way in self.measures.items()]
        used = {self.country, self.year, self.indicator, self.percentile, *self.measures}
        unused = [name for column, name in self.names.items() if column not in used]
        return ", ".join(parts) + (f"; not used: {', '.join(unused)}" if unused else "")


class _Skip(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    names: tuple[str, ...]


class _Words(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    columns: dict[str, tuple[str, ...]]
    skip: _Skip
    governance: dict[str, str]


@cache
def _words() -> _Words:
    return read_toml(Path(__file__).with_name("columns.toml"), _Words)


def layout_of(rows: Sequence[Mapping[int, str]], columns: Sequence[tuple[str, str]] = ()) -> CountryTable | None:
    """The layout of a table on countries; None where no column of it is one of countries with a measure beside it.

    `columns` are names of columns (or their numbers from 1) by field, which go before what is recognised.
    """
    for number, row in enumerate(rows[:FIRST_ROWS]):
        below = rows[number + 1 : number + 1 + LOOKED_AT]
        names = {column: name for column, name in row.items() if name.strip()}
        given = [(field, column) for field, wanted in columns for column in names if _is_named(names, column, wanted)]
        country = next((column for field, column in given if field == "country"), None)
        if country is None:
            country = _country_column(names, below)
        # A head names no country where its column does, or it is a row of the table itself.
        if country is None or len(names) < 2 or place_of(names[country]) is not None:
            continue
        layout = _layout(number, names, country, below, given)
        if layout.measures:
            return layout
    return None


def _is_named(names: Mapping[int, str], column: int, wanted: str) -> bool:
    return plain_name(names[column]) == plain_name(wanted) or (wanted.isdigit() and column == int(wanted) - 1)


def _country_column(names: Mapping[int, str], below: Sequence[Mapping[int, str]]) -> int | None:
    """The column of codes or, where there is none, of names, below a head that says so or by what stands in it."""
    shares = {
        column: sum(place_of(value) is not None for value in values) / len(values)
        for column in names
        if (values := [row[column] for row in below if row.get(column, "").strip()])
    }
    of_countries = [column for column, share in shares.items() if share >= COUNTRIES]
    # Sources name the same country in many ways, and by one code.
    ranked = sorted(
        of_countries,
        key=lambda c: (not _is_called("code", names[c]), not _is_called("country", names[c]), -shares[c], c),
    )
    return ranked[0] if ranked and (_is_called("code", names[ranked[0]]) or shares[ranked[0]] > COUNTRIES) else None


def _is_called(field: str, name: str) -> bool:
    return any(re.fullmatch(pattern, plain_name(name)) for pattern in _words().columns[field])


def _layout(
    number: int,
    names: Mapping[int, str],
    country: int,
    below: Sequence[Mapping[int, str]],
    given: Sequence[tuple[str, int]],
) -> CountryTable:
    def found(field: str) -> int | None:
        told = [column for name, column in given if name == field]
        called = [column for column, name in names.items() if column != country and _is_called(field, name)]
        return next(iter((*told, *called)), None)

    year, indicator = found("year"), found("indicator")
    percentile = found("percentile") if indicator is not None else None
    others = [c for c in names if c not in (country, year, indicator, percentile)]
    told: dict[int, Literal["high", "low"] | None] = {}
    for field, column in given:
        if field in ("value", "worse", "better"):
            told[column] = {"value": None, "worse": "high", "better": "low"}[field]
    measures = told
    if not told:
        named = [c for c in others if indicator is not None and _is_called("value", names[c])]
        measures = dict.fromkeys(named or [c for c in others if _is_measure(names[c], [r.get(c, "") for r in below])])
    return CountryTable(number, dict(names), country, year, indicator, percentile, measures)


def _is_measure(name: str, values: Sequence[str]) -> bool:
    filled = [value for value in values if not NO_NUMBER.fullmatch(value.strip())]
    if not filled or any(re.fullmatch(pattern, plain_name(name)) for pattern in _words().skip.names):
        return False
    return sum(number_of(value) is not None for value in filled) >= NUMBERS * len(filled)


def facts_of(rows: Sequence[Row], layout: CountryTable, title: str) -> tuple[list[Fact], list[tuple[int, str]], int]:
    """The newest fact of each country and measure, the rows that cannot be read (by number, with the reason), and
    how many rows were read in all."""
    newest: dict[tuple[str, str], Fact] = {}
    unread: list[tuple[int, str]] = []
    read = 0
    for row in rows[layout.head + 1 :]:
        written = row.cells.get(layout.country, "")
        place = place_of(written) if written else None
        if place is None:
            unread.append((row.number, f"no country is known by “{written[:40]}”" if written else "no country in it"))
            continue
        read += 1
        for fact in _facts(row, layout, place, title):
            key = fact.country, fact.measure
            if key not in newest or (fact.year or 0) >= (newest[key].fact.year or 0):
                newest[key] = Fact(fact, row.start, row.end)
    return sorted(newest.values(), key=lambda one: (one.start, one.fact.measure)), unread, read


def _facts(row: Row, layout: CountryTable, place: tuple[str, str | None], title: str) -> Iterator[CountryFact]:
    year = _year(row.cells.get(layout.year, "")) if layout.year is not None else None
    indicator = row.cells.get(layout.indicator, "") if layout.indicator is not None else ""
    is_known = layout.is_governance and indicator in _words().governance
    for column, worse in layout.measures.items():
        text = row.cells.get(column, "").strip()
        name = layout.names[column]
        if NO_NUMBER.fullmatch(text):
            continue
        value = number_of(text)
        is_year = bool(YEAR.fullmatch(name))
        measure = (_words().governance[indicator] if is_known else indicator) or (title if is_year else name)
        yield CountryFact(
            country=place[0],
            kind="indicator",
            measure=measure,
            iso3=place[1],
            value=value,
            words=None if value is not None else text[:120],
            percentile=number_of(row.cells.get(layout.percentile, "")) if layout.percentile is not None else None,
            # Without a column of years the name of a column may tell the year: "Score 2024".
            year=int(name) if is_year else year or _year(name),
            worse="low" if is_known else worse,
            source="wgi" if is_known else None,
            row=row.number,
        )


def number_of(text: str) -> float | None:
    """The number that a cell holds: "1,234.5", "0,53", "12.3 %", "<5"; None where it holds none, or more."""
    plain = re.sub(r"[%<>~≈]|\s", "", text)
    if re.fullmatch(r"-?\d+,\d+", plain) and not re.fullmatch(r"-?\d{1,3},\d{3}", plain):
        plain = plain.replace(",", ".")
    plain = plain.replace(",", "")
    return float(plain) if re.fullmatch(r"-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?", plain) else None


def _year(text: str) -> int | None:
    match = YEAR.search(text)
    return int(match.group()) if match else None
