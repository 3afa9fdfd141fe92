"""Signs of life and leases in memory."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

from aurora_celery.store.memory.state import MemoryState
from aurora_celery.store.ports import WorkerBeat


class MemoryWorkers:
    """``WorkerStore`` in memory."""

    def __init__(self, state: MemoryState) -> None:
        self._state = state
        self._beats: dict[str, WorkerBeat] = {}
        self._leases: dict[str, tuple[str, datetime]] = {}

    def beat(self, beat: WorkerBeat) -> None:
        """Say that a worker lives."""
        with self._state.lock:
            now, before = self._state.now(), self._beats.get(beat.id)
            self._beats[beat.id] = replace(beat, beat=now, started=before.started if before else now)

    def leave(self, worker: str) -> None:
        """Forget a worker that has stopped in order."""
        with self._state.lock:
            self._beats.pop(worker, None)

    def workers(self, *, within: float) -> tuple[WorkerBeat, ...]:
        """Workers that live, by id."""
        with self._state.lock:
            oldest = self._state.now() - timedelta(seconds=within)
            living = [beat for beat in self._beats.values() if beat.beat is not None and beat.beat >= oldest]
            return tuple(sorted(living, key=lambda beat: beat.id))

    def lead(self, name: str, owner: str, *, seconds: float) -> bool:
        """Take or keep a lease."""
        with self._state.lock:
            now = self._state.now()
            holder, until = self._leases.get(name, (owner, now))
            if until <= (self._state.after(seconds / 2) if holder == owner else now):
                holder, until = self._leases[name] = (owner, self._state.after(seconds))
            return holder == owner

    def resign(self, name: str, owner: str) -> None:
        """Give a lease up."""
        with self._state.lock:
            if self._leases.get(name, ("", None))[0] == owner:
                del self._leases[name]
