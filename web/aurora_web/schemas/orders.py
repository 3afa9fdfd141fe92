"""What workers can be told: one model for each order, and how they stand by their own word."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import Field, RootModel, StringConstraints

from aurora_celery.model.worker import WorkerLook, WorkerOrder, WorkerTask
from aurora_web.api import RequestModel, ResponseModel

#: The name of a queue. AMQP takes no more than 255 bytes.
QueueName = Annotated[str, StringConstraints(min_length=1, max_length=200, pattern=r"^[^\x00-\x1f\x7f]+$")]
HandlerName = Annotated[str, StringConstraints(min_length=1, max_length=255)]
Seconds = Annotated[float, Field(gt=0, le=31_536_000)]


class _Order(RequestModel):
    why: str = Field(default="", max_length=1000, description="Kept in the audit log.")

    def given(self) -> dict[str, Any]:
        """What the order says beside its kind."""
        return self.model_dump(exclude={"kind", "why"})


class Ping(_Order):
    """Answer."""

    kind: Literal["ping"]


class PoolGrow(_Order):
    """Have so many processes more."""

    kind: Literal["pool_grow"]
    n: int = Field(default=1, ge=1, le=256)


class PoolShrink(_Order):
    """Have so many processes less; only free ones are ended, and one stays."""

    kind: Literal["pool_shrink"]
    n: int = Field(default=1, ge=1, le=256)


class AddConsumer(_Order):
    """Take messages from a queue, too."""

    kind: Literal["add_consumer"]
    queue: QueueName


class CancelConsumer(_Order):
    """Take no more messages from a queue."""

    kind: Literal["cancel_consumer"]
    queue: QueueName


class RateLimit(_Order):
    """Begin no more messages of a handler in a time; null lifts the limit."""

    kind: Literal["rate_limit"]
    handler: HandlerName
    rate: str | None = Field(pattern=r"^\d{1,9}(\.\d{1,6})?(/[smh])?$", description="Such as `10/m`.")


class TimeLimit(_Order):
    """Let no try of a handler take longer; null lifts a limit. What a node says for itself counts before that."""

    kind: Literal["time_limit"]
    handler: HandlerName
    soft: Seconds | None = Field(default=None, description="Seconds after which it is asked to stop.")
    hard: Seconds | None = Field(default=None, description="Seconds after which its process is ended.")


class Drain(_Order):
    """Begin nothing new, let handlers that run end, and end: as the first SIGTERM does."""

    kind: Literal["drain"]


class Shutdown(_Order):
    """Stop the handlers that run within seconds, hand back their nodes, and end: as SIGQUIT does."""

    kind: Literal["shutdown"]


AnyOrder = Ping | PoolGrow | PoolShrink | AddConsumer | CancelConsumer | RateLimit | TimeLimit | Drain | Shutdown


class OrderWorker(RootModel[Annotated[AnyOrder, Field(discriminator="kind")]]):
    """One order to a worker."""


class OrderView(ResponseModel):
    """What a worker did, in its words."""

    worker: str
    kind: WorkerOrder
    answer: str


class TaskView(ResponseModel):
    """A message that a worker has taken. ``riders`` counts further nodes of the run that it is for."""

    id: str
    handler: str
    queue: str
    run: str | None
    epoch: int | None
    node: str | None
    riders: int
    pid: int | None
    seconds: float | None


class LimitsView(ResponseModel):
    """How a worker limits a handler: messages in a time, seconds of a try."""

    rate: str | None
    soft: float | None
    hard: float | None


class LookView(ResponseModel):
    """A worker as it says itself that it stands. ``memory`` is the most that its main process had, in bytes."""

    pool: str
    processes: int
    prefetch: int
    uptime: float
    memory: int
    totals: dict[str, int]
    limits: dict[str, LimitsView]
    queues: list[str]
    registered: list[str]
    active: list[TaskView]
    reserved: list[TaskView]


def look_view(look: WorkerLook) -> LookView:
    """A worker by its own word."""
    return LookView(
        pool=look.pool,
        processes=look.processes,
        prefetch=look.prefetch,
        uptime=look.uptime,
        memory=look.memory,
        totals=dict(look.totals),
        limits={name: LimitsView.model_validate(limits | {"rate": _text(limits)}) for name, limits in _sorted(look)},
        queues=list(look.queues),
        registered=list(look.registered),
        active=[_task_view(task) for task in look.active],
        reserved=[_task_view(task) for task in look.reserved],
    )


def _sorted(look: WorkerLook) -> list[tuple[str, dict[str, Any]]]:
    return [(name, dict(look.limits[name])) for name in sorted(look.limits)]


def _text(limits: dict[str, Any]) -> str | None:
    """A rate as text: Celery takes numbers, too."""
    return None if limits.get("rate") is None else str(limits["rate"])


def _task_view(task: WorkerTask) -> TaskView:
    return TaskView(
        id=task.id,
        handler=task.handler,
        queue=task.queue,
        run=task.run,
        epoch=task.epoch,
        node=task.node,
        riders=task.riders,
        pid=task.pid,
        seconds=task.seconds,
    )
