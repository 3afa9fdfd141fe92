"""Why a node does not run yet: values only."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from aurora_celery.model.states import NodeState


class HindranceKind(StrEnum):
    """What a node can wait for."""

    PREDECESSORS = "predecessors"
    SIGNALS = "signals"
    PAUSED = "paused"
    CANCELLING = "cancelling"
    RETRY = "retry"
    NO_WORKER = "no_worker"
    NO_CONSUMER = "no_consumer"
    NO_HANDLER = "no_handler"
    DRAINING = "draining"
    BUSY = "busy"
    RATE_LIMIT = "rate_limit"
    SILENT = "silent"
    QUEUE = "queue"
    BROKER = "broker"


@dataclass(frozen=True, slots=True, kw_only=True)
class Hindrance:
    """One thing that a node waits for. ``message`` says it in words; what does not apply is empty.

    ``nodes`` are predecessors that have not succeeded, the first of ``count``; ``workers`` those that it is about;
    ``until`` is when it is over by itself; ``count`` is also the depth of the ``queue``, or the busy processes.
    """

    kind: HindranceKind
    message: str
    nodes: Mapping[str, NodeState] = field(default_factory=dict)
    count: int | None = None
    queue: str | None = None
    workers: tuple[str, ...] = ()
    rate: str | None = None
    until: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """A node that may have to wait, and what for; nothing for one that runs or has ended.

    ``deadline`` is when its run is stopped, whatever it waits for then.
    """

    run: str
    node: str
    state: NodeState
    queue: str
    deadline: datetime | None
    hindrances: tuple[Hindrance, ...]
