"""Where the time of a run went."""

from __future__ import annotations

from aurora_celery.model.states import NodeState, RunState
from aurora_celery.model.timeline import NodeSpan, Timeline, TrySpan
from aurora_web.api import ResponseModel
from aurora_web.api.model import Moment


class TrySpanView(ResponseModel):
    """One try: when the node was ready for it, when it was claimed, and when it ended."""

    number: int
    epoch: int
    state: NodeState
    ready: Moment | None
    claimed: Moment | None
    finished: Moment | None
    worker: str | None
    reason: str | None


class NodeSpanView(ResponseModel):
    """One node. ``waited`` and ``ran`` are seconds. ``critical``: the run's end waited for it."""

    id: str
    index: int
    handler: str
    state: NodeState
    preds: list[str]
    ready: Moment | None
    finished: Moment | None
    waited: float | None
    ran: float | None
    critical: bool
    tries: list[TrySpanView]


class RunTrace(ResponseModel):
    """A run in time. ``critical_path`` is the one that was taken, as ids of nodes."""

    run: str
    graph: str
    state: RunState
    epoch: int
    trace_id: str
    created: Moment
    finished: Moment | None
    critical_path: list[str]
    nodes: list[NodeSpanView]


def trace_view(timeline: Timeline) -> RunTrace:
    """A run in time."""
    return RunTrace(
        run=timeline.run,
        graph=timeline.graph,
        state=timeline.state,
        epoch=timeline.epoch,
        trace_id=timeline.trace_id,
        created=timeline.created,
        finished=timeline.finished,
        critical_path=list(timeline.critical_path),
        nodes=[_node(node) for node in timeline.nodes],
    )


def _node(node: NodeSpan) -> NodeSpanView:
    return NodeSpanView(
        id=node.id,
        index=node.index,
        handler=node.handler,
        state=node.state,
        preds=list(node.preds),
        ready=node.ready,
        finished=node.finished,
        waited=node.waited,
        ran=node.ran,
        critical=node.critical,
        tries=[_try(each) for each in node.tries],
    )


def _try(each: TrySpan) -> TrySpanView:
    return TrySpanView(
        number=each.number,
        epoch=each.epoch,
        state=each.state,
        ready=each.ready,
        claimed=each.claimed,
        finished=each.finished,
        worker=each.worker,
        reason=each.reason,
    )
