"""Elements of WordprocessingML, made with their children in the order that the schema asks for."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from hria.renderers.cleaning import is_right_to_left

Element = Any  # an lxml element; lxml ships no types

XML_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
TWIPS_PER_POINT = 20


def element(tag: str, *children: Element | None, **attributes: str | int) -> Element:
    """The element `w:<tag>` with these children, None left out, and attributes `w:<name>`."""
    from docx.oxml import OxmlElement

    made: Element = OxmlElement(f"w:{tag}")
    for name, value in attributes.items():
        made.set(named(f"w:{name}"), str(value))
    made.extend(child for child in children if child is not None)
    return made


def named(name: str) -> str:
    """A prefixed name ("w:val", "r:id") as lxml spells it."""
    from docx.oxml.ns import qn

    spelt: str = qn(name)
    return spelt


def twips(points: float) -> int:
    """Points as twentieths of a point, in which Word measures."""
    return round(points * TWIPS_PER_POINT)


def paragraph(style: str, *content: Element, layout: Iterable[Element | None] = ()) -> Element:
    """A paragraph of this style id. `layout` are further properties, in the order of the schema."""
    return element("p", element("pPr", element("pStyle", val=style), *layout), *content)


def run(text: str, *, style: str | None = None, highlight: str | None = None) -> Element:
    """A run of text, set from right to left where its script is."""
    look = [
        element("rStyle", val=style) if style else None,
        element("highlight", val=highlight) if highlight else None,
        element("rtl") if is_right_to_left(text) else None,
    ]
    made = element("r")
    if any(part is not None for part in look):
        made.append(element("rPr", *look))
    words = element("t")
    words.text = text
    words.set(XML_SPACE, "preserve")
    made.append(words)
    return made


def tab_run() -> Element:
    """A tab."""
    return element("r", element("tab"))


def field(instruction: str, shown: str, *, style: str | None = None) -> list[Element]:
    """The runs of a field that shows `shown` until Word works it out anew."""
    code = element("instrText")
    code.text = f" {instruction} "
    code.set(XML_SPACE, "preserve")
    marks = [element("fldChar", fldCharType="begin"), code, element("fldChar", fldCharType="separate")]
    end = element("fldChar", fldCharType="end")
    return [
        *(element("r", _look(style), mark) for mark in marks),
        run(shown, style=style),
        element("r", _look(style), end),
    ]


def page_field(anchor: str, page: int, *, style: str | None = None) -> list[Element]:
    """The field of the page on which a bookmark stands, showing `page` until Word works it out anew."""
    return field(f"PAGEREF {anchor} \\h", str(page), style=style)


def _look(style: str | None) -> Element | None:
    return element("rPr", element("rStyle", val=style)) if style else None


def link(anchor: str, *content: Element) -> Element:
    """A link to a bookmark of the same document."""
    return element("hyperlink", *content, anchor=anchor, history=1)


def bookmark(name: str, number: int, *content: Element) -> list[Element]:
    """The content between the two ends of a bookmark; `number` is unique within the document."""
    return [element("bookmarkStart", id=number, name=name), *content, element("bookmarkEnd", id=number)]
