"""REFI-QDA in: the codes, texts and codings of a project that any tool wrote.

Nothing that the file points to is fetched, XML declares no entities, and what the archive may unpack to is bounded.
"""

from __future__ import annotations

import datetime
import hashlib
import re
import zipfile
from collections.abc import Iterator
from typing import Any

from hria.errors import LimitExceeded, Unreadable
from hria.exchange.codebook import Code
from hria.exchange.project import Coding, Person, Project, Selection, Source
from hria.exchange.qda_structure import CODEBOOK, PROJECT
from hria.readers.zipped import ZIP_HEADER, open_archive

MOST_XML = 200_000_000
MOST_TEXT = 50_000_000
INTERNAL = re.compile(r"(?:internal|relative)://", re.IGNORECASE)


def read_project(data: bytes) -> Project:
    """The project in a .qdpx file. Raises Unreadable or LimitExceeded."""
    if not data.startswith(ZIP_HEADER):
        raise Unreadable("it is no REFI-QDA project (not a zip archive)", "export it as .qdpx in the other tool")
    archive = open_archive(data)
    names = {name.replace("\\", "/").lower().lstrip("/"): name for name in archive.namelist()}
    found = [name for name in names if name.endswith(".qde") and "/" not in name]
    if len(found) != 1:
        raise Unreadable("it is no REFI-QDA project (it holds no project.qde)", "export it as .qdpx in the other tool")
    root = _parsed(_unpacked(archive, names[found[0]], MOST_XML))
    if root.tag != f"{{{PROJECT}}}Project":
        raise Unreadable("its project.qde is no REFI-QDA project", "export it as .qdpx in the other tool")
    notes = {_guid(note): _text_of(note, archive, names) or "" for note in root.iter(_q("Note"))}
    return Project(
        name=root.get("name", ""),
        people=tuple(Person(_guid(user), user.get("name", "")) for user in root.iter(_q("User"))),
        codes=tuple(_codes(root.find(f"{_q('CodeBook')}/{_q('Codes')}"), PROJECT)),
        sources=tuple(_sources(root, archive, names, notes)),
        at=_time(root.get("creationDateTime")),
        origin=root.get("origin"),
    )


def read_codebook(data: bytes) -> tuple[Code, ...]:
    """The codes in a .qdc file. Raises Unreadable."""
    root = _parsed(data)
    space = CODEBOOK if root.tag == f"{{{CODEBOOK}}}CodeBook" else PROJECT
    if root.tag != f"{{{space}}}CodeBook":
        raise Unreadable("it is no REFI-QDA codebook", "export it as .qdc in the other tool")
    return tuple(_codes(root.find(f"{{{space}}}Codes"), space))


def _parsed(data: bytes) -> Any:
    from lxml import etree

    # REFI-QDA never declares a document type; files that do mean harm.
    if b"<!DOCTYPE" in data or b"<!ENTITY" in data or b"<\x00!\x00D\x00O" in data:
        raise Unreadable("its XML declares entities, which REFI-QDA never does", "do not open it")
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True)
    try:
        return etree.fromstring(data.removeprefix(b"\xef\xbb\xbf"), parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise Unreadable(f"its XML cannot be read ({str(error)[:100]})", "export it again in the other tool") from None


def _unpacked(archive: zipfile.ZipFile, name: str, most: int) -> bytes:
    """A file of the archive. What it says of its size is not believed."""
    try:
        with archive.open(name) as part:
            data = part.read(most + 1)
    except (zipfile.BadZipFile, RuntimeError, NotImplementedError, OSError, EOFError) as error:
        raise Unreadable(f"{name} in it cannot be unpacked ({error})", "export it again in the other tool") from None
    if len(data) > most:
        raise LimitExceeded(f"{name} in it unpacks to more than {most // 1_000_000} MB", "export less of it")
    return data


def _codes(parent: Any, space: str) -> Iterator[Code]:
    for node in parent.findall(f"{{{space}}}Code") if parent is not None else ():
        yield Code(
            key=_guid(node),
            name=node.get("name", ""),
            definition=node.findtext(f"{{{space}}}Description"),
            is_group=node.get("isCodable", "true") in ("false", "0"),
            colour=node.get("color"),
            codes=tuple(_codes(node, space)),
        )


def _sources(root: Any, archive: zipfile.ZipFile, names: dict[str, str], notes: dict[str, str]) -> Iterator[Source]:
    parent = root.find(_q("Sources"))
    for node in parent if parent is not None else ():
        text = node if node.tag == _q("TextSource") else node.find(_q("Representation"))
        if text is None:
            text = node
        selections = tuple(_selection(inner, notes) for inner in text.findall(_q("PlainTextSelection")))
        unread = sum(
            1 for inner in node if str(inner.tag).endswith("Selection") and inner.tag != _q("PlainTextSelection")
        )
        about = node.findtext(_q("Description"))
        original = _file(node.get("path") or node.get("richTextPath"), archive, names)
        yield Source(
            guid=_guid(node),
            name=node.get("name", ""),
            text=_text_of(text, archive, names) if selections else None,
            selections=selections,
            description=f"{unread} selections by place on a page or in time, which are not read" if unread else about,
            sha256=hashlib.sha256(original).hexdigest() if original is not None else None,
        )


def _selection(node: Any, notes: dict[str, str]) -> Selection:
    codings = []
    for coding in node.findall(_q("Coding")):
        code = coding.find(_q("CodeRef"))
        said = [notes.get(_plain(note.get("targetGUID", "")), "") for note in coding.findall(_q("NoteRef"))]
        codings.append(
            Coding(
                guid=_guid(coding),
                code=_plain(code.get("targetGUID", "")) if code is not None else "",
                person=_plain(coding.get("creatingUser") or "") or None,
                at=_time(coding.get("creationDateTime")),
                note="\n".join(text for text in said if text) or None,
            )
        )
    return Selection(
        guid=_guid(node),
        start=_number(node.get("startPosition")),
        end=_number(node.get("endPosition")),
        name=node.get("name", ""),
        description=node.findtext(_q("Description")),
        codings=tuple(codings),
    )


def _text_of(node: Any, archive: zipfile.ZipFile, names: dict[str, str]) -> str | None:
    content = node.findtext(_q("PlainTextContent"))
    if content is not None:
        return str(content)
    data = _file(node.get("plainTextPath"), archive, names)
    return data.decode("utf-8-sig", "replace") if data is not None else None


def _file(path: str | None, archive: zipfile.ZipFile, names: dict[str, str]) -> bytes | None:
    """A file that the archive brings; None for one that stands elsewhere."""
    if not path or not INTERNAL.match(path):
        return None
    name = INTERNAL.sub("", path).replace("\\", "/").lower().lstrip("/")
    for place in (f"sources/{name}", name):
        if place in names:
            return _unpacked(archive, names[place], MOST_TEXT)
    return None


def _number(text: str | None) -> int:
    return int(text) if text and re.fullmatch(r"\d{1,12}", text) else -1


def _time(text: str | None) -> datetime.datetime | None:
    try:
        at = datetime.datetime.fromisoformat(text) if text else None
    except ValueError:
        return None
    return at.replace(tzinfo=datetime.UTC) if at and at.tzinfo is None else at


def _guid(node: Any) -> str:
    return _plain(node.get("guid", ""))


def _plain(text: str) -> str:
    return text.strip().strip("{}").lower()


def _q(name: str) -> str:
    return f"{{{PROJECT}}}{name}"
