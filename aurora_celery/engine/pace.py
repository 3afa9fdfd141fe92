"""How long handlers take, as this process has seen it: a moving average for each, nothing stored."""

from __future__ import annotations

#: Weight of the newest call. A single slow call takes a handler out of the quick ones for a while.
_NEWEST = 0.3


class Pace:
    """Seconds that each handler typically takes. Shared by the threads of a process; a lost update does no harm."""

    def __init__(self) -> None:
        self._typical: dict[str, float] = {}

    def note(self, handler: str, seconds: float) -> None:
        """A call of the handler took so long."""
        known = self._typical.get(handler)
        self._typical[handler] = seconds if known is None else known + _NEWEST * (seconds - known)

    def is_quick(self, handler: str, limit: float) -> bool:
        """True if the handler has been seen and typically takes less than ``limit`` seconds."""
        return self._typical.get(handler, limit) < limit
