"""The worker's thread for everything but handlers: signs of life, the sweep, and nodes whose process died."""

from __future__ import annotations

import logging
import queue
import threading
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

from aurora_celery.engine.decide import slot_of
from aurora_celery.engine.engine import Engine
from aurora_celery.engine.ids import NodeTask
from aurora_celery.engine.liveness import Liveness
from aurora_celery.engine.sweeper import Sweeper
from aurora_celery.engine.worker import is_gone
from aurora_celery.errors import NotFound, StoreError
from aurora_celery.model.plan import CellPlan, PlanHead
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
        self._stopping = threading.Event()
        self._threads = [
            threading.Thread(target=target, name=name, daemon=True)
            for target, name in ((self._run, "aurora-steward"), (self._beat_on, "aurora-heartbeat"))
        ]
        self._last_beat: float | None = None
        self._settled_at = self._next_purge = 0.0

    def start(self) -> None:
        """Announce the worker, then start. A store that does not answer is waited for in the background."""
        self._guarded(self._say_alive)
        for thread in self._threads:
            thread.start()

    def stop(self) -> None:
        """Say that no handler runs here any more. Call when the pool is empty."""
        self._stopping.set()
        self._lost.put(None)
        for thread in self._threads:
            thread.join()
        self._guarded(lambda: self._engine.store.workers.resign("sweeper", self._beat.id))
        self._guarded(lambda: self._engine.store.workers.leave(self._beat.id))

    def lost(self, task: NodeTask, failure: Failure) -> None:
        """Report a node whose process has died or was killed. Returns at once; callable from any thread."""
        self._lost.put((task, failure))

    def _beat_on(self) -> None:
        """Apart from the sweeps: a long sweep must not make the worker that leads look dead."""
        while not self._stopping.wait(self._rhythm.heartbeat):
            self._guarded(self._say_alive)

    def _run(self) -> None:
        while not self._stopping.is_set():
            self._attend_lost()
            self._guarded(self._sweep)

    def _attend_lost(self) -> None:
        try:
            item = self._lost.get(timeout=self._rhythm.sweep)
        except queue.Empty:
            return
        if item is not None:
            self._guarded(lambda: self._give_back(*item))

    def _say_alive(self) -> None:
        self._engine.store.workers.beat(replace(self._beat, pids=self._pids()))
        now = _clock()
        if self._last_beat is not None and now - self._last_beat > 2 * self._rhythm.heartbeat:
            self._settled_at = now + self._rhythm.lease
        self._last_beat = now

    def _sweep(self) -> None:
        store = self._engine.store
        if self._last_beat is None or _clock() - self._last_beat > self._rhythm.lease / 2:
            return
        if not store.workers.lead("sweeper", self._beat.id, seconds=max(3.0, 4 * self._rhythm.sweep)):
            return
        self._sweeper.sweep(self._liveness)
        if time.monotonic() >= self._next_purge:
            store.runs.purge()
            self._next_purge = time.monotonic() + _PURGE

    def _liveness(self) -> Liveness:
        """Who lives. After a time in which this worker's own signs of life failed, so may those of others have."""
        workers = self._engine.store.workers.workers(within=self._rhythm.lease)
        return Liveness(workers, gone=is_gone, settled=_clock() >= self._settled_at)

    def _give_back(self, task: NodeTask, failure: Failure) -> None:
        """Recover at once what a dead process held of the run, and what it meant to serve next in its node's cell.

        The process may have gone on from the node of its message to nodes of other cells.
        """
        engine = self._engine
        run = engine.store.runs.view(task.run)
        head = engine.plans.head(run.plan)
        number, lost = head.locate(task.index)
        own = CellRef(task.run, task.epoch, number)
        for view in self._cells(own, cells=head.cells):
            part = engine.plans.cell(run.plan, view.ref.cell)
            if view.ref == own and failure.reason == "timeout":
                self._time_out(view, part, head=head, slot=lost)
            for slot in self._held_by_the_dead(view):
                token = slot_of(view, slot).token or ""
                engine.lose(view.ref, part, head=head, slot=slot, token=token, why=failure)
            if view.ref == own:
                engine.spreader.redrive(part, view, head=head)

    def _cells(self, own: CellRef, *, cells: int) -> Iterable[CellView]:
        """The cells in which a process may hold nodes that was given a node of this one."""
        runs = self._engine.store.runs
        if cells > 1:
            return (view for view in runs.cells(own.run) if view.ref.epoch == own.epoch)
        return (view,) if (view := runs.cell(own)) is not None else ()

    def _time_out(self, view: CellView, part: CellPlan, *, head: PlanHead, slot: int) -> None:
        """End a try whose process is about to be killed for its hard limit; the pool may still list it."""
        state = slot_of(view, slot)
        if state.state is NodeState.RUNNING and state.worker == self._beat.id:
            self._sweeper.time_out(view, part, head=head, slot=slot, state=state)

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


def _clock() -> float:
    """Seconds that go on while the machine is suspended, where the system has such a clock."""
    return time.clock_gettime(getattr(time, "CLOCK_BOOTTIME", time.CLOCK_MONOTONIC))
