"""Who fills a gap: what people agreed on stands in the workspace's assignments.toml, and drafts print it.

A gap is known by its words and what asks for it, so an assignment stays with it from draft to draft for as long
as the gap is there.
"""

from __future__ import annotations

import datetime
import hashlib
from collections.abc import Iterable
from pathlib import Path

import msgspec

from hria.draft import BulletList, Draft, Gap, Inline, Paragraph, Section, Table
from hria.resources import read_toml

FILE = "assignments.toml"


class Assignment(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A gap that somebody is to fill. `gap` is its text as it was printed, `by` who assigned it."""

    key: str
    gap: str
    to: str
    by: str
    on: datetime.date
    note: str = ""


class Assignments(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The assignments of a workspace, sorted by key."""

    assignment: tuple[Assignment, ...] = ()

    def of(self, gap: Gap) -> Assignment | None:
        """Who fills this gap; None where nobody was named."""
        key = gap_key(gap)
        return next((one for one in self.assignment if one.key == key), None)

    def with_one(self, new: Assignment) -> Assignments:
        """With this assignment in the place of any for the same gap; one to "" takes it away."""
        kept = [one for one in self.assignment if one.key != new.key]
        return Assignments(tuple(sorted([*kept, *([new] if new.to else [])], key=lambda one: one.key)))


def gap_key(gap: Gap) -> str:
    """What a gap is known by: 16 hex digits of its words and of what asks for it."""
    words = "\n".join((gap.kind, gap.text, gap.missing or "", gap.reference or ""))
    return hashlib.sha256(words.encode()).hexdigest()[:16]


def read_assignments(path: Path) -> Assignments:
    """The assignments of a workspace; none where there is no file yet. Raises BadData."""
    return read_toml(path, Assignments) if path.exists() else Assignments()


def assignments_file(assignments: Assignments) -> str:
    """The text of assignments.toml."""
    lines = ["# Who fills which gap of the drafts. Set on the page that `hria review` opens; drafts print it."]
    for one in assignments.assignment:
        lines += ["", "[[assignment]]"]
        lines += [f"{name} = {_quoted(getattr(one, name))}" for name in ("key", "gap", "to", "by")]
        lines += [f"on = {one.on.isoformat()}", f"note = {_quoted(one.note)}"]
    return "\n".join(lines) + "\n"


def with_assignments(draft: Draft, assignments: Assignments) -> Draft:
    """The draft with the names of those who fill its gaps; the same draft where nothing is assigned."""
    if not assignments.assignment:
        return draft
    by_key = {one.key: one for one in assignments.assignment}
    sections = tuple(_section(section, by_key) for section in draft.sections)
    if sections == draft.sections:
        return draft
    named = msgspec.structs.replace(draft, sections=sections, identifier="")
    digest = hashlib.sha256(msgspec.json.encode(named)).hexdigest()
    return msgspec.structs.replace(named, identifier=f"{draft.identifier[:-16]}{digest[:16]}")


def _section(section: Section, by_key: dict[str, Assignment]) -> Section:
    blocks = []
    for block in section.blocks:
        match block:
            case Paragraph(content=content):
                block = msgspec.structs.replace(block, content=_parts(content, by_key))
            case BulletList(items=items):
                block = msgspec.structs.replace(block, items=tuple(_parts(item, by_key) for item in items))
            case Table(rows=rows):
                named = tuple(tuple(_parts(cell, by_key) for cell in row) for row in rows)
                block = msgspec.structs.replace(block, rows=named)
        blocks.append(block)
    inner = tuple(_section(part, by_key) for part in section.sections)
    return msgspec.structs.replace(section, blocks=tuple(blocks), sections=inner)


def _parts(content: Iterable[Inline], by_key: dict[str, Assignment]) -> tuple[Inline, ...]:
    return tuple(_named(part, by_key) if isinstance(part, Gap) else part for part in content)


def _named(gap: Gap, by_key: dict[str, Assignment]) -> Gap:
    assigned = by_key.get(gap_key(gap))
    return msgspec.structs.replace(gap, owner=f"{assigned.to} (assigned)") if assigned else gap


def _quoted(text: str) -> str:
    return msgspec.json.encode(text).decode()
