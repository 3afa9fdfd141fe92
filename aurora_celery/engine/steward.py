"""The worker's thread for everything but handlers: signs of life, the sweep, and nodes whose process died."""

from __future__ import annotations

import logging
import queue
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, replace

from aurora_celery.engine.decide import slot_of
from aurora_celery.engine.engine import Engine
from aurora_celery.engine.ids import NodeTask
from aurora_celery.engine.liveness import Liveness
from aurora_celery.engine.sweeper import Sweeper
from aurora_celery.engine.worker import is_gone
from aurora_celery.errors import NotFound, StoreError
from aurora_celery.model.run import Failure
from aurora_celery.model.states import NodeState
from aurora_celery.store.ports import CellRef, CellView, WorkerBeat

logger = logging.getLogger(__name__)

#: Seconds between two purges of runs whose retention is over.
_PURGE = 60.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Rhythm:
    """How often, in seconds: signs of life, sweeps; and how old a sign of life may be."""

    heartbeat: float
    lease: float
    sweep: float


class Steward:
    """Runs in the worker's main process, never in a pool's child."""

    def __init__(
        self, engine: Engine, sweeper: Sweeper, *, beat: WorkerBeat, pids: Callable[[], tuple[int, ...]], rhythm: Rhythm
    ) -> None:
        self._engine, self._sweeper, self._beat = engine, sweeper, beat
        self._pids, self._rhythm = pids, rhythm
        self._lost: queue.SimpleQueue[tuple[NodeTask, Failure] | None] = queue.SimpleQueue()
        self._thread = threading.Thread(target=self._run, name="aurora-steward", daemon=True)
        self._next_beat = self._next_purge = 0.0

    def start(self) -> None:
        """Announce the worker, then start the thread. A store that does not answer is waited for in the thread."""
        self._guarded(self._say_alive)
        self._thread.start()

    def stop(self) -> None:
        """Say that no handler runs here any more. Call when the pool is empty."""
        self._lost.put(None)
        self._thread.join()
        self._guarded(lambda: self._engine.store.workers.resign("sweeper", self._beat.id))
        self._guarded(lambda: self._engine.store.workers.leave(self._beat.id))

    def lost(self, task: NodeTask, failure: Failure) -> None:
        """Report a node whose process has died or was killed. Returns at once; callable from any thread."""
        self._lost.put((task, failure))

    def _run(self) -> None:
        while self._attend_lost():
            if time.monotonic() >= self._next_beat:
                self._guarded(self._say_alive)
            self._guarded(self._sweep)

    def _attend_lost(self) -> bool:
        try:
            item = self._lost.get(timeout=self._rhythm.sweep)
        except queue.Empty:
            return True
        if item is not None:
            self._guarded(lambda: self._give_back(*item))
        return item is not None

    def _say_alive(self) -> None:
        self._engine.store.workers.beat(replace(self._beat, pids=self._pids()))
        self._next_beat = time.monotonic() + self._rhythm.heartbeat

    def _sweep(self) -> None:
        store = self._engine.store
        if not store.workers.lead("sweeper", self._beat.id, seconds=max(3.0, 4 * self._rhythm.sweep)):
            return
        liveness = Liveness(store.workers.workers(within=self._rhythm.lease), gone=is_gone)
        while self._sweeper.sweep(liveness) >= _FULL:
            continue
        if time.monotonic() >= self._next_purge:
            store.runs.purge()
            self._next_purge = time.monotonic() + _PURGE

    def _give_back(self, task: NodeTask, failure: Failure) -> None:
        """Recover at once what a dead process held in the cell of its node, and what it meant to serve next."""
        engine = self._engine
        run = engine.store.runs.view(task.run)
        head = engine.plans.head(run.plan)
        number, lost = head.locate(task.index)
        ref, part = CellRef(task.run, task.epoch, number), engine.plans.cell(run.plan, number)
        if (view := engine.store.runs.cell(ref)) is None:
            return
        for slot in self._held_by_the_dead(view):
            state = slot_of(view, slot)
            if failure.reason == "timeout" and slot == lost:
                limit = part.nodes[slot].hard_timeout or 0.0
                self._sweeper.time_out(view, part, head=head, slot=slot, state=state, limit=limit)
            else:
                engine.lose(ref, part, head=head, slot=slot, token=state.token or "", why=failure)
        engine.spreader.redrive(part, view, head=head)

    def _held_by_the_dead(self, view: CellView) -> list[int]:
        pids = self._pids()
        return [
            slot
            for slot, state in view.slots.items()
            if state.state is NodeState.RUNNING and state.worker == self._beat.id and state.pid not in pids
        ]

    def _guarded(self, act: Callable[[], object]) -> None:
        """The thread outlives every error of the store: the next pass makes good what this one missed."""
        try:
            act()
        except NotFound as error:
            logger.warning("%s", error)
        except StoreError as error:
            logger.warning("the store does not serve the steward: %s", error)
        except Exception:  # a fault of ours in one pass must not end the worker's signs of life
            logger.exception("the steward's pass failed; it goes on")


#: A sweep that attended to so many is followed by another at once.
_FULL = 200
