"""Where the time of a run went: values only."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from aurora_celery.model.states import NodeState, RunState


@dataclass(frozen=True, slots=True, kw_only=True)
class TrySpan:
    """One try. ``ready`` is when the node could have been claimed for it, ``claimed`` when it was.

    ``state`` is how it ended: succeeded, retrying (it failed, another was to follow), failed, cancelled, skipped;
    or running. Times are the store's own clock, UTC.
    """

    number: int
    epoch: int
    state: NodeState
    ready: datetime | None
    claimed: datetime | None
    finished: datetime | None
    worker: str | None = None
    reason: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class NodeSpan:
    """One node with its tries, the oldest first. ``preds`` are the ids of its predecessors.

    ``waited`` is the time in seconds from when the node was ready to its first claim in this epoch, ``ran`` that of all
    its tries, each as far as is known. ``critical``: the run's end waited for this one.
    """

    id: str
    index: int
    handler: str
    state: NodeState
    preds: tuple[str, ...]
    ready: datetime | None
    finished: datetime | None
    waited: float | None
    ran: float | None
    critical: bool
    tries: tuple[TrySpan, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Timeline:
    """A run in time. ``trace_id`` is what its spans go under, where they are traced; ``critical_path`` are node ids.

    The critical path is the one that was taken: each node on it is the predecessor of the next that ended last.
    """

    run: str
    graph: str
    state: RunState
    epoch: int
    trace_id: str
    created: datetime
    finished: datetime | None
    critical_path: tuple[str, ...]
    nodes: tuple[NodeSpan, ...]
