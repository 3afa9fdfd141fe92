"""Queues, and what emptying one takes."""

from __future__ import annotations

from pydantic import Field

from aurora_celery.model.queue import QueueLook
from aurora_web.api import RequestModel, ResponseModel


class QueueView(ResponseModel):
    """A queue. ``oldest`` is for how many seconds a node has been ready; ``ready`` counts in the runs looked at."""

    name: str
    depth: int
    consumers: list[str]
    ready: int
    oldest: float | None


class QueueList(ResponseModel):
    """Every queue that the app knows, that workers consume, or for which nodes wait."""

    items: list[QueueView]


class PurgeQueue(RequestModel):
    """The name once more, and why."""

    confirm: str = Field(max_length=255, description="The name of the queue, typed by whoever wants it empty.")
    why: str = Field(min_length=1, max_length=1000, description="Kept in the audit log.")


class PurgeView(ResponseModel):
    """How many messages were removed."""

    queue: str
    removed: int


def queue_view(look: QueueLook) -> QueueView:
    """A queue."""
    return QueueView(
        name=look.name, depth=look.depth, consumers=list(look.consumers), ready=look.ready, oldest=look.oldest
    )
