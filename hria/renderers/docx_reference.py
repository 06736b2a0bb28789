"""A firm's own Word file as the dress of a report: styles, page, logo, headers and footers, not its words."""

from __future__ import annotations

import zipfile
from pathlib import Path
from typing import TYPE_CHECKING

from hria.errors import NotFound, Unreadable
from hria.renderers.docx_styles import adopt
from hria.renderers.docx_xml import named
from hria.resources import data_folder

if TYPE_CHECKING:
    from docx.document import Document

BODY_PARTS = (
    "comments",
    "commentsExtended",
    "commentsIds",
    "commentsExtensible",
    "footnotes",
    "endnotes",
    "people",
)
# Settings of the file that the reference once was: its locks, its data, its path on the firm's disk.
BODY_SETTINGS = (
    "writeProtection", "documentProtection", "trackRevisions", "attachedTemplate", "mailMerge",
    "updateFields", "footnotePr", "endnotePr", "docVars", "rsids", "linkStyles",
)  # fmt: skip


def open_base() -> Document:
    """Our own base document, without content."""
    import docx

    return docx.Document(str(data_folder("templates") / "base.docx"))


def open_reference(path: Path) -> Document:
    """The firm's document, with our styles and lists added where it has none of that name.

    Its settings are cleared of what belongs to one file. Its body is still there, for the page set-up to be
    read. Raises NotFound or Unreadable.
    """
    import docx
    from docx.opc.exceptions import PackageNotFoundError

    if not path.is_file():
        raise NotFound(f"{path}: no such reference document")
    try:  # lxml's own error of XML that is not well formed is a SyntaxError.
        document = docx.Document(str(path))
        adopt(document, open_base())
    except (
        PackageNotFoundError,
        zipfile.BadZipFile,
        SyntaxError,
        KeyError,
        ValueError,
        AttributeError,
    ) as error:
        raise Unreadable(
            f"{path}: not a Word document that can be used as a reference ({error})",
            "save it as .docx in Word",
        ) from None
    _clear(document)
    return document


def _clear(document: Document) -> None:
    """No note, comment, lock or trace of the file that the reference was."""
    from docx.opc.constants import RELATIONSHIP_TYPE

    for key, relationship in list(document.part.rels.items()):
        if relationship.reltype.rsplit("/", 1)[-1] in BODY_PARTS:
            del document.part.rels[key]
    settings = document.settings.element
    for name in BODY_SETTINGS:
        for setting in settings.findall(named(f"w:{name}")):
            settings.remove(setting)
    part = document.part.part_related_by(RELATIONSHIP_TYPE.SETTINGS)
    for key in list(part.rels):
        del part.rels[key]


def empty(document: Document) -> None:
    """The document has no body at all, not even the properties of its last section."""
    for child in list(document.element.body):
        document.element.body.remove(child)


def set_language(document: Document, language: str) -> None:
    """The language of all text that names no other: proofing, hyphens and screen readers follow it."""
    from hria.renderers.docx_xml import element

    look = document.styles.element.find(f".//{named('w:rPrDefault')}/{named('w:rPr')}")
    if look is None:
        return
    found = look.find(named("w:lang"))
    if found is None:
        found = element("lang")
        look.append(found)
    found.set(named("w:val"), language)
