"""The application: pages, what they read, what they change, behind the door."""

from __future__ import annotations

from typing import Any

import msgspec
from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles
from starlette.types import ASGIApp

from hria.errors import HriaError
from hria.finding import KINDS
from hria.framework import frameworks
from hria.resources import PACKAGE
from hria.risk import risk_taxonomy
from hria.web import coverage_page, deciding, draft_page, ratings, reading
from hria.web.answers import desk_of, misread, not_there, refused
from hria.web.desk import Desk
from hria.web.drawing import drawn, templates
from hria.web.queue import STATES
from hria.web.security import BodyTooLong, Door, let_in, too_long
from hria.web.sessions import Sessions

MANY_STATES = [("open", "Open (nobody decided)"), ("counted", "All but rejected")]


def application(desk: Desk, sessions: Sessions, port: int, host: str | None = None) -> ASGIApp:
    """The application for a desk. `host` is None where only this machine may come in."""
    app = Starlette(
        routes=[
            Route("/", review_page),
            Route("/login", login_page, methods=["GET"]),
            Route("/login", log_in, methods=["POST"]),
            *reading.ROUTES,
            *deciding.ROUTES,
            *coverage_page.ROUTES,
            *ratings.ROUTES,
            *draft_page.ROUTES,
            Mount("/assets", StaticFiles(directory=PACKAGE / "web" / "assets")),
        ],
        exception_handlers={
            HriaError: refused,
            msgspec.DecodeError: misread,
            HTTPException: not_there,
            BodyTooLong: too_long,
        },
    )
    app.state.desk = desk
    app.state.sessions = sessions
    app.state.environment = templates()
    return Door(app, sessions, port, host)


async def review_page(request: Request) -> Response:
    """The queue, the page and the finding; the script fills them in."""
    desk = desk_of(request)
    choices = await run_in_threadpool(filter_choices, desk)
    return drawn(request, "review.html.j2", **choices)


def filter_choices(desk: Desk) -> dict[str, Any]:
    """What the filters offer, as pairs of value and name."""
    taxonomy = risk_taxonomy(desk.workspace.settings.report.risks)
    current = desk.store.list_documents("current")
    return {
        "states": [*MANY_STATES, *((state, state.capitalize()) for state in STATES)],
        "kinds": [(kind, kind.replace("_", " ").capitalize()) for kind in KINDS],
        "categories": [(category.id, category.name) for category in taxonomy.category],
        "documents": [(stored.summary.id, stored.summary.title) for stored in current],
        "stances": [("supports", "Supports"), ("planned", "Planned"), ("contradicts", "Contradicts")],
        "frameworks": [
            (found.short, [(found.criterion_id(c), f"{c.ref} {c.title}"[:90]) for c in found.answerable()])
            for found in frameworks().values()
            if found.answerable()
        ],
    }


async def login_page(request: Request) -> Response:
    """The form for the password."""
    return _login(request, "", 200)


async def log_in(request: Request) -> Response:
    """Lets in whoever has the password."""
    async with request.form(max_files=0, max_fields=4) as form:
        password, reviewer = str(form.get("password", "")), str(form.get("reviewer", ""))
    session = request.app.state.sessions.by_password(password, reviewer)
    if session is None:
        return _login(
            request, "The password is wrong, or the name is missing. After five tries wait half a minute.", 403
        )
    return let_in(session)


def _login(request: Request, fault: str, status: int) -> Response:
    page = request.app.state.environment.get_template("login.html.j2").render(fault=fault)
    return HTMLResponse(page, status)
