"""The review page of a workspace, for tests: its application, and a client that came in by the token."""

from __future__ import annotations

import re
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from starlette.testclient import TestClient

from hria.cli.drafting import dossier_of
from hria.settings import Workspace
from hria.store import Store
from hria.web.app import application
from hria.web.desk import Desk
from hria.web.server import Place, listen, server_of
from hria.web.sessions import Sessions

PORT = 8642
ADDRESS = f"http://127.0.0.1:{PORT}"


class Browser:
    """A client that came in. Asks and changes as the page does."""

    def __init__(self, client: TestClient, token: str) -> None:
        self.client = client
        assert client.get(f"/?token={token}").status_code == 200
        found = re.search(r'name="csrf" content="([^"]+)"', client.get("/").text)
        assert found is not None
        self.csrf = found.group(1)

    def get(self, path: str) -> Any:
        answer = self.client.get(path)
        assert answer.status_code == 200, answer.text
        return answer.json()

    def post(self, path: str, body: object, **headers: str) -> Any:
        """The answer to a change, with the headers that the page sends unless others are given."""
        sent = {"origin": ADDRESS, "x-csrf-token": self.csrf} | {k.replace("_", "-"): v for k, v in headers.items()}
        return self.client.post(path, json=body, headers=sent)


@contextmanager
def opened(
    workspace: Workspace, password: str | None = None, host: str | None = None
) -> Iterator[tuple[Desk, Sessions, TestClient]]:
    """The desk of a workspace, its sessions, and a client that has not come in yet."""
    with Store(workspace.store_url) as store:
        desk = Desk(workspace, store, lambda: dossier_of(workspace, store))
        sessions = Sessions("A. Reviewer", password)
        client = TestClient(application(desk, sessions, PORT, host), base_url=ADDRESS)
        yield desk, sessions, client
        desk.close()


@contextmanager
def served(workspace: Workspace) -> Iterator[tuple[str, Desk]]:
    """The page of a workspace on a real port: the address with the token, and the desk."""
    with Store(workspace.store_url) as store:
        desk = Desk(workspace, store, lambda: dossier_of(workspace, store))
        sessions = Sessions("A. Reviewer")
        listening = listen(Place("127.0.0.1", 0, True))
        port = listening.getsockname()[1]
        server = server_of(desk, sessions, port)
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]})
        thread.start()
        while not server.started:
            time.sleep(0.02)
        yield f"http://127.0.0.1:{port}/?token={sessions.token}", desk
        server.should_exit = True
        thread.join(10)
        desk.close()
