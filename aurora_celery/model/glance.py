"""What is seen of runs and nodes when many are looked at once: values only."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from aurora_celery.model.states import NodeState, RunState


@dataclass(frozen=True, slots=True)
class NodeGlance:
    """How a node stands, and in which try; times are the store's own clock, UTC."""

    state: NodeState = NodeState.PENDING
    attempt: int = 0
    started: datetime | None = None
    finished: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RunGlance:
    """How a run stands."""

    id: str
    version: int | None
    plan: str
    state: RunState
    created: datetime
    finished: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Stretch:
    """Runs that were created from ``since`` on and before ``until``, in buckets of ``step``.

    No more than ``most`` of them are counted, the newest; ``projects`` are those whose runs may be seen, None for all.
    """

    since: datetime
    until: datetime
    step: timedelta
    projects: tuple[str, ...] | None = None
    most: int = 20_000


@dataclass(frozen=True, slots=True, kw_only=True)
class FailingGraph:
    """A graph of which ``failed`` of ``runs`` have failed; the last of these was created at ``last``."""

    graph: str
    runs: int
    failed: int
    last: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class History:
    """What became of the runs of a stretch: how many are in which state, by the number of their bucket.

    ``since`` is the creation of the oldest run that was counted if there were more, otherwise where the stretch begins.
    ``failing`` are the graphs with the most failed runs, the worst first.
    """

    since: datetime
    counts: Mapping[tuple[int, RunState], int]
    failing: tuple[FailingGraph, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Grid:
    """The last runs of a graph beside each other, newest first. Each has a state for each of ``rows``, the nodes.

    None stands where the version that a run used has no such node.
    """

    rows: tuple[str, ...]
    columns: tuple[tuple[RunGlance, tuple[NodeGlance | None, ...]], ...]
