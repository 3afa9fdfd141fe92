"""The states of nodes and runs, and the one table of legal moves for each."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum


class NodeState(StrEnum):
    """Where one node of one run stands."""

    PENDING = "pending"
    RUNNING = "running"
    WAITING = "waiting"
    RETRYING = "retrying"
    SUCCEEDED = "succeeded"
    FAILED = "failed"
    SKIPPED = "skipped"
    CANCELLED = "cancelled"

    @property
    def is_terminal(self) -> bool:
        """True when the node will not move again within this epoch of its run."""
        return not NODE_MOVES[self]


class RunState(StrEnum):
    """Where one run stands."""

    PENDING = "pending"
    RUNNING = "running"
    PAUSED = "paused"
    SUCCEEDED = "succeeded"
    FAILED = "failed"
    CANCELLED = "cancelled"

    @property
    def is_terminal(self) -> bool:
        """True when the run has ended."""
        return not RUN_MOVES[self]


class Control(StrEnum):
    """What a run's nodes may do: go on, wait until the run is resumed, or come to their end."""

    GO = "go"
    PAUSE = "pause"
    CANCEL = "cancel"


NODE_MOVES: Mapping[NodeState, frozenset[NodeState]] = {
    NodeState.PENDING: frozenset(
        {NodeState.RUNNING, NodeState.SUCCEEDED, NodeState.FAILED, NodeState.SKIPPED, NodeState.CANCELLED}
    ),
    NodeState.RUNNING: frozenset(
        {
            NodeState.SUCCEEDED,
            NodeState.FAILED,
            NodeState.RETRYING,
            NodeState.WAITING,
            NodeState.SKIPPED,
            NodeState.CANCELLED,
        }
    ),
    NodeState.WAITING: frozenset(
        {
            NodeState.RUNNING,
            NodeState.SUCCEEDED,
            NodeState.FAILED,
            NodeState.RETRYING,
            NodeState.SKIPPED,
            NodeState.CANCELLED,
        }
    ),
    NodeState.RETRYING: frozenset(
        {NodeState.RUNNING, NodeState.SUCCEEDED, NodeState.FAILED, NodeState.SKIPPED, NodeState.CANCELLED}
    ),
    NodeState.SUCCEEDED: frozenset(),
    NodeState.FAILED: frozenset(),
    NodeState.SKIPPED: frozenset(),
    NodeState.CANCELLED: frozenset(),
}

RUN_MOVES: Mapping[RunState, frozenset[RunState]] = {
    RunState.PENDING: frozenset(
        {RunState.RUNNING, RunState.PAUSED, RunState.SUCCEEDED, RunState.FAILED, RunState.CANCELLED}
    ),
    RunState.RUNNING: frozenset({RunState.PAUSED, RunState.SUCCEEDED, RunState.FAILED, RunState.CANCELLED}),
    RunState.PAUSED: frozenset(
        {RunState.PENDING, RunState.RUNNING, RunState.SUCCEEDED, RunState.FAILED, RunState.CANCELLED}
    ),
    RunState.SUCCEEDED: frozenset(),
    RunState.FAILED: frozenset(),
    RunState.CANCELLED: frozenset(),
}

#: What Celery's own tools are told about a node.
CELERY_STATES: Mapping[NodeState, str] = {
    NodeState.PENDING: "PENDING",
    NodeState.RUNNING: "STARTED",
    NodeState.WAITING: "STARTED",
    NodeState.RETRYING: "RETRY",
    NodeState.SUCCEEDED: "SUCCESS",
    NodeState.FAILED: "FAILURE",
    NodeState.SKIPPED: "REVOKED",
    NodeState.CANCELLED: "REVOKED",
}
