"""Handlers of the deployment: one that answers at once, one that waits until it is let go."""

from __future__ import annotations

import os
import time
from pathlib import Path

from aurora_celery import aurora

#: Directory in which handlers note that they began, and look for leave to end.
PLACE = "GATES"
#: Seconds after which nobody will come any more.
_PATIENCE = 120.0


@aurora.handler
def add(left: int, right: int) -> int:
    """Add two numbers."""
    return left + right


@aurora.handler
def gated(name: str) -> str:
    """Note who has begun, and end when the gate opens."""
    place = Path(os.environ[PLACE])
    with (place / f"{name}.begun").open("a") as file:
        file.write(f"{os.getppid()}\n")
    deadline = time.monotonic() + _PATIENCE
    while not (place / f"{name}.open").exists():
        if time.monotonic() > deadline:
            raise TimeoutError(f"nobody opened {name}")
        time.sleep(0.02)
    return name
