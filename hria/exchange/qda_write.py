"""REFI-QDA out: a project as .qdpx (XML and plain texts in a zip), a codebook as .qdc."""

from __future__ import annotations

import datetime
import io
import zipfile
from collections.abc import Iterable
from typing import Any

from hria.exchange.codebook import Code, guid
from hria.exchange.project import PROGRAM, Coding, Project, Selection, Source
from hria.exchange.qda_structure import CODEBOOK, PROJECT, Schema, faults
from hria.worksheet import CONTROL

NOTES = "Notes"


def codebook_file(codes: tuple[Code, ...]) -> bytes:
    """The codebook as .qdc."""
    from lxml import etree

    root = etree.Element(f"{{{CODEBOOK}}}CodeBook", nsmap={None: CODEBOOK}, origin=PROGRAM)
    _add_codes(etree.SubElement(root, f"{{{CODEBOOK}}}Codes"), codes, CODEBOOK)
    return _printed(root, "codebook")


def project_file(project: Project) -> bytes:
    """The project as .qdpx. Its texts are UTF-8 without a mark at their beginning, with the line ends they have."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        _put(archive, "project.qde", _printed(_project(project), "project"))
        for source in project.sources:
            _put(archive, f"sources/{source.guid}.txt", (source.text or "").encode("utf-8", "replace"))
    return out.getvalue()


def _put(archive: zipfile.ZipFile, name: str, data: bytes) -> None:
    # Two runs give the same bytes: the time in an archive is always this one.
    entry = zipfile.ZipInfo(name, (2000, 1, 1, 0, 0, 0))
    entry.compress_type = zipfile.ZIP_DEFLATED
    archive.writestr(entry, data)


def _project(project: Project) -> Any:
    from lxml import etree

    root = etree.Element(_q("Project"), nsmap={None: PROJECT})
    root.set("name", _clean(project.name))
    root.set("origin", project.origin or PROGRAM)
    root.set("creatingUserGUID", project.people[0].guid)
    if project.at:
        root.set("creationDateTime", _time(project.at))
    users = etree.SubElement(root, _q("Users"))
    for person in project.people:
        etree.SubElement(users, _q("User"), guid=person.guid, name=_clean(person.name))
    book = etree.SubElement(root, _q("CodeBook"))
    _add_codes(etree.SubElement(book, _q("Codes")), project.codes, PROJECT)
    notes: list[tuple[str, Coding]] = []
    if project.sources:
        sources = etree.SubElement(root, _q("Sources"))
        for source in project.sources:
            _add_source(sources, source, project, notes)
    if notes:
        _add_notes(etree.SubElement(root, _q(NOTES)), notes)
    return root


def _add_codes(parent: Any, codes: Iterable[Code], space: str) -> None:
    from lxml import etree

    for code in codes:
        node = etree.SubElement(parent, f"{{{space}}}Code", guid=code.guid, name=_clean(code.name))
        node.set("isCodable", "false" if code.is_group else "true")
        if code.colour:
            node.set("color", code.colour)
        if code.definition:
            etree.SubElement(node, f"{{{space}}}Description").text = _clean(code.definition)
        _add_codes(node, code.codes, space)


def _add_source(parent: Any, source: Source, project: Project, notes: list[tuple[str, Coding]]) -> None:
    from lxml import etree

    node = etree.SubElement(parent, _q("TextSource"), guid=source.guid, name=_clean(source.name))
    node.set("plainTextPath", f"internal://{source.guid}.txt")
    node.set("creatingUser", project.people[0].guid)
    if project.at:
        node.set("creationDateTime", _time(project.at))
    if source.description:
        etree.SubElement(node, _q("Description")).text = _clean(source.description)
    for selection in source.selections:
        _add_selection(node, selection, notes)


def _add_selection(parent: Any, selection: Selection, notes: list[tuple[str, Coding]]) -> None:
    from lxml import etree

    node = etree.SubElement(parent, _q("PlainTextSelection"), guid=selection.guid, name=_clean(selection.name))
    node.set("startPosition", str(selection.start))
    node.set("endPosition", str(selection.end))
    if selection.description:
        etree.SubElement(node, _q("Description")).text = _clean(selection.description)
    for coding in selection.codings:
        made = etree.SubElement(node, _q("Coding"), guid=coding.guid)
        if coding.person:
            made.set("creatingUser", coding.person)
        if coding.at:
            made.set("creationDateTime", _time(coding.at))
        etree.SubElement(made, _q("CodeRef"), targetGUID=coding.code)
        if coding.note:
            id_ = guid(f"note:{coding.guid}")
            notes.append((id_, coding))
            etree.SubElement(made, _q("NoteRef"), targetGUID=id_)


def _add_notes(parent: Any, notes: Iterable[tuple[str, Coding]]) -> None:
    from lxml import etree

    for id_, coding in notes:
        node = etree.SubElement(parent, _q("Note"), guid=id_, name="Note")
        if coding.person:
            node.set("creatingUser", coding.person)
        if coding.at:
            node.set("creationDateTime", _time(coding.at))
        etree.SubElement(node, _q("PlainTextContent")).text = _clean(coding.note or "")


def _printed(root: Any, schema: Schema) -> bytes:
    """The XML. That it is built as the schema asks for is checked each time that it is written."""
    from lxml import etree

    wrong = faults(root, schema)
    assert not wrong, wrong[:5]
    data: bytes = etree.tostring(root, xml_declaration=True, encoding="utf-8", pretty_print=True)
    return data


def _q(name: str) -> str:
    return f"{{{PROJECT}}}{name}"


def _clean(text: str) -> str:
    return CONTROL.sub("", text)


def _time(at: datetime.datetime) -> str:
    return at.astimezone(datetime.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
