"""Ring for nodes through a Celery app: each doorbell is an ordinary, small message of the handler's own task."""

from __future__ import annotations

import json
import logging
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

from celery import Celery
from celery.canvas import Signature

from aurora_celery.engine.doorbell import HEADER, Doorbell
from aurora_celery.engine.observer import Observer
from aurora_celery.errors import BrokerUnavailable
from aurora_celery.failpoints import failpoint
from aurora_celery.model.plan import PlanNode

logger = logging.getLogger(__name__)


def _give_up_if_late(error: Exception, _: float) -> None:
    """A broker that does not answer in time will not do so the next time: the caller has waited long enough.

    The drivers' errors have no class in common.
    """
    if "Timeout" in type(error).__name__:
        raise error


#: Tries to hand one message over before it is left to the sweeper.
_RETRY = {
    "max_retries": 2,
    "interval_start": 0,
    "interval_step": 0.2,
    "interval_max": 0.5,
    "errback": _give_up_if_late,
}
#: What a broker says of a queue that nobody has declared; to Redis and Valkey an empty one is none.
_NOT_THERE = "404"
#: Bytes of a name, as JSON, that are shown to monitors.
_SHOWN = 60


class CeleryBus:
    """Publishes by way of the app's own router, queues, producer pool and signals.

    Messages carry ``ignore_result``: a node's result is in its run, and no result backend needs a copy.
    """

    def __init__(self, app: Celery, *, confirm_timeout: float, observer: Observer | None = None) -> None:
        self.observer = observer or Observer()
        self._app, self._confirm_timeout = app, confirm_timeout
        self._routes: dict[tuple[str, str | None], Mapping[str, Any]] = {}

    def ring(self, doorbells: Sequence[Doorbell]) -> None:
        """Publish one message for each doorbell, all over one channel."""
        self.ring_groups([(doorbell,) for doorbell in doorbells])

    def ring_groups(self, groups: Sequence[tuple[Doorbell, ...]]) -> None:
        """Publish one message for each group: for its first node, with the others as riders."""
        if not groups:
            return
        with _handing_over(), self._app.producer_or_acquire() as producer:
            for first, *riders in groups:
                self._publish(producer, first, riders)
                failpoint("fanout.k")
        failpoint("outbox.after_publish")

    def resume(self, continuation: str, run: str) -> None:
        """Send the message again that started the run, so that Celery's own tracer passes the outcome on."""
        signature = Signature.from_dict(json.loads(continuation), app=self._app)
        with _handing_over():
            signature.apply_async(headers={**(signature.options.get("headers") or {}), f"{HEADER}_ended": run})

    def _publish(self, producer: Any, doorbell: Doorbell, riders: Sequence[Doorbell]) -> None:
        node, amqp = doorbell.node, self._app.amqp
        message = amqp.create_task_message(
            doorbell.task_id,
            node.handler,
            root_id=doorbell.run,
            time_limit=node.hard_timeout,
            soft_time_limit=node.timeout,
            ignore_result=True,
            argsrepr=shown(node.id),
            kwargsrepr=shown(doorbell.plan.name),
            origin="aurora",
            create_sent_event=self._app.conf.task_send_sent_event,
        )
        with self.observer.ringing(doorbell):
            amqp.send_task_message(
                producer,
                node.handler,
                message,
                headers={**self.observer.bearings(doorbell), HEADER: doorbell.header(riders)},
                retry=True,
                retry_policy=_RETRY,
                confirm_timeout=self._confirm_timeout,
                **self.route(node),
            )

    def queue(self, node: PlanNode) -> str:
        """The name of the queue to which a node's messages go."""
        queue = self.route(node).get("queue")
        return str(getattr(queue, "name", queue) or self._app.conf.task_default_queue)

    def waiting(self, queue: str) -> int:
        """How many messages wait in a queue; 0 when that cannot be told."""
        return self.depth(queue) or 0

    def depth(self, queue: str) -> int | None:
        """How many messages wait in a queue; None when that cannot be told."""
        try:
            with self._app.connection_for_write() as connection:
                channel: Any = connection.default_channel
                declared = channel.queue_declare(queue=queue, passive=True)
        except Exception as error:  # noqa: BLE001 - every transport has errors of its own, and each means the same
            if str(getattr(error, "reply_code", "")) == _NOT_THERE:
                return 0
            logger.debug("the length of queue %s cannot be told: %s", queue, error)
            return None
        return int(declared.message_count or 0)

    def route(self, node: PlanNode) -> Mapping[str, Any]:
        """Where a node's messages go."""
        route = self.route_of_task(node.handler, node.queue)
        return route if node.priority is None else {**route, "priority": node.priority}

    def route_of_task(self, handler: str, queue: str | None = None) -> Mapping[str, Any]:
        """Where a handler's messages go by the app's routes; the same for every message of it."""
        key = (handler, queue)
        if key not in self._routes:
            wanted = {"queue": queue} if queue else {}
            self._routes[key] = self._app.amqp.router.route(self._task_options(handler) | wanted, handler)
        return self._routes[key]

    def _task_options(self, handler: str) -> dict[str, Any]:
        """What the task itself says about its messages, if it is known here."""
        task = self._app.tasks.get(handler)
        names = (
            "queue",
            "routing_key",
            "exchange",
            "priority",
            "expires",
            "serializer",
            "delivery_mode",
            "compression",
        )
        return {name: value for name in names if (value := getattr(task, name, None)) is not None}


def shown(name: str) -> str:
    """The beginning of a name, for monitors. Measured as JSON, in which one character may take twelve bytes."""
    while (excess := len(json.dumps(name)) - 2 - _SHOWN) > 0:
        name = name[: -max(1, excess // 12)]
    return name


@contextmanager
def _handing_over() -> Iterator[None]:
    """Whatever keeps a message from the broker, be it the network or a route that leads nowhere, is one error.

    The node is ready in the store all the same, and a result that was recorded before must not turn into a failure.
    """
    try:
        yield
    except Exception as error:
        raise BrokerUnavailable(f"{type(error).__name__}: {error}") from error
