"""The attributes of a finding as fields of a form, with the values that the taxonomies have, and what was typed."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any, Literal

import msgspec

from hria import choices
from hria.document import Evidence
from hria.errors import BadData
from hria.finding import ATTRIBUTES, Attributes, Finding
from hria.framework import frameworks
from hria.review import with_changes
from hria.risk import RiskTaxonomy
from hria.vocabulary import ASPECTS, ISSUES, TOPICS

FieldType = Literal["choice", "choices", "text", "number", "date", "yes_no", "list", "target", "fixed"]
LONGEST_VALUE = 2000
# Lists of more values than this are typed, not ticked: countries.
MOST_BOXES = 100
# The kinds that a person can add: those whose attributes can be typed. The others come out of tables.
ADDABLE = ("risk", "commitment", "partner", "disclosure")


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
    """The fields of a finding's attributes, in their order; those that nobody can set are fixed."""
    values = msgspec.to_builtins(finding.attributes)
    settable = {field.name: field for field in choices.fields_in(finding.kind, taxonomy)}
    return [
        _field(settable[name], value, taxonomy) if name in settable else _fixed(name, value)
        for name, value in values.items()
        if name in settable or _is_plain(value)
    ]


def blank_fields(kind: str, quote: str, taxonomy: RiskTaxonomy) -> list[Field]:
    """The fields of a finding of this kind that a person is about to add."""
    values = msgspec.to_builtins(first_attributes(kind, quote, taxonomy, {}))
    return [_field(field, values[field.name], taxonomy) for field in choices.fields_in(kind, taxonomy)]


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
    attributes = msgspec.convert(begun[kind], ATTRIBUTES[kind])
    bare = Finding("", kind, Evidence("", 0, 0, quote, 1, 1), attributes, "person", 1.0)
    return checked_changes(bare, typed, taxonomy) if typed else attributes


def checked_changes(finding: Finding, changes: Mapping[str, str], taxonomy: RiskTaxonomy) -> Attributes:
    """The attributes after these changes. Raises BadData, naming the field, for a value that it may not have."""
    settable = {field.name: field for field in choices.fields_in(finding.kind, taxonomy)}
    for name, value in changes.items():
        if name not in settable:
            raise BadData(f'"{name}" cannot be changed here')
        if len(value) > LONGEST_VALUE:
            raise BadData(f"{_said(name)} is longer than {LONGEST_VALUE} characters")
        if wrong := choices.fault(settable[name], value):
            raise BadData(wrong)
    return with_changes(finding, changes)


def _field(field: choices.Field, value: object, taxonomy: RiskTaxonomy) -> Field:
    type_: FieldType = "number" if field.shape == "integer" else field.shape
    options: tuple[Option, ...] = ()
    if field.values is not None and len(field.values) <= MOST_BOXES and field.shape != "yes_no":
        type_ = "choices" if field.shape == "list" else "choice"
        said = _labels(field.name, taxonomy)
        options = tuple(Option(one, said.get(one, _said(one))) for one in field.values)
        # What the taxonomy no longer has is still shown, and may stay.
        given = [typed(value)] if type_ == "choice" else list(map(str, value or ()))  # type: ignore[call-overload]
        options += tuple(Option(one, _said(one)) for one in given if one and one not in field.values)
    is_required = field.is_needed or type_ == "yes_no"
    return Field(field.name, _said(field.name).capitalize(), type_, typed(value), options, is_required)


def _fixed(name: str, value: object) -> Field:
    return Field(name, _said(name).capitalize(), "fixed", typed(value))


def _is_plain(value: object) -> bool:
    """Whether a value that nobody can set is worth showing: no places, no lists of parts."""
    return isinstance(value, str | int | float) and not isinstance(value, bool)


def typed(value: object) -> str:
    """A value as a person would type it."""
    match value:
        case None:
            return ""
        case bool():
            return "yes" if value else "no"
        case float() if value.is_integer():
            return str(int(value))
        case dict():
            return " ".join(typed(part) for part in value.values())
        case list() | tuple():
            return ", ".join(typed(part) for part in value)
        case _:
            return str(value)


def _said(name: str) -> str:
    return name.replace("_", " ")


def _labels(name: str, taxonomy: RiskTaxonomy) -> Mapping[str, str]:
    """How the values of an attribute are said, where a taxonomy or a list says it."""
    if name == "category":
        return {category.id: category.name for category in taxonomy.category}
    return _vocabularies().get(name, {})


@cache
def _vocabularies() -> dict[str, Mapping[str, str]]:
    lists = {
        name: {criterion.id: criterion.title for criterion in frameworks()[id_].criterion}
        for name, id_ in (("rights", "rights"), ("ilo_indicators", "ilo-indicators"))
    }
    return {"issues": ISSUES, "practices": ISSUES, "topics": TOPICS, "aspects": ASPECTS, **lists}
