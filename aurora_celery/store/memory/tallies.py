"""Tallies in memory."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from aurora_celery.store.memory.state import MemoryState
from aurora_celery.store.tallies import Tally


class MemoryTallies:
    """``TallyStore`` in memory."""

    def __init__(self, state: MemoryState) -> None:
        self._state = state
        self._tallies: dict[tuple[str, ...], Tally] = {}

    def add(self, tallies: Sequence[Tally]) -> None:
        """Add to what is kept."""
        with self._state.lock:
            for tally in tallies:
                key = (tally.name, *tally.labels)
                empty = replace(tally, count=0, total=0.0, buckets=(0,) * len(tally.buckets), since=self._state.now())
                kept = self._tallies.get(key, empty)
                buckets = tuple(map(sum, zip(kept.buckets, tally.buckets, strict=True)))
                count, total = kept.count + tally.count, kept.total + tally.total
                self._tallies[key] = replace(kept, count=count, total=total, buckets=buckets)

    def all(self, *, limit: int) -> tuple[Tally, ...]:
        """What is kept, the oldest first."""
        with self._state.lock:
            return tuple(self._tallies.values())[:limit]
