"""When an attempt is ended by force if only the time to ask it to stop was given."""

from __future__ import annotations

#: After asking, a handler has this long to stop: a share of its timeout, but never less than so many seconds.
GRACE_SHARE = 0.1
GRACE_SECONDS = 5.0


def hard_timeout(timeout: float | None, hard: float | None) -> float | None:
    """Seconds after which an attempt is ended; None without any limit."""
    if hard is not None or timeout is None:
        return hard
    return timeout + max(GRACE_SECONDS, timeout * GRACE_SHARE)
