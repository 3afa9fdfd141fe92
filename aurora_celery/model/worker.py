"""What a worker can be told and asked, and what it says of itself."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class WorkerOrder(StrEnum):
    """What one worker can be told to do."""

    PING = "ping"
    POOL_GROW = "pool_grow"
    POOL_SHRINK = "pool_shrink"
    ADD_CONSUMER = "add_consumer"
    CANCEL_CONSUMER = "cancel_consumer"
    RATE_LIMIT = "rate_limit"
    TIME_LIMIT = "time_limit"
    DRAIN = "drain"
    SHUTDOWN = "shutdown"


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkerTask:
    """A message that a worker has taken. ``run`` and ``node`` are those of a run, None for tasks that are no nodes.

    ``riders`` counts further nodes of the run that the message is for. ``seconds`` is for how long it has been
    with process ``pid``; None while none has begun.
    """

    id: str
    handler: str
    queue: str
    run: str | None = None
    epoch: int | None = None
    node: str | None = None
    riders: int = 0
    pid: int | None = None
    seconds: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkerLook:
    """A worker as it says itself that it stands. ``prefetch`` is the most messages it takes at once, 0 for any number.

    ``memory`` is the largest that its main process has been, in bytes; ``totals`` count messages by handler.
    ``active`` are with a process, ``reserved`` wait for one; of each the first hundred.
    """

    pool: str
    processes: int
    prefetch: int
    uptime: float
    memory: int
    totals: Mapping[str, int] = field(default_factory=dict)
    limits: Mapping[str, Mapping[str, str | float | None]] = field(default_factory=dict)
    queues: tuple[str, ...] = ()
    registered: tuple[str, ...] = ()
    active: tuple[WorkerTask, ...] = ()
    reserved: tuple[WorkerTask, ...] = ()
