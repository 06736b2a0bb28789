"""How answers look: values as JSON, errors as JSON with what to do, and what a request has in its body."""

from __future__ import annotations

from typing import TypeVar

import msgspec
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from hria.errors import BadData, DecidedMeanwhile, HriaError, NotFound
from hria.web.desk import Desk
from hria.web.sessions import Session

T = TypeVar("T")


def json_answer(value: object, status: int = 200) -> Response:
    """A value as JSON."""
    return Response(msgspec.json.encode(value), status, media_type="application/json")


async def body_of(request: Request, kind: type[T]) -> T:
    """The body of a request as a value of `kind`. Raises msgspec.ValidationError or DecodeError."""
    if request.headers.get("content-type", "").split(";")[0] != "application/json":
        raise HTTPException(415, "JSON is expected.")
    return msgspec.json.decode(await request.body(), type=kind)


def desk_of(request: Request) -> Desk:
    """What the pages work on."""
    desk = request.app.state.desk
    assert isinstance(desk, Desk)
    return desk


def session_of(request: Request) -> Session:
    """Who asks. The door lets nobody through without one."""
    session = request.scope["state"]["session"]
    assert isinstance(session, Session)
    return session


async def refused(_: Request, error: Exception) -> Response:
    """An error that hria explains, as JSON."""
    assert isinstance(error, HriaError)
    status = {NotFound: 404, DecidedMeanwhile: 409, BadData: 422}.get(type(error), 422)
    return json_answer({"error": error.message, "hint": error.hint}, status)


async def misread(_: Request, error: Exception) -> Response:
    """A body or a query that does not fit."""
    return json_answer({"error": f"The request does not fit: {error}", "hint": "reload the page"}, 400)


async def not_there(_: Request, error: Exception) -> Response:
    """What Starlette refuses: a path that there is not, a method."""
    assert isinstance(error, HTTPException)
    return json_answer({"error": error.detail, "hint": None}, error.status_code)
