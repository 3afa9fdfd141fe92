"""A plain Celery app as a user has it: its own tasks, and no Aurora but the one module that canvases need."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

from celery import Celery

from tests.integration.canvas.combine import combine

app = Celery("plain", broker=os.environ["PLAIN_URL"], backend=os.environ["PLAIN_URL"])
app.conf.update(
    imports=("aurora_celery.engine.canvas_step",),
    worker_prefetch_multiplier=8,
    broker_connection_retry_on_startup=True,
)


app.task(name="plain.combine")(combine)


@app.task(name="plain.later")
def later(value: Any) -> Any:
    """A coroutine in the end, as handlers that are async give one."""

    async def answer() -> Any:
        return value

    return answer()


@app.task(name="plain.flaky")
def flaky(path: str, succeed_at: int) -> int:
    """Fails until it was called often enough."""
    file = Path(path)
    calls = int(file.read_text()) + 1 if file.exists() else 1
    file.write_text(str(calls))
    if calls < succeed_at:
        raise ConnectionError(f"call {calls}")
    return calls
