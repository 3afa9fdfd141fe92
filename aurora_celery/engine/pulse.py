"""What the processes of one worker tell each other without a round trip: that it drains, and that one was called."""

from __future__ import annotations

import mmap
import time

_DOUBLE = 8
_DRAINING, _CALLED = range(2)


class Pulse:
    """Two numbers in memory that every process shares which is forked from the one that made this."""

    def __init__(self) -> None:
        self._shared = memoryview(mmap.mmap(-1, 2 * _DOUBLE)).cast("d")

    @property
    def draining(self) -> bool:
        """True once the worker takes no new work."""
        return bool(self._shared[_DRAINING])

    def drain(self) -> None:
        """Take no new work from now on, in any process."""
        self._shared[_DRAINING] = 1.0

    @property
    def called(self) -> float:
        """When a process of the worker was last called for a node, in seconds of the monotonic clock."""
        return self._shared[_CALLED]

    def note_call(self) -> None:
        """A message has reached a process of the worker."""
        self._shared[_CALLED] = time.monotonic()
