"""Handlers that every worker offers: ``aurora.noop``, ``aurora.echo``, ``aurora.sleep`` and ``aurora.fail``."""

from __future__ import annotations

import time
from typing import Any

from celery import shared_task

from aurora_celery.engine.context import current_node

#: Seconds between two looks whether a long sleep is still wanted.
_NAP = 1.0


@shared_task(name="aurora.noop")
def noop() -> None:
    """Do nothing: a node that only orders others."""


@shared_task(name="aurora.echo")
def echo(value: Any = None) -> Any:
    """Give back the value."""
    return value


@shared_task(name="aurora.sleep")
def sleep(seconds: float = 1.0) -> float:
    """Occupy a worker for so many seconds, and give the number back. It ends early when its run is cancelled."""
    end = time.monotonic() + seconds
    while (left := end - time.monotonic()) > 0:
        time.sleep(min(left, _NAP))
        context = current_node() if left > _NAP else None
        if context is not None:
            context.raise_if_cancelled()
    return seconds


@shared_task(name="aurora.fail")
def fail(message: str = "aurora.fail was called") -> None:
    """Fail with the message."""
    raise RuntimeError(message)
