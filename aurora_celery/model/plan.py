"""The compiled graph: what to run, and which counters each completion moves. Immutable; JSON round trip."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from aurora_celery.model.graph import RetryPolicy

#: Version of the plan's own format; a worker refuses a plan that it does not know.
PLAN_FORMAT = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanNode:
    """One node as the engine sees it.

    ``index`` is the node's place in the plan; inside the store a node is never anything else.
    ``waits`` counts the signals that must arrive before the node is ready: a signal is a predecessor of
    the same cell, or a gate. ``slots`` and ``gates`` are what this node's completion signals, all within
    its own cell.
    """

    index: int
    id: str
    handler: str
    params: Mapping[str, Any] = field(default_factory=dict)
    preds: tuple[int, ...] = ()
    reads: Mapping[str, int] = field(default_factory=dict)
    reads_inputs: bool = False
    waits: int = 0
    slots: tuple[int, ...] = ()
    gates: tuple[int, ...] = ()
    retry: RetryPolicy | None = None
    timeout: float | None = None
    hard_timeout: float | None = None
    queue: str | None = None
    priority: int | None = None


@dataclass(frozen=True, slots=True)
class GateOut:
    """What an open gate signals in one cell: node slots and gates of that cell."""

    cell: int
    slots: tuple[int, ...]
    gates: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Gate:
    """A virtual join that lives in one cell and opens when ``waits`` signals have arrived.

    Gates carry edges between cells, and stand in for complete bipartite layers, so that W x W edges
    cost 2W signals. Opening is delivered once to each cell in ``outs``.
    """

    id: int
    cell: int
    waits: int
    outs: tuple[GateOut, ...]


@dataclass(frozen=True, slots=True)
class CellPlan:
    """The part of a plan whose state lives in one document: up to ``cell_size`` consecutive nodes."""

    number: int
    offset: int
    nodes: tuple[PlanNode, ...]
    gates: tuple[Gate, ...] = ()

    def node(self, slot: int) -> PlanNode:
        """The node at a slot, which is its index less the cell's offset."""
        return self.nodes[slot]

    def gate(self, gate_id: int) -> Gate:
        """The gate of this cell with this id. Raises KeyError if it lives elsewhere."""
        for gate in self.gates:
            if gate.id == gate_id:
                return gate
        raise KeyError(gate_id)


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanHead:
    """What must be known of a plan to submit and to finish a run, without its nodes."""

    hash: str
    name: str
    size: int
    cell_size: int
    inputs: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    outputs: Any = None
    outputs_reads: Mapping[str, int] = field(default_factory=dict)
    outputs_read_inputs: bool = False
    final: int | None = None
    format: int = PLAN_FORMAT

    @property
    def cells(self) -> int:
        """How many cells the plan has."""
        return -(-self.size // self.cell_size) if self.size else 1

    def locate(self, index: int) -> tuple[int, int]:
        """Cell number and slot of a node."""
        return divmod(index, self.cell_size)


@dataclass(frozen=True, slots=True)
class Plan:
    """A whole compiled graph.

    ``head.final`` is the index of the one node that every other node precedes, if there is one: its
    completion ends the run.
    """

    head: PlanHead
    cells: tuple[CellPlan, ...]

    @property
    def hash(self) -> str:
        """Address of the plan: hex digest of its canonical JSON, without the hash itself."""
        return self.head.hash

    def nodes(self) -> tuple[PlanNode, ...]:
        """Every node in plan order, which is a topological order."""
        return tuple(node for cell in self.cells for node in cell.nodes)

    def node(self, index: int) -> PlanNode:
        """The node with this index."""
        cell, slot = self.head.locate(index)
        return self.cells[cell].nodes[slot]
