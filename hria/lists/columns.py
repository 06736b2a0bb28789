"""Where a list begins, of what kind it is, and what its columns stand for."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Literal, NamedTuple, cast

import msgspec

from hria.country import country_names
from hria.printed_day import days
from hria.resources import read_toml

ListKind = Literal["suppliers", "grievances", "records"]
LIST_KINDS: tuple[ListKind, ...] = ("suppliers", "grievances", "records")
# The head of a list stands in one of so many rows, below titles and notes.
FIRST_ROWS = 30
# A list has at least so many columns with a known name.
FEWEST_KNOWN = 2
LOOKED_AT = 60


class _Kind(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    needed: tuple[str, ...]
    telling: tuple[str, ...]
    filled: tuple[str, ...]
    columns: dict[str, tuple[str, ...]]


class Layout(NamedTuple):
    """The layout of a list: its kind, the row of its head (from 0), and field -> column (from 0).

    `names` are the names of all columns; `unknown` those that stand for nothing known.
    """

    kind: ListKind
    head: int
    fields: dict[str, int]
    names: dict[int, str]

    @property
    def unknown(self) -> list[str]:
        """The names of the columns that are not used."""
        return [name for column, name in self.names.items() if column not in self.fields.values()]

    def described(self) -> str:
        """What stands for what, in words: "name from “Supplier”, country from “Country”"."""
        known = ", ".join(f"{field} from “{self.names[column]}”" for field, column in self.fields.items())
        return f"{known}; not used: {', '.join(self.unknown)}" if self.unknown else known


@cache
def kinds() -> dict[ListKind, _Kind]:
    """What each kind of list is known by."""
    found = read_toml(Path(__file__).with_name("columns.toml"), dict[str, _Kind])
    return {cast("ListKind", name): kind for name, kind in found.items()}


@cache
def _patterns(kind: ListKind) -> list[tuple[str, re.Pattern[str]]]:
    listed = kinds()[kind].columns
    return [(field, re.compile("|".join(f"(?:{name})" for name in names))) for field, names in listed.items()]


def plain_name(text: str) -> str:
    """The name of a column in lower case with its signs gone."""
    plain = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", text).casefold().replace("#", " no ").replace("_", " ")
    return " ".join(re.sub(r"[^\w/?]+", " ", plain).replace("/", " / ").split())


def recognise(
    rows: Sequence[Mapping[int, str]], kind: ListKind | None = None, columns: Mapping[str, str] | None = None
) -> Layout | None:
    """The layout of a list; None where its columns do not tell what it is.

    `kind` is what a person says that it is, `columns` the names of columns (or their numbers from 1) by field,
    which go before what is recognised.
    """
    best: tuple[float, Layout] | None = None
    for tried in (kind,) if kind else LIST_KINDS:
        for number, row in enumerate(rows[:FIRST_ROWS]):
            layout = _layout(tried, number, row, rows, columns or {})
            weight = _weight(layout, is_sure=kind is not None)
            if weight > 0 and (best is None or weight > best[0]):
                best = weight, layout
    return best[1] if best else None


def recognised_as(rows: Sequence[Mapping[int, str]]) -> ListKind | None:
    """The kind of a list by its columns alone."""
    layout = recognise(rows)
    return layout.kind if layout else None


def _layout(
    kind: ListKind, number: int, row: Mapping[int, str], rows: Sequence[Mapping[int, str]], columns: Mapping[str, str]
) -> Layout:
    fields: dict[str, int] = {}
    for field, wanted in columns.items():
        for column, name in row.items():
            if plain_name(name) == plain_name(wanted) or (wanted.isdigit() and column == int(wanted) - 1):
                fields.setdefault(field, column)
    below = rows[number + 1 : number + 1 + LOOKED_AT]
    for field, pattern in _patterns(kind):
        named = [column for column, name in row.items() if pattern.fullmatch(plain_name(name))]
        for column in named:
            if (
                field not in fields
                and column not in fields.values()
                and _fits(field, [r.get(column, "") for r in below])
            ):
                fields[field] = column
    return Layout(kind, number, fields, {column: name for column, name in row.items() if name.strip()})


def _weight(layout: Layout, *, is_sure: bool) -> float:
    """How surely a row is the head of a list of this kind; 0 where it is not."""
    kind = kinds()[layout.kind]
    if any(field not in layout.fields for field in kind.needed):
        return 0.0
    telling = sum(field in layout.fields for field in kind.telling)
    if not is_sure and (not telling or len(layout.fields) < FEWEST_KNOWN):
        return 0.0
    return len(layout.fields) + 0.5 * telling - 0.3 * len(layout.unknown) + 20 * is_sure


def _fits(field: str, values: Sequence[str]) -> bool:
    """Whether what stands in a column can be what its name says."""
    filled = [value for value in values if value.strip()]
    if not filled:
        return True
    match field:
        case "received" | "opened" | "closed" | "paid_on" | "resolved":
            good = [bool(days(value)) or bool(re.fullmatch(r"(19|20)\d\d", value)) for value in filled]
        case "latitude" | "longitude" | "claimed" | "assessed" | "paid":
            good = [bool(re.search(r"\d", value)) for value in filled]
        case "country":
            good = [country_of(value) is not None for value in filled]
        case "name" | "employer":
            good = [any(char.isalpha() for char in value) for value in filled]
        case _:
            return True
    return sum(good) >= 0.5 * len(good)


def country_of(text: str) -> str | None:
    """The usual English name of a country by any of its names or ISO codes; None for none that is known."""
    plain = text.strip().strip(".")
    return _countries().get(plain.casefold()) if plain else None


@cache
def _countries() -> dict[str, str]:
    import pycountry

    names = {written.casefold(): usual for written, usual in country_names().items()}
    for country in pycountry.countries:
        usual = names[country.name.casefold()]
        names.setdefault(country.alpha_2.casefold(), usual)
        names.setdefault(country.alpha_3.casefold(), usual)
    china = names["china"]
    for written in ("prc", "p.r.c", "p.r. china", "pr china", "people's republic of china", "mainland china"):
        names.setdefault(written, china)
    return names
