"""The named styles and lists of templates/base.docx, in any document: what it has of its own stays."""

from __future__ import annotations

from collections.abc import Mapping
from copy import deepcopy
from typing import TYPE_CHECKING, Any

from hria.renderers.docx_xml import Element, named

if TYPE_CHECKING:
    from docx.document import Document

HEADINGS = "hria-headings"
ANNEXES = "hria-annexes"
BULLETS = "hria-bullets"
POINTERS = ("basedOn", "next", "link")


def style_ids(document: Document) -> dict[str, str]:
    """The ids of the document's styles by name in small letters: Word translates ids, never these names."""
    return {_name(style): style.get(_w("styleId")) for style in document.styles.element.findall(_w("style"))}


def list_ids(document: Document) -> dict[str, str]:
    """The numbers of the lists of ours that the document has, by the name of their definition."""
    numbering = document.part.numbering_part.element
    names = {
        definition.get(_w("abstractNumId")): name.get(_w("val"))
        for definition in numbering.findall(_w("abstractNum"))
        if (name := definition.find(_w("name"))) is not None
    }
    ids: dict[str, str] = {}
    for number in numbering.findall(_w("num")):
        name = names.get(number.find(_w("abstractNumId")).get(_w("val")))
        if name:
            ids.setdefault(name, number.get(_w("numId")))
    return ids


def adopt(document: Document, base: Document) -> None:
    """The document has every style and list of `base`; what it had by the same name is its own still."""
    numbers = _adopt_lists(document, base)
    _adopt_styles(document, base, numbers)


def _adopt_styles(document: Document, base: Document, numbers: Mapping[str, str]) -> None:
    own = style_ids(document)
    taken = set(own.values())
    names = {style.get(_w("styleId")): _name(style) for style in base.styles.element.findall(_w("style"))}
    added: list[Element] = []
    for style in base.styles.element.findall(_w("style")):
        name = _name(style)
        if name in own:
            continue
        copy = deepcopy(style)
        identifier = copy.get(_w("styleId"))
        while identifier in taken:
            identifier += "X"
        copy.set(_w("styleId"), identifier)
        own[name] = identifier
        taken.add(identifier)
        copy.attrib.pop(_w("default"), None)
        added.append(copy)
    for copy in added:
        for pointer in POINTERS:
            if (target := copy.find(_w(pointer))) is not None:
                target.set(_w("val"), own[names[target.get(_w("val"))]])
        for number in copy.iter(_w("numId")):
            number.set(_w("val"), numbers[number.get(_w("val"))])
        document.styles.element.append(copy)


def _adopt_lists(document: Document, base: Document) -> dict[str, str]:
    """Our lists stand beside the document's own; returned are their new numbers by those of `base`."""
    numbering = _numbering(document)
    definitions = numbering.findall(_w("abstractNum"))
    next_definition = 1 + max((int(part.get(_w("abstractNumId"))) for part in definitions), default=-1)
    next_number = 1 + max((int(part.get(_w("numId"))) for part in numbering.findall(_w("num"))), default=0)
    place = list(numbering).index(definitions[-1]) + 1 if definitions else 0
    moved: dict[str, str] = {}
    source = base.part.numbering_part.element
    for offset, definition in enumerate(source.findall(_w("abstractNum"))):
        copy = deepcopy(definition)
        moved[copy.get(_w("abstractNumId"))] = str(next_definition + offset)
        copy.set(_w("abstractNumId"), str(next_definition + offset))
        for level in copy.iter(_w("lvl")):
            # The document's own headings may belong to a list of its own; ours claims none of them.
            for claimed in level.findall(_w("pStyle")):
                level.remove(claimed)
        numbering.insert(place + offset, copy)
    numbers: dict[str, str] = {}
    last = numbering.findall(_w("abstractNum"))[-1]
    for offset, number in enumerate(source.findall(_w("num"))):
        copy = deepcopy(number)
        numbers[copy.get(_w("numId"))] = str(next_number + offset)
        copy.set(_w("numId"), str(next_number + offset))
        pointer = copy.find(_w("abstractNumId"))
        pointer.set(_w("val"), moved[pointer.get(_w("val"))])
        previous = numbering.findall(_w("num"))
        (previous[-1] if previous else last).addnext(copy)
    return numbers


def _numbering(document: Document) -> Any:
    """The root of the lists, made where the document has none."""
    from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
    from docx.opc.packuri import PackURI
    from docx.oxml import parse_xml
    from docx.oxml.ns import nsdecls
    from docx.parts.numbering import NumberingPart

    kinds = {relationship.reltype for relationship in document.part.rels.values()}
    if RELATIONSHIP_TYPE.NUMBERING not in kinds:
        root = parse_xml(f"<w:numbering {nsdecls('w')}/>")
        name, kind = PackURI("/word/numbering.xml"), CONTENT_TYPE.WML_NUMBERING
        part = NumberingPart(name, kind, root, document.part.package)
        document.part.relate_to(part, RELATIONSHIP_TYPE.NUMBERING)
    return document.part.numbering_part.element


def _name(style: Element) -> str:
    return str(style.find(_w("name")).get(_w("val"))).lower()


def _w(tag: str) -> str:
    return named(f"w:{tag}")
