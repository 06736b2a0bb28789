"""What a person may set of a finding: its attributes by kind, and the values that the taxonomies have for each."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from functools import cache
from typing import Literal, NamedTuple

import msgspec

from hria.country import country_names
from hria.finding import ATTRIBUTES
from hria.framework import framework
from hria.risk import RiskTaxonomy
from hria.vocabulary import ASPECTS, ISSUES, TOPICS

Shape = Literal["text", "number", "integer", "yes_no", "list", "date", "target"]

# What says where something stands, or what hangs on other findings: no person sets it.
FIXED = frozenset(("number_start", "number_end", "row", "part_of", "parts", "scheme", "version", "petition"))
DATES = frozenset(
    (
        "deadline", "period_start", "period_end", "as_of", "due", "closed", "audit_start", "audit_end", "received",
        "resolved", "opened", "paid_on", "first_day", "last_day",
    )
)  # fmt: skip


class Field(NamedTuple):
    """An attribute that can be set. `values` are all that it may have; None where any text will do."""

    name: str
    shape: Shape
    values: tuple[str, ...] | None = None
    is_needed: bool = False


@cache
def fields(kind: str) -> tuple[Field, ...]:
    """What can be set of findings of this kind, in the order of its attributes; without the workspace's taxonomy."""
    found = []
    for part in msgspec.structs.fields(ATTRIBUTES[kind]):
        name = part.encode_name
        field = None if name in FIXED else _field(name, msgspec.inspect.type_info(part.type))
        if field:
            found.append(field._replace(is_needed=part.required))
    return tuple(found)


def fields_in(kind: str, taxonomy: RiskTaxonomy) -> tuple[Field, ...]:
    """The same with the categories of a workspace's taxonomy."""
    categories = tuple(category.id for category in taxonomy.category)
    # That of an authority's record is what it prints, no category of ours.
    has = kind != "enforcement"
    return tuple(f._replace(values=categories) if has and f.name == "category" else f for f in fields(kind))


def _field(name: str, info: msgspec.inspect.Type) -> Field | None:
    inner = [part for part in getattr(info, "types", (info,)) if not isinstance(part, msgspec.inspect.NoneType)]
    if len(inner) != 1:
        return None
    match inner[0]:
        case msgspec.inspect.LiteralType(values=values):
            return Field(name, "text", tuple(str(value) for value in values))
        case msgspec.inspect.StrType():
            return Field(name, "date" if name in DATES else "text", _known(name))
        case msgspec.inspect.BoolType():
            return Field(name, "yes_no", ("yes", "no"))
        case msgspec.inspect.IntType():
            return Field(name, "integer")
        case msgspec.inspect.FloatType():
            return Field(name, "number")
        case msgspec.inspect.VarTupleType(item_type=msgspec.inspect.StrType()):
            return Field(name, "list", _known(name))
        case msgspec.inspect.StructType() if name == "target":
            return Field(name, "target")
    return None


def _known(name: str) -> tuple[str, ...] | None:
    """The values that a taxonomy has for an attribute of this name."""
    match name:
        case "issues" | "practices":
            return tuple(ISSUES)
        case "topics":
            return tuple(TOPICS)
        case "aspects":
            return tuple(ASPECTS)
        case "rights":
            return tuple(criterion.id for criterion in framework("rights").criterion)
        case "ilo_indicators":
            return tuple(criterion.id for criterion in framework("ilo-indicators").criterion)
        case "countries" | "country":
            return tuple(sorted(set(country_names().values())))
    return None


def fault(field: Field, text: str) -> str | None:
    """What is wrong with a value as typed, in words; None where it can be set. "" and "none" unset."""
    text = text.strip()
    if text.lower() in ("", "none"):
        return f"{field.name} cannot be empty" if field.is_needed else None
    if field.values is not None:
        given = [part.strip() for part in text.split(",") if part.strip()] if field.shape == "list" else [text]
        unknown = [part for part in given if part not in field.values]
        if unknown:
            return f'{field.name} has no value "{", ".join(unknown)}"{_near(unknown[0], field.values)}'
        return None
    match field.shape:
        case "date":
            return _fault_of_date(field.name, text)
        case "integer":
            return None if text.replace(",", "").isdigit() else f'{field.name} is a whole number, not "{text}"'
        case "number":
            return None if _is_number(text) else f'{field.name} is a number, not "{text}"'
        case "target":
            is_one = _is_number(text.partition(" ")[0].rstrip("%"))
            return None if is_one else f'{field.name} is a number and what is counted ("25,000 women"), not "{text}"'
    return None


def faults(kind: str, changes: Mapping[str, str], taxonomy: RiskTaxonomy) -> list[str]:
    """What is wrong with these values of a finding, a line each; names that it has no attribute for are left out."""
    known = {field.name: field for field in fields_in(kind, taxonomy)}
    wrong = (fault(known[name], text) for name, text in changes.items() if name in known)
    return [line for line in wrong if line]


def _near(text: str, values: tuple[str, ...]) -> str:
    import difflib

    close = difflib.get_close_matches(text, values, n=1)
    if close:
        return f' (did you mean "{close[0]}"?)'
    return f" (there are {', '.join(values)})" if len(values) <= 12 else ""


def _fault_of_date(name: str, text: str) -> str | None:
    try:
        datetime.date.fromisoformat(text)
    except ValueError:
        return f'{name} is a day like 2026-12-31, not "{text}"'
    return None


def _is_number(text: str) -> bool:
    try:
        float(text.replace(",", ""))
    except ValueError:
        return False
    return True


def typed(value: object) -> str:
    """A value as a person would type it: lists by commas, "" where it is not stated."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float):
        return f"{value:.12g}"
    if isinstance(value, list | tuple):
        return ", ".join(map(str, value))
    if isinstance(value, dict):
        return " ".join(typed(part) for part in value.values())
    return str(value)
