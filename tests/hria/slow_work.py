"""Work that goes wrong in the ways in which reading a damaged file can; what the tests of workers hand to them."""

from __future__ import annotations

import os
import signal
import socket
import time
from collections.abc import Callable


def make(_: object) -> Callable[[str], str]:
    """What a worker calls with each task."""
    return work


def work(task: str) -> str:
    """Does what the task says."""
    match task:
        case "hang":
            time.sleep(600)
        case "crash":
            os.kill(os.getpid(), signal.SIGSEGV)
        case "eat":
            bytearray(8_000_000_000)
        case "call":
            socket.create_connection(("192.0.2.1", 80), timeout=1)
        case "recurse":
            return work("recurse")
        case "break":
            raise ValueError("two\nlines")
    return task.upper()
