"""Tell where the time of a run went, from what the store has recorded of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime

from aurora_celery.model.run import Attempt, NodeRun, Run
from aurora_celery.model.states import NodeState
from aurora_celery.model.timeline import NodeSpan, Timeline, TrySpan
from aurora_celery.observability.identity import trace_id


def timeline_of(run: Run, preds: Mapping[int, tuple[int, ...]]) -> Timeline:
    """The run in time. ``preds`` are the indexes of each node's predecessors."""
    nodes = {node.index: node for node in run.nodes}
    path = critical_path(nodes, preds)
    spans = (
        _node(node, run.epoch, tuple(nodes[index].id for index in preds[node.index]), critical=node.index in path)
        for node in run.nodes
    )
    return Timeline(
        run=run.id,
        graph=run.graph,
        state=run.state,
        epoch=run.epoch,
        trace_id=f"{trace_id(run.id):032x}",
        created=run.created,
        finished=run.finished,
        critical_path=tuple(nodes[index].id for index in path),
        nodes=tuple(spans),
    )


def critical_path(nodes: Mapping[int, NodeRun], preds: Mapping[int, tuple[int, ...]]) -> list[int]:
    """From the node that ended last back over the predecessors that ended last; in the order in which they ran."""
    path: list[int] = []
    last = _last(nodes, list(nodes))
    while last is not None:
        path.append(last)
        last = _last(nodes, preds[last])
    return path[::-1]


def _last(nodes: Mapping[int, NodeRun], among: tuple[int, ...] | list[int]) -> int | None:
    """The one that ended last, of those that were run."""
    ended = [(node.finished, index) for index in among if (node := nodes[index]).started and node.finished]
    return max(ended)[1] if ended else None


def _node(node: NodeRun, epoch: int, preds: tuple[str, ...], *, critical: bool) -> NodeSpan:
    tries = tuple(_tries(node, epoch))
    own = [each for each in tries if each.epoch == epoch and each.claimed]
    ran = [_seconds(each.claimed, each.finished) for each in own if each.finished]
    return NodeSpan(
        id=node.id,
        index=node.index,
        handler=node.handler,
        state=node.state,
        preds=preds,
        ready=node.queued,
        finished=node.finished,
        waited=_seconds(node.queued, own[0].claimed) if own and node.queued else None,
        ran=sum(ran) if ran else None,
        critical=critical,
        tries=tries,
    )


def _tries(node: NodeRun, epoch: int) -> Iterator[TrySpan]:
    """The tries of the node's history, and the last one, which is there already if it failed."""
    ready = {epoch: node.queued}
    for past in node.history:
        yield _past(node, past, ready.get(past.epoch), is_last=_is_last(node, past, epoch))
        ready[past.epoch] = past.finished
    told = any(_is_last(node, past, epoch) for past in node.history)
    if node.started and not told:
        yield TrySpan(
            number=node.attempts,
            epoch=epoch,
            state=node.state,
            ready=ready.get(epoch),
            claimed=node.started,
            finished=node.finished,
            worker=node.worker,
        )


def _is_last(node: NodeRun, past: Attempt, epoch: int) -> bool:
    return (past.epoch, past.number) == (epoch, node.attempts)


def _past(node: NodeRun, past: Attempt, ready: datetime | None, *, is_last: bool) -> TrySpan:
    if past.failure is None:
        state = NodeState.CANCELLED if past.output is None else NodeState.SUCCEEDED
    else:
        state = NodeState.FAILED if is_last and node.state is NodeState.FAILED else NodeState.RETRYING
    return TrySpan(
        number=past.number,
        epoch=past.epoch,
        state=state,
        ready=ready,
        claimed=past.started,
        finished=past.finished,
        worker=past.worker,
        reason=past.failure.reason if past.failure else None,
    )


def _seconds(start: datetime | None, end: datetime | None) -> float:
    return max(0.0, (end - start).total_seconds()) if start and end else 0.0
