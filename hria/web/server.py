"""Serves the review page until it is stopped."""

from __future__ import annotations

import socket
import webbrowser
from collections.abc import Callable
from typing import NamedTuple

import uvicorn

from hria.assemble.dossier import Dossier
from hria.errors import BadData
from hria.review import Role
from hria.settings import Workspace
from hria.store import Store
from hria.web.app import application
from hria.web.desk import Desk
from hria.web.sessions import Sessions


class Place(NamedTuple):
    """Where the page answers. `port` 0 is one that is free; off loopback a password is asked for."""

    host: str
    port: int
    is_loopback: bool
    password: str | None = None


def serve(
    workspace: Workspace,
    store: Store,
    dossier: Callable[[], Dossier],
    place: Place,
    reviewer: str,
    *,
    role: Role | None = None,
    is_quiet: bool = False,
    said: Callable[[str], None] = lambda _: None,
    ready: Callable[[str], None] = lambda _: None,
) -> None:
    """Serves the page until Ctrl-C. `ready` is given the address; a browser is opened unless `is_quiet`.

    Raises BadData where the port is taken.
    """
    listening = listen(place)
    port = int(listening.getsockname()[1])
    sessions = Sessions(reviewer, place.password)
    desk = Desk(workspace, store, dossier, role)
    try:
        desk.index.follow(said)
        address = f"http://{_shown(place.host)}:{port}/"
        ready(address if place.password else f"{address}?token={sessions.token}")
        if not is_quiet:
            webbrowser.open(address if place.password else f"{address}?token={sessions.ticket()}")
        server_of(desk, sessions, port, None if place.is_loopback else place.host).run(sockets=[listening])
    finally:
        desk.close()
        listening.close()


def server_of(desk: Desk, sessions: Sessions, port: int, host: str | None = None) -> uvicorn.Server:
    """The server of a desk, not yet running."""
    app = application(desk, sessions, port, host)
    # Its own log would write addresses with the token in them.
    settings = uvicorn.Config(app, log_level="warning", access_log=False, lifespan="off", server_header=False)
    return uvicorn.Server(settings)


def listen(place: Place) -> socket.socket:
    """A socket that is bound to the place. Raises BadData where it cannot be."""
    try:
        family = socket.AF_INET6 if ":" in place.host else socket.AF_INET
        listening = socket.socket(family, socket.SOCK_STREAM)
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listening.bind((place.host, place.port))
    except OSError as error:
        raise BadData(
            f"cannot listen on {place.host} port {place.port} ({error.strerror})", "try another --port"
        ) from None
    return listening


def _shown(host: str) -> str:
    return f"[{host}]" if ":" in host else host
