"""Laws, standards and guidance as data: what each asks, with what force, in which edition.

A framework is one file `frameworks/<id>.toml`. Bills and announcements live in
`frameworks/pending/`, are shown by `hria frameworks pending` and never counted.
"""

from __future__ import annotations

import datetime
from functools import cache
from typing import Literal

import msgspec

from hria.errors import BadData, NotFound
from hria.resources import data_folder, read_toml, toml_files

Nature = Literal["statute", "regulation", "statutory_guidance", "guidance", "voluntary"]
Force = Literal["must", "should", "may", "none_found"]
Role = Literal["disclosure", "approval", "signature", "publication", "alternative", "scope"]

# The roles that a draft or a document can answer. Scope and publication duties lie outside its text.
ANSWERABLE: tuple[Role, ...] = ("disclosure", "approval", "signature", "alternative")


class Answer(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What a finding must be to speak to a criterion; every condition given must hold.

    `topics` and `issues` ask for at least one of theirs, `aspects` too; `part` names the part of the
    criterion that such a finding answers, so that a silent part can be told.
    """

    kind: Literal["disclosure", "risk", "commitment", "partner"] = "disclosure"
    topics: tuple[str, ...] = ()
    aspects: tuple[str, ...] = ()
    issues: tuple[str, ...] = ()
    part: str | None = None


class Criterion(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One thing that a framework asks for.

    `id` is unique within the framework (`18.b`), `ref` is how the field cites it. `missing` says what
    to look for where nothing was found and `owner` who could usually supply it; both stand in gaps.
    """

    id: str
    ref: str
    title: str
    paraphrase: str
    force: Force
    role: Role = "disclosure"
    answers: tuple[Answer, ...] = ()
    missing: str | None = None
    owner: str | None = None
    verified: bool = True
    note: str | None = None

    def parts(self) -> tuple[str, ...]:
        """The named parts of the criterion, in the order of the file."""
        return tuple(dict.fromkeys(answer.part for answer in self.answers if answer.part))


class Framework(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A law, standard or piece of guidance in one edition.

    `verified` is False where the text was only seen in a secondary source; such items are shown as such.
    """

    id: str
    title: str
    short: str
    nature: Nature
    edition: str
    source_url: str
    read_on: datetime.date
    criterion: tuple[Criterion, ...]
    verified_by: str
    verified: bool = True
    jurisdiction: str | None = None
    citation: str | None = None
    in_force_from: datetime.date | None = None
    in_force_to: datetime.date | None = None
    note: str | None = None

    def criterion_id(self, criterion: Criterion) -> str:
        """The id that mappings and coverage use: `ungp:18.b`."""
        return f"{self.id}:{criterion.id}"

    def answerable(self) -> tuple[Criterion, ...]:
        """The criteria that the text of a document can answer."""
        return tuple(c for c in self.criterion if c.role in ANSWERABLE and c.answers)


class Pending(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A bill or an announcement: known, dated, never counted."""

    id: str
    title: str
    jurisdiction: str
    status: str
    status_date: datetime.date
    summary: str
    source_url: str
    read_on: datetime.date
    verified_by: str


@cache
def frameworks() -> dict[str, Framework]:
    """Every framework that ships, by id, sorted by id. Raises BadData where two criteria share an id."""
    found = {}
    for path in toml_files("frameworks"):
        framework = read_toml(path, Framework)
        if framework.id != path.stem:
            raise BadData(f'{path.name}: id "{framework.id}" is not the name of the file')
        ids = [criterion.id for criterion in framework.criterion]
        if twice := {i for i in ids if ids.count(i) > 1}:
            raise BadData(f'{path.name}: criterion "{min(twice)}" is there twice')
        found[framework.id] = framework
    return found


def framework(name: str) -> Framework:
    """The framework with this id. Raises NotFound, naming those there are."""
    try:
        return frameworks()[name]
    except KeyError:
        raise NotFound(f'no framework "{name}"', f"there are {', '.join(frameworks())}") from None


@cache
def pending() -> tuple[Pending, ...]:
    """Bills and announcements, sorted by id."""
    files = sorted((data_folder("frameworks") / "pending").glob("*.toml"))
    return tuple(read_toml(path, Pending) for path in files)
