"""Look at single workers as they stand, and tell them what to do."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final

from aurora_celery.engine.asking import ask
from aurora_celery.engine.remote import LOOK
from aurora_celery.errors import NotFound
from aurora_celery.model.worker import WorkerLook, WorkerOrder, WorkerTask
from aurora_celery.operator_errors import WorkerNotFound
from aurora_celery.store.ports import WorkerBeat

if TYPE_CHECKING:
    from aurora_celery.app.runtime import Runtime

#: Seconds that a worker has to answer.
PATIENCE: Final = 5.0


class WorkerControl:
    """The workers that give signs of life."""

    def __init__(self, runtime: Runtime) -> None:
        self._runtime = runtime

    def living(self) -> tuple[WorkerBeat, ...]:
        """All of them. Raises StoreUnavailable."""
        return self._runtime.store.workers.workers(within=self._runtime.settings.worker.lease)

    def find(self, worker: str) -> WorkerBeat:
        """One by its id. Raises WorkerNotFound, StoreUnavailable."""
        for beat in self.living():
            if beat.id == worker:
                return beat
        raise WorkerNotFound(worker)

    def look(self, worker: str, *, timeout: float = PATIENCE) -> WorkerLook:
        """A worker as it says itself that it stands.

        Raises WorkerNotFound, WorkerSilent after ``timeout`` seconds, BrokerUnavailable, StoreUnavailable.
        """
        told = dict(self._ask(worker, LOOK, {}, timeout=timeout))
        name = lru_cache(self._node)
        for key in ("active", "reserved"):
            told[key] = tuple(_task(each, name) for each in told[key])
        told |= {key: tuple(told[key]) for key in ("queues", "registered")}
        return WorkerLook(**told)

    def tell(
        self, worker: str, order: WorkerOrder, given: Mapping[str, Any] | None = None, *, timeout: float = PATIENCE
    ) -> str:
        """Let a worker carry out an order; the answer says in words what it did.

        ``pool_grow`` and ``pool_shrink`` take ``n``; ``add_consumer`` and ``cancel_consumer`` take ``queue``;
        ``rate_limit`` takes ``handler`` and ``rate``, such as ``10/m`` or None; ``time_limit`` takes ``handler``,
        ``soft`` and ``hard``, in seconds or None. Nothing of it outlives the worker. Raises OrderRefused when it
        cannot, and as ``look`` does. A worker that was silent may still carry out the order.
        """
        return str(self._ask(worker, order.value, given or {}, timeout=timeout))

    def _ask(self, worker: str, order: str, given: Mapping[str, Any], *, timeout: float) -> Any:
        beat = self.find(worker)
        hostname = beat.hostname or beat.id.rsplit(":", 2)[0]
        return ask(self._runtime.app, beat.id, order, given=given, hostname=hostname, timeout=timeout)

    def _node(self, plan: str, index: int) -> str | None:
        """The id of a node; None if its plan is gone, or was never there."""
        try:
            return self._runtime.engine().plans.node(plan, index).id
        except (NotFound, LookupError):
            return None


def _task(told: Mapping[str, Any], name: Any) -> WorkerTask:
    known = {key: told.get(key) for key in ("id", "handler", "queue", "pid", "seconds", "run", "epoch")}
    node = name(told["plan"], told["index"]) if "plan" in told else None
    return WorkerTask(node=node, riders=told.get("riders", 0), **known)  # type: ignore[arg-type]
