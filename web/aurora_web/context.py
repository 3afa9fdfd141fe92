"""What every view works with: Aurora, the settings, and who asks."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from threading import Lock
from typing import TYPE_CHECKING, Final, cast

from flask import current_app, g, request

if TYPE_CHECKING:
    from aurora_celery import Aurora
    from aurora_celery.config import Settings

_KEY: Final = "aurora"


#: How many of a process may follow logs at once: each has a question open at the store.
_LOG_LISTENERS: Final = 32


@dataclass(slots=True)
class Seats:
    """Places for a limited number of those who listen."""

    most: int
    taken: int = 0
    _lock: Lock = field(default_factory=Lock)

    def take(self) -> bool:
        """Have one. False when there is none."""
        with self._lock:
            has_room = self.taken < self.most
            self.taken += has_room
            return has_room

    def leave(self) -> None:
        """Let somebody else have it."""
        with self._lock:
            self.taken -= 1


@dataclass(frozen=True, slots=True)
class Web:
    """What one app serves. ``origins`` say where each of the settings comes from, as far as that is known.

    ``log_seats`` are taken by those who follow logs.
    """

    aurora: Aurora
    settings: Settings
    origins: Mapping[str, str] = field(default_factory=dict)
    log_seats: Seats = field(default_factory=lambda: Seats(_LOG_LISTENERS))


def put(web: Web) -> None:
    """Let the current app serve this."""
    current_app.extensions[_KEY] = web


def web() -> Web:
    """What the current app serves."""
    return cast("Web", current_app.extensions[_KEY])


def aurora() -> Aurora:
    """The Aurora that the current app serves."""
    return web().aurora


def trace_id() -> str:
    """The id of the current request: its W3C trace id if it brought one, otherwise one of our own."""
    if "trace_id" not in g:
        g.trace_id = _given(request.headers.get("traceparent", "")) or secrets.token_hex(16)
    return cast("str", g.trace_id)


def _given(traceparent: str) -> str | None:
    parts = traceparent.split("-")
    if len(parts) < 4 or len(parts[0]) != 2 or len(parts[1]) != 32:
        return None
    known = set(parts[1]) <= set("0123456789abcdef") and set(parts[1]) != {"0"}
    return parts[1] if known else None
