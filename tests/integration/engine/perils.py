"""Handlers that bring their process into danger."""

from __future__ import annotations

import ctypes
import os
import resource
import signal
import time
from collections.abc import Callable
from pathlib import Path

from aurora_celery import RetryPolicy, aurora
from tests.integration.engine.shop import LOG, note

WAYS: dict[str, Callable[[], object]] = {
    "exit": lambda: os._exit(9),
    "exit 0": lambda: os._exit(0),
    "segmentation fault": lambda: ctypes.memset(0, 1, 1),
    "kill": lambda: os.kill(os.getpid(), signal.SIGKILL),
    "term": lambda: os.kill(os.getpid(), signal.SIGTERM),
}


@aurora.handler
def die(name: str, how: str, times: int) -> str:
    """End the process that runs it in one of several ways, the first so many times."""
    note("die", name)
    if Path(os.environ[LOG]).read_text().count(f"die {name}\n") > times:
        return name
    WAYS[how]()
    time.sleep(60)
    return "alive"


@aurora.handler
def eat(name: str, megabytes: int) -> int:
    """Take memory and touch all of it."""
    note("eat", name)
    return len(bytearray(os.urandom(2**20) * megabytes))


@aurora.handler(retries=RetryPolicy(max=1, delay=0.0))
def greedy(name: str) -> int:
    """Ask for more memory than the process may have, by its own limit."""
    note("greedy", name)
    before = resource.getrlimit(resource.RLIMIT_AS)
    resource.setrlimit(resource.RLIMIT_AS, (2**32, before[1]))
    try:
        return len(bytearray(2**40))
    finally:
        resource.setrlimit(resource.RLIMIT_AS, before)


@aurora.handler(timeout=0.5, hard_timeout=1.5)
def spin(name: str, stubborn: bool) -> None:
    """Compute for ever; who is ``stubborn`` does so whatever the pool says."""
    note("spin", name)
    while True:
        try:
            sum(range(1000))
        except BaseException:
            if not stubborn:
                raise


@aurora.handler
def unmoved(name: str, seconds: float) -> str:
    """Go on whatever the pool says."""
    note("begin", name, os.getpid())
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        try:
            time.sleep(0.1)
        except BaseException:  # noqa: BLE001 - that is the point
            note("unmoved", name)
    return name
