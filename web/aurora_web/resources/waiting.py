"""Wait for a run as long as a request prefers, but not for ever."""

from __future__ import annotations

from contextlib import suppress
from typing import Final

from flask import request

from aurora_celery import RunHandle
from aurora_celery.errors import WaitTimeout

#: Seconds that a request may wait for a run at most.
_LONGEST_WAIT: Final = 30.0


def wait_as_preferred(handle: RunHandle) -> bool:
    """Return when the run has ended, or when ``Prefer: wait=N`` is over; at once, and False, without it."""
    seconds = preferred_wait(request.headers.get("Prefer", ""))
    if seconds > 0:
        with suppress(WaitTimeout):
            handle.wait(timeout=min(seconds, _LONGEST_WAIT))
    return seconds > 0


def preferred_wait(prefer: str) -> float:
    """The seconds in a ``Prefer: wait=N`` header; 0 without one that can be read."""
    for part in prefer.split(","):
        name, _, value = part.partition(";")[0].partition("=")
        if name.strip().lower() == "wait" and value.strip().isdecimal():
            return float(value.strip()[:6])
    return 0.0
