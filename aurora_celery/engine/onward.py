"""How a process that has ended a node goes on: with a node that the same write, or one that follows from it, claims."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from aurora_celery.engine.held import Follow, Held
from aurora_celery.engine.ids import new_token
from aurora_celery.model.plan import CellPlan, PlanHead, PlanNode
from aurora_celery.store.ports import CellRef, Claim, Holder, Take


@dataclass(frozen=True, slots=True)
class Onward:
    """What to follow, and the holder under which nodes are claimed ahead.

    The holder is the same when a write is repeated, so that a claim whose answer got lost is recognized.
    """

    follow: Follow
    holder: Holder

    @classmethod
    def from_node(cls, held: Held, follow: Follow) -> Onward:
        """Go on from a node in the process that holds it."""
        return cls(follow, replace(held.holder, token=new_token()))

    def next(self, held: Held) -> Take | None:
        """The claim that goes with the end of a node."""
        chosen = self.follow.choose(held)
        if chosen is None:
            return None
        return self._take(held.head, held.part, chosen.node, certain=chosen.certain)

    def beyond(self, ref: CellRef, head: PlanHead, part: CellPlan, *, slots: Iterable[int]) -> Take | None:
        """The claim that goes with the arrival of a gate in a cell."""
        node = self.follow.choose_among(ref, head, [part.nodes[slot] for slot in slots])
        return None if node is None else self._take(head, part, node, certain=False)

    def took(self, ref: CellRef, head: PlanHead, part: CellPlan, *, slot: int, claim: Claim) -> None:
        """The node is claimed."""
        self.follow.take(Held(ref, slot, head, part, self.holder, claim))

    def recall(self, head: PlanHead, part: CellPlan, slot: int) -> Take:
        """The claim of a node whose answer got lost."""
        return self._take(head, part, part.nodes[slot], certain=True)

    def _take(self, head: PlanHead, part: CellPlan, node: PlanNode, *, certain: bool) -> Take:
        return Take(
            slot=node.index - part.offset,
            holder=self.holder,
            certain=certain,
            reads=near(head, part, node),
            signals=node.slots,
            inputs=wants_inputs(head, node),
        )


def near(head: PlanHead, part: CellPlan, node: PlanNode) -> tuple[int, ...]:
    """The slots of the node's own cell that it reads, or that the run's outputs do if the node ends the run."""
    extra = own_outputs(head).values() if node.index == head.final else ()
    wanted = sorted({*node.reads.values(), *extra} - {node.index})
    return tuple(index - part.offset for index in wanted if head.locate(index)[0] == part.number)


def own_outputs(head: PlanHead) -> dict[str, int]:
    """What the last node must know to write the run's outputs together with its own result."""
    return dict(head.outputs_reads) if head.cells == 1 else {}


def wants_inputs(head: PlanHead, node: PlanNode) -> bool:
    """Whether the run's inputs are needed to run a node, or to end the run with it."""
    return node.reads_inputs or (node.index == head.final and head.outputs_read_inputs)
