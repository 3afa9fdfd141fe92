"""What one listener has not heard yet: bounded, so that who is slow misses something instead of filling the memory."""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from aurora_celery.model.event import RunEvent


@dataclass(frozen=True, slots=True)
class Interest:
    """What somebody wants to hear: everything of some ``runs``; of ``every`` run, what happens to the run as such.

    ``may_see`` is asked for the graph of a run before anything of it is told.
    """

    runs: frozenset[str] = frozenset()
    every: bool = False
    may_see: Callable[[str], bool] = field(default=lambda _: True)


class Missed(Exception):
    """Something happened that the listener will not be told: look at everything anew."""


class Subscription:
    """The queue of one listener. Filled by one thread and emptied by another."""

    def __init__(self, interest: Interest, *, capacity: int, leave: Callable[[Subscription], None]) -> None:
        self.interest = interest
        self._capacity, self._leave = capacity, leave
        self._waiting: deque[RunEvent] = deque()
        self._missed = False
        self._changed = threading.Condition()

    def next(self, *, timeout: float) -> RunEvent | None:
        """The next event; None when there was none in so many seconds. Raises Missed, once for each gap."""
        with self._changed:
            self._changed.wait_for(lambda: self._missed or self._waiting, timeout)
            if self._missed:
                self._missed = False
                raise Missed
            return self._waiting.popleft() if self._waiting else None

    def put(self, events: Iterable[RunEvent]) -> None:
        """Add what happened. When there is too much to keep, all of it is missed."""
        with self._changed:
            self._waiting.extend(events)
            if len(self._waiting) > self._capacity:
                self._miss()
            self._changed.notify_all()

    def put_first(self, events: list[RunEvent]) -> None:
        """Add what happened before all that waits."""
        with self._changed:
            self._waiting.extendleft(reversed(events))
            if len(self._waiting) > self._capacity:
                self._miss()
            self._changed.notify_all()

    def miss(self) -> None:
        """Tell the listener that there is a gap."""
        with self._changed:
            self._miss()
            self._changed.notify_all()

    def close(self) -> None:
        """Nobody listens any more."""
        self._leave(self)

    def _miss(self) -> None:
        self._waiting.clear()
        self._missed = True
