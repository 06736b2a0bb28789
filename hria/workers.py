"""Work on one thing at a time in processes that can be ended.

A file may hang, crash or eat all memory; then its worker is ended, its task reported as failed, a new
worker started, and the other tasks are done. Nothing in a worker reaches the network.
"""

from __future__ import annotations

import importlib
import multiprocessing
import os
import socket
import time
from collections.abc import Callable, Iterable, Iterator
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from typing import Any, Generic, NamedTuple, NoReturn, TypeVar

from hria.errors import HriaError

T = TypeVar("T")
# How often the parent looks for workers that are out of time, in seconds.
TICK = 0.5
START_SECONDS = 60.0


class Failure(NamedTuple):
    """Why a task yielded nothing."""

    message: str
    hint: str | None = None

    def __str__(self) -> str:
        return f"{self.message}; {self.hint}" if self.hint else self.message


class Outcome(NamedTuple, Generic[T]):
    """What became of a task: `result` is what the work returned, or `failure` says why there is none."""

    task: T
    result: Any
    failure: Failure | None


class Bounds(NamedTuple):
    """What one task may take. `megabytes` bounds the worker's address space; None leaves it open."""

    seconds: float
    megabytes: int | None = None


def run(tasks: Iterable[T], maker: str, arguments: Any, processes: int, bounds: Bounds) -> Iterator[Outcome[T]]:
    """Outcomes in the order in which tasks finish.

    `maker` is "module:function"; in each worker it is called once with `arguments` and returns the function
    that is then called with each task. Tasks are drawn as workers become free, so they may be a stream.
    """
    waiting = iter(tasks)
    workers: list[_Worker] = []
    try:
        exhausted = False
        while True:
            while not exhausted and len([w for w in workers if w.task is not None]) < processes:
                task = next(waiting, _NOTHING)
                if task is _NOTHING:
                    exhausted = True
                    break
                _idle(workers, maker, arguments, bounds).give(task)
            busy = [worker for worker in workers if worker.task is not None]
            if not busy:
                return
            for worker in _ready(busy):
                outcome = worker.take()
                if outcome is not None:
                    if not worker.is_alive:
                        workers.remove(worker)
                    yield outcome
    finally:
        for worker in workers:
            worker.end()


def default_processes() -> int:
    """As many as there are processors that this process may use."""
    try:
        return max(1, len(os.sched_getaffinity(0)))
    except AttributeError:
        return os.cpu_count() or 1


_NOTHING: Any = object()


def _idle(workers: list[_Worker], maker: str, arguments: Any, bounds: Bounds) -> _Worker:
    for worker in workers:
        if worker.task is None:
            return worker
    workers.append(_Worker(maker, arguments, bounds))
    return workers[-1]


def _ready(busy: list[_Worker]) -> list[_Worker]:
    """Workers that have answered, ended, or are out of time."""
    answered = set(wait([worker.connection for worker in busy], timeout=TICK))
    return [worker for worker in busy if worker.connection in answered or worker.is_late()]


class _Worker:
    """One process and the task it is on."""

    def __init__(self, maker: str, arguments: Any, bounds: Bounds) -> None:
        context = multiprocessing.get_context("spawn")
        self.connection, theirs = context.Pipe()
        self._bounds = bounds
        self._process: BaseProcess = context.Process(
            target=_serve, args=(theirs, maker, arguments, bounds), daemon=True
        )
        self._process.start()
        theirs.close()
        self._is_fresh = True
        self._since = 0.0
        self.task: Any = None

    @property
    def is_alive(self) -> bool:
        return not self.connection.closed

    def give(self, task: Any) -> None:
        self.task = task
        self._since = time.monotonic()
        self.connection.send(task)

    def is_late(self) -> bool:
        allowance = self._bounds.seconds + (START_SECONDS if self._is_fresh else 0.0)
        return time.monotonic() - self._since > allowance

    def take(self) -> Outcome[Any] | None:
        """The outcome of the task, once there is one. A worker that ended or is late is gone afterwards."""
        task = self.task
        try:
            if self.connection.poll():
                result, failure = self.connection.recv()
                self.task, self._is_fresh = None, False
                return Outcome(task, result, failure)
        except (EOFError, ConnectionResetError):
            return self._ended(task, self._cause())
        if self.is_late():
            seconds = round(self._bounds.seconds)
            return self._ended(
                task, Failure(f"it took more than {seconds} seconds", "raise limits.seconds in hria.toml")
            )
        return None

    def _ended(self, task: Any, failure: Failure) -> Outcome[Any]:
        self.end()
        self.task = None
        return Outcome(task, None, failure)

    def _cause(self) -> Failure:
        self._process.join(timeout=5)
        code = self._process.exitcode
        if code is not None and code < 0:
            return Failure(
                f"the program that read it was stopped (signal {-code}), mostly for want of memory",
                "raise limits.megabytes in hria.toml, or ask for a new copy of the file",
            )
        return Failure("the program that read it ended", "ask for a new copy of the file")

    def end(self) -> None:
        self._process.kill()
        self._process.join()
        self.connection.close()


def _serve(connection: Connection, maker: str, arguments: Any, bounds: Bounds) -> None:
    """What a worker does until its parent is gone."""
    _confine(bounds)
    module, _, name = maker.partition(":")
    work: Callable[[Any], Any] = getattr(importlib.import_module(module), name)(arguments)
    while True:
        try:
            task = connection.recv()
        except (EOFError, OSError):
            return
        connection.send(_attempt(work, task))


def _attempt(work: Callable[[Any], Any], task: Any) -> tuple[Any, Failure | None]:
    try:
        return work(task), None
    except HriaError as error:
        return None, Failure(error.message, error.hint)
    except MemoryError:
        return None, Failure("it needs more memory than one file may take", "raise limits.megabytes in hria.toml")
    except RecursionError:
        return None, Failure("its parts are nested too deep", "ask for a new copy of the file")
    # A damaged file can raise anything in the libraries that read it; it must not end the run.
    except Exception as error:  # noqa: BLE001
        return None, Failure(
            f"it could not be read ({type(error).__name__}: {' '.join(str(error).split())[:200]})",
            "please report this file's kind to the maintainers",
        )


def _confine(bounds: Bounds) -> None:
    """No network, one thread, and no more memory than allowed (where the system can bound it)."""
    socket.socket = _NoSocket  # type: ignore[misc,assignment]
    if bounds.megabytes is None:
        return
    try:
        import resource
    except ImportError:
        return
    limit = bounds.megabytes * 1_000_000
    resource.setrlimit(resource.RLIMIT_AS, (limit, limit))


class _NoSocket:
    def __init__(self, *_: object, **__: object) -> NoReturn:
        raise PermissionError("documents are read without a network")
