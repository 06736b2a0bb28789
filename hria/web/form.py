"""The attributes of a finding as fields of a form, with the values that the taxonomies have, and what was typed."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable, Mapping
from typing import Any, Literal

import msgspec
from msgspec import inspect

from hria.errors import BadData
from hria.finding import ATTRIBUTES, Attributes, Finding
from hria.framework import frameworks
from hria.review import with_changes
from hria.risk import RiskTaxonomy
from hria.vocabulary import ASPECTS, ISSUES, TOPICS

FieldType = Literal["choice", "choices", "text", "number", "date", "yes_no", "list", "target", "fixed"]
DATES = frozenset(("deadline", "due", "closed", "audit_start", "audit_end", "period_start", "period_end", "as_of"))
# Where a passage stands, not what it says; moving it would be another finding.
PLACES = frozenset(("number_start", "number_end", "part_of", "row"))
# Commas separate the values of a list, so these cannot be typed into one field.
INNER = (inspect.StructType, inspect.DictType)
LONGEST_VALUE = 2000


class Option(msgspec.Struct, frozen=True):
    """A value that an attribute may have, and how it is said."""

    value: str
    label: str


class Field(msgspec.Struct, frozen=True):
    """An attribute as a field. `value` is as typed: lists by commas, "" for not stated; `fixed` ones are only shown."""

    name: str
    label: str
    type: FieldType
    value: str
    options: tuple[Option, ...] = ()
    is_required: bool = False


def fields_of(finding: Finding, taxonomy: RiskTaxonomy) -> list[Field]:
    """The fields of a finding's attributes, in their order."""
    values = msgspec.to_builtins(finding.attributes)
    return [
        _field(part, values[part.encode_name], taxonomy)
        for part in _parts(finding.kind)
        if part.encode_name not in PLACES
    ]


def blank_fields(kind: str, quote: str, taxonomy: RiskTaxonomy) -> list[Field]:
    """The fields of a finding of this kind that a person is about to add."""
    values = msgspec.to_builtins(first_attributes(kind, quote, taxonomy, {}))
    found = [_field(part, values[part.encode_name], taxonomy) for part in _parts(kind)]
    return [field for field in found if field.name not in PLACES and field.type != "fixed"]


# The kinds that a person can add: those whose attributes can be typed. The others come out of tables.
ADDABLE = ("risk", "commitment", "partner", "disclosure")


def first_attributes(kind: str, quote: str, taxonomy: RiskTaxonomy, typed: Mapping[str, str]) -> Attributes:
    """The attributes of a new finding, as typed where they were. Raises BadData for a kind that cannot be added."""
    words = " ".join(quote.split())
    begun: dict[str, dict[str, Any]] = {
        "risk": {"category": taxonomy.category[0].id},
        "commitment": {"actor": "company", "action": words[:200]},
        "partner": {"name": words[:120]},
        "disclosure": {"topics": ["policy"]},
    }
    if kind not in ADDABLE:
        raise BadData(f'a "{kind}" cannot be added by hand', f"there are {', '.join(ADDABLE)}")
    from hria.document import Evidence

    attributes = msgspec.convert(begun[kind], ATTRIBUTES[kind])
    bare = Finding("", kind, Evidence("", 0, 0, quote, 1, 1), attributes, "person", 1.0)
    return checked_changes(bare, typed, taxonomy) if typed else attributes


def checked_changes(finding: Finding, changes: Mapping[str, str], taxonomy: RiskTaxonomy) -> Attributes:
    """The attributes after these changes. Raises BadData, naming the field, for a value that it may not have."""
    fields = {field.name: field for field in fields_of(finding, taxonomy)}
    for name, value in changes.items():
        field = fields.get(name)
        if field is None or field.type == "fixed":
            raise BadData(f'"{name}" cannot be changed here')
        if len(value) > LONGEST_VALUE:
            raise BadData(f"{field.label} is longer than {LONGEST_VALUE} characters")
        _check(field, value)
    return with_changes(finding, changes)


