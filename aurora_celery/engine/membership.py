"""One worker's part in Aurora: who it is, what it does beside running handlers, and how it leaves."""

from __future__ import annotations

import logging
import os
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import Any, Protocol

from billiard.exceptions import TimeLimitExceeded, WorkerLostError
from celery import signals

from aurora_celery.engine.adopt import adopt
from aurora_celery.engine.doorbell import HEADER, Address, read_message
from aurora_celery.engine.ears import Ears
from aurora_celery.engine.engine import Engine
from aurora_celery.engine.ids import parse_node_task_id
from aurora_celery.engine.leaving import Leaving
from aurora_celery.engine.memory import OutOfMemory
from aurora_celery.engine.observer import Observer
from aurora_celery.engine.rounds import Rounds
from aurora_celery.engine.steward import Rhythm, Steward
from aurora_celery.engine.stopping import Stopping
from aurora_celery.engine.strangers import Strangers
from aurora_celery.engine.sweeper import Patience, Sweeper, Terms
from aurora_celery.engine.tether import tie_to
from aurora_celery.engine.worker import this_worker
from aurora_celery.model.run import Failure
from aurora_celery.store.ports import WorkerBeat

logger = logging.getLogger(__name__)


class Host(Protocol):
    """What a worker needs of whoever makes it a member."""

    patience: Patience
    rhythm: Rhythm
    labels: tuple[str, ...]
    observer: Observer

    def engine(self) -> Engine:
        """The engine of the calling process."""

    def shape_log(self) -> None:
        """Let this process, whose log Celery has set up, log in the form that the settings name."""

    def warm(self) -> None:
        """Import whatever a process needs to run nodes, without connecting to anything."""

    def rounds(self) -> Rounds:
        """The bus of the calling process's engine."""


