"""Codings of another tool as findings: each with who coded it, or with why it is none."""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from typing import NamedTuple

import msgspec

from hria.choices import fields, typed
from hria.document import Document, evidence
from hria.errors import BadData
from hria.exchange.codebook import Code, codes_of, every_code, key_of
from hria.exchange.placing import Placed, Placer
from hria.exchange.project import Coding, Project, Selection, Source
from hria.finding import Attributes, Commitment, Disclosure, Finding, Partner, Relation, Risk, Strength, finding_id
from hria.review import Review, Role
from hria.risk import RiskTaxonomy

# Kinds of which a code says enough to make a finding.
MADE = ("risk", "issue", "disclosure", "aspect", "commitment", "partner")
RULE = "by-hand.refi-qda"
LONGEST_PARTNER = 100


class Added(NamedTuple):
    """A finding, and the decision that it is one."""

    finding: Finding
    review: Review


class LeftOut(NamedTuple):
    """A coding that became no finding: the source and the passage, its code, and why."""

    source: str
    passage: str
    code: str
    why: str


class Adopted(msgspec.Struct, frozen=True):
    """What came of a project. `known` codings are those of findings that are there already; `unknown` are codes
    that no code of ours is called like, with how often they were given; `sources` say where each text was found."""

    added: tuple[Added, ...]
    known: int
    left_out: tuple[LeftOut, ...]
    unknown: tuple[tuple[str, int], ...]
    sources: tuple[tuple[str, str], ...]


class Terms(msgspec.Struct, frozen=True):
    """On whose behalf codings are taken in. `person` stands where the project names nobody."""

    company: str
    taxonomy: RiskTaxonomy
    person: str
    role: Role
    when: datetime.datetime


def meanings(project: Project, ours: tuple[Code, ...], given: Mapping[str, str]) -> dict[str, str]:
    """What each code of the project means here, by its id: as given by name, as ours by id, or as one of ours by name.

    Raises BadData for a given meaning that is no code of ours.
    """
    keys = {code.key for code in every_code(ours) if not code.is_group}
    by_guid = {code.guid: code.key for code in every_code(ours)}
    for name, meant in given.items():
        if meant not in keys or meant.partition("/")[0] not in MADE:
            raise BadData(f'"{meant}" (for "{name}") is no code that makes a finding', "one is, say, risk/wages")
    wanted = {name.casefold(): key for name, key in given.items()}
    found = {}
    for code in every_code(project.codes):
        key: str | None = wanted.get(code.name.casefold()) or by_guid.get(code.key) or key_of(code.name, ours)
        if key:
            found[code.key] = key
    return found


def adopt(
    project: Project,
    meaning: Mapping[str, str],
    placer: Placer,
    read: Callable[[str], Document],
    there: Iterable[Finding],
    terms: Terms,
) -> Adopted:
    """The findings that a project's codings come to. `there` are the findings that the workspace has."""
    adoption = _Adoption(project, read, there, terms)
    for source in project.sources:
        at = placer.document_of(source)
        adoption.sources.append((source.name, f"{at[1]} as {read(at[0]).path}" if at else _unplaced(source)))
        for selection in source.selections:
            placed = placer.place(source, selection, at[0] if at else None)
            for coding in selection.codings:
                adoption.take(source, selection, coding, placed, meaning.get(coding.code))
    return Adopted(
        tuple(adoption.added.values()),
        adoption.known,
        tuple(adoption.left_out),
        tuple(sorted(adoption.unknown.items())),
        tuple(adoption.sources),
    )


