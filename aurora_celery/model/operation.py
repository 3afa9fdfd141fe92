"""What people do to runs: one record for each operation, kept with the run for as long as the run."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from aurora_celery.model.run import Failure, Output


class OperationKind(StrEnum):
    """The operations on a run. ``deadline`` is Aurora's own: the time for the whole run is over."""

    CANCEL = "cancel"
    DEADLINE = "deadline"
    PAUSE = "pause"
    RESUME = "resume"
    RETRY = "retry"
    RERUN = "rerun"
    SKIP = "skip"
    MARK_SUCCEEDED = "mark_succeeded"
    MARK_FAILED = "mark_failed"
    DELETE = "delete"


#: Operations that give an ended run a new epoch.
REOPENING = frozenset({OperationKind.RETRY, OperationKind.RERUN})


@dataclass(frozen=True, slots=True, kw_only=True)
class Operation:
    """One operation on a run: who did it, why, and what it changes.

    ``id`` makes it idempotent: what was accepted once under an id is not done again. ``node`` is the index of the
    node that it is about, if it is about one; ``nodes`` are those of the nodes that an ended run does again.
    ``output`` and ``failure`` are what a marked node is given. ``at`` is
    the store's clock; None until the store has accepted it. ``epoch`` is the run's, before the operation.
    """

    id: str
    kind: OperationKind
    by: str
    why: str = ""
    epoch: int = 0
    node: int | None = None
    nodes: tuple[int, ...] = ()
    output: Output | None = None
    failure: Failure | None = None
    at: datetime | None = None
