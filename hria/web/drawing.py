"""Pages from their templates."""

from __future__ import annotations

from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from hria.web.answers import desk_of, session_of

PAGES = {"/": "Review", "/coverage": "Coverage", "/ratings": "Severity", "/draft": "Draft"}


def templates() -> Environment:
    """The templates; everything that is put into them is escaped."""
    return Environment(
        loader=PackageLoader("hria.web", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


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
