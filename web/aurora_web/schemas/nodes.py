"""Nodes of a run, and the tries of each."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import Field

from aurora_celery import NodeInspection
from aurora_celery.model.run import Attempt, NodeProgress, NodeRun
from aurora_celery.model.states import NodeState
from aurora_web.api import FieldsQuery, ResponseModel
from aurora_web.api.model import Moment
from aurora_web.schemas.failures import FailureView, failure_view


class ProgressView(ResponseModel):
    """How far a handler has come, as it says itself."""

    attempt: int
    fraction: float | None
    message: str
    at: Moment | None


class AttemptView(ResponseModel):
    """One try of a node that did not succeed, or that did in an earlier epoch."""

    number: int
    epoch: int
    started: Moment | None
    finished: Moment | None
    worker: str | None
    error: FailureView | None


class NodeView(ResponseModel):
    """One node of a run. ``queued`` is when its last predecessor was done."""

    id: str
    index: int
    handler: str
    state: NodeState
    attempts: int
    queued: Moment | None
    started: Moment | None
    finished: Moment | None
    worker: str | None
    error: FailureView | None
    progress: ProgressView | None
    history: list[AttemptView]


class NodesQuery(FieldsQuery):
    """Which nodes to list, in the order of the plan."""

    state: list[NodeState] = Field(default_factory=list, max_length=9, description="Any of these.")
    limit: int = Field(default=100, ge=1, le=500)
    cursor: Annotated[str, Field(pattern=r"^\d{1,9}$")] | None = None


class NodePage(ResponseModel):
    """Some nodes; ``cursor`` leads to the next, null at the end. A page may be short, or empty, and not the last."""

    items: list[NodeView]
    cursor: str | None


class NeedView(ResponseModel):
    """A predecessor, and how it stands."""

    node: str
    state: NodeState


class NodeDetail(NodeView):
    """A node by itself: with tracebacks, what it waits for, and what its author wrote for it."""

    run: str
    needs: list[NeedView]
    params: dict[str, Any]
    timeout: float | None
    queue: str | None


class NodeValues(ResponseModel):
    """What a node was given, or returned."""

    run: str
    node: str
    value: Any


def node_detail(found: NodeInspection) -> NodeDetail:
    """A node by itself."""
    return NodeDetail(
        **dict(node_view(found.node, traceback=True)),
        run=found.run.id,
        needs=[NeedView(node=name, state=state) for name, state in found.needs.items()],
        params=dict(found.params),
        timeout=found.timeout,
        queue=found.queue,
    )


def node_view(node: NodeRun, *, traceback: bool = False) -> NodeView:
    """A node; with tracebacks where it is looked at by itself."""
    return NodeView(
        id=node.id,
        index=node.index,
        handler=node.handler,
        state=node.state,
        attempts=node.attempts,
        queued=node.queued,
        started=node.started,
        finished=node.finished,
        worker=node.worker,
        error=failure_view(node.error, traceback=traceback),
        progress=progress_view(node.progress),
        history=[_attempt(each, traceback=traceback) for each in node.history],
    )


def progress_view(progress: NodeProgress | None) -> ProgressView | None:
    """How far a handler has come."""
    if progress is None:
        return None
    return ProgressView(attempt=progress.attempt, fraction=progress.fraction, message=progress.message, at=progress.at)


def _attempt(attempt: Attempt, *, traceback: bool) -> AttemptView:
    return AttemptView(
        number=attempt.number,
        epoch=attempt.epoch,
        started=attempt.started,
        finished=attempt.finished,
        worker=attempt.worker,
        error=failure_view(attempt.failure, traceback=traceback),
    )
