"""A coded project as values: what REFI-QDA carries, whoever made it. Offsets count Unicode characters from 0."""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

import msgspec

from hria.choices import typed
from hria.document import Document
from hria.exchange.codebook import Code, codes_of, every_code, guid
from hria.review import Review, Reviewed, standing

PROGRAM = "hria"
LONGEST_NAME = 80


class Person(msgspec.Struct, frozen=True):
    """Somebody who coded, or a program that did."""

    guid: str
    name: str


class Coding(msgspec.Struct, frozen=True):
    """A code given to a passage, by whom and when; `note` is a memo on just this."""

    guid: str
    code: str
    person: str | None = None
    at: datetime.datetime | None = None
    note: str | None = None


class Selection(msgspec.Struct, frozen=True):
    """A passage `[start, end)` of a source's text, with its codings."""

    guid: str
    start: int
    end: int
    name: str = ""
    description: str | None = None
    codings: tuple[Coding, ...] = ()


class Source(msgspec.Struct, frozen=True):
    """A document. `text` is None where the project brings none; `sha256` is that of an original file it brings."""

    guid: str
    name: str
    text: str | None
    selections: tuple[Selection, ...] = ()
    description: str | None = None
    sha256: str | None = None


class Project(msgspec.Struct, frozen=True):
    """A project. `codes` are by tree; codings name them by guid."""

    name: str
    people: tuple[Person, ...]
    codes: tuple[Code, ...]
    sources: tuple[Source, ...]
    at: datetime.datetime | None = None
    origin: str | None = None


def project_of(
    name: str,
    date: datetime.date,
    codes: tuple[Code, ...],
    documents: Iterable[Document],
    items: Sequence[Reviewed],
    decisions: Mapping[str, Sequence[Review]],
) -> Project:
    """The findings of a workspace as a project: each document with its text, each passage with its codes.

    A coding is that of the person who decided on it last, or of hria where nobody did.
    """
    known = {code.key: code.guid for code in every_code(codes)}
    people: dict[str, Person] = {PROGRAM: Person(guid("user:"), PROGRAM)}
    by_document: dict[str, dict[tuple[int, int], list[Reviewed]]] = {}
    for item in items:
        place = item.finding.evidence
        by_document.setdefault(place.document_id, {}).setdefault((place.start, place.end), []).append(item)
    sources = []
    every = list(documents)
    titles = Counter(document.title for document in every)
    for document in every:
        at = by_document.get(document.id, {})
        selections = tuple(_selection(document, place, at[place], known, decisions, people) for place in sorted(at))
        about = f"{document.kind}, {document.path}, SHA-256 of the file {document.sha256}"
        # Other tools take two sources of one name for one.
        name_of = document.title if titles[document.title] == 1 else f"{document.title} ({document.path})"
        sources.append(Source(guid(f"source:{document.sha256}"), name_of, document.text, selections, about))
    midnight = datetime.datetime.combine(date, datetime.time(), datetime.UTC)
    return Project(name, tuple(people.values()), codes, tuple(sources), midnight, PROGRAM)


def _selection(
    document: Document,
    place: tuple[int, int],
    items: Sequence[Reviewed],
    known: Mapping[str, str],
    decisions: Mapping[str, Sequence[Review]],
    people: dict[str, Person],
) -> Selection:
    start, end = place
    codings: list[Coding] = []
    lines = []
    for item in items:
        finding = item.finding
        left = standing(decisions.get(finding.id, ()))
        latest = left[-1] if left and left[-1].quote == finding.evidence.quote else None
        who = latest.reviewer if latest else ""
        person = people.setdefault(who or PROGRAM, Person(guid(f"user:{who}"), who or PROGRAM))
        lines.append(_described(item))
        for key in codes_of(finding):
            if key in known:
                id_ = guid(f"coding:{finding.id}:{key}")
                at = latest.decided_at if latest else None
                codings.append(Coding(id_, known[key], person.guid, at, item.note))
    name = " ".join(document.text[start:end].split())[:LONGEST_NAME]
    id_ = guid(f"selection:{document.sha256}:{start}:{end}")
    return Selection(id_, start, end, name, "\n".join(lines), tuple(codings))


def _described(item: Reviewed) -> str:
    """A finding in one line: kind, state, attributes, and why it was found."""
    finding = item.finding
    simple = {
        name: typed(value)
        for name, value in msgspec.to_builtins(finding.attributes).items()
        if not (isinstance(value, list) and value and isinstance(value[0], dict | list))
    }
    values = "; ".join(f"{name}: {text}" for name, text in simple.items() if text)
    return f"{finding.kind} {finding.id}, {item.state}; {values}; {finding.rule}, {finding.confidence:.2f}"
