"""The partner register over time: who the company says it works with, in which role and since when, as of each
document, and what changed from one edition of a document to the next.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import cache, lru_cache
from itertools import pairwise
from typing import Literal

import msgspec

from hria.document import Summary
from hria.finding import Finding, Partner
from hria.organisation import organisations
from hria.passage import Paper, Voice
from hria.resources import PACKAGE, read_toml
from hria.series import series

ChangeKind = Literal["added", "dropped", "role", "since"]
NAME = "NAME"


class Description(msgspec.Struct, frozen=True):
    """How one document describes an organisation. `year` is that of the document; None where nobody knows.

    `relations` are those that a finding names; `roles` are the words of a closer role; `since` is the year in
    which the company joined or began, where the document says so.
    """

    document: Summary
    year: int | None
    voice: Voice
    relations: tuple[str, ...]
    roles: tuple[str, ...]
    since: int | None
    findings: tuple[Finding, ...]


class PartnerChange(msgspec.Struct, frozen=True):
    """What differs between two documents. `before` is None for a partner added, `after` for one dropped;
    `within` is then the document that does not name it."""

    kind: ChangeKind
    words: str
    before: Description | None = None
    after: Description | None = None
    within: Summary | None = None


class Partnership(msgspec.Struct, frozen=True):
    """An organisation with its descriptions, oldest document first."""

    name: str
    type: str | None
    descriptions: tuple[Description, ...]
    changes: tuple[PartnerChange, ...]


class Words(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The file partnership.toml."""

    joined: tuple[str, ...]
    roles: dict[str, str]


def partnerships(findings: Iterable[Finding], papers: Sequence[Paper]) -> tuple[Partnership, ...]:
    """Every organisation that the company's own documents name as a partner, by name."""
    own = {paper.summary.id: paper for paper in papers if paper.is_own}
    by_name: dict[str, dict[str, list[Finding]]] = {}
    for finding in findings:
        if isinstance(finding.attributes, Partner) and finding.evidence.document_id in own:
            by_document = by_name.setdefault(finding.attributes.name, {})
            by_document.setdefault(finding.evidence.document_id, []).append(finding)
    known = series(paper.summary for paper in own.values())
    found = []
    for name in sorted(by_name, key=str.casefold):
        described = [_described(name, own[id_], found_in) for id_, found_in in by_name[name].items()]
        ordered = tuple(sorted(described, key=lambda d: (d.year or 0, str(d.document.published or ""), d.document.id)))
        types = [f.attributes.type for d in ordered for f in d.findings if isinstance(f.attributes, Partner)]
        changes = (*_comings_and_goings(name, ordered, own, known), *_differences(ordered))
        found.append(Partnership(name, next((t for t in types if t), None), ordered, changes))
    return tuple(found)


def joined_in(name: str, text: str) -> int | None:
    """The year in which the company joined an organisation or began to work with it, if the text says so."""
    for pattern in _joined(name):
        match = pattern.search(text)
        if match:
            return int(match.group("year"))
    return None


def roles_in(text: str) -> tuple[str, ...]:
    """The closer roles that a text names."""
    return tuple(role for role, pattern in _roles() if pattern.search(text))


def names_of(name: str) -> tuple[str, ...]:
    """Every name that documents call an organisation by, the longest first."""
    return _names().get(name, (name,))


def is_named(name: str, paper: Paper) -> bool:
    """Whether a document names an organisation anywhere."""
    pattern = re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, names_of(name)))})(?!\w)")
    return any(pattern.search(passage.text) for passage in paper.passages)


def _described(name: str, paper: Paper, findings: Sequence[Finding]) -> Description:
    texts = [" ".join(finding.evidence.quote.split()) for finding in findings]
    relations = dict.fromkeys(
        finding.attributes.relation
        for finding in findings
        if isinstance(finding.attributes, Partner) and finding.attributes.relation != "other"
    )
    years = [year for text in texts if (year := joined_in(name, text))]
    # A role counts where the sentence speaks of this organisation alone.
    roles = dict.fromkeys(role for text in texts if _is_about(name, text) for role in roles_in(text))
    return Description(
        paper.summary,
        paper.latest_year(),
        paper.voice,
        tuple(sorted(relations)),
        tuple(roles),
        min(years, default=None),
        tuple(findings),
    )


def _is_about(name: str, text: str) -> bool:
    """Whether the first organisation that a sentence names is this one."""
    places = [text.find(alias) for alias in names_of(name) if alias in text]
    return bool(places) and not re.search(r"\b(?:and|including)\b.*\b(?:and|,)\b", text[: min(places)])


def _comings_and_goings(
    name: str, described: Sequence[Description], own: dict[str, Paper], known: Sequence[Sequence[Summary]]
) -> list[PartnerChange]:
    """Whether one edition names the partner and the next or the one before does not name it at all."""
    here = {description.document.id: description for description in described}
    changes = []
    for editions in known:
        for earlier, later in pairwise(editions):
            before, after = here.get(earlier.id), here.get(later.id)
            if before and not after and not is_named(name, own[later.id]):
                changes.append(PartnerChange("dropped", "not named any more", before, None, later))
            if after and not before and not is_named(name, own[earlier.id]):
                changes.append(PartnerChange("added", "not named before", None, after, earlier))
    return changes


def _differences(described: Sequence[Description]) -> list[PartnerChange]:
    """Where a document gives another role or another year than the one before."""
    changes = []
    told = [description for description in described if description.since]
    for before, after in pairwise(told):
        if before.since != after.since:
            changes.append(PartnerChange("since", f"since {before.since} → since {after.since}", before, after))
    for before, after in pairwise(described):
        old, new = _role(before), _role(after)
        if old and new and not set(old) & set(new):
            changes.append(PartnerChange("role", f"{', '.join(old)} → {', '.join(new)}", before, after))
        elif set(after.roles) - set(before.roles) and before.relations:
            words = ", ".join(role for role in after.roles if role not in before.roles)
            changes.append(PartnerChange("role", f"{', '.join(old)} → {words}", before, after))
    return changes


def _role(description: Description) -> tuple[str, ...]:
    roles = set(description.relations) | {role for role in description.roles if role == "founder"}
    if "founder" in description.roles:
        roles = {"founder"}
    return tuple(sorted(roles))


@cache
def _words() -> Words:
    return read_toml(PACKAGE / "partnership.toml", Words)


@cache
def _roles() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple((role, re.compile(pattern, re.I)) for role, pattern in _words().roles.items())


@lru_cache(maxsize=2000)
def _joined(name: str) -> tuple[re.Pattern[str], ...]:
    names = f"(?:{'|'.join(map(re.escape, names_of(name)))})"
    return tuple(re.compile(pattern.replace(NAME, names)) for pattern in _words().joined)


@cache
def _names() -> dict[str, tuple[str, ...]]:
    return {
        organisation.name: tuple(
            sorted({organisation.name, *organisation.aliases, *organisation.common}, key=lambda n: (-len(n), n))
        )
        for organisation in organisations()
    }