class Membership:
    """Lives in the worker's main process; its children inherit the receivers and the tasks that it adopted."""

    def __init__(self, host: Host, worker: Any) -> None:
        self._host, self._worker = host, worker
        host.shape_log()
        host.warm()
        host.rounds().slots = worker.concurrency or 1
        host.rounds().pace.share(worker.app.tasks)
        self.pulse = host.rounds().pulse
        self.beat: WorkerBeat = this_worker(
            name=worker.hostname,
            handlers=sorted(worker.app.tasks),
            queues=sorted(worker.app.amqp.queues.consume_from),
            concurrency=worker.concurrency or 1,
            labels=host.labels,
        )
        self.steward: Steward | None = None
        self._strangers: Strangers | None = None
        self.leaving = Leaving(worker, self)
        self._memory = OutOfMemory()
        for task in worker.app.tasks.values():
            if not task.name.startswith("celery."):
                adopt(task, engine=host.engine, worker=self._identity, rounds=host.rounds)
        self._tie = partial(_tie_child, self.beat.pid)
        signals.worker_process_init.connect(self._tie)
        signals.worker_process_shutdown.connect(self._on_child_end)
        signals.task_failure.connect(self._on_failure)
        signals.worker_shutdown.connect(self._on_shutdown)

    def start(self) -> None:
        """Start the steward, once the pool has forked its children."""
        engine, rhythm = self._host.engine(), self._host.rhythm
        sweeper = Sweeper(engine, patience=self._host.patience, terms=self._terms)
        stopping = Stopping(engine, worker=self.beat.id, pids=self.pids, grace=self._host.patience.grace)
        self._strangers = Strangers(engine, queue_of=self._host.rounds().queue_of, within=rhythm.lease)
        self.steward = Steward(
            engine,
            sweeper,
            beat=self.beat,
            pids=self.pids,
            rhythm=rhythm,
            pulse=self.pulse,
            chores=(self._memory.look, stopping.look, self._strangers.look),
            lately=self._lately,
        )
        self.steward.start()
        self._host.observer.open()
        self.leaving.watch_signals()
        self._ears = Ears(
            self._worker,
            store=engine.store,
            pulse=self.pulse,
            rhythm=rhythm,
            queue_of=self._host.rounds().queue_of,
            leave=self.leaving.leave,
        )
        self._ears.start()

    def drain(self) -> None:
        """Begin nothing new, in any process, and let everybody see it. Harmless when repeated."""
        if not self.pulse.draining:
            self.pulse.drain()
            self.tell()

    def tell(self) -> None:
        """Let everybody see how the worker stands."""
        if self.steward is not None:
            self.steward.tell()

    def cut_off(self) -> bool:
        """A quick stop is about to end the handlers that run."""
        return self.leaving.cut_off()

    def refused(self) -> None:
        """A message could not be read."""
        self.pulse.note_refusal()

    def unknown(self, headers: Mapping[str, Any]) -> None:
        """A message has come for a handler that this worker does not have."""
        if self._strangers is not None:
            self._strangers.put_aside(read_message(headers["id"], headers[HEADER]))

    def pass_on(self, messages: Sequence[Sequence[Address]]) -> None:
        """Let others serve the nodes of messages that were given to no process."""
        if self.steward is not None:
            self.steward.unbegun(messages)

    def end(self) -> None:
        """Say that nothing runs here any more, and hand back what was cut off. The pool is empty."""
        if self.steward is not None and os.getpid() == self.beat.pid:
            self._ears.stop()
            self.steward.stop(self.leaving.cut)
            self.steward = None
            self._host.observer.close()

    def pids(self) -> tuple[int, ...]:
        """The processes in which handlers run; those that were cut off until what they held has been handed back."""
        if self.leaving.pids:
            return self.leaving.pids
        pool = self._worker.pool
        return tuple((pool.info.get("processes") if pool else None) or (os.getpid(),))

    def resized(self, processes: int) -> None:
        """The pool has another size from now on."""
        self._worker.concurrency = self._host.rounds().slots = processes

    def set_apart(self, handler: str, *, apart: bool) -> None:
        """A handler is limited from now on, and may not be served on the way; or it is not any more."""
        self._host.rounds().pace.set_apart(handler, apart=apart)

    def _lately(self, beat: WorkerBeat) -> WorkerBeat:
        """What orders may have changed since the worker was started."""
        queues = tuple(sorted(self._worker.app.amqp.queues.consume_from))
        return replace(beat, queues=queues, concurrency=self._worker.concurrency or 1)

    def _identity(self) -> str:
        return self.beat.id

    def _terms(self, handler: str) -> Terms:
        task = self._worker.app.tasks.get(handler)
        limit = getattr(task, "time_limit", None) or self._worker.app.conf.task_time_limit
        return Terms(time_limit=limit, retry=getattr(task, "aurora_retry", None))

    def _on_failure(self, *, task_id: str, exception: BaseException, **_: Any) -> None:
        """The main process learns here of children that died or had to be killed; children never do."""
        node = parse_node_task_id(task_id)
        if node is None or self.steward is None or os.getpid() != self.beat.pid or node in self.leaving.cut:
            return
        kind = type(exception).__name__
        if isinstance(exception, WorkerLostError):
            reason = "oom" if self._memory.killed(str(exception)) else "worker_lost"
            self.steward.lost(node, Failure(reason=reason, type=kind, message=str(exception)))
        elif isinstance(exception, TimeLimitExceeded):
            self.steward.lost(node, Failure(reason="timeout", type=kind, message=str(exception)))

    def _on_child_end(self, **_: Any) -> None:
        """A process of the pool ends in order: what it has seen and not told yet would be lost."""
        self._host.observer.close()

    def _on_shutdown(self, **_: Any) -> None:
        """After the pool has emptied: until then the beats go on, or running nodes would count as lost."""
        self.end()


def _tie_child(parent: int, **_: Any) -> None:
    """In pools without processes of their own the signal comes in the worker itself."""
    if os.getpid() != parent:
        tie_to(parent)
