"""Count what the engine does. A worker's main process adds up what its children tell, and tells the store."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Final

from aurora_celery.config.process import is_alive
from aurora_celery.config.settings import MetricsSettings
from aurora_celery.engine.doorbell import Doorbell
from aurora_celery.engine.held import Held
from aurora_celery.engine.observer import RUNG, Observer, RunEnded, TryEnded
from aurora_celery.model.plan import PlanNode
from aurora_celery.observability.exposition import Endpoint
from aurora_celery.observability.ledger import Ledger
from aurora_celery.observability.series import RUN_DURATION, RUNS, TASK_DURATION, TASK_WAIT, TASKS
from aurora_celery.observability.wire import Wire
from aurora_celery.store.ports import Store

#: What a try that its worker could not bring to an end counts as.
LOST: Final = "lost"
_RUN, _TRY, _RUNNING = "run", "try", "running"
_UNKNOWN: Final = -1.0


class Counting(Observer):
    """Costs a process that runs handlers three writes to a pipe for each node, and no question to the store."""

    def __init__(
        self, settings: MetricsSettings, *, store: Callable[[], Store], queue: Callable[[PlanNode], str], version: str
    ) -> None:
        self._settings, self._queue, self._version = settings, queue, version
        self.ledger = Ledger(store)
        self._told_at = time.monotonic()
        self._wire = Wire(self._hear, pause=self._tell_now_and_then, every=settings.interval)
        self._endpoint: Endpoint | None = None

    def open(self) -> None:
        """Listen to the children, and let Prometheus ask this worker, if it may."""
        self._wire.listen()
        if self._settings.port and self._endpoint is None:
            self._endpoint = Endpoint(self.ledger, running=self.running, version=self._version)
            self._endpoint.serve(self._settings.host, self._settings.port)

    def close(self) -> None:
        """Tell the store what it has not heard."""
        if self._wire.is_mine:
            self._wire.close()
            self.ledger.tell_store()
            if self._endpoint is not None:
                self._endpoint.close()
                self._endpoint = None

    def bearings(self, doorbell: Doorbell) -> Mapping[str, str | float]:  # noqa: ARG002 - the same for all
        """When it was rung."""
        return {RUNG: time.time()}

    @contextmanager
    def trying(self, held: Held) -> Iterator[None]:  # noqa: ARG002 - the same for all
        """One more handler runs, until the end of this."""
        self._wire.tell(_RUNNING, os.getpid(), 1)
        try:
            yield
        finally:
            self._wire.tell(_RUNNING, os.getpid(), -1)

    def try_ended(self, ended: TryEnded) -> None:
        """A try has ended."""
        node = ended.place.node
        state = LOST if ended.lost else ended.state.value
        seconds = _UNKNOWN if ended.seconds is None else ended.seconds
        waited = _UNKNOWN if ended.waited is None else ended.waited
        self._wire.tell(_TRY, node.handler, self._queue(node), state, seconds, waited)

    def run_ended(self, ended: RunEnded) -> None:
        """A run has ended."""
        seconds = max(0.0, (datetime.now(UTC) - ended.began).total_seconds())
        self._wire.tell(_RUN, ended.head.name, ended.state.value, seconds)

    def running(self) -> int:
        """How many handlers run in this worker."""
        return self.ledger.running(is_alive)

    def _hear(self, words: Sequence[str | float]) -> None:
        match words:
            case [str(kind), int(pid), int(more)] if kind == _RUNNING:
                self.ledger.runs(pid, more)
            case [str(kind), str(graph), str(state), int() | float() as seconds] if kind == _RUN:
                self.ledger.add(RUNS.one(graph, state))
                self.ledger.add(RUN_DURATION.one(graph, seconds=seconds))
            case [
                str(kind),
                str(handler),
                str(queue),
                str(state),
                int() | float() as seconds,
                int() | float() as waited,
            ] if kind == _TRY:
                self.ledger.add(TASKS.one(handler, queue, state))
                if seconds >= 0:
                    self.ledger.add(TASK_DURATION.one(handler, seconds=seconds))
                if waited >= 0:
                    self.ledger.add(TASK_WAIT.one(queue, seconds=waited))

    def _tell_now_and_then(self) -> None:
        if time.monotonic() - self._told_at >= self._settings.interval:
            self._told_at = time.monotonic()
            self.ledger.tell_store()
