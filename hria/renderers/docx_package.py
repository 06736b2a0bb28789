"""A Word document as a package: its properties, only the parts it needs, and the same bytes each time."""

from __future__ import annotations

import datetime
import io
import zipfile
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from docx.document import Document

EARLIEST = (1980, 1, 1, 0, 0, 0)  # the first moment that a zip archive can name
STRUCTURAL = ("styles", "settings", "theme", "fontTable", "numbering", "footnotes", "comments")
KEPT_BY_PACKAGE = ("officeDocument", "core-properties", "extended-properties")
APPLICATION = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    '<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties">'
    "<Application>hria</Application></Properties>"
)


def set_properties(
    document: Document, *, title: str, subject: str, date: datetime.date, language: str, identifier: str
) -> None:
    """The document's properties say this and nothing that another document left in them."""
    from docx.opc.constants import RELATIONSHIP_TYPE

    properties = document.core_properties
    root: Any = properties._element
    for child in list(root):
        root.remove(child)
    midnight = datetime.datetime.combine(date, datetime.time())
    properties.title = title[:255]
    properties.subject = subject[:255]
    properties.author = "hria"
    properties.last_modified_by = "hria"
    properties.created = midnight
    properties.modified = midnight
    properties.revision = 1
    properties.language = language
    properties.identifier = identifier[:255]
    for relationship in document.part.package.rels.values():
        if relationship.reltype == RELATIONSHIP_TYPE.EXTENDED_PROPERTIES:
            part: Any = relationship.target_part
            part._blob = APPLICATION.encode("utf-8")


def drop_unused_parts(document: Document) -> None:
    """The package holds no part that nothing points to: pictures, charts and data of an old body are gone."""
    body = document.part.blob.decode("utf-8")
    for key, relationship in list(document.part.rels.items()):
        kind = relationship.reltype.rsplit("/", 1)[-1]
        if kind not in STRUCTURAL and f'"{key}"' not in body:
            del document.part.rels[key]
    for key, relationship in list(document.part.package.rels.items()):
        if relationship.reltype.rsplit("/", 1)[-1] not in KEPT_BY_PACKAGE:
            del document.part.package.rels[key]


def pack(document: Document) -> bytes:
    """The document as a file: entries sorted by name, all of the same moment."""
    saved = io.BytesIO()
    document.save(saved)
    packed = io.BytesIO()
    with zipfile.ZipFile(saved) as source, zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as target:
        for name in sorted(source.namelist()):
            entry = zipfile.ZipInfo(name, EARLIEST)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 0
            entry.external_attr = 0
            target.writestr(entry, source.read(name))
    return packed.getvalue()
