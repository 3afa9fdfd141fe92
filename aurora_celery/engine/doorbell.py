"""The message that wakes a worker for one node: where the node is, and nothing of what it does."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from aurora_celery.engine.ids import node_task_id, parse_node_task_id
from aurora_celery.model.plan import PlanHead, PlanNode
from aurora_celery.model.spans import span_text, spans

#: Name of the message header that marks a Celery message as a doorbell.
HEADER = "aurora"
_PLAN, _RIDERS = "plan", "riders"
#: A span of riders: the index of a node, or the first and the last of several.
_SPAN = re.compile(r"([0-9]{1,9})(?:-([0-9]{1,9}))?")
#: More nodes than a message ever names, and more characters than it needs to name a plan.
_MOST, _LONGEST = 10_000, 128


class Unreadable(ValueError):
    """A message that is marked as a doorbell and cannot be one."""


@dataclass(frozen=True, slots=True)
class Address:
    """Where a node is, as read on the worker's side."""

    run: str
    epoch: int
    index: int
    plan: str


@dataclass(frozen=True, slots=True)
class Doorbell:
    """A node that is ready to be claimed, with what routing its message takes."""

    run: str
    epoch: int
    plan: PlanHead
    node: PlanNode

    @property
    def task_id(self) -> str:
        """The id of its message's task, which says everything but the plan."""
        return node_task_id(self.run, self.epoch, self.node.index)

    @property
    def address(self) -> Address:
        """Where its node is."""
        return Address(self.run, self.epoch, self.node.index, self.plan.hash)

    def header(self, riders: Sequence[Doorbell] = ()) -> dict[str, str]:
        """What crosses the wire beside the task id. Riders are further nodes of the run that the message is for."""
        header = {_PLAN: self.plan.hash}
        if riders:
            header[_RIDERS] = ",".join(map(span_text, spans(rider.node.index for rider in riders)))
        return header


def read_message(task_id: Any, header: Any) -> tuple[Address, ...]:
    """The nodes that a message is for, its own first. Raises Unreadable if it is not one of ours, whatever it is."""
    task = parse_node_task_id(task_id) if isinstance(task_id, str) else None
    if task is None:
        raise Unreadable("its task id is not that of a node")
    plan = header.get(_PLAN) if isinstance(header, Mapping) else None
    if not isinstance(plan, str) or not 0 < len(plan) <= _LONGEST:
        raise Unreadable(f"its header {HEADER} names no plan")
    indexes = (task.index, *_indexes(header.get(_RIDERS) or ""))
    return tuple(Address(task.run, task.epoch, index, plan) for index in indexes)


def _indexes(text: Any) -> Iterator[int]:
    found = [_SPAN.fullmatch(span) for span in text.split(",") if span] if isinstance(text, str) else [None]
    count = 0
    for span in found:
        if span is None:
            raise Unreadable(f"its header {HEADER} names riders, but not as numbers")
        first, last = int(span[1]), int(span[2] or span[1])
        count += last - first + 1
        if last < first or count > _MOST:
            raise Unreadable(f"its header {HEADER} names riders that no message has")
        yield from range(first, last + 1)