class _Adoption:
    """Takes one coding after the other, and keeps what became of each."""

    def __init__(
        self, project: Project, read: Callable[[str], Document], there: Iterable[Finding], terms: Terms
    ) -> None:
        self._project = project
        self._read = read
        self._terms = terms
        self._names = {code.key: code.name for code in every_code(project.codes)}
        self._people = {person.guid: person.name for person in project.people}
        self._there: dict[tuple[str, int, int], list[Finding]] = {}
        for finding in there:
            self._there.setdefault(_place(finding), []).append(finding)
        self.added: dict[str, Added] = {}
        self.known = 0
        self.left_out: list[LeftOut] = []
        self.unknown: Counter[str] = Counter()
        self.sources: list[tuple[str, str]] = []

    def take(self, source: Source, selection: Selection, coding: Coding, placed: Placed | str, key: str | None) -> None:
        """A coding becomes a finding, is one already, or is listed with why it is none."""
        name = self._names.get(coding.code, coding.code)
        if key is None:
            self.unknown[name] += 1
            return
        if not isinstance(placed, str):
            here = self._there.get((placed.document_id, placed.start, placed.end), [])
            if any(key in codes_of(finding) for finding in here):
                self.known += 1
                return
        made = placed if isinstance(placed, str) else _made(self._read(placed.document_id), placed, key, self._terms)
        if not isinstance(made, str):
            made = self._joined(made, key)
        if isinstance(made, str):
            self.left_out.append(LeftOut(source.name, _quote(source, selection), name, made))
        elif isinstance(made, Finding):
            self.added[made.id] = Added(made, self._review(made, coding))

    def _joined(self, made: Finding, key: str) -> Finding | str:
        """The finding with what earlier codings of this passage say; or why they do not go together."""
        same = [f for f in self._there.get(_place(made), []) if f.id == made.id]
        if same:
            return f"the passage is a {made.kind} already, with other values: see hria explain {made.id[:8]}"
        if made.id not in self.added:
            return made
        earlier = self.added[made.id].finding.attributes
        attributes = made.attributes
        if isinstance(earlier, Disclosure) and isinstance(attributes, Disclosure):
            both = Disclosure(
                _union(earlier.topics, attributes.topics), aspects=_union(earlier.aspects, attributes.aspects)
            )
            return msgspec.structs.replace(made, attributes=both)
        if isinstance(earlier, Risk) and isinstance(attributes, Risk):
            # An issue by itself says nothing against another category.
            if key.startswith("issue/") or earlier.category == attributes.category:
                joined = msgspec.structs.replace(earlier, issues=_union(earlier.issues, attributes.issues))
                return msgspec.structs.replace(made, attributes=joined)
            return f"the passage is a risk of the category {earlier.category} already, by another coding"
        return made if earlier == attributes else f"the passage is a {made.kind} already, by another coding"

    def _review(self, finding: Finding, coding: Coding) -> Review:
        """The decision of the person who takes it in; who coded it stands in the note."""
        terms = self._terms
        coder = self._people.get(coding.person or "", "") or "somebody who is not named"
        when = f", {coding.at.date().isoformat()}" if coding.at else ""
        tool = f" in {self._project.origin}" if self._project.origin else ""
        memo = f": {coding.note}" if coding.note else ""
        values = msgspec.to_builtins(finding.attributes)
        return Review(
            finding_id=finding.id,
            decision="added",
            reviewer=terms.person,
            decided_at=terms.when,
            quote=finding.evidence.quote,
            # So that the chain covers what the finding says.
            changes={f.name: text for f in fields(finding.kind) if (text := typed(values[f.name]))},
            note=f"coded by {coder}{tool}{when}{memo}",
            role=terms.role,
        )


def _place(finding: Finding) -> tuple[str, int, int]:
    return finding.evidence.document_id, finding.evidence.start, finding.evidence.end


def _union(one: tuple[str, ...], other: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys((*one, *other)))


def _unplaced(source: Source) -> str:
    if source.description and not source.selections:
        return source.description if "not read" in source.description else "nothing in it is coded"
    return "no document of the workspace has this text; its passages were looked for one by one"


def _quote(source: Source, selection: Selection) -> str:
    text = source.text or ""
    return " ".join(text[max(selection.start, 0) : max(selection.end, 0)].split()) or selection.name


def _made(document: Document, placed: Placed, key: str, terms: Terms) -> Finding | str:
    """The finding that a code makes of a passage, or why it makes none."""
    group, _, value = key.partition("/")
    place = evidence(document, placed.start, placed.end)
    if group not in MADE:
        return f"a code of {group.replace('_', ' ')} does not say enough to make a finding"
    attributes = _attributes(group, value, " ".join(place.quote.split()), terms)
    if isinstance(attributes, str):
        return attributes
    kind = {"issue": "risk", "aspect": "disclosure"}.get(group, group)
    name = attributes.name if isinstance(attributes, Partner) else ""
    id_ = finding_id(document.sha256, kind, placed.start, placed.end, name)
    return Finding(id_, kind, place, attributes, RULE, 1.0)


def _attributes(group: str, value: str, quote: str, terms: Terms) -> Attributes | str:
    match group:
        case "risk":
            return Risk(value)
        case "issue":
            category = terms.taxonomy.category_of(value)
            return Risk(category.id, (value,)) if category else f"the taxonomy has no category for {value}"
        case "disclosure":
            return Disclosure((value,))
        case "aspect":
            return Disclosure((), aspects=(value,))
        case "commitment":
            return Commitment(terms.company, quote, msgspec.convert(value, Strength))
    if len(quote) > LONGEST_PARTNER:
        return "a partner's name was expected, and the passage is longer than a name"
    return Partner(quote, msgspec.convert(value, Relation))
