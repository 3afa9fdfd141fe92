"""The server's clock, as far as it can be known without asking each time."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Final

from aurora_celery.errors import StoreUnavailable

_REFRESH: Final = 60.0


class ServerClock:
    """An estimate of the server's clock, off by at most half a round trip plus a minute's drift.

    Counts on from the last answer by the monotonic clock, so that this machine's wall clock plays no part.
    """

    def __init__(self, ask: Callable[[], datetime]) -> None:
        self._ask = ask
        self._known: tuple[datetime, float] | None = None

    def now(self) -> datetime:
        """The server's time now, in UTC, cut to milliseconds.

        Asks the server once a minute, and goes on from what it knows while nobody answers. Raises
        StoreUnavailable when nothing is known yet.
        """
        known = self._known
        if known is None:
            known = self._known = self._measure()
        elif time.monotonic() - known[1] > _REFRESH:
            known = self._known = self._measured_again(known)
        return _whole_ms(known[0] + timedelta(seconds=time.monotonic() - known[1]))

    def _measured_again(self, known: tuple[datetime, float]) -> tuple[datetime, float]:
        try:
            return self._measure()
        except StoreUnavailable:
            return known

    def _measure(self) -> tuple[datetime, float]:
        sent = time.monotonic()
        answer = self._ask()
        received = time.monotonic()
        return answer, (sent + received) / 2


def _whole_ms(moment: datetime) -> datetime:
    return moment.replace(microsecond=moment.microsecond // 1000 * 1000)
