"""How long handlers take, as the processes of this worker have seen it: a moving average for each, nothing stored."""

from __future__ import annotations

import math
import mmap
from collections.abc import Iterable

#: Weight of the newest call when it was quicker than usual, and when it was slower. A call that was only
#: kept waiting by a busy machine counts for less; a handler that has become slow is noticed after some calls.
_QUICKER, _SLOWER = 0.5, 0.15
_DOUBLE = 8


class Pace:
    """Seconds that each handler typically takes. A lost update between threads or processes does no harm."""

    def __init__(self) -> None:
        self._places: dict[str, int] = {}
        self._typical = memoryview(bytearray()).cast("d")
        self._own: dict[str, float] = {}

    def share(self, handlers: Iterable[str]) -> None:
        """Keep what is known of these handlers where every process that is forked from this one sees it.

        Otherwise a process that was never given a handler's message could not know that it is quick.
        """
        self._places = {handler: place for place, handler in enumerate(sorted(handlers))}
        self._typical = memoryview(mmap.mmap(-1, _DOUBLE * max(1, len(self._places)))).cast("d")

    def note(self, handler: str, seconds: float) -> None:
        """A call of the handler took so long."""
        known = self._known(handler)
        if known is None:
            self._keep(handler, seconds)
        elif known != math.inf:
            self._keep(handler, known + (_QUICKER if seconds < known else _SLOWER) * (seconds - known))

    def set_apart(self, handler: str, *, apart: bool) -> None:
        """Let a handler count as slow however long it takes, because it is limited; or find out anew."""
        self._keep(handler, math.inf if apart else 0.0)

    def is_quick(self, handler: str, limit: float) -> bool:
        """True if the handler has been seen and typically takes less than ``limit`` seconds."""
        known = self._known(handler)
        return known is not None and known < limit

    def _known(self, handler: str) -> float | None:
        place = self._places.get(handler)
        return (self._own.get(handler) if place is None else self._typical[place]) or None

    def _keep(self, handler: str, seconds: float) -> None:
        place = self._places.get(handler)
        if place is None:
            self._own[handler] = seconds
        else:
            self._typical[place] = seconds
