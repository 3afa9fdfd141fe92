"""One operation on many runs: which runs, what was done to them, and how far it has come."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Final

from aurora_celery.model.operation import OperationKind

#: The operations that need no more than a run.
BULK_KINDS: Final = (
    OperationKind.CANCEL,
    OperationKind.PAUSE,
    OperationKind.RESUME,
    OperationKind.RETRY,
    OperationKind.RERUN,
    OperationKind.DELETE,
)
#: Of so many runs is kept why they were refused, or failed; the others are only counted.
TOLD: Final = 100


class BulkState(StrEnum):
    """Where a bulk operation stands."""

    RUNNING = "running"
    SUCCEEDED = "succeeded"
    CANCELLED = "cancelled"


@dataclass(frozen=True, slots=True)
class Refusal:
    """A run that an operation was not done to, and why: a stable code and a sentence."""

    run: str
    code: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """What became of runs: ``matched`` is the sum of the others; ``failed`` are those that Aurora could not do."""

    matched: int = 0
    done: int = 0
    refused: int = 0
    failed: int = 0
    refusals: tuple[Refusal, ...] = ()

    def __add__(self, other: Tally) -> Tally:
        return Tally(
            matched=self.matched + other.matched,
            done=self.done + other.done,
            refused=self.refused + other.refused,
            failed=self.failed + other.failed,
            refusals=(*self.refusals, *other.refusals)[:TOLD],
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class BulkOperation:
    """An operation on all runs that ``where`` finds, a filter as JSON text.

    ``page`` are the runs that it is being done to now, the one with the number ``step``; ``cursor`` leads to the
    next, None before the first one and when there is none: then the page is the ``last``. ``created`` and
    ``finished`` are the store's clock.
    """

    id: str
    kind: OperationKind
    where: str
    by: str
    why: str = ""
    dry_run: bool = False
    state: BulkState = BulkState.RUNNING
    step: int = 0
    page: tuple[str, ...] = ()
    cursor: str | None = None
    last: bool = False
    tally: Tally = field(default_factory=Tally)
    created: datetime | None = None
    finished: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class BulkStep:
    """The end of the page with the number ``step``, and the runs of the next one; ``done``: there is none."""

    step: int
    tally: Tally = field(default_factory=Tally)
    page: tuple[str, ...] = ()
    cursor: str | None = None
    last: bool = False
    done: bool = False
