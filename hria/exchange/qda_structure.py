"""Whether XML is built as REFI-QDA asks for: the parts of each element in their order, attributes, references."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import Any, Literal

import msgspec

from hria.resources import PACKAGE, read_toml

PROJECT = "urn:QDA-XML:project:1.0"
CODEBOOK = "urn:QDA-XML:codebook:1.0"
GUID = r"[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}"
HOLDS = {
    "guid": re.compile(rf"{GUID}|\{{{GUID}\}}"),
    "integer": re.compile(r"-?\d+"),
    "boolean": re.compile(r"true|false|0|1"),
    "colour": re.compile(r"#(?:[0-9A-Fa-f]{6}|[0-9A-Fa-f]{3})"),
    "time": re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)?"),
}
REFERENCES = {"CodeRef": "Code", "NoteRef": "Note"}
Schema = Literal["project", "codebook"]


class Element(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What an element may hold."""

    parts: tuple[str, ...] = ()
    attributes: tuple[str, ...] = ()
    is_text: bool = False


class Structure(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The elements of both exchange formats by name."""

    project: dict[str, Element]
    codebook: dict[str, Element]


@cache
def structure() -> Structure:
    """The structure as the file says it."""
    return read_toml(PACKAGE / "exchange" / "qda.toml", Structure)


def faults(root: Any, schema: Schema) -> list[str]:
    """What of an XML tree is not as the schema asks for, a line each; empty where all is."""
    space = PROJECT if schema == "project" else CODEBOOK
    elements = structure().project if schema == "project" else structure().codebook
    first = "Project" if schema == "project" else "CodeBook"
    if root.tag != f"{{{space}}}{first}":
        return [f"the first element is {root.tag}, not {first}"]
    return [*_faults(root, elements, space), *_loose_ends(root, space)]


def _faults(node: Any, elements: dict[str, Element], space: str) -> Iterator[str]:
    name = str(node.tag).removeprefix(f"{{{space}}}")
    rule = elements.get(name)
    if rule is None:
        yield f"{name}: no such element"
        return
    yield from _faults_of_attributes(name, dict(node.attrib), rule)
    inner = [str(child.tag).removeprefix(f"{{{space}}}") for child in node]
    # The parts in their order, as a pattern over their names.
    pattern = "".join(rf"(?:{part[:-1]} ){part[-1].replace('!', '{1}')}" for part in rule.parts)
    if not re.fullmatch(pattern, "".join(f"{child} " for child in inner)):
        yield f"{name}: holds {', '.join(inner[:6]) or 'nothing'}, not {', '.join(rule.parts)}"
    if not rule.is_text and (node.text or "").strip():
        yield f"{name}: holds text"
    for child in node:
        yield from _faults(child, elements, space)


def _faults_of_attributes(name: str, given: dict[str, str], rule: Element) -> Iterator[str]:
    known = {}
    for attribute in rule.attributes:
        called, _, holds = attribute.partition(":")
        known[called.rstrip("!")] = holds
        if called.endswith("!") and called[:-1] not in given:
            yield f"{name}: has no {called[:-1]}"
    for called, value in given.items():
        if called not in known:
            yield f"{name}: no such attribute {called}"
        elif known[called] and not HOLDS[known[called]].fullmatch(value):
            yield f"{name}: {called} is {value!r}, no {known[called]}"


def _loose_ends(root: Any, space: str) -> Iterator[str]:
    """Ids given twice, and references to what is not there."""
    ids: dict[str, str] = {}
    for node in root.iter():
        id_ = node.get("guid")
        if id_ is None:
            continue
        if id_ in ids:
            yield f"{id_} is given twice"
        ids[id_] = str(node.tag).removeprefix(f"{{{space}}}")
    for name, target in REFERENCES.items():
        for node in root.iter(f"{{{space}}}{name}"):
            if ids.get(node.get("targetGUID", "")) != target:
                yield f"{name}: {node.get('targetGUID')} is no {target}"
