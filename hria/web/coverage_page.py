"""Coverage as a matrix: each criterion of a framework by done, planned, contradicted or nothing found."""

from __future__ import annotations

from typing import Any

import msgspec
import sqlalchemy as sa
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from hria.coverage import STATUS_WORDS, CoverageStatus, status_of
from hria.framework import Criterion, framework, frameworks
from hria.web.answers import desk_of
from hria.web.desk import Desk
from hria.web.drawing import drawn
from hria.web.tables import findings, speaks

FIRST = "ungp"


class CriterionRow(msgspec.Struct, frozen=True):
    """A criterion with how many findings speak to it in each way; `silent_parts` are those that none supports."""

    id: str
    criterion: Criterion
    status: CoverageStatus
    supports: int
    planned: int
    contradicts: int
    silent_parts: list[str]


async def coverage_page(request: Request) -> Response:
    """The matrix of one framework; each number opens its findings in the queue."""
    desk = desk_of(request)
    chosen = request.query_params.get("framework", FIRST)
    rows = await run_in_threadpool(matrix, desk, chosen)
    totals = {status: sum(row.status == status for row in rows) for status in STATUS_WORDS}
    return drawn(
        request,
        "coverage.html.j2",
        framework=framework(chosen),
        choices=[found for found in frameworks().values() if found.answerable()],
        rows=rows,
        words=STATUS_WORDS,
        totals=totals,
    )


def matrix(desk: Desk, name: str) -> list[CriterionRow]:
    """The rows of a framework, in its order, without rejected findings. Raises NotFound."""
    chosen = framework(name)
    desk.index.follow()
    query = (
        sa.select(speaks.c.criterion_id, speaks.c.stance, speaks.c.parts, sa.func.count())
        .join(findings, findings.c.signature == speaks.c.signature)
        .where(speaks.c.framework == chosen.id, findings.c.state != "rejected")
        .group_by(speaks.c.criterion_id, speaks.c.stance, speaks.c.parts)
    )
    counted: dict[str, dict[str, int]] = {}
    answered: dict[str, set[str]] = {}
    with desk.index.engine.connect() as db:
        for criterion_id, stance, parts, number in db.execute(query):
            by_stance = counted.setdefault(criterion_id, {})
            by_stance[stance] = by_stance.get(stance, 0) + number
            if stance == "supports":
                answered.setdefault(criterion_id, set()).update(msgspec.json.decode(parts, type=list[str]))
    return [_row(chosen.criterion_id(criterion), criterion, counted, answered) for criterion in chosen.answerable()]


def _row(
    id_: str, criterion: Criterion, counted: dict[str, dict[str, int]], answered: dict[str, set[str]]
) -> CriterionRow:
    by_stance = counted.get(id_, {})
    silent = [part for part in criterion.parts() if part not in answered.get(id_, ())]
    numbers: dict[str, Any] = {stance: by_stance.get(stance, 0) for stance in ("supports", "planned", "contradicts")}
    return CriterionRow(id_, criterion, status_of(by_stance), **numbers, silent_parts=silent)


ROUTES = [Route("/coverage", coverage_page)]
