"""The control: a plain Celery app with the same work, as Celery has it or as its documentation advises for safety."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from typing import Any

from celery import Celery
from celery.app.task import Task

from tests.chaos.stock_canvas import GATHER, NODE
from tests.chaos.work import Call, pass_on, perform

#: Where the worker finds what the campaign knows.
BROKER, BACKEND, STRONG = "CHAOS_STOCK_BROKER", "CHAOS_STOCK_BACKEND", "CHAOS_STOCK_STRONG"

#: Seconds after which Redis gives an unacknowledged message to somebody else. The default is an hour: longer than
#: any campaign waits.
_VISIBILITY = 10

Values = dict[str, str]


def stock_app(*, broker: str, backend: str, strong: bool) -> Celery:
    """An app as its documentation has it. ``strong``: late acknowledgement, and what has to go with it."""
    app = Celery("stock", broker=broker, backend=backend, set_as_current=False)
    app.conf.broker_connection_retry_on_startup = True
    if strong:
        app.conf.update(task_acks_late=True, task_reject_on_worker_lost=True, worker_prefetch_multiplier=1)
        if broker.startswith("amqp"):
            app.conf.update(task_default_queue_type="quorum", broker_transport_options={"confirm_publish": True})
        else:
            app.conf.broker_transport_options = {"visibility_timeout": _VISIBILITY}
    app.task(name=NODE, bind=True)(node)
    app.task(name=GATHER)(gather)
    return app


def node(
    self: Task[Any, Any],
    /,
    incoming: Values | Sequence[Values] | None = None,
    *,
    run: str,
    salt: str,
    name: str,
    before: Sequence[str],
    keep: Sequence[str],
    **settings: Any,
) -> Values:
    """One node: its result, and those of earlier ones that later ones read."""
    values = _merged(incoming)
    call = Call(run, name, self.request.retries + 1, f"{run}/{name}")
    result = perform(call, salt=salt, before=[values[need] for need in before], **settings)
    return {**{kept: values[kept] for kept in keep}, name: result}


def gather(incoming: Sequence[Values], *, run: str, name: str) -> Values:
    """The body of a chord whose results several nodes wait for."""
    pass_on(Call(run, name, 1, f"{run}/{name}"))
    return _merged(incoming)


def _merged(incoming: Values | Sequence[Values] | None) -> Values:
    parts = [incoming or {}] if incoming is None or isinstance(incoming, Mapping) else incoming
    return {name: value for part in parts for name, value in part.items()}


def _from_environment() -> Celery | None:
    if BROKER not in os.environ:
        return None
    return stock_app(broker=os.environ[BROKER], backend=os.environ[BACKEND], strong=os.environ[STRONG] == "1")


app = _from_environment()
