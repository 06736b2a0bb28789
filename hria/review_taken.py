"""What a person filled in in a review workbook, made into decisions: changed rows only, nothing in silence."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

import msgspec

from hria.choices import Field, fault, fields_in, typed
from hria.errors import BadData
from hria.finding import KINDS, Finding
from hria.review import Decision, Review, Reviewed, Role, reviewed
from hria.review_sheet import DECISION, EXPORTED, ID, NOTE, NOTHING, digest
from hria.risk import RiskTaxonomy
from hria.worksheet import as_written

ACCEPT, REJECT = ("accept", "accepted", "yes"), ("reject", "rejected", "no")


class Edit(NamedTuple):
    """A row that was changed. `cells` are the changed texts by column name, `where` the cells' names by it."""

    sheet: str
    row: int
    finding_id: str
    base: str
    cells: Mapping[str, str]
    where: Mapping[str, str]
    decision: str


class Remark(NamedTuple):
    """What was not taken in: where it stands, and why."""

    where: str
    why: str


class Taken(msgspec.Struct, frozen=True):
    """What came of a workbook: decisions to append, rows that say what holds already, conflicts and problems."""

    decisions: tuple[Review, ...]
    repeated: int
    conflicts: tuple[Remark, ...]
    problems: tuple[Remark, ...]


def edits(sheets: Iterable[tuple[str, Sequence[Sequence[str]]]]) -> tuple[list[Edit], list[Remark]]:
    """The changed rows of these sheets (name and rows of texts), and what could not be understood.

    Raises BadData where no sheet is one of `hria review export`.
    """
    found: list[Edit] = []
    remarks: list[Remark] = []
    known = 0
    for name, rows in sheets:
        header = list(rows[0]) if rows else []
        exported = next((title for title in header if title.startswith(f"{EXPORTED}: ")), None)
        if name not in KINDS or ID not in header or exported is None:
            continue
        known += 1
        for number, row in enumerate(rows[1:], start=2):
            cells = [*row, *[""] * (len(header) - len(row))]
            edit = _edit(name, number, header, cells, exported)
            if isinstance(edit, Remark):
                remarks.append(edit)
            elif edit:
                found.append(edit)
    if not known:
        raise BadData("no sheet of it is one of hria review export", "export anew, fill that in, and import it")
    return found, remarks


def _edit(sheet: str, number: int, header: Sequence[str], cells: Sequence[str], last: str) -> Edit | Remark | None:
    """The row as an edit where it was changed; None where it is as it was exported or empty."""
    texts = dict(zip(header, cells, strict=False))
    where = {name: f"{sheet}!{_letters(place)}{number}" for place, name in enumerate(header)}
    names = last.removeprefix(f"{EXPORTED}: ").split()
    exported = texts[last].split()
    if not texts[ID] and not exported:
        filled = any(text.strip() for text in cells)
        return Remark(where[ID], "a row without a finding's id: findings cannot be added here") if filled else None
    if not texts[ID] or len(exported) != len(names) + 1:
        return Remark(where[ID], "the finding's id or the hidden last column of this row is gone")
    changed = {
        name: as_written(texts[name]).strip()
        for name, mark in zip(names, exported[1:], strict=True)
        if name in texts and digest(texts[name]) != mark
    }
    if not changed:
        return None
    return Edit(sheet, number, texts[ID], exported[0], changed, where, texts.get(DECISION, "").strip().lower())


def _letters(place: int) -> str:
    """The name of a column that is counted from 0: A, B, ... Z, AA."""
    letters = ""
    place += 1
    while place:
        place, rest = divmod(place - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def decide(
    found: Iterable[Edit],
    findings: Mapping[str, Finding],
    decisions: Mapping[str, Sequence[Review]],
    taxonomy: RiskTaxonomy,
    reviewer: str,
    role: Role,
    when: datetime.datetime,
) -> Taken:
    """The decisions that these edits come to. What somebody decided since the file was made is never overwritten."""
    made: list[Review] = []
    conflicts: list[Remark] = []
    problems: list[Remark] = []
    repeated = 0
    for edit in found:
        finding = findings.get(edit.finding_id)
        place = edit.where[ID]
        if finding is None or finding.kind != edit.sheet:
            problems.append(
                Remark(place, f"there is no {edit.sheet} {edit.finding_id[:16]} in this workspace (any more)")
            )
            continue
        before = list(decisions.get(finding.id, ()))
        item = reviewed(finding, before)
        wrong = list(_wrong_cells(edit, fields_in(finding.kind, taxonomy)))
        review = None if wrong else _review(edit, item, reviewer, role, when)
        if wrong or isinstance(review, Remark):
            problems += wrong or ([review] if isinstance(review, Remark) else [])
        elif review is None or _holds(item, review, [*before, review]):
            repeated += 1
        elif (before and before[-1].hash[: len(edit.base)] != edit.base) or (not before and edit.base != NOTHING):
            conflicts.append(Remark(place, _newer(before)))
        else:
            made.append(review)
    return Taken(tuple(made), repeated, tuple(conflicts), tuple(problems))


def _wrong_cells(edit: Edit, fields: Sequence[Field]) -> Iterable[Remark]:
    """Each changed cell whose value cannot be."""
    known = {field.name: field for field in fields}
    for name, text in edit.cells.items():
        if name == DECISION and text.lower() not in (*ACCEPT, *REJECT):
            why = "a decision cannot be taken back here" if not text else f'decision has no value "{text}"'
            yield Remark(edit.where[name], f"{why} (there are accept, reject)")
        elif name in known and (why_not := fault(known[name], text)):
            yield Remark(edit.where[name], why_not)


def _review(edit: Edit, item: Reviewed, reviewer: str, role: Role, when: datetime.datetime) -> Review | Remark:
    """The decision that a row comes to, or why there is none."""
    changes = {name: text or "none" for name, text in edit.cells.items() if name not in (DECISION, NOTE)}
    decision: Decision
    if edit.decision in REJECT:
        decision = "rejected"
    elif changes:
        decision = "edited"
    elif edit.decision in ACCEPT:
        decision = "accepted"
    else:
        return Remark(edit.where.get(NOTE, edit.where[ID]), "a note needs a decision beside it: accept or reject")
    return Review(
        finding_id=item.finding.id,
        decision=decision,
        reviewer=reviewer,
        decided_at=when,
        quote=item.finding.evidence.quote,
        changes=changes,
        note=edit.cells.get(NOTE, item.note or "") or None,
        role=role,
    )


def _holds(item: Reviewed, review: Review, after: list[Review]) -> bool:
    """Whether the finding is already as the decision would have it: a file that is imported twice adds nothing."""
    wanted = reviewed(item.finding, after)
    same = typed(msgspec.to_builtins(wanted.finding.attributes)) == typed(msgspec.to_builtins(item.finding.attributes))
    is_accepted = {"accepted", "edited"}
    as_decided = item.state == wanted.state or {item.state, wanted.state} <= is_accepted
    return same and as_decided and (review.note or None) == (item.note or None)


def _newer(before: Sequence[Review]) -> str:
    if not before:
        return "the decision that the file was made after is not in this log"
    latest = before[-1]
    changes = ", ".join(f"{name}={value}" for name, value in latest.changes.items())
    when = latest.decided_at.strftime("%Y-%m-%d %H:%M")
    return f"kept: {latest.decision} {changes}".rstrip() + f" by {latest.reviewer}, {when}, after this file was made"
