"""Ways to break the store and the engine, each of which the simulation has to notice."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any
from unittest.mock import patch

from aurora_celery.engine import spreading, sweeper
from aurora_celery.model.states import Control, NodeState
from aurora_celery.store.memory import records, runs_move, runs_operate
from aurora_celery.store.memory.runs import MemoryRuns

Patch = tuple[object, str, Any]


def _no_fence() -> Patch:
    """A completion is taken from whoever says that the node runs."""

    def held(node: records.SlotRecord, token: str) -> bool:
        return node.state is NodeState.RUNNING or node.token == token

    return runs_move, "_held", held


def _no_sweep() -> Patch:
    """Nobody rings again."""
    return sweeper.Sweeper, "_late", lambda *_: []


def _no_redrive() -> Patch:
    """Nobody takes up gates whose news went astray."""
    return spreading.Spreader, "_resume_gates", lambda *_: None


def _arrive_twice() -> Patch:
    """The opening of a gate counts as often as it comes."""
    original = MemoryRuns.arrive

    def arrive(self: MemoryRuns, ref: Any, gate: int, **how: Any) -> Any:
        cell = self._state.cell(ref)
        if cell is not None:
            cell.arrived.pop(gate, None)
        return original(self, ref, gate, **how)

    return MemoryRuns, "arrive", arrive


def _counter_forgotten() -> Patch:
    """Every third signal of a completion is lost."""
    count = iter(range(10**9))
    original = runs_move._signal

    def signal(cell: records.CellRecord, *, slots: Any, gates: Any) -> None:
        if next(count) % 3:
            original(cell, slots=slots, gates=gates)

    return runs_move, "_signal", signal


def _claim_whatever() -> Patch:
    """A claim does not ask whether the node waits for something."""

    def free(self: MemoryRuns, cell: records.CellRecord, node: records.SlotRecord) -> bool:
        return cell.go and cell.live and node.state in (NodeState.PENDING, NodeState.RETRYING)

    return runs_move.Moves, "_free", free


def _cancel_outside_claim() -> Patch:
    """A claim does not ask whether the run was cancelled or paused."""
    return records.CellRecord, "go", property(lambda _: True)


def _answered_early() -> Patch:
    """An operation counts as carried out before the other cells know of it."""

    def align(self: MemoryRuns, run: str) -> None:
        pending = self.view(run).pending
        if pending is not None:
            self.settle(run, pending.id)

    return MemoryRuns, "align", align


def _retry_in_a_cancelled_run() -> Patch:
    """A node of a cancelled run waits for another try that never comes."""
    original = MemoryRuns.retry

    def retry(self: MemoryRuns, ref: Any, slot: int, **how: Any) -> bool:
        cell = self._state.cell(ref)
        control = cell.control if cell is not None else None
        if cell is not None:
            cell.control = Control.GO
        try:
            return original(self, ref, slot, **how)
        finally:
            if cell is not None and control is not None:
                cell.control = control

    return MemoryRuns, "retry", retry


def _nobody_goes_on() -> Patch:
    """What the author of an operation left undone stays so."""
    return sweeper.Sweeper, "_mend", lambda *_: 0


def _counters_of_yesterday() -> Patch:
    """A run that is reopened keeps the counters that it had."""

    def begin(cell: records.CellRecord, seed: Any, *, moment: Any) -> None:
        for number, output in seed.kept.items():
            cell.slots[number].state, cell.slots[number].output = NodeState.SUCCEEDED, output
            cell.slots[number].finished = moment
        cell.done, cell.open = sum(slot.state.is_terminal for slot in cell.slots), not seed.settled

    return runs_operate, "begin", begin


#: By name: what is put in the place of what.
MUTANTS: Mapping[str, Callable[[], Patch]] = {
    made.__name__.removeprefix("_"): made
    for made in (
        _no_fence, _no_sweep, _no_redrive, _arrive_twice, _counter_forgotten, _claim_whatever, _cancel_outside_claim,
        _answered_early, _retry_in_a_cancelled_run, _nobody_goes_on, _counters_of_yesterday,
    )
}  # fmt: skip


@contextmanager
def broken(name: str) -> Iterator[None]:
    """The code with one mutant in it."""
    target, attribute, value = MUTANTS[name]()
    with patch.object(target, attribute, value):
        yield
