"""Who may come in: a token in the first URL, or a password where the page is not on loopback; then a session."""

from __future__ import annotations

import hmac
import secrets
import threading
import time
from typing import NamedTuple

# After so many wrong passwords nobody is let in for so many seconds.
MOST_TRIES, PAUSE = 5, 30.0
# A ticket is for the browser that we open ourselves: its URL can be seen in the list of processes.
TICKET_SECONDS = 120.0


class Session(NamedTuple):
    """Somebody who came in. `csrf` goes with every change that the page asks for."""

    id: str
    csrf: str
    reviewer: str


class Sessions:
    """The sessions of one run of the server; they end with it."""

    def __init__(self, reviewer: str, password: str | None = None) -> None:
        self.token = secrets.token_urlsafe(32)
        self.has_password = password is not None
        self._password = password
        self._reviewer = reviewer
        self._open: dict[str, Session] = {}
        self._tickets: dict[str, float] = {}
        self._tries: list[float] = []
        self._lock = threading.Lock()

    def ticket(self) -> str:
        """A token that lets in once, and soon."""
        ticket = secrets.token_urlsafe(32)
        with self._lock:
            self._tickets[ticket] = time.monotonic() + TICKET_SECONDS
        return ticket

    def by_token(self, token: str) -> Session | None:
        """A session for whoever has the token; None for another, and where a password is asked for."""
        if self.has_password:
            return None
        with self._lock:
            expiry = self._tickets.pop(token, 0.0)
        if expiry > time.monotonic() or hmac.compare_digest(token.encode(), self.token.encode()):
            return self._started(self._reviewer)
        return None

    def by_password(self, password: str, reviewer: str) -> Session | None:
        """A session for whoever has the password and says their name; None for others, and while it pauses."""
        if self._password is None or not reviewer.strip():
            return None
        with self._lock:
            now = time.monotonic()
            self._tries = [tried for tried in self._tries if now - tried < PAUSE]
            if len(self._tries) >= MOST_TRIES:
                return None
            if not hmac.compare_digest(password.encode(), self._password.encode()):
                self._tries.append(now)
                return None
        return self._started(" ".join(reviewer.split())[:80])

    def of(self, cookie: str | None) -> Session | None:
        """The session that this cookie names."""
        return self._open.get(cookie) if cookie else None

    def _started(self, reviewer: str) -> Session:
        session = Session(secrets.token_urlsafe(32), secrets.token_urlsafe(32), reviewer)
        with self._lock:
            self._open[session.id] = session
        return session
