"""What the processes of one worker tell each other without a round trip: that it drains, what it was called for."""

from __future__ import annotations

import mmap
import time

_DOUBLE = 8
_DRAINING, _CALLED, _REFUSED = range(3)


class Pulse:
    """Three numbers in memory that every process shares which is forked from the one that made this."""

    def __init__(self) -> None:
        self._shared = memoryview(mmap.mmap(-1, 3 * _DOUBLE)).cast("d")

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

    @property
    def refused(self) -> int:
        """How many messages the worker has refused because nobody could read them."""
        return int(self._shared[_REFUSED])

    def note_refusal(self) -> None:
        """A message was refused. Of two processes that say so in the same instant one may go uncounted."""
        self._shared[_REFUSED] += 1.0
