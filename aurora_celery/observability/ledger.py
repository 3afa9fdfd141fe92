"""What one worker, or one other process, has counted: in all, and since the store was last told."""

from __future__ import annotations

import threading
from collections.abc import Callable

from aurora_celery.errors import StoreError
from aurora_celery.observability.series import Bounded, plus
from aurora_celery.store.ports import Store
from aurora_celery.store.tallies import Tally

_Sums = dict[tuple[str, ...], Tally]


class Ledger:
    """Sums in memory. Safe to use from threads; belongs to one process."""

    def __init__(self, store: Callable[[], Store]) -> None:
        self._store = store
        self._lock, self._bounded = threading.Lock(), Bounded()
        self._all: _Sums = {}
        self._new: _Sums = {}
        self._running: dict[int, int] = {}

    def add(self, tally: Tally) -> None:
        """One more sighting."""
        with self._lock:
            tally = self._bounded.tally(tally)
            key = (tally.name, *tally.labels)
            for sums in (self._all, self._new):
                sums[key] = plus(sums[key], tally) if key in sums else tally

    def runs(self, pid: int, more: int) -> None:
        """So many more handlers run in a process of the worker, or fewer if it is negative."""
        with self._lock:
            self._running[pid] = max(0, self._running.get(pid, 0) + more)

    def running(self, alive: Callable[[int], bool]) -> int:
        """How many handlers run. What a process that is gone had begun does not."""
        with self._lock:
            self._running = {pid: count for pid, count in self._running.items() if count and alive(pid)}
            return sum(self._running.values())

    def all(self) -> tuple[Tally, ...]:
        """Everything that was ever added."""
        with self._lock:
            return tuple(self._all.values())

    def tell_store(self) -> None:
        """Add what is new to what the store has. A store that does not take it now is told again later."""
        with self._lock:
            new, self._new = self._new, {}
        if not new:
            return
        try:
            self._store().tallies.add(tuple(new.values()))
        except StoreError:
            with self._lock:
                for key, tally in new.items():
                    self._new[key] = plus(self._new[key], tally) if key in self._new else tally
