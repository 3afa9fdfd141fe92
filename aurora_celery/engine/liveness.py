"""Tell whether the process that claimed a node still works on it, from the signs of life in the store."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import timedelta

from aurora_celery.store.ports import SlotView, WorkerBeat

#: Seconds that a process may be younger than the list of processes in its worker's sign of life.
_YOUNG = 2.0


@dataclass(frozen=True, slots=True)
class Liveness:
    """The workers that live, and a way to look a process up directly if it is on this machine.

    ``gone`` answers True only for a worker that ran on this machine and certainly runs no more. ``settled`` is
    False for a while after nobody could give signs of life: then silence proves nothing.
    """

    workers: Sequence[WorkerBeat]
    gone: Callable[[WorkerBeat], bool] = lambda _: False
    settled: bool = True
    _by_id: dict[str, WorkerBeat] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_by_id", {beat.id: beat for beat in self.workers})

    def holds(self, state: SlotView) -> bool:
        """False when the claim's process is dead, or its worker has not been heard of within the lease."""
        beat = self._by_id.get(state.worker or "")
        if beat is None:
            return not self.settled
        if self.gone(beat):
            return False
        if state.pid in beat.pids or state.started is None or beat.beat is None:
            return True
        return state.started > beat.beat - timedelta(seconds=_YOUNG)
