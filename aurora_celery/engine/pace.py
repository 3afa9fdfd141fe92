"""How long handlers take, as this process has seen it: a moving average for each, nothing stored."""

from __future__ import annotations

#: Weight of the newest call when it was quicker than usual, and when it was slower. A call that was only
#: kept waiting by a busy machine counts for less; a handler that has become slow is noticed after some calls.
_QUICKER, _SLOWER = 0.5, 0.15


class Pace:
    """Seconds that each handler typically takes. Shared by the threads of a process; a lost update does no harm."""

    def __init__(self) -> None:
        self._typical: dict[str, float] = {}

    def note(self, handler: str, seconds: float) -> None:
        """A call of the handler took so long."""
        known = self._typical.get(handler)
        if known is None:
            self._typical[handler] = seconds
        else:
            self._typical[handler] = known + (_QUICKER if seconds < known else _SLOWER) * (seconds - known)

    def is_quick(self, handler: str, limit: float) -> bool:
        """True if the handler has been seen and typically takes less than ``limit`` seconds."""
        return self._typical.get(handler, limit) < limit
