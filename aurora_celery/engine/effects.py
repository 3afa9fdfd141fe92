"""What an operation does to the nodes of a run, worked out before anything is written. Pure."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from aurora_celery.engine.decide import is_ready, slot_of, spread
from aurora_celery.errors import IllegalOperation, NodeNotFound
from aurora_celery.model.operation import OperationKind
from aurora_celery.model.plan import CellPlan, PlanHead, PlanNode
from aurora_celery.model.states import NodeState, RunState
from aurora_celery.store.ports import CellView, RunView, SlotView


@dataclass(frozen=True, slots=True)
class Touched:
    """A node that an operation touches: what it is, and what becomes of it, as a state or in words."""

    node: str
    state: NodeState
    becomes: str


@dataclass(frozen=True, slots=True)
class Effect:
    """What an operation did, or would do. ``run`` is the run that it results in, None before that is made."""

    kind: OperationKind
    run: str | None
    nodes: tuple[Touched, ...] = ()


@dataclass(frozen=True, slots=True)
class Sight:
    """A run with all its cells as they stood at one look, and its plan."""

    view: RunView
    head: PlanHead
    parts: Sequence[CellPlan]
    cells: Sequence[CellView]

    def nodes(self) -> Iterator[tuple[PlanNode, SlotView]]:
        """Every node with its state, in plan order."""
        for part, cell in zip(self.parts, self.cells, strict=True):
            for slot, node in enumerate(part.nodes):
                yield node, slot_of(cell, slot)

    def find(self, node_id: str) -> tuple[PlanNode, SlotView]:
        """One node by its id. Raises NodeNotFound."""
        for node, state in self.nodes():
            if node.id == node_id:
                return node, state
        raise NodeNotFound(node_id)

    def refusal(self, kind: OperationKind, leaves: Collection[RunState]) -> IllegalOperation:
        """Why the run's state does not allow an operation."""
        stands = "being cancelled" if self.is_stopping else self.view.state.value
        allowed = ", ".join(sorted(state.value for state in leaves))
        return IllegalOperation(self.view.id, kind.value, f"it is {stands}; it has to be one of: {allowed}")

    @property
    def is_stopping(self) -> bool:
        """True from the cancelling of the run to its end."""
        return any(cell.cancelled for cell in self.cells) and not self.view.state.is_terminal


def controlled(sight: Sight, kind: OperationKind) -> tuple[Touched, ...]:
    """What cancelling, pausing or resuming does to each node."""
    told: dict[OperationKind, Callable[[SlotView], str | None]] = {
        OperationKind.CANCEL: _cancelled,
        OperationKind.DEADLINE: _cancelled,
        OperationKind.PAUSE: lambda state: "held" if is_ready(state) or state.state is NodeState.RETRYING else None,
        OperationKind.RESUME: lambda state: "started" if is_ready(state) else None,
    }
    says = told[kind]
    return tuple(Touched(node.id, state.state, word) for node, state in sight.nodes() if (word := says(state)))


def _cancelled(state: SlotView) -> str | None:
    if state.state.is_terminal:
        return None
    return "asked to stop" if state.state is NodeState.RUNNING else NodeState.CANCELLED.value


def done_again(sight: Sight, resets: Collection[int], *, given: Mapping[int, str] | None = None) -> tuple[Touched, ...]:
    """What doing some nodes again does; ``given`` says what becomes of nodes that are not run for it."""
    words = given or {}
    return tuple(
        Touched(node.id, state.state, words.get(node.index, "run again" if state.attempt else "run"))
        for node, state in sight.nodes()
        if node.index in resets
    )


def falling(sight: Sight, node: PlanNode) -> set[int]:
    """The nodes that can never run once this one has failed or was skipped, in all cells; without itself."""
    found: set[int] = set()
    gone = {node.index}
    for part, cell in zip(sight.parts, sight.cells, strict=True):
        for each in part.nodes:
            pending = slot_of(cell, each.index - part.offset).state is NodeState.PENDING
            if pending and not gone.isdisjoint(each.preds):
                gone.add(each.index)
                found.add(each.index)
    return found


def fallen(part: CellPlan, view: CellView, node: PlanNode) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """The slots and gates of the node's own cell that fall with it."""
    found = spread(part, view, slots=node.slots, gates=node.gates)
    return found.slots, found.gates
