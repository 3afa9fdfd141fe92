"""Wait until the worker of a local stack answers."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from aurora_celery.embedded.explain import exit_reason
from aurora_celery.embedded.worker import WorkerProcess
from aurora_celery.errors import EmbeddedServerError

if TYPE_CHECKING:
    from celery import Celery

#: Seconds for a worker to import its modules and to connect.
_PATIENCE = 60.0
_ANSWER = 0.5


def wait_until_ready(worker: WorkerProcess, app: Celery) -> None:
    """Return once the worker takes messages. Raises EmbeddedServerError when it ends or does not answer."""
    deadline = time.monotonic() + _PATIENCE
    while time.monotonic() < deadline:
        child = worker.child
        if child is None or child.exit_code is not None:
            raise EmbeddedServerError(_obituary(worker))
        if app.control.ping(destination=[worker.name], timeout=_ANSWER):
            return
    raise EmbeddedServerError(f"the worker did not answer within {_PATIENCE:g} s; see {worker.log}")


def _obituary(worker: WorkerProcess) -> str:
    child = worker.child
    if child is None or child.exit_code is None:
        return f"the worker is not there; see {worker.log}"
    return f"the worker cannot start: {exit_reason(child.exit_code, child.output())}; see {worker.log}"
