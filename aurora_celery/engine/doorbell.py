"""The message that wakes a worker for one node: where the node is, and nothing of what it does."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from aurora_celery.engine.ids import node_task_id, parse_node_task_id
from aurora_celery.model.plan import PlanHead, PlanNode
from aurora_celery.model.spans import span_text, spans

#: Name of the message header that marks a Celery message as a doorbell.
HEADER = "aurora"
_PLAN, _RIDERS = "plan", "riders"


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


def read_message(task_id: str, header: Mapping[str, Any]) -> tuple[Address, ...]:
    """The nodes that a message is for, its own first. Raises ValueError if it is not one of ours."""
    task = parse_node_task_id(task_id)
    plan = header.get(_PLAN)
    if task is None or not isinstance(plan, str):
        raise ValueError(f"the message {task_id} is for no node of a run")
    indexes = (task.index, *_indexes(header.get(_RIDERS) or ""))
    return tuple(Address(task.run, task.epoch, index, plan) for index in indexes)


def _indexes(text: str) -> Iterator[int]:
    for span in filter(None, text.split(",")):
        first, _, last = span.partition("-")
        yield from range(int(first), int(last or first) + 1)