def _check(field: Field, value: str) -> None:
    if not value.strip():
        if field.is_required:
            raise BadData(f"{field.label} has to be given")
        return
    known = {option.value for option in field.options}
    given = [part.strip() for part in value.split(",") if part.strip()] if field.type == "choices" else [value]
    if field.type in ("choice", "choices"):
        for one in given:
            if one not in known:
                raise BadData(f'{field.label}: there is no "{one}"')
    if field.type == "date":
        try:
            datetime.date.fromisoformat(value)
        except ValueError:
            raise BadData(f'{field.label}: "{value}" is not a date like 2026-12-31') from None


def _parts(kind: str) -> tuple[inspect.Field, ...]:
    info = inspect.type_info(ATTRIBUTES[kind])
    assert isinstance(info, inspect.StructType)
    return info.fields


def _field(part: inspect.Field, value: object, taxonomy: RiskTaxonomy) -> Field:
    name = part.encode_name
    type_, options = _type(name, part.type, taxonomy)
    typed = _typed(value)
    if type_ in ("choice", "choices"):
        # What the taxonomy no longer has is still shown, and may stay.
        there = {option.value for option in options}
        given = [typed] if type_ == "choice" else [str(v) for v in value or ()]  # type: ignore[attr-defined]
        options += tuple(Option(v, _said(v)) for v in given if v and v not in there)
    return Field(name, _said(name).capitalize(), type_, typed, options, part.required or type_ == "yes_no")


def _type(name: str, type_: inspect.Type, taxonomy: RiskTaxonomy) -> tuple[FieldType, tuple[Option, ...]]:
    named = VOCABULARIES.get(name)
    inner = (
        [t for t in type_.types if not isinstance(t, inspect.NoneType)]
        if isinstance(type_, inspect.UnionType)
        else [type_]
    )
    only = inner[0]
    if isinstance(only, inspect.VarTupleType):
        if isinstance(only.item_type, INNER):
            return "fixed", ()
        return ("choices", tuple(named(taxonomy))) if named else ("list", ())
    if named:
        return "choice", tuple(named(taxonomy))
    if isinstance(only, inspect.LiteralType):
        return "choice", tuple(Option(str(v), _said(str(v))) for v in only.values)
    if name == "target":
        return "target", ()
    if isinstance(only, INNER):
        return "fixed", ()
    if isinstance(only, inspect.BoolType):
        return "yes_no", ()
    if isinstance(only, inspect.IntType | inspect.FloatType):
        return "number", ()
    return ("date" if name in DATES else "text"), ()


def _typed(value: object) -> str:
    """A value as a person would type it."""
    match value:
        case None:
            return ""
        case bool():
            return "yes" if value else "no"
        case float() if value.is_integer():
            return str(int(value))
        case dict():
            return " ".join(_typed(part) for part in value.values())
        case list() | tuple():
            return ", ".join(_typed(part) for part in value)
        case _:
            return str(value)


def _said(name: str) -> str:
    return name.replace("_", " ")


def _words(vocabulary: Mapping[str, str]) -> Iterable[Option]:
    return (Option(value, label) for value, label in vocabulary.items())


def _of_framework(name: str) -> Iterable[Option]:
    found = frameworks().get(name)
    return (Option(criterion.id, criterion.title) for criterion in found.criterion) if found else ()


VOCABULARIES: dict[str, Callable[[RiskTaxonomy], Iterable[Option]]] = {
    "category": lambda taxonomy: (Option(c.id, c.name) for c in taxonomy.category),
    "issues": lambda _: _words(ISSUES),
    "practices": lambda _: _words(ISSUES),
    "topics": lambda _: _words(TOPICS),
    "aspects": lambda _: _words(ASPECTS),
    "rights": lambda _: _of_framework("rights"),
    "ilo_indicators": lambda _: _of_framework("ilo-indicators"),
}
