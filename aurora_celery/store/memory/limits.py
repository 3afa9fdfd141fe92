"""Counts in memory."""

from __future__ import annotations

from datetime import datetime

from aurora_celery.store.memory.state import MemoryState, check_text


class MemoryLimits:
    """``LimitStore`` in memory."""

    def __init__(self, state: MemoryState) -> None:
        self._state = state
        self._counts: dict[str, tuple[int, datetime]] = {}

    def hit(self, name: str, *, window: float) -> int:
        """Count one more."""
        check_text(name)
        with self._state.lock:
            count, until = self._open().get(name, (0, self._state.after(window)))
            self._counts[name] = (count + 1, until)
            return count + 1

    def count(self, name: str) -> tuple[int, float]:
        """How many there were, and for how long."""
        check_text(name)
        with self._state.lock:
            now = self._state.now()
            count, until = self._open().get(name, (0, now))
            return count, (until - now).total_seconds()

    def clear(self, name: str) -> None:
        """Forget a count."""
        check_text(name)
        with self._state.lock:
            self._counts.pop(name, None)

    def _open(self) -> dict[str, tuple[int, datetime]]:
        """All counts, once those whose window is over are forgotten."""
        now = self._state.now()
        self._counts = {name: (count, until) for name, (count, until) in self._counts.items() if until > now}
        return self._counts
