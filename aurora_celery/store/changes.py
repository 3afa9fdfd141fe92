"""What moves in a store, as it moves: the values, and the protocol of those who tell it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from aurora_celery.model.operation import Operation
from aurora_celery.model.run import Failure, NodeProgress
from aurora_celery.model.states import Control, NodeState, RunState
from aurora_celery.store.values import CellView, RunView


@dataclass(frozen=True, slots=True, kw_only=True)
class NodeChange:
    """What one write changed of a node. What is None was left as it was; ``state`` is None for progress alone."""

    cell: int
    slot: int
    state: NodeState | None = None
    attempt: int | None = None
    worker: str | None = None
    failure: Failure | None = None
    cause: int | None = None
    not_before: datetime | None = None
    progress: NodeProgress | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RunChange:
    """One write to a run, or to one of its cells. What is None, or empty, was left as it was.

    ``at`` is the server's clock at the write. ``cursor`` stands for everything up to this change. ``whole`` says
    that ``nodes`` are all nodes of the cell, whether they changed or not. ``cancelled`` is the number of a cell whose
    nodes were cancelled by this write, but for those in somebody's hands. ``created`` and ``deleted`` are of the run;
    ``graph`` is told of one that was created.
    """

    cursor: str
    at: datetime
    run: str
    epoch: int | None = None
    state: RunState | None = None
    control: Control | None = None
    error: Failure | None = None
    operation: Operation | None = None
    nodes: tuple[NodeChange, ...] = ()
    whole: bool = False
    cancelled: int | None = None
    graph: str | None = None
    created: bool = False
    deleted: bool = False

    @property
    def is_empty(self) -> bool:
        """True for a write that changed nothing that anybody could see."""
        told = (self.state, self.control, self.error, self.operation, self.cancelled)
        return not (self.nodes or self.created or self.deleted or any(value is not None for value in told))


@dataclass(frozen=True, slots=True)
class Snapshot:
    """A run with all its cells at one instant. What follows on ``cursor`` is all that moved after that instant."""

    cursor: str
    run: RunView
    cells: tuple[CellView, ...]


class Feed(Protocol):
    """An open question to the store; what it tells is in the order of the writes, and is never undone."""

    def next(self, *, timeout: float) -> RunChange | None:
        """The next change; None when there was none in so many seconds.

        Raises EventsLost when the store no longer knows what followed the cursor.
        """

    def close(self) -> None:
        """Give back what the feed holds."""


class ChangeStore(Protocol):
    """Tells what moves."""

    def snapshot(self, run: str) -> Snapshot:
        """How a run stands, all of it at the same instant. Raises RunNotFound."""

    def follow(self, run: str | None = None, *, after: str | None = None) -> Feed:
        """The changes of one run, or of all, from now on or after a cursor.

        Raises EventsLost when the store no longer knows what followed the cursor, BadCursor for what is none.
        """
