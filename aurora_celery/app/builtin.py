"""Handlers that every worker offers: ``aurora.noop``, ``aurora.echo``, ``aurora.sleep`` and ``aurora.fail``."""

from __future__ import annotations

import time
from typing import Any

from celery import shared_task


@shared_task(name="aurora.noop")
def noop() -> None:
    """Do nothing: a node that only orders others."""


@shared_task(name="aurora.echo")
def echo(value: Any = None) -> Any:
    """Give back the value."""
    return value


@shared_task(name="aurora.sleep")
def sleep(seconds: float = 1.0) -> float:
    """Occupy a worker for so many seconds, and give the number back."""
    time.sleep(seconds)
    return seconds


@shared_task(name="aurora.fail")
def fail(message: str = "aurora.fail was called") -> None:
    """Fail with the message."""
    raise RuntimeError(message)
