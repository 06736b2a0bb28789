"""The door of the review page: which requests get in, and the headers that go out.

Client audits are confidential and documents may be hostile. So: the Host must be ours (DNS rebinding), a change
must come from our own page (Origin, CSRF token), nobody gets in without a session, bodies are bounded, and the
Content-Security-Policy runs no script but ours.
"""

from __future__ import annotations

import hmac
import ipaddress
import socket
from http.cookies import CookieError, SimpleCookie
from urllib.parse import parse_qs

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from hria.web.sessions import Session, Sessions

COOKIE = "hria_session"
LARGEST_BODY = 64 * 1024
SAFE = ("GET", "HEAD")
LOOPBACK = ("127.0.0.1", "localhost", "[::1]")
# Where nobody needs to have come in yet: the form for the password, and what draws it.
OPEN_PATHS = ("/login", "/assets/review.css")
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
HEADERS = {
    "content-security-policy": POLICY,
    "x-content-type-options": "nosniff",
    "referrer-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "x-frame-options": "DENY",
    "permissions-policy": "camera=(), microphone=(), geolocation=()",
    "cache-control": "no-store",
}
# Not a redirect: a browser that was sent here from another site would hold the new cookie back on one.
ENTERED = '<!doctype html><meta http-equiv="refresh" content="0;url=/"><title>hria</title><a href="/">Go on</a>'
CLOSED = "This page needs the link that `hria review` printed. Copy it from the terminal.\n"


class Door:
    """ASGI middleware. `host` is None on loopback, else the address that was asked for with --host."""

    def __init__(self, app: ASGIApp, sessions: Sessions, port: int, host: str | None = None) -> None:
        self._app = app
        self._sessions = sessions
        self._port = port
        self._names = {*LOOPBACK} if host is None else {*LOOPBACK, host, socket.gethostname(), socket.getfqdn()}
        self._is_loopback = host is None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Lets a request through, or answers it at the door."""
        if scope["type"] == "lifespan":
            await self._app(scope, receive, send)
            return
        if scope["type"] != "http":
            return
        headers = Headers(scope=scope)
        refusal = self._refusal(scope, headers)
        if refusal is not None:
            await refusal(scope, receive, with_headers(send))
            return
        entered = self._entered(scope)
        if entered is not None:
            await entered(scope, receive, with_headers(send))
            return
        session = self._sessions.of(cookie_of(headers))
        if session is None and scope["path"] not in OPEN_PATHS:
            await self._closed(scope)(scope, receive, with_headers(send))
            return
        if session is not None and scope["method"] not in SAFE and not _has_csrf(headers, session):
            await _refused(403, "The page is out of date: reload it.")(scope, receive, with_headers(send))
            return
        scope["state"] = {**scope.get("state", {}), "session": session}
        await self._bounded(scope, receive, with_headers(send))

    def _refusal(self, scope: Scope, headers: Headers) -> Response | None:
        host = headers.get("host", "")
        if not self._is_ours(host):
            return _refused(421, "hria does not answer to this host name.")
        if scope["method"] not in (*SAFE, "POST"):
            return _refused(405, "Only GET and POST.")
        if scope["method"] == "POST" and headers.get("origin") != f"http://{host}":
            return _refused(403, "Changes must come from this page itself.")
        # A picture or script that another site embeds; a link that somebody follows is let through to the door.
        from_elsewhere = headers.get("sec-fetch-site") in ("cross-site", "same-site")
        if from_elsewhere and (headers.get("sec-fetch-mode") != "navigate" or scope["method"] != "GET"):
            return _refused(403, "Not from another site.")
        length = headers.get("content-length")
        if length is not None and (not length.isdigit() or int(length) > LARGEST_BODY):
            return _refused(413, "Too long.")
        return None

    def _is_ours(self, host: str) -> bool:
        name, colon, port = host.rpartition(":")
        if not colon or "]" in port:
            name, port = host, "80"
        if port != str(self._port):
            return False
        return name in self._names or (not self._is_loopback and _is_address(name))

    def _entered(self, scope: Scope) -> Response | None:
        if scope["path"] != "/" or scope["method"] != "GET":
            return None
        tokens = parse_qs(scope["query_string"].decode("latin-1")).get("token")
        session = self._sessions.by_token(tokens[0]) if tokens else None
        return let_in(session) if session else None

    def _closed(self, scope: Scope) -> Response:
        if self._sessions.has_password and scope["path"] == "/":
            return Response(status_code=303, headers={"location": "/login"})
        return _refused(401, CLOSED)

    async def _bounded(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Passes the request on; reading a body that turns out longer than it may be raises BodyTooLong."""
        taken = 0

        async def bounded() -> Message:
            nonlocal taken
            message = await receive()
            taken += len(message.get("body", b""))
            if taken > LARGEST_BODY:
                raise BodyTooLong
            return message

        await self._app(scope, bounded, send)


class BodyTooLong(Exception):
    """A body went on after it should have ended."""


async def too_long(_: Request, __: Exception) -> Response:
    """The answer to such a body."""
    return _refused(413, "Too long.")


def let_in(session: Session) -> Response:
    """The answer that opens the page to a session."""
    response = HTMLResponse(ENTERED)
    response.set_cookie(COOKIE, session.id, httponly=True, samesite="strict", path="/")
    return response


def cookie_of(headers: Headers) -> str | None:
    """The id of the session that a request names."""
    try:
        morsel = SimpleCookie(headers.get("cookie", "")).get(COOKIE)
    except CookieError:
        return None
    return morsel.value if morsel else None


def with_headers(send: Send) -> Send:
    """Sends with the headers that every answer has."""

    async def sending(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            for name, value in HEADERS.items():
                headers[name] = value
        await send(message)

    return sending


def _has_csrf(headers: Headers, session: Session) -> bool:
    return hmac.compare_digest(headers.get("x-csrf-token", "").encode(), session.csrf.encode())


def _is_address(name: str) -> bool:
    try:
        ipaddress.ip_address(name.strip("[]"))
    except ValueError:
        return False
    return True


def _refused(status: int, words: str) -> Response:
    return PlainTextResponse(words, status)
