"""What the engine lets others see of its work. By itself it sees nothing: each act here does nothing."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from aurora_celery.engine.doorbell import Doorbell
from aurora_celery.engine.held import Held
from aurora_celery.model.plan import PlanHead, PlanNode
from aurora_celery.model.run import Failure
from aurora_celery.model.states import NodeState, RunState

#: Header that says when somebody rang for a node, in seconds since the epoch of Unix.
RUNG = "aurora_rung"


@dataclass(frozen=True, slots=True, kw_only=True)
class NodePlace:
    """A node of an epoch of a run."""

    run: str
    epoch: int
    head: PlanHead
    node: PlanNode


@dataclass(frozen=True, slots=True, kw_only=True)
class TryEnded:
    """A try of a node has ended. ``state`` is what became of the node with it; ``lost``: its holder is gone.

    ``seconds`` is how long the handler took, and ``waited`` how long the node's message went, where they are known;
    ``started`` is told of a try that was somebody else's.
    """

    place: NodePlace
    attempt: int
    state: NodeState
    lost: bool = False
    failure: Failure | None = None
    seconds: float | None = None
    waited: float | None = None
    started: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class NodeEnded:
    """A node has come to its end, after so many tries; the first one of this epoch ``began`` then, where known."""

    place: NodePlace
    state: NodeState
    attempts: int
    began: datetime | None = None
    failure: Failure | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RunEnded:
    """An epoch of a run has ended, by a write of this process."""

    run: str
    epoch: int
    head: PlanHead
    state: RunState
    began: datetime
    traceparent: str | None = None
    failure: Failure | None = None


class Observer:
    """Is told what happens, where it happens. Whatever it does, it must not raise."""

    def open(self) -> None:
        """The calling process is the main one of a worker, and those of its pool have been forked."""

    def close(self) -> None:
        """The calling process ends."""

    @property
    def wants_history(self) -> bool:
        """Whether it is worth a question to the store when the first try of a node began that was tried again."""
        return False

    def trace_requests(self, app: Any) -> None:
        """Look at the requests to a Flask app."""

    def submitted_from(self) -> str | None:
        """Where the caller stands in a trace, as a W3C traceparent."""
        return None

    def bearings(self, doorbell: Doorbell) -> Mapping[str, str | float]:  # noqa: ARG002 - for those who see more
        """Headers for the task of a node, whether it goes as a message or is served on the way."""
        return {}

    def ringing(self, doorbell: Doorbell) -> AbstractContextManager[None]:  # noqa: ARG002 - for those who see more
        """While the message of a node is handed over."""
        return nullcontext()

    def trying(self, held: Held) -> AbstractContextManager[None]:  # noqa: ARG002 - for those who see more
        """While a node is being tried, from its claim to the record of how that ended."""
        return nullcontext()

    def handling(self, held: Held) -> AbstractContextManager[None]:  # noqa: ARG002 - for those who see more
        """While the handler of a node itself is at work, within ``trying``."""
        return nullcontext()

    def try_ended(self, ended: TryEnded) -> None:
        """A try has ended; the calling thread's own within ``trying``, unless it is a lost one."""

    def node_ended(self, ended: NodeEnded) -> None:
        """A node has ended, once for each of an epoch."""

    def run_ended(self, ended: RunEnded) -> None:
        """An epoch of a run has ended, once for each."""

    def running(self) -> int | None:
        """How many handlers run in the worker whose main process this is, if anybody counts them."""
        return None


def place_of(held: Held) -> NodePlace:
    """Where a held node is."""
    return NodePlace(run=held.ref.run, epoch=held.ref.epoch, head=held.head, node=held.node)
