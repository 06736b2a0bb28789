"""The door of the review page: who gets in, from where, and what goes out with every answer."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from desk import ADDRESS, PORT, Browser, opened
from starlette.testclient import TestClient

from hria.settings import Workspace
from hria.web.desk import Desk
from hria.web.sessions import MOST_TRIES, Sessions

Opened = tuple[Desk, Sessions, TestClient]
PATHS = ("/", "/api/queue", "/api/finding/x", "/api/document/x/page/1", "/picture/x/1.png", "/assets/review.js")


@pytest.fixture
def door(workspace: Workspace) -> Iterator[Opened]:
    """A review page that nobody has come in to."""
    with opened(workspace) as found:
        yield found


@pytest.mark.parametrize("path", PATHS)
def test_without_a_session_nothing_is_read(door: Opened, path: str) -> None:
    """Neither pages nor findings nor pictures, with no token and with a wrong one."""
    client = door[2]
    assert client.get(path).status_code == 401
    assert client.get(f"{path}?token=wrong").status_code == 401
    assert client.get(path, headers={"cookie": "hria_session=guessed"}).status_code == 401


def test_the_token_opens_a_session_that_scripts_and_other_sites_cannot_use(door: Opened) -> None:
    """The cookie is HttpOnly and SameSite=Strict; the token stands in no page."""
    _, sessions, client = door
    answer = client.get(f"/?token={sessions.token}")
    cookie = answer.headers["set-cookie"].lower()
    assert "httponly" in cookie and "samesite=strict" in cookie
    page = client.get("/")
    assert page.status_code == 200
    assert sessions.token not in page.text + answer.text


def test_a_ticket_opens_once(door: Opened) -> None:
    """Whoever reads it in the list of processes afterwards stays out."""
    _, sessions, client = door
    ticket = sessions.ticket()
    assert client.get(f"/?token={ticket}").status_code == 200
    client.cookies.clear()
    assert client.get(f"/?token={ticket}").status_code == 401


@pytest.mark.parametrize(
    "host", ["evil.example", f"evil.example:{PORT}", "127.0.0.1:1", "127.0.0.1", "10.0.0.7:8642", ""]
)
def test_another_host_name_is_refused(door: Opened, host: str) -> None:
    """A name that was rebound to this machine reads nothing, even with the session."""
    _, sessions, client = door
    Browser(client, sessions.token)
    assert client.get("/api/queue", headers={"host": host}).status_code == 421


def test_a_change_needs_our_origin_and_the_csrf_token(door: Opened) -> None:
    """From another origin, from none, from a sandbox, or without the token nothing is changed."""
    desk, sessions, client = door
    browser = Browser(client, sessions.token)
    finding = browser.get("/api/queue")["page"]["rows"][0]["id"]
    body = {"id": finding, "decision": "accepted", "seen": 0}
    for origin in ("http://evil.example", "null", "", f"https://127.0.0.1:{PORT}", f"http://localhost:{PORT}"):
        assert browser.post("/api/decide", body, origin=origin).status_code == 403
    assert client.post("/api/decide", json=body, headers={"x-csrf-token": browser.csrf}).status_code == 403
    assert browser.post("/api/decide", body, x_csrf_token="wrong").status_code == 403
    assert browser.post("/api/decide", body, x_csrf_token="").status_code == 403
    assert desk.store.reviews() == []
    assert browser.post("/api/decide", body).status_code == 200


def test_another_site_cannot_embed_anything(door: Opened) -> None:
    """Pictures, scripts and fetches from elsewhere are refused; a link only leads to the door."""
    _, sessions, client = door
    Browser(client, sessions.token)
    for site in ("cross-site", "same-site"):
        headers = {"sec-fetch-site": site, "sec-fetch-mode": "no-cors"}
        assert client.get("/api/queue", headers=headers).status_code == 403


def test_other_methods_are_refused(door: Opened) -> None:
    """Only GET, HEAD and POST."""
    _, sessions, client = door
    Browser(client, sessions.token)
    for method in ("PUT", "DELETE", "PATCH", "OPTIONS", "TRACE"):
        assert client.request(method, "/api/queue").status_code == 405


def test_bodies_are_bounded(door: Opened) -> None:
    """By their length as said and by what comes; the log stays as it was."""
    desk, sessions, client = door
    browser = Browser(client, sessions.token)
    headers = {"origin": ADDRESS, "x-csrf-token": browser.csrf, "content-type": "application/json"}
    assert client.post("/api/decide", content=b" " * 70_000, headers=headers).status_code == 413

    def endless() -> Iterator[bytes]:
        for _ in range(40):
            yield b" " * 4096

    assert client.post("/api/decide", content=endless(), headers=headers).status_code == 413
    assert desk.store.reviews() == []


@pytest.mark.parametrize("body", [b"", b"{", b"[]", b'{"id": 1}', b'{"id":"x","decision":"erased","seen":0}'])
def test_a_body_that_does_not_fit_is_refused(door: Opened, body: bytes) -> None:
    """With what is wrong, and nothing else."""
    _, sessions, client = door
    browser = Browser(client, sessions.token)
    headers = {"origin": ADDRESS, "x-csrf-token": browser.csrf, "content-type": "application/json"}
    answer = client.post("/api/decide", content=body, headers=headers)
    assert answer.status_code == 400
    assert "does not fit" in answer.json()["error"]


def test_every_answer_has_the_headers(door: Opened) -> None:
    """Refusals too: no inline script, no framing, no sniffing, no caching."""
    _, sessions, client = door
    refused = client.get("/")
    Browser(client, sessions.token)
    for answer in (
        refused,
        client.get("/"),
        client.get("/api/queue"),
        client.get("/assets/review.js"),
        client.get("/no"),
    ):
        policy = answer.headers["content-security-policy"]
        assert "default-src 'none'" in policy and "script-src 'self'" in policy
        assert "unsafe" not in policy and "frame-ancestors 'none'" in policy
        assert answer.headers["x-content-type-options"] == "nosniff"
        assert answer.headers["cache-control"] == "no-store"


def test_pages_have_no_inline_script_or_style(door: Opened) -> None:
    """What the policy forbids is not there, and everything that is loaded is our own."""
    import re

    _, sessions, client = door
    Browser(client, sessions.token)
    for path in ("/",):
        page = client.get(path).text
        assert not re.search(r"<script(?![^>]*\ssrc=)|\sstyle=|\son\w+=|javascript:", page)
        for address in re.findall(r'(?:src|href)="([^"]+)"', page):
            assert address.startswith(("/", "#")) and not address.startswith("//"), address


def test_assets_stay_in_their_folder(door: Opened, workspace: Workspace) -> None:
    """No path leads out of it to the workspace or the machine."""
    _, sessions, client = door
    Browser(client, sessions.token)
    for path in ("/assets/../app.py", "/assets/%2e%2e/app.py", "/assets/..%2f..%2fstore.py", "/assets//etc/passwd"):
        assert client.get(path).status_code in (404, 401), path
    assert Path(workspace.folder / "hria.toml").exists()


def test_the_script_never_makes_html_of_text() -> None:
    """Text goes into the page as text only: none of the ways that read it as HTML is used."""
    from hria.resources import PACKAGE

    scripts = list((PACKAGE / "web" / "assets").glob("*.js"))
    assert scripts
    for script in scripts:
        code = script.read_text(encoding="utf-8")
        for way in ("innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "eval(", "DOMParser", "srcdoc"):
            assert way not in code, (script.name, way)


def test_off_loopback_a_password_is_asked_for(workspace: Workspace) -> None:
    """The token opens nothing there; the password does, with the name that the log gets; guessing is slowed."""
    with opened(workspace, password="correct horse", host="0.0.0.0") as (_, sessions, client):
        assert client.get(f"/?token={sessions.token}", follow_redirects=False).status_code == 303
        assert client.get("/api/queue").status_code == 401
        assert "Password" in client.get("/login").text
        headers = {"origin": ADDRESS}
        given = {"password": "correct horse", "reviewer": "B. Second"}
        assert client.post("/login", data=given, headers={"origin": "http://evil.example"}).status_code == 403
        assert client.post("/login", data={**given, "reviewer": " "}, headers=headers).status_code == 403
        assert client.post("/login", data=given, headers=headers).status_code == 200
        assert "B. Second" in client.get("/").text
        client.cookies.clear()
        for _ in range(MOST_TRIES):
            assert client.post("/login", data={**given, "password": "no"}, headers=headers).status_code == 403
        assert client.post("/login", data=given, headers=headers).status_code == 403
        assert client.get("/login", headers={"host": f"10.0.0.7:{PORT}"}).status_code == 200
        assert client.get("/login", headers={"host": f"evil.example:{PORT}"}).status_code == 421
