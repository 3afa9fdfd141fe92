"""How much one sweep may ring for: little while a queue has messages, for what waits in it was not lost."""

from __future__ import annotations

from typing import Protocol

from aurora_celery.model.plan import PlanNode

#: Nodes that a sweep rings for while messages wait in their queue.
_FEW = 20


class Queues(Protocol):
    """Where messages wait."""

    def queue(self, node: PlanNode) -> str:
        """The name of the queue to which a node's messages go."""

    def waiting(self, queue: str) -> int:
        """How many messages wait in a queue; 0 when that cannot be told."""


class Backlog:
    """What one sweep has left to ring for.

    A queue is served in order, more or less: a message that was lost is older than those that wait. So the sweep,
    which goes by age, rings for the oldest few and leaves the rest to the messages that are there.
    """

    def __init__(self, queues: Queues) -> None:
        self._queues = queues
        self._left: dict[str, int | None] = {}

    def allows(self, node: PlanNode) -> bool:
        """Whether to ring for a node, which then counts."""
        queue = self._queues.queue(node)
        if queue not in self._left:
            self._left[queue] = _FEW if self._queues.waiting(queue) else None
        left = self._left[queue]
        if left is None:
            return True
        self._left[queue] = max(0, left - 1)
        return left > 0
