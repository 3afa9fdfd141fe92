"""Show what the store holds of a run in the words of the model."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from functools import partial

from aurora_celery.app.stored_run import StoredRun, later
from aurora_celery.engine.decide import slot_of
from aurora_celery.engine.engine import Engine
from aurora_celery.model.plan import CellPlan, PlanNode
from aurora_celery.model.run import Failure, NodeRun, Run
from aurora_celery.model.states import Control, NodeState
from aurora_celery.store.ports import CellView, RunView, SlotView

#: How far two times that one write sets may lie apart: the server may be kept from its processor in between.
_TICK = timedelta(milliseconds=250)


def present_run(view: RunView, engine: Engine, *, cells: Iterable[CellView] = ()) -> Run:
    """A run; with the given cells, its nodes too, in plan order. Inputs and outputs are read when asked for."""
    nodes = tuple(node for cell in cells for node in _present_cell(cell, engine))
    starts = [node.started for node in nodes if node.started] + [
        attempt.started for node in nodes for attempt in node.history if attempt.started
    ]
    return StoredRun(
        id=view.id,
        graph=view.graph,
        version=view.version,
        plan=view.plan,
        state=view.state,
        epoch=view.epoch,
        created=view.created,
        started=min(starts, default=None),
        finished=_ended(view.finished, nodes),
        inputs=later(partial(engine.values.inputs, view.inputs)),
        outputs=None if view.outputs is None else later(partial(engine.values.one, view.outputs)),
        error=view.error,
        labels=view.labels,
        key=view.key,
        cancelling=view.control is Control.CANCEL and not view.state.is_terminal,
        deadline=view.deadline,
        origin=view.origin,
        nodes=_with_queued(nodes, view, engine),
    )


def _ended(finished: datetime | None, nodes: tuple[NodeRun, ...]) -> datetime | None:
    """When a run ended, which the write that ended its last node says, too, a moment earlier or later."""
    if finished is None:
        return None
    last = max((node.finished for node in nodes if node.finished), default=finished)
    return last if finished < last <= finished + _TICK else finished


def _present_cell(cell: CellView, engine: Engine) -> Iterable[NodeRun]:
    part: CellPlan = engine.plans.cell(cell.plan, cell.ref.cell)
    for slot, node in enumerate(part.nodes):
        yield _present_node(node, slot_of(cell, slot), engine=engine, plan=cell.plan)


def _present_node(node: PlanNode, state: SlotView, *, engine: Engine, plan: str) -> NodeRun:
    error = state.failure
    if state.state is NodeState.SKIPPED and state.cause is not None:
        error = _why_skipped(node, engine.plans.node(plan, state.cause))
    return NodeRun(
        id=node.id,
        index=node.index,
        handler=node.handler,
        state=state.state,
        attempts=state.attempt,
        started=state.started,
        finished=state.finished,
        worker=state.worker,
        error=error,
        progress=state.progress,
        history=state.history,
    )


def _why_skipped(node: PlanNode, cause: PlanNode) -> Failure | None:
    """Nothing is wrong with a node that somebody wanted to be skipped."""
    if cause.index == node.index:
        return None
    return Failure(reason="upstream_failed", message=f"node {cause.id!r} failed or was skipped", node=cause.id)


def _with_queued(nodes: tuple[NodeRun, ...], view: RunView, engine: Engine) -> tuple[NodeRun, ...]:
    """When each node's last predecessor was done: the instant at which it was rung for, or claimed by that very write.

    The server reads its clock for each time that a write sets, one after the other, in an order of its own.
    """
    ended: Mapping[int, datetime | None] = {node.index: node.finished for node in nodes}

    def queued(node: NodeRun) -> datetime | None:
        if node.state is NodeState.SKIPPED:
            return None
        times = [ended.get(index) for index in engine.plans.node(view.plan, node.index).preds]
        known = [time for time in times if time is not None]
        since = _epoch_of(node, view)
        if node.started is not None and node.started < since and not _is_skewed(node, since):
            return node.started
        return None if len(known) < len(times) else max([since, *known])

    def placed(node: NodeRun) -> NodeRun:
        since, started = queued(node), node.started
        if since is not None and _is_skewed(node, since):
            started = since
        return replace(node, queued=since, started=started)

    return tuple(map(placed, nodes))


def _is_skewed(node: NodeRun, since: datetime) -> bool:
    """Whether a node seems to have begun before it could, for two times that one write set are not the same."""
    if node.started is None or not since - _TICK <= node.started < since:
        return False
    return node.finished is None or since <= node.finished


def _epoch_of(node: NodeRun, view: RunView) -> datetime:
    """When the epoch began in which a node was tried last, which is an earlier one if an operation kept the node."""
    begun = [view.created, *(made.at for made in view.operations if made.nodes and made.at is not None)]
    earlier = [moment for moment in begun if node.started is None or moment <= node.started]
    return max(earlier, default=view.created)
