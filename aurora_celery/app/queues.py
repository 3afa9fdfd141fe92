"""The queues through which nodes reach workers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aurora_celery.engine import queues
from aurora_celery.model.queue import QueueLook
from aurora_celery.operator_errors import QueueNotFound
from aurora_celery.store.ports import WorkerBeat

if TYPE_CHECKING:
    from aurora_celery.app.runtime import Runtime


class Queues:
    """Those that the app knows, that workers consume, and for which nodes wait."""

    def __init__(self, runtime: Runtime) -> None:
        self._runtime = runtime

    def all(self) -> tuple[QueueLook, ...]:
        """All of them, by name. Raises BrokerUnavailable, StoreUnavailable."""
        engine = self._runtime.engine()
        beats = engine.store.workers.workers(within=self._runtime.settings.worker.lease)
        names = {*self._configured(), *(queue for beat in beats for queue in beat.queues)}
        depths = queues.depths(self._runtime.app, names)
        nodes = queues.waiting(engine, [name for name, depth in depths.items() if depth])
        now = engine.store.now()
        if further := nodes.keys() - names:
            names |= further
            depths |= queues.depths(self._runtime.app, further)
        return tuple(
            QueueLook(
                name=name,
                depth=depths[name],
                consumers=_consumers(beats, name),
                ready=nodes[name][0] if name in nodes else 0,
                oldest=max(0.0, (now - nodes[name][1]).total_seconds()) if name in nodes else None,
            )
            for name in sorted(names)
        )

    def find(self, name: str) -> QueueLook:
        """One of them. Raises QueueNotFound, BrokerUnavailable, StoreUnavailable."""
        for look in self.all():
            if look.name == name:
                return look
        raise QueueNotFound(name)

    def purge(self, name: str) -> int:
        """Remove the messages that wait in a queue, and say how many there were.

        Nodes do not get lost: those that are ready stay so, and are rung for again. Messages of Celery tasks that
        are no nodes are gone for good. Raises QueueNotFound, BrokerUnavailable, StoreUnavailable.
        """
        self.find(name)
        return queues.purge(self._runtime.app, name)

    def _configured(self) -> set[str]:
        app = self._runtime.app
        return {*app.amqp.queues, str(app.conf.task_default_queue)}


def _consumers(beats: tuple[WorkerBeat, ...], name: str) -> tuple[str, ...]:
    """Workers that drain take nothing any more."""
    return tuple(beat.id for beat in beats if name in beat.queues and not beat.draining)
