"""Clients: they submit runs, wait for their ends, and log every answer as they got it."""

from __future__ import annotations

import contextlib
import random
import threading
import time
from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping
from typing import Any, TypeVar

from aurora_celery import Aurora, Graph, RunHandle
from aurora_celery.errors import AuroraError, IllegalOperation, StoreError, WaitTimeout
from tests.chaos.history import History
from tests.chaos.records import RunRecord, read_run
from tests.chaos.workload import Workload

T = TypeVar("T")

#: Seconds of a single wait, between two tries, and for which a call is repeated before it is given up.
_WAIT, _PAUSE, _PATIENCE = 2.0, 0.2, 120.0

#: Seconds after its submit at which a run is cancelled.
_CANCEL = (0.0, 0.4)


class Crowd(ABC):
    """Some threads, each with one run at a time, as long as ``wanted`` says that a run with this number is wanted."""

    def __init__(self, *, threads: int, wanted: Callable[[int], bool]) -> None:
        self._wanted = wanted
        self.lock = threading.Lock()
        self._next = 0
        self.ended = 0
        self._errors: list[BaseException] = []
        self.leaving = threading.Event()
        self._threads = [threading.Thread(target=self._work, name=f"client {n}", daemon=True) for n in range(threads)]

    @abstractmethod
    def follow(self, number: int) -> None:
        """Submit the run with this number, and stay with it until it has ended or everybody is leaving."""

    def start(self) -> None:
        """Begin."""
        for thread in self._threads:
            thread.start()

    @property
    def busy(self) -> bool:
        """Whether a client still has a run in hand."""
        return any(thread.is_alive() for thread in self._threads)

    def leave(self) -> None:
        """Stop waiting for runs that have not ended. Raises what went wrong in a client."""
        self.leaving.set()
        for thread in self._threads:
            thread.join(_PATIENCE)
        if self._errors:
            raise self._errors[0]

    def _work(self) -> None:
        try:
            while (number := self._take()) is not None:
                self.follow(number)
        except Exception as error:
            self._errors.append(error)
            raise

    def _take(self) -> int | None:
        with self.lock:
            if self.leaving.is_set() or not self._wanted(self._next):
                return None
            self._next += 1
            return self._next - 1


class Clients(Crowd):
    """Clients of Aurora. ``early`` holds each run as it was recorded when it had just ended."""

    def __init__(
        self, aurora: Aurora, history: History, *, workload: Workload, threads: int, wanted: Callable[[int], bool]
    ) -> None:
        super().__init__(threads=threads, wanted=wanted)
        self._aurora, self._history, self._workload = aurora, history, workload
        self.early: list[RunRecord] = []

    def follow(self, number: int) -> None:
        """One run."""
        handle = self._submit(number)
        if handle is None:
            return
        if self._workload.is_cancelled(number):
            self._cancel(handle, after=random.Random(number).uniform(*_CANCEL))
        while not self.leaving.is_set():
            with contextlib.suppress(WaitTimeout, StoreError):
                handle.wait(_WAIT)
                break
        else:
            return
        record = self._patiently(lambda: read_run(handle, self._aurora))
        with self.lock:
            self.ended += 1
            if record is not None:
                self.early.append(record)

    def terms(self, number: int) -> Mapping[str, Any]:
        """What else is said at the submit of the run with this number."""
        return {}

    def _cancel(self, handle: RunHandle, *, after: float) -> None:
        """Cancel a run, unless it has ended. The answer's time is that of the machine's clock, as the store's are."""
        self.leaving.wait(after)
        self._history.note("cancel", run=handle.id)
        with contextlib.suppress(IllegalOperation):
            if self._patiently(handle.cancel) is not None:
                self._history.note("cancelled", run=handle.id, clock=time.time())

    def _submit(self, number: int) -> RunHandle | None:
        """Submit until there is an answer: the key makes sure that this is one run."""
        graph = Graph.from_dict(self._workload.shape(number).document())
        key, salt, terms = self._workload.key(number), self._workload.salt(number), self.terms(number)

        def once() -> RunHandle:
            self._history.note("submit", number=number, key=key)
            try:
                return self._aurora.submit(graph, {"salt": salt}, key=key, **terms)
            except AuroraError as error:
                answer = "unknown" if isinstance(error, StoreError) else "refused"
                self._history.note(answer, number=number, key=key, error=str(error))
                raise

        handle = self._patiently(once)
        if handle is not None:
            self._history.note("accepted", number=number, key=key, run=handle.id, salt=salt, **terms)
        return handle

    def _patiently(self, call: Callable[[], T]) -> T | None:
        """Repeat a call while the store does not answer; None when it does not come back."""
        deadline = time.monotonic() + _PATIENCE
        while True:
            try:
                return call()
            except StoreError:
                if time.monotonic() > deadline:
                    return None
                time.sleep(_PAUSE)
