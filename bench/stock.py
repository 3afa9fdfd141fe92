"""The work as tasks of a plain Celery app, with Celery's own defaults."""

from __future__ import annotations

from celery import Celery

from bench.work import WORK

#: Where the worker's process reads what this process knows.
BROKER, BACKEND = "BENCH_BROKER", "BENCH_BACKEND"


def stock_app(broker: str, backend: str) -> Celery:
    """An app as its documentation has it: a broker, a result backend, tasks."""
    app = Celery("stock", broker=broker, backend=backend, set_as_current=False)
    app.conf.broker_connection_retry_on_startup = True
    for name, function in WORK.items():
        app.task(name=name)(function)
    return app
