"""Why a node does not run yet."""

from __future__ import annotations

from aurora_celery.model.hindrance import Hindrance, HindranceKind, Waiting
from aurora_celery.model.states import NodeState
from aurora_web.api import ResponseModel
from aurora_web.api.model import Moment
from aurora_web.schemas.nodes import NeedView


class HindranceView(ResponseModel):
    """One thing that a node waits for.

    ``nodes`` are the first of ``count`` predecessors that have not succeeded. ``count`` is also the depth of the queue,
    or how many processes are busy. ``until`` is when it is over by itself.
    """

    kind: HindranceKind
    message: str
    nodes: list[NeedView]
    count: int | None
    queue: str | None
    workers: list[str]
    rate: str | None
    until: Moment | None


class WaitingView(ResponseModel):
    """A node and all that it waits for; nothing, if it runs or has ended. ``deadline`` is that of its run."""

    run: str
    node: str
    state: NodeState
    queue: str
    deadline: Moment | None
    hindrances: list[HindranceView]


def waiting_view(waiting: Waiting) -> WaitingView:
    """A node and what it waits for."""
    return WaitingView(
        run=waiting.run,
        node=waiting.node,
        state=waiting.state,
        queue=waiting.queue,
        deadline=waiting.deadline,
        hindrances=[_hindrance(each) for each in waiting.hindrances],
    )


def _hindrance(each: Hindrance) -> HindranceView:
    return HindranceView(
        kind=each.kind,
        message=each.message,
        nodes=[NeedView(node=name, state=state) for name, state in each.nodes.items()],
        count=each.count,
        queue=each.queue,
        workers=list(each.workers),
        rate=each.rate,
        until=each.until,
    )
