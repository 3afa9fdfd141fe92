"""What happens to a run, one value for each thing that does."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from aurora_celery.model.operation import Operation
from aurora_celery.model.run import Failure, NodeProgress, Run
from aurora_celery.model.states import Control, NodeState, RunState


class EventKind(StrEnum):
    """``snapshot``: how all stands now. The others: the state of the run or of a node, and what else there is to tell.

    ``control``: the run may start nodes, or not, from now on. ``operation``: somebody did something to the run.
    """

    SNAPSHOT = "snapshot"
    RUN = "run"
    NODE = "node"
    PROGRESS = "progress"
    CONTROL = "control"
    OPERATION = "operation"
    DELETED = "deleted"


@dataclass(frozen=True, slots=True, kw_only=True)
class RunEvent:
    """One event of a run. Fields that its kind has no use for are None.

    ``cursor`` is where to go on after it. ``at`` is the store's clock. ``attempt`` is None where the event alone does
    not tell it. ``view`` is the whole run, of a snapshot. ``graph`` is told to those who follow many runs at once.
    """

    cursor: str
    kind: EventKind
    run: str
    at: datetime | None
    state: RunState | NodeState | None = None
    node: str | None = None
    attempt: int | None = None
    epoch: int | None = None
    worker: str | None = None
    error: Failure | None = None
    not_before: datetime | None = None
    progress: NodeProgress | None = None
    control: Control | None = None
    operation: Operation | None = None
    view: Run | None = None
    graph: str | None = None
