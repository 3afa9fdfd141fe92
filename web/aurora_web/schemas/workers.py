"""Workers and the handlers that they serve."""

from __future__ import annotations

from typing import Any, Literal

from pydantic import Field

from aurora_celery import WorkerBeat
from aurora_celery.model.handler import HandlerSpec
from aurora_celery.model.worker import WorkerLook
from aurora_web.api import RequestModel, ResponseModel
from aurora_web.api.model import Moment
from aurora_web.schemas.orders import LookView, look_view


class WorkerView(ResponseModel):
    """A worker that gives signs of life."""

    id: str
    hostname: str
    host: str
    pid: int
    processes: int
    concurrency: int
    draining: bool
    labels: list[str]
    queues: list[str]
    handlers: list[str]
    started: Moment | None
    beat: Moment | None


class WorkerQuery(RequestModel):
    """Whether the worker itself is asked."""

    live: Literal["true", "false"] = Field(default="true", description="Whether the worker is asked how it stands.")


class WorkerDetail(WorkerView):
    """A worker, and how it stands by its own word; null if it was not asked."""

    live: LookView | None


class WorkerList(ResponseModel):
    """Every worker that lives."""

    items: list[WorkerView]


class ParameterView(ResponseModel):
    """One parameter of a handler; its schema is empty when its type is not known."""

    name: str
    required: bool
    value_schema: dict[str, Any]


class HandlerView(ResponseModel):
    """What a node can name. ``parameters`` is null where only workers know the handler."""

    name: str
    description: str
    parameters: list[ParameterView] | None
    open: bool
    result: dict[str, Any]
    workers: list[str]


class HandlerList(ResponseModel):
    """Every handler that is known here or to a worker."""

    items: list[HandlerView]


def worker_view(beat: WorkerBeat) -> WorkerView:
    """A worker."""
    return WorkerView(
        id=beat.id,
        hostname=beat.hostname,
        host=beat.host,
        pid=beat.pid,
        processes=len(beat.pids),
        concurrency=beat.concurrency,
        draining=beat.draining,
        labels=list(beat.labels),
        queues=list(beat.queues),
        handlers=sorted(name for name in beat.handlers if not name.startswith("celery.")),
        started=beat.started,
        beat=beat.beat,
    )


def worker_detail(beat: WorkerBeat, look: WorkerLook | None) -> WorkerDetail:
    """A worker, and how it stands."""
    live = None if look is None else look_view(look)
    return WorkerDetail(**dict(worker_view(beat)), live=live)


def handler_view(name: str, spec: HandlerSpec | None, workers: list[str]) -> HandlerView:
    """A handler, as far as it is known here."""
    if spec is None:
        return HandlerView(name=name, description="", parameters=None, open=True, result={}, workers=workers)
    parameters = [
        ParameterView(name=each.name, required=each.required, value_schema=dict(each.schema))
        for each in spec.parameters
    ]
    return HandlerView(
        name=name,
        description=spec.description,
        parameters=parameters,
        open=spec.open,
        result=dict(spec.result),
        workers=workers,
    )
