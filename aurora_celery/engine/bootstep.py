"""Join a Celery worker: adopt its tasks before the pool starts, and run the steward beside it."""

from __future__ import annotations

import os
from collections.abc import Callable
from typing import Any, Protocol

from billiard.exceptions import TimeLimitExceeded, WorkerLostError
from celery import Celery, signals
from celery.bootsteps import StartStopStep

from aurora_celery.engine.adopt import adopt
from aurora_celery.engine.consumer import enduring
from aurora_celery.engine.engine import Engine
from aurora_celery.engine.ids import parse_node_task_id
from aurora_celery.engine.rounds import Rounds
from aurora_celery.engine.steward import Rhythm, Steward
from aurora_celery.engine.sweeper import Patience, Sweeper, Terms
from aurora_celery.engine.worker import this_worker
from aurora_celery.model.run import Failure
from aurora_celery.store.ports import WorkerBeat


class Host(Protocol):
    """What the step needs of whoever installs it."""

    patience: Patience
    rhythm: Rhythm

    def engine(self) -> Engine:
        """The engine of the calling process."""

    def warm(self) -> None:
        """Import whatever a process needs to run nodes, without connecting to anything."""

    def rounds(self) -> Rounds:
        """The bus of the calling process's engine."""


class Membership:
    """One worker's part in Aurora: its identity, its tasks, its steward."""

    def __init__(self, host: Host, worker: Any) -> None:
        self._host, self._worker = host, worker
        host.warm()
        host.rounds().slots = worker.concurrency or 1
        host.rounds().pace.share(worker.app.tasks)
        self.beat: WorkerBeat = this_worker(
            name=worker.hostname,
            handlers=sorted(worker.app.tasks),
            queues=sorted(worker.app.amqp.queues.consume_from),
            concurrency=worker.concurrency or 1,
        )
        self.steward: Steward | None = None
        for task in worker.app.tasks.values():
            if not task.name.startswith("celery."):
                adopt(task, engine=host.engine, worker=self._identity, rounds=host.rounds)
        signals.task_failure.connect(self._on_failure)
        signals.worker_shutdown.connect(self._on_shutdown)

    def start(self) -> None:
        """Start the steward, once the pool has forked its children."""
        sweeper = Sweeper(self._host.engine(), patience=self._host.patience, terms=self._terms)
        self.steward = Steward(self._host.engine(), sweeper, beat=self.beat, pids=self._pids, rhythm=self._host.rhythm)
        self.steward.start()

    def _identity(self) -> str:
        return self.beat.id

    def _terms(self, handler: str) -> Terms:
        task = self._worker.app.tasks.get(handler)
        limit = getattr(task, "time_limit", None) or self._worker.app.conf.task_time_limit
        return Terms(time_limit=limit, retry=getattr(task, "aurora_retry", None))

    def _pids(self) -> tuple[int, ...]:
        pool = self._worker.pool
        return tuple((pool.info.get("processes") if pool else None) or (os.getpid(),))

    def _on_failure(self, *, task_id: str, exception: BaseException, **_: Any) -> None:
        """The main process learns here of children that died or had to be killed; children never do."""
        node = parse_node_task_id(task_id)
        if node is None or self.steward is None or os.getpid() != self.beat.pid:
            return
        kind = type(exception).__name__
        if isinstance(exception, WorkerLostError):
            self.steward.lost(node, Failure(reason="worker_lost", type=kind, message=str(exception)))
        elif isinstance(exception, TimeLimitExceeded):
            self.steward.lost(node, Failure(reason="timeout", type=kind, message=str(exception)))

    def _on_shutdown(self, **_: Any) -> None:
        """After the pool has emptied: until then the beats go on, or running nodes would count as lost."""
        if self.steward is not None and os.getpid() == self.beat.pid:
            self.steward.stop()
            self.steward = None


def install(app: Celery, host: Callable[[], Host]) -> None:
    """Make every worker of an app a member. ``host`` is asked when a worker is set up."""

    class AuroraStep(StartStopStep):
        """Starts after the pool and before the consumer."""

        requires = ("celery.worker.components:Pool",)

        def __init__(self, parent: Any, **kwargs: Any) -> None:
            super().__init__(parent, **kwargs)
            self.membership = Membership(host(), parent)
            parent.consumer_cls = enduring(parent.consumer_cls)

        def start(self, parent: Any) -> None:  # noqa: ARG002 - Celery's signature
            self.membership.start()

    app.steps["worker"].add(AuroraStep)
