"""What must hold of a run at every instant, and at its end; for the random worlds and for the exhaustive search."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from aurora_celery.engine.decide import slot_of
from aurora_celery.engine.plans import PlanCache
from aurora_celery.model.graph import Graph
from aurora_celery.model.run import Output
from aurora_celery.model.states import Control, NodeState, RunState
from aurora_celery.store.ports import CellView, RunView

#: How each node ended, by epoch and id.
Recorded = dict[tuple[int, str], tuple[NodeState, Output | None]]


class Wrong(SystemExit):
    """Something happened that must never happen. It stops the process as a pool does, which nobody may catch."""


class Invariants:
    """Looks at one run of a graph. Every method but ``states`` raises Wrong."""

    def __init__(self, graph: Graph, plans: PlanCache) -> None:
        self._needs = {node.id: node.needs for node in graph.nodes}
        self._plans = plans

    def states(self, cells: Iterable[CellView]) -> dict[str, NodeState]:
        """The state of every node by id."""
        return {node: state for cell in cells for node, state in self._nodes(cell)}

    def check_start(self, node: str, states: Mapping[str, NodeState], *, silent: str) -> None:
        """A node starts: the run must not be silent, and all that the node needs must be done."""
        if silent:
            raise Wrong(f"{node} starts although the run {silent}")
        early = [need for need in self._needs[node] if states[need] is not NodeState.SUCCEEDED]
        if early:
            raise Wrong(f"{node} starts before {early} are done")

    def check_cells(self, cells: Iterable[CellView], recorded: Recorded) -> None:
        """What is recorded must not change within its epoch; counters must be what a recount gives."""
        for cell in cells:
            part = self._plans.cell(cell.plan, cell.ref.cell)
            ended = 0
            for slot, node in enumerate(part.nodes):
                state = slot_of(cell, slot)
                ended += state.state.is_terminal
                if state.state.is_terminal:
                    known = recorded.setdefault((cell.ref.epoch, node.id), (state.state, state.output))
                    if known != (state.state, state.output):
                        raise Wrong(f"{node.id} changes from {known} to {state.state}, {state.output}")
            if ended != cell.done:
                raise Wrong(f"cell {cell.ref.cell} counts {cell.done}, and {ended} have ended")

    def check_end(self, view: RunView, cells: Iterable[CellView]) -> None:
        """A run that has ended: every node too, as the run's own state says, and nothing is left over."""
        cells = list(cells)
        states = self.states(cells)
        found = set(states.values())
        if view.pending is not None or not all(state.is_terminal for state in found):
            raise Wrong(f"the run has ended as {view.state}, with {states}, pending {view.pending}")
        fits = {
            RunState.SUCCEEDED: found <= {NodeState.SUCCEEDED, NodeState.SKIPPED}
            and view.control is not Control.CANCEL,
            RunState.FAILED: NodeState.FAILED in found or (view.error is not None and view.error.reason == "deadline"),
            RunState.CANCELLED: True,
        }
        if not fits[view.state]:
            raise Wrong(f"the run is {view.state} with {states}")
        for cell in cells:
            if cell.live or cell.ref.epoch != view.epoch:
                raise Wrong(f"cell {cell.ref} is left over")

    def _nodes(self, cell: CellView) -> Iterable[tuple[str, NodeState]]:
        part = self._plans.cell(cell.plan, cell.ref.cell)
        return ((node.id, slot_of(cell, slot).state) for slot, node in enumerate(part.nodes))
