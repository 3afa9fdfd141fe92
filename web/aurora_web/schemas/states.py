"""All nodes of a run in a small space: lists by the index in the plan, and words by their place in a legend."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Final, Literal

from pydantic import Field

from aurora_celery.model.glance import NodeGlance
from aurora_celery.model.plan import PlanNode
from aurora_celery.model.run import Run
from aurora_celery.model.states import NodeState, RunState
from aurora_web.api import RequestModel, ResponseModel
from aurora_web.api.model import Moment

LEGEND: Final = tuple(NodeState)


class StatesQuery(RequestModel):
    """Whether times are wanted, too."""

    times: Literal["true", "false"] = Field(default="false", description="Whether to say when nodes began and ended.")


class RunStates(ResponseModel):
    """How every node of a run stands. Lists are in the order of the plan.

    A state is a place in ``legend``. ``started`` and ``finished`` are milliseconds after the run was ``created``, null
    for what did not happen; both lists are null unless times were asked for.
    """

    run: str
    plan: str
    state: RunState
    cancelling: bool
    epoch: int
    created: Moment
    finished_at: Moment | None
    counts: dict[NodeState, int]
    legend: list[NodeState]
    states: list[int]
    attempts: list[int]
    started: list[int | None] | None
    finished: list[int | None] | None


class RunPlan(ResponseModel):
    """What a run was to do, as it was compiled for it. Lists are in the order of the plan.

    A handler is a place in ``handlers``; ``preds`` are indexes of predecessors.
    """

    run: str
    graph: str
    version: int | None
    plan: str
    ids: list[str]
    handlers: list[str]
    handler: list[int]
    preds: list[list[int]]


def states_view(run: Run, nodes: Sequence[NodeGlance], *, times: bool) -> RunStates:
    """How every node of a run stands."""
    return RunStates(
        run=run.id,
        plan=run.plan,
        state=run.state,
        cancelling=run.cancelling,
        epoch=run.epoch,
        created=run.created,
        finished_at=run.finished,
        counts=dict(Counter(node.state for node in nodes)),
        legend=list(LEGEND),
        states=[place_of(node) for node in nodes],
        attempts=[node.attempt for node in nodes],
        started=[_after(run.created, node.started) for node in nodes] if times else None,
        finished=[_after(run.created, node.finished) for node in nodes] if times else None,
    )


def plan_of_run(run: Run, nodes: Iterable[PlanNode]) -> RunPlan:
    """What a run was to do."""
    nodes = list(nodes)
    handlers = {name: place for place, name in enumerate(dict.fromkeys(node.handler for node in nodes))}
    return RunPlan(
        run=run.id,
        graph=run.graph,
        version=run.version,
        plan=run.plan,
        ids=[node.id for node in nodes],
        handlers=list(handlers),
        handler=[handlers[node.handler] for node in nodes],
        preds=[list(node.preds) for node in nodes],
    )


def place_of(node: NodeGlance) -> int:
    """The place of a node's state in the legend."""
    return LEGEND.index(node.state)


def _after(since: datetime, moment: datetime | None) -> int | None:
    return None if moment is None else round((moment - since).total_seconds() * 1000)
