"""Notice that a worker has gone deaf: idle, with ready work that it could do, and no message reaches it."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable
from datetime import datetime, timedelta

from aurora_celery.store.ports import Unheard


class Hearing:
    """How long the worker has been able to hear and has heard nothing.

    ``able`` says whether it has a free process and a connection that it takes for sound; ``called`` when it was
    last called, in seconds of ``clock``; ``serves`` whether it would be given such a node.
    """

    def __init__(
        self,
        *,
        after: float,
        able: Callable[[], bool],
        called: Callable[[], float],
        serves: Callable[[Unheard], bool],
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._after, self._able, self._called, self._serves, self._clock = after, able, called, serves, clock
        self._since = clock()

    def silence(self) -> float | None:
        """Seconds of silence, if they are so many that the worker may be deaf. To be asked every few seconds."""
        now = self._clock()
        self._since = max(self._since, self._called()) if self._able() else now
        silent = now - self._since
        return silent if self._after and silent >= self._after else None

    def missed(self, calls: Iterable[Unheard], *, silent: float, now: datetime) -> Unheard | None:
        """A call from within the silence that this worker should have heard; ``now`` is the store's clock."""
        since = now - timedelta(seconds=silent)
        return next((call for call in calls if call.since >= since and self._serves(call)), None)
