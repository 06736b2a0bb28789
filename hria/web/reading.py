"""What the review page reads: the queue, a finding, the page it stands on, search. Nothing here changes anything."""

from __future__ import annotations

from typing import Any

import msgspec
import sqlalchemy as sa
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from hria.document import Evidence
from hria.finding import Finding
from hria.framework import frameworks
from hria.mapping import map_finding
from hria.review import Review, reviewed
from hria.risk import risk_taxonomy
from hria.web.answers import desk_of, json_answer
from hria.web.desk import Desk
from hria.web.form import Field, fields_of
from hria.web.passages import page_view, text_view
from hria.web.pictures import WIDTHS
from hria.web.queue import around, counts, filters_of, page_of, step
from hria.web.search import search_documents
from hria.web.tables import documents, findings

# Findings that overlap the passage, or have nearly the same words.
MOST_OTHERS = 12


class Spoken(msgspec.Struct, frozen=True):
    """A criterion that the finding speaks to."""

    criterion: str
    reference: str
    title: str
    stance: str
    why: str


class Other(msgspec.Struct, frozen=True):
    """Another finding in the same passage: a competing code, or a second thing that it says."""

    id: str
    kind: str
    state: str
    excerpt: str


class FindingView(msgspec.Struct, frozen=True):
    """All that the page shows of a finding. `seen` is how many decisions there are on it."""

    id: str
    kind: str
    state: str
    evidence: Evidence
    document: str
    path: str
    is_pdf: bool
    rule: str
    confidence: float
    cues: tuple[str, ...]
    fields: list[Field]
    criteria: list[Spoken]
    others: list[Other]
    history: list[Review]
    seen: int
    note: str | None
    next: str | None
    previous: str | None


async def queue(request: Request) -> Response:
    """A page of the queue; with `counts`, how many findings each choice of a filter would show."""
    desk, query = desk_of(request), request.query_params

    def read() -> dict[str, Any]:
        desk.index.follow()
        filters = filters_of(query)
        with desk.index.engine.connect() as db:
            at = query.get("at", "")
            is_there = bool(at) and db.scalar(sa.select(findings.c.id).where(findings.c.id == at)) is not None
            page = around(db, filters, at) if is_there else page_of(db, filters, query.get("after", ""))
            found: dict[str, Any] = {"page": page}
            if "counts" in query:
                found["counts"] = counts(db, filters)
            return found

    return json_answer(await run_in_threadpool(read))


async def finding(request: Request) -> Response:
    """A finding with everything that a person needs to decide on it."""
    desk, query = desk_of(request), request.query_params
    finding_id = request.path_params["id"]

    def read() -> FindingView:
        desk.index.follow()
        filters = filters_of(query)
        view = finding_view(desk, finding_id)
        with desk.index.engine.connect() as db:
            following = step(db, filters, finding_id)
            before = step(db, filters, finding_id, is_back=True)
        return msgspec.structs.replace(view, next=following, previous=before)

    return json_answer(await run_in_threadpool(read))


def finding_view(desk: Desk, finding_id: str) -> FindingView:
    """The finding as it stands after all decisions on it. Raises NotFound."""
    found = desk.store.finding(finding_id)
    history = desk.store.reviews_on(found.id)
    item = reviewed(found, history)
    with desk.index.engine.connect() as db:
        columns = sa.select(documents).where(documents.c.id == found.evidence.document_id)
        document = db.execute(columns).first()
        others = _others(db, found)
    return FindingView(
        id=found.id,
        kind=found.kind,
        state=item.state,
        evidence=found.evidence,
        document=document.title if document else "",
        path=document.path if document else "",
        is_pdf=bool(document and document.is_pdf),
        rule=found.rule,
        confidence=found.confidence,
        cues=found.cues,
        fields=fields_of(item.finding, risk_taxonomy(desk.workspace.settings.report.risks)),
        criteria=_criteria(item.finding),
        others=others,
        history=history,
        seen=len(history),
        note=item.note,
        next=None,
        previous=None,
    )


def _criteria(found: Finding) -> list[Spoken]:
    by_id = {f.criterion_id(c): c for f in frameworks().values() for c in f.criterion}
    return [
        Spoken(m.criterion_id, by_id[m.criterion_id].ref, by_id[m.criterion_id].title, m.stance, m.why)
        for m in map_finding(found, tuple(frameworks().values()))
    ]


def _others(db: sa.Connection, found: Finding) -> list[Other]:
    """Findings that overlap this one, and those elsewhere with just its words."""
    place = found.evidence
    excerpt = sa.select(findings.c.excerpt).where(findings.c.id == found.id).scalar_subquery()
    overlapping = sa.and_(
        findings.c.document_id == place.document_id, findings.c.start < place.end, findings.c.end > place.start
    )
    query = sa.select(findings).where(overlapping, findings.c.id != found.id).order_by(findings.c.position)
    same = sa.select(findings).where(findings.c.excerpt == excerpt, findings.c.id != found.id, sa.not_(overlapping))
    rows = [*db.execute(query.limit(MOST_OTHERS)), *db.execute(same.order_by(findings.c.position).limit(MOST_OTHERS))]
    return [Other(row.id, row.kind, row.state, row.excerpt) for row in rows]


async def page(request: Request) -> Response:
    """A page with the boxes of the findings on it."""
    desk, path = desk_of(request), request.path_params
    return json_answer(await run_in_threadpool(page_view, desk, path["document"], path["number"]))


async def text(request: Request) -> Response:
    """The text around an offset with the findings in it."""
    desk = desk_of(request)
    at = msgspec.convert(request.query_params.get("at", "0"), int, strict=False)
    return json_answer(await run_in_threadpool(text_view, desk, request.path_params["document"], at))


async def picture(request: Request) -> Response:
    """A page as a PNG, in one of a few widths."""
    desk, path = desk_of(request), request.path_params
    wanted = msgspec.convert(request.query_params.get("width", "0"), int, strict=False)
    width = next((width for width in WIDTHS if width >= wanted), WIDTHS[-1])

    def draw() -> bytes:
        document = desk.document(path["document"])
        return desk.pictures.page(document.id, document.path, document.sha256, path["number"], width)

    return Response(await run_in_threadpool(draw), media_type="image/png")


async def search(request: Request) -> Response:
    """Paragraphs of documents with these words."""
    desk = desk_of(request)
    typed = request.query_params.get("words", "")

    def read() -> dict[str, Any]:
        desk.index.follow()
        with desk.index.engine.connect() as db:
            return {"hits": search_documents(db, typed)}

    return json_answer(await run_in_threadpool(read))


ROUTES = [
    Route("/api/queue", queue),
    Route("/api/finding/{id}", finding),
    Route("/api/document/{document}/page/{number:int}", page),
    Route("/api/document/{document}/text", text),
    Route("/api/search", search),
    Route("/picture/{document}/{number:int}.png", picture),
]
