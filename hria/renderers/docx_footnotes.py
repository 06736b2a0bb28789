"""Real footnotes: the part that holds them, and the marks in the text that call them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from hria.renderers.docx_xml import Element, element, link, named, paragraph, run
from hria.renderers.manuscript import Note

if TYPE_CHECKING:
    from docx.document import Document

SEPARATORS = ((-1, "separator"), (0, "continuationSeparator"))


class Footnotes:
    """The footnotes of a document, collected while its body is written."""

    def __init__(self, styles: Mapping[str, str]) -> None:
        self._text = styles["footnote text"]
        self._mark = styles["footnote reference"]
        self._link = styles["hyperlink"]
        self._notes: list[Element] = []

    def call(self, note: Note) -> Element:
        """The raised number in the text; the footnote that it calls is kept for the part."""
        content = [element("r", self._look(), element("footnoteRef")), run("\u2002")]
        for source in note.sources:
            content.append(run(source.text))
            content.append(link(source.anchor, run(f"[{source.label}]", style=self._link)))
        content.append(run("."))
        self._notes.append(element("footnote", paragraph(self._text, *content), id=note.number))
        return element("r", self._look(), element("footnoteReference", id=note.number))

    def add_to(self, document: Document) -> None:
        """The document has its part of footnotes; its settings name the two separators, as Word expects."""
        root = element("footnotes")
        for identifier, kind in SEPARATORS:
            flat = element("pPr", element("spacing", before=0, after=0, line=240, lineRule="auto"))
            line = element("p", flat, element("r", element(kind)))
            root.append(element("footnote", line, type=kind, id=identifier))
        root.extend(self._notes)
        add_part(document, "footnotes", root)
        settings = document.settings.element
        names = element("footnotePr", *(element("footnote", id=identifier) for identifier, _ in SEPARATORS))
        compat = settings.find(compat_tag())
        settings.append(names) if compat is None else compat.addprevious(names)

    def _look(self) -> Element:
        return element("rPr", element("rStyle", val=self._mark))


def compat_tag() -> str:
    """The setting before which those of footnotes stand."""
    return named("w:compat")


def add_part(document: Document, name: str, root: Element) -> None:
    """The document has a part word/<name>.xml of this content."""
    from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
    from docx.opc.packuri import PackURI
    from docx.opc.part import XmlPart

    kind = getattr(CONTENT_TYPE, f"WML_{name.upper()}")
    part = XmlPart(PackURI(f"/word/{name}.xml"), kind, root, document.part.package)
    document.part.relate_to(part, getattr(RELATIONSHIP_TYPE, name.upper()))
