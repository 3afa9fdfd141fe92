"""The message that wakes a worker for one node: where the node is, and nothing of what it does."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from aurora_celery.model.plan import PlanHead, PlanNode

#: Name of the message header that marks a Celery message as a doorbell.
HEADER = "aurora"
#: Key in the header of the indexes of further nodes of the same run that the message is for.
RIDERS_KEY = "riders"


@dataclass(frozen=True, slots=True)
class Doorbell:
    """A node that is ready to be claimed, with what routing its message takes."""

    run: str
    epoch: int
    plan: PlanHead
    node: PlanNode

    def header(self) -> dict[str, Any]:
        """What crosses the wire."""
        return {"run": self.run, "epoch": self.epoch, "node": self.node.index, "plan": self.plan.hash}


@dataclass(frozen=True, slots=True)
class Address:
    """The header of a doorbell, read on the worker's side."""

    run: str
    epoch: int
    index: int
    plan: str

    @classmethod
    def from_header(cls, header: Mapping[str, Any]) -> Address:
        """Raises KeyError or TypeError when the header is not one of ours."""
        return cls(str(header["run"]), int(header["epoch"]), int(header["node"]), str(header["plan"]))
