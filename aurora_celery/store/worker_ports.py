"""What Aurora asks of a store about workers: signs of life, and leases."""

from __future__ import annotations

from typing import Protocol

from aurora_celery.store.values import WorkerBeat


class WorkerStore(Protocol):
    """Signs of life, and the lease of the one sweeper."""

    def beat(self, beat: WorkerBeat) -> None:
        """Say that a worker lives."""

    def leave(self, worker: str) -> None:
        """A worker has stopped in order: none of its processes runs a handler any more."""

    def workers(self, *, within: float) -> tuple[WorkerBeat, ...]:
        """Workers whose last beat is at most so many seconds old, by the store's clock."""

    def lead(self, name: str, owner: str, *, seconds: float) -> bool:
        """Take or keep the named lease; True while it is ours.

        What may be asked often is cheap: nothing is written while the lease is somebody else's, nor while it is
        ours with more than half of ``seconds`` left. So True promises that half, and the whole when it was renewed.
        """

    def resign(self, name: str, owner: str) -> None:
        """Give the lease up if it is ours."""
