"""A node that this process has claimed, and how a process goes on from one node to the next."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from typing import Any, Protocol

from aurora_celery.engine.unsealing import Opened
from aurora_celery.model.plan import CellPlan, PlanHead, PlanNode
from aurora_celery.store.ports import CellRef, Claim, Holder


@dataclass(frozen=True, slots=True)
class Held:
    """A node that this process has claimed, and once it is equipped, all that its handler needs."""

    ref: CellRef
    slot: int
    head: PlanHead
    part: CellPlan
    holder: Holder
    claim: Claim
    nodes: Mapping[str, Any] = field(default_factory=dict)
    inputs: Mapping[str, Any] = field(default_factory=dict)
    secrets: Opened = field(default_factory=Opened)

    @property
    def node(self) -> PlanNode:
        """The node as planned."""
        return self.part.nodes[self.slot]

    @property
    def token(self) -> str:
        """What fences this try off from every other."""
        return self.holder.token

    @property
    def retries(self) -> int:
        """How many retries were used before this try; what a worker did not bring to an end is not counted."""
        return self.claim.retries


@dataclass(frozen=True, slots=True)
class Next:
    """The node to go on with. ``certain`` if it is ready, or made ready by the node before it."""

    node: PlanNode
    certain: bool


class Follow(Protocol):
    """What a process serves next, so that the write that ends a node can claim the next one too."""

    def choose(self, held: Held) -> Next | None:
        """A node of the same cell that was never tried."""

    def choose_among(self, ref: CellRef, head: PlanHead, nodes: Sequence[PlanNode]) -> PlanNode | None:
        """A node to claim if the gate that signals these nodes of a cell makes it ready."""

    def take(self, held: Held) -> None:
        """The node that was chosen is claimed. It has to be equipped and executed, or given back."""

    def handling(self) -> AbstractContextManager[None]:
        """While the handler of a node is at work."""
