"""Stop handlers of cancelled runs that do not stop by themselves, where the pool has processes that can be ended."""

from __future__ import annotations

import logging
import os
import signal
from collections.abc import Callable
from datetime import timedelta

from aurora_celery.engine.decide import slot_of
from aurora_celery.engine.engine import Engine
from aurora_celery.model.states import NodeState
from aurora_celery.store.ports import CellView

logger = logging.getLogger(__name__)


class Stopping:
    """Of one worker. In a pool of threads nobody can be stopped; the sweeper then ends the node without its handler."""

    def __init__(self, engine: Engine, *, worker: str, pids: Callable[[], tuple[int, ...]], grace: float) -> None:
        self._runs, self._worker, self._pids = engine.store.runs, worker, pids
        self._grace = timedelta(seconds=grace)

    def look(self) -> None:
        """End the processes of this worker whose handlers were asked to stop long enough ago."""
        for view in self._runs.stopping():
            if view.cancelled is not None and view.now - view.cancelled >= self._grace:
                for slot in self._mine(view):
                    self._stop(view, slot)

    def _mine(self, view: CellView) -> list[int]:
        children = set(self._pids()) - {os.getpid()}
        running = (item for item in view.slots.items() if item[1].state is NodeState.RUNNING)
        return [slot for slot, state in running if state.worker == self._worker and state.pid in children]

    def _stop(self, view: CellView, slot: int) -> None:
        """The process may have come to the end of the node since the look, and be at another: it is looked at again."""
        now, state = self._runs.cell(view.ref), slot_of(view, slot)
        if now is None or slot_of(now, slot).token != state.token or state.pid is None:
            return
        if slot_of(now, slot).state is NodeState.RUNNING:
            logger.warning(
                "run %s was cancelled and node %d goes on: process %d is ended", view.ref.run, slot, state.pid
            )
            os.kill(state.pid, signal.SIGKILL)
