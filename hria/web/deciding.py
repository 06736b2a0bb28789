"""What the review page changes: decisions, undoing them, findings that a person adds. All of it is appended."""

from __future__ import annotations

import datetime
from typing import Literal

import msgspec
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from hria.document import Box, Document, evidence
from hria.errors import BadData, DecidedMeanwhile
from hria.finding import Finding, finding_id
from hria.review import Decision, Review, Role, reviewed, standing
from hria.risk import RiskTaxonomy, risk_taxonomy
from hria.web.answers import body_of, desk_of, json_answer, session_of
from hria.web.desk import Desk
from hria.web.form import ADDABLE, blank_fields, checked_changes, first_attributes
from hria.web.passages import Marked, mark_box, mark_text, mark_words
from hria.web.queue import PAGE

LONGEST_NOTE = 2000


class Decide(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A decision on one finding. `seen` is how many decisions on it the page showed."""

    id: str
    decision: Literal["accepted", "rejected", "edited"]
    seen: int
    changes: dict[str, str] = {}
    note: str = ""


class DecideMany(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One decision on findings that were on the screen, each with the decisions on it that were shown."""

    items: list[Decide]


class Undo(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Takes back the decision on a finding that stands."""

    id: str
    seen: int


class Mark(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What a person marked: a box on a page (PDF points), `[start, end)` of a text, or words typed as they stand
    there, nearest to the offset `near`."""

    document: str
    page: int | None = None
    box: Box | None = None
    start: int | None = None
    end: int | None = None
    words: str = ""
    near: int = 0


class Add(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A finding that a person marked."""

    document: str
    start: int
    end: int
    kind: str
    values: dict[str, str]
    note: str = ""


async def decide(request: Request) -> Response:
    """Decides on a finding."""
    wanted = await body_of(request, Decide)
    kept = await run_in_threadpool(_decide, desk_of(request), wanted, session_of(request).reviewer)
    return json_answer({"id": wanted.id, "state": wanted.decision, "hash": kept.hash})


async def decide_many(request: Request) -> Response:
    """Decides on what is visible; says of each what came of it."""
    wanted = await body_of(request, DecideMany)
    if len(wanted.items) > PAGE * 2:
        raise BadData("more findings than can be on the screen")
    desk, who = desk_of(request), session_of(request).reviewer

    def work() -> list[dict[str, str]]:
        done = []
        for item in wanted.items:
            try:
                _decide(desk, item, who)
                done.append({"id": item.id, "state": item.decision})
            except DecidedMeanwhile as error:
                done.append({"id": item.id, "error": error.message})
        return done

    return json_answer({"done": await run_in_threadpool(work)})


def _decide(desk: Desk, wanted: Decide, who: str) -> Review:
    found = desk.store.finding(wanted.id)
    if wanted.decision == "edited":
        if not wanted.changes:
            raise BadData("nothing was changed")
        current = reviewed(found, desk.store.reviews_on(found.id)).finding
        checked_changes(current, wanted.changes, _taxonomy(desk))
    elif wanted.changes:
        raise BadData("only an edit changes attributes")
    return desk.store.decide(
        review_of(found, wanted.decision, who, desk.role, wanted.note, wanted.changes), wanted.seen
    )


async def undo(request: Request) -> Response:
    """Takes back the last decision on a finding, by appending that it is taken back."""
    wanted = await body_of(request, Undo)
    desk, who = desk_of(request), session_of(request).reviewer

    def work() -> Review:
        found = desk.store.finding(wanted.id)
        if not standing(desk.store.reviews_on(found.id)):
            raise BadData("there is no decision to take back")
        return desk.store.decide(review_of(found, "undone", who, desk.role), wanted.seen)

    kept = await run_in_threadpool(work)
    return json_answer({"id": wanted.id, "hash": kept.hash})


async def mark(request: Request) -> Response:
    """The passage that a person marked, with the fields of what it can become."""
    wanted = await body_of(request, Mark)
    desk = desk_of(request)

    def work() -> dict[str, object]:
        marked = _marked(desk.document(wanted.document), wanted)
        taxonomy = _taxonomy(desk)
        return {"marked": marked, "kinds": {kind: blank_fields(kind, marked.quote, taxonomy) for kind in ADDABLE}}

    return json_answer(await run_in_threadpool(work))


def _marked(document: Document, wanted: Mark) -> Marked:
    if wanted.page is not None and wanted.box is not None:
        return mark_box(document, wanted.page, wanted.box)
    if wanted.start is not None and wanted.end is not None:
        return mark_text(document, wanted.start, wanted.end)
    return mark_words(document, wanted.words, wanted.near)


async def add(request: Request) -> Response:
    """Keeps a finding that a person marked, with the decision that it is one."""
    wanted = await body_of(request, Add)
    desk, who = desk_of(request), session_of(request).reviewer

    def work() -> Finding:
        document = desk.document(wanted.document)
        marked = mark_text(document, wanted.start, wanted.end)
        attributes = first_attributes(wanted.kind, marked.quote, _taxonomy(desk), wanted.values)
        name = wanted.values.get("name", "") if wanted.kind == "partner" else ""
        made = Finding(
            id=finding_id(document.sha256, wanted.kind, marked.start, marked.end, name),
            kind=wanted.kind,
            evidence=evidence(document, marked.start, marked.end, _heading(document, marked.start)),
            attributes=attributes,
            rule="person",
            confidence=1.0,
        )
        # What was typed goes into the log too: the chain then covers what the finding says.
        desk.store.add_by_hand(made, review_of(made, "added", who, desk.role, wanted.note, wanted.values))
        return made

    made = await run_in_threadpool(work)
    return json_answer({"id": made.id}, 201)


def _heading(document: Document, start: int) -> str | None:
    """The last heading before the passage."""
    for block in reversed(document.blocks[: document.block_at(start) + 1]):
        if block.kind == "heading" and block.end <= start:
            return " ".join(document.text[block.start : block.end].split())
    return None


def review_of(
    found: Finding,
    decision: Decision,
    who: str,
    role: Role | None,
    note: str = "",
    changes: dict[str, str] | None = None,
) -> Review:
    """A decision made now. Raises BadData for a note that is too long."""
    if len(note) > LONGEST_NOTE:
        raise BadData(f"the note is longer than {LONGEST_NOTE} characters")
    return Review(
        finding_id=found.id,
        decision=decision,
        reviewer=who,
        decided_at=datetime.datetime.now(datetime.UTC),
        quote=found.evidence.quote,
        changes=changes or {},
        note=note.strip() or None,
        role=role,
    )


def _taxonomy(desk: Desk) -> RiskTaxonomy:
    return risk_taxonomy(desk.workspace.settings.report.risks)


ROUTES = [
    Route("/api/decide", decide, methods=["POST"]),
    Route("/api/decide-many", decide_many, methods=["POST"]),
    Route("/api/undo", undo, methods=["POST"]),
    Route("/api/mark", mark, methods=["POST"]),
    Route("/api/add", add, methods=["POST"]),
]
