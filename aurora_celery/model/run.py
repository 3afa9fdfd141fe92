"""What happened: runs, their nodes, the tries of each, and how they failed. Values only."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from aurora_celery.model.states import NodeState, RunState


@dataclass(frozen=True, slots=True, kw_only=True)
class Failure:
    """Why a try, a node or a run failed.

    ``reason`` is a stable word: ``exception``, ``timeout``, ``worker_lost``, ``worker_stopped``, ``poison``, ``oom``,
    ``unserialisable``, ``result_too_large``, ``expression_error``, ``handler_not_found``, ``upstream_failed``,
    ``deadline``, ``marked``.
    ``type`` is the exception's name. ``node`` is the id of the node that failed, where that is not
    plain from the context.
    """

    reason: str
    type: str = ""
    message: str = ""
    traceback: str = ""
    node: str | None = None

    def __str__(self) -> str:
        where = f"node {self.node!r}: " if self.node else ""
        return f"{where}{self.type or self.reason}: {self.message}"


@dataclass(frozen=True, slots=True)
class Output:
    """A recorded value: its JSON when small, otherwise the key of where it lies."""

    text: str | None = None
    ref: str | None = None
    size: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Attempt:
    """One try of a node that did not succeed, or that did in an earlier epoch. Times are the store's own clock, UTC.

    ``number`` counts from 1 in each ``epoch``. ``output`` is what an earlier epoch recorded. A try without failure and
    output was broken off, because its run was cancelled or its node skipped.
    """

    number: int
    epoch: int = 0
    started: datetime | None = None
    finished: datetime | None = None
    worker: str | None = None
    failure: Failure | None = None
    output: Output | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class NodeProgress:
    """How far a handler has come, as it says itself. ``fraction`` is from 0 to 1, or None where nobody can tell."""

    attempt: int
    fraction: float | None = None
    message: str = ""
    at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class NodeRun:
    """One node of one run. ``queued`` is when its last predecessor was done. ``progress`` is of its last try."""

    id: str
    index: int
    handler: str
    state: NodeState = NodeState.PENDING
    attempts: int = 0
    queued: datetime | None = None
    started: datetime | None = None
    finished: datetime | None = None
    worker: str | None = None
    error: Failure | None = None
    progress: NodeProgress | None = None
    history: tuple[Attempt, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """One execution of a graph. ``nodes`` is filled only where the whole run was asked for.

    ``cancelling``: it starts nothing more and ends once its handlers have. ``origin`` is the run that it does again.
    """

    id: str
    graph: str
    version: int | None
    plan: str
    state: RunState
    epoch: int = 0
    created: datetime
    started: datetime | None = None
    finished: datetime | None = None
    inputs: Mapping[str, Any] = field(default_factory=dict)
    outputs: Any = None
    error: Failure | None = None
    labels: Mapping[str, str] = field(default_factory=dict)
    key: str | None = None
    cancelling: bool = False
    deadline: datetime | None = None
    origin: str | None = None
    nodes: tuple[NodeRun, ...] = ()
