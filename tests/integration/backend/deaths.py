"""Points at which a worker process dies, without a warning and once only."""

from __future__ import annotations

import os
import signal
from typing import Any

import redis

from aurora_celery.backend import backend, sending


def arm(point: str, effects: str) -> None:
    """Have the first process that reaches ``point`` die there. A point ending in ``!`` takes the whole worker along."""
    name, whole = point.rstrip("!"), point.endswith("!")
    places = {
        "": None,
        "stored, not counted": (backend.AuroraBackend, "on_chord_part_return"),
        "counted, body not sent": (sending.Sender, "send"),
        "body sent, not noted": (sending.Sender, "close"),
        "header half published": (backend.AuroraBackend, "set_chord_size"),
        "failed, errbacks not called": (backend.AuroraBackend, "chord_error_from_stack"),
    }
    place = places[name]
    if place is not None:
        _replace(*place, point=point, effects=effects, whole=whole)


def _replace(owner: type[Any], method: str, *, point: str, effects: str, whole: bool) -> None:
    original = getattr(owner, method)

    def deadly(self: Any, *args: Any, **kwargs: Any) -> Any:
        notes = redis.Redis.from_url(effects)
        if notes.set("died", os.getpid(), nx=True):
            notes.rpush("effects:died", point)
            _die(whole=whole)
        return original(self, *args, **kwargs)

    setattr(owner, method, deadly)


def _die(*, whole: bool) -> None:
    if whole:
        # The parent first: it must not see its child die.
        os.kill(os.getppid(), signal.SIGKILL)
    os.kill(os.getpid(), signal.SIGKILL)
