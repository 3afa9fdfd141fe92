"""Applies the invariants to the states of a ledger, to each step between two of them once."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from aurora_celery.model.states import NodeState
from aurora_celery.store.ports import CellView
from tests.simulation.invariants import Invariants, Recorded, Wrong
from tests.simulation.ledger import Ledger


class Judge:
    """Says whether a step was right, and whether all is as it should be at the end."""

    def __init__(self, ledger: Ledger, invariants: Invariants, names: Sequence[str], cell_size: int) -> None:
        self._ledger, self._invariants, self._names, self._cell_size = ledger, invariants, names, cell_size
        self._checked: set[tuple[int, int, str]] = set()
        self._goals: dict[int, bool] = {}

    def check_step(self, before: int, after: int, silent: str) -> None:
        """Raises Wrong for a step that must not be."""
        if before == after or (before, after, silent) in self._checked:
            return
        old, new = self._ledger.look(before)[1], self._ledger.look(after)[1]
        recorded: Recorded = {}
        self._invariants.check_cells(old, recorded)
        self._invariants.check_cells(new, recorded)
        for node in self._started(old, new):
            self._invariants.check_start(node, self._invariants.states(new), silent=silent)
        self._checked.add((before, after, silent))

    def is_goal(self, number: int) -> bool:
        """Whether the run has ended, and all is well."""
        if number not in self._goals:
            self._goals[number] = not self._ledger.record(number).live and not self.complaint(number)
        return self._goals[number]

    def complaint(self, number: int) -> str:
        """What is wrong with a state as the last one."""
        view, cells = self._ledger.look(number)
        if not view.state.is_terminal:
            return f"the run is {view.state}, and nothing brings it to its end: {self._invariants.states(cells)}"
        try:
            self._invariants.check_end(view, cells)
        except Wrong as wrong:
            return str(wrong)
        return ""

    def _started(self, old: Sequence[CellView], new: Sequence[CellView]) -> Iterator[str]:
        """Nodes that a step gave to a holder."""
        for before, after in zip(old, new, strict=True):
            for slot, state in after.slots.items():
                if state.state is NodeState.RUNNING and before.slots[slot].token != state.token:
                    yield self._names[after.ref.cell * self._cell_size + slot]
