"""The worker's thread for everything but handlers: signs of life, the sweep, and nodes whose process died."""

from __future__ import annotations

import logging
import queue
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial

from aurora_celery.engine.doorbell import Address
from aurora_celery.engine.engine import Engine
from aurora_celery.engine.ids import NodeTask
from aurora_celery.engine.liveness import Liveness
from aurora_celery.engine.pulse import Pulse
from aurora_celery.engine.recovery import Recovery
from aurora_celery.engine.sweeper import Sweeper
from aurora_celery.engine.worker import is_gone
from aurora_celery.errors import NotFound, StoreError
from aurora_celery.model.run import Failure
from aurora_celery.store.ports import WorkerBeat

logger = logging.getLogger(__name__)

#: Seconds between two purges of runs whose retention is over.
_PURGE = 60.0
#: Seconds that the pass which is under way may take once the worker ends. Others go on where it is broken off.
_LAST_PASS = 15.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Rhythm:
    """How often, in seconds: signs of life, sweeps; and how old a sign of life may be.

    ``deaf_after`` is how long an idle worker may hear nothing of ready work; 0 means for ever.
    """

    heartbeat: float
    lease: float
    sweep: float
    deaf_after: float = 0.0


class Steward:
    """Runs in the worker's main process, never in a pool's child.

    ``chores`` are done after each sign of life. ``lately`` brings up to date what the worker says of itself.
    """

    def __init__(
        self,
        engine: Engine,
        sweeper: Sweeper,
        *,
        beat: WorkerBeat,
        pids: Callable[[], tuple[int, ...]],
        rhythm: Rhythm,
        pulse: Pulse | None = None,
        chores: Sequence[Callable[[], None]] = (),
        lately: Callable[[WorkerBeat], WorkerBeat] | None = None,
    ) -> None:
        self._engine, self._sweeper, self._beat = engine, sweeper, beat
        self._lately = lately or _as_it_was
        self._pids, self._rhythm, self._pulse, self._chores = pids, rhythm, pulse or Pulse(), chores
        self._recovery = Recovery(engine, sweeper, worker=beat.id, pids=pids)
        self._errands: queue.SimpleQueue[Callable[[], object]] = queue.SimpleQueue()
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

    def stop(self, cut_off: Sequence[NodeTask] = ()) -> None:
        """Say that no handler runs here any more. Call when the pool is empty.

        ``cut_off`` are the tasks whose handlers were not let end: what they held is handed back.
        """
        self._stopping.set()
        self._errands.put(_nothing)
        for thread in self._threads:
            thread.join(_LAST_PASS)
        while not self._errands.empty():
            self._guarded(self._errands.get())
        self.farewell(cut_off)

    def farewell(self, cut_off: Sequence[NodeTask]) -> None:
        """Hand back what these tasks held, and leave. By itself only for a process that ends in the next instant."""
        self._stopping.set()
        workers = self._engine.store.workers
        if self._guarded(lambda: self._recovery.hand_back(cut_off)):
            self._guarded(lambda: workers.resign("sweeper", self._beat.id))
            self._guarded(lambda: workers.leave(self._beat.id))

    def lost(self, task: NodeTask, failure: Failure) -> None:
        """Report a node whose process has died or was killed. Returns at once; callable from any thread."""
        self._errands.put(partial(self._recovery.after_death, task, failure))

    def unbegun(self, messages: Sequence[Sequence[Address]]) -> None:
        """Report messages that this worker has taken and will not begin. Returns at once."""
        for addresses in messages:
            self._errands.put(partial(self._recovery.ring_for, addresses))

    def tell(self) -> None:
        """Give a sign of life out of turn. Returns at once; callable from any thread."""
        self._errands.put(self._say_alive)

    def _beat_on(self) -> None:
        """Apart from the sweeps: a long sweep must not make the worker that leads look dead."""
        while not self._stopping.wait(self._rhythm.heartbeat):
            self._guarded(self._say_alive)
            for chore in self._chores:
                self._guarded(chore)

    def _run(self) -> None:
        while not self._stopping.is_set():
            self._run_errand()
            self._guarded(self._sweep)

    def _run_errand(self) -> None:
        try:
            errand = self._errands.get(timeout=self._rhythm.sweep)
        except queue.Empty:
            return
        self._guarded(errand)

    def _say_alive(self) -> None:
        unheard, pulse = self._sweeper.unheard.calls(), self._pulse
        beat = replace(self._lately(self._beat), pids=self._pids(), unheard=unheard)
        beat = replace(beat, draining=pulse.draining, refused=pulse.refused, running=self._engine.observer.running())
        self._engine.store.workers.beat(beat)
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

    def _guarded(self, act: Callable[[], object]) -> bool:
        """The thread outlives every error of the store: the next pass makes good what this one missed."""
        try:
            act()
        except NotFound as error:
            logger.warning("%s", error)
        except StoreError as error:
            logger.warning("the store does not serve the steward: %s", error)
        except Exception:  # a fault of ours in one pass must not end the worker's signs of life
            logger.exception("the steward's pass failed; it goes on")
        else:
            return True
        return False


def _nothing() -> None:
    """The errand that only wakes the steward."""


def _as_it_was(beat: WorkerBeat) -> WorkerBeat:
    return beat


def _clock() -> float:
    """Seconds that go on while the machine is suspended, where the system has such a clock."""
    return time.clock_gettime(getattr(time, "CLOCK_BOOTTIME", time.CLOCK_MONOTONIC))
