"""The application: pages, what they read, what they change, behind the door."""

from __future__ import annotations

from typing import Any

import msgspec
from jinja2 import Environment, PackageLoader, StrictUndefined
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
from hria.web import deciding, reading
from hria.web.answers import desk_of, misread, not_there, refused, session_of
from hria.web.desk import Desk
from hria.web.queue import STATES
from hria.web.security import BodyTooLong, Door, let_in, too_long
from hria.web.sessions import Sessions

PAGES = {"/": "Review"}


def application(desk: Desk, sessions: Sessions, port: int, host: str | None = None) -> ASGIApp:
    """The application for a desk. `host` is None where only this machine may come in."""
    environment = Environment(
        loader=PackageLoader("hria.web", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    app = Starlette(
        routes=[
            Route("/", review_page),
            Route("/login", login_page, methods=["GET"]),
            Route("/login", log_in, methods=["POST"]),
            *reading.ROUTES,
            *deciding.ROUTES,
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
    app.state.environment = environment
    return Door(app, sessions, port, host)


def drawn(request: Request, template: str, **values: Any) -> Response:
    """A page from its template."""
    session = session_of(request)
    common = {
        "company": desk_of(request).workspace.settings.company.name,
        "reviewer": session.reviewer,
        "csrf": session.csrf,
        "path": request.url.path,
        "pages": PAGES,
    }
    return HTMLResponse(request.app.state.environment.get_template(template).render(**common, **values))


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
        "states": [("open", "Open (nobody decided)"), *((state, state.capitalize()) for state in STATES)],
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
