"""A sound record has no violations; a record that was tampered with has the one that it should have."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from aurora_celery.engine.audit import Case, audit
from aurora_celery.engine.operations import Author, Operations
from aurora_celery.model.operation import Operation, OperationKind
from aurora_celery.model.run import Attempt, Failure
from aurora_celery.model.states import NodeState, RunState
from aurora_celery.store.changes import Snapshot
from aurora_celery.store.ports import CellView, SlotView
from tests.builders import graph_from_pairs
from tests.unit.engine.world import START, World

#: A diamond with a tail: in cells of two nodes, edges within cells and between them.
PAIRS = [(0, 1), (0, 2), (1, 3), (2, 3), (3, 4)]
MINUTE = timedelta(minutes=1)


def case_of(world: World, run: str) -> Case:
    """The run as it stands."""
    snapshot = world.store.changes.snapshot(run)
    parts = [world.safe.plans.cell(snapshot.run.plan, number) for number in range(snapshot.run.cells)]
    return Case(snapshot, parts)


def codes(case: Case) -> set[str]:
    return {violation.code for violation in audit(case)}


def with_cell(case: Case, number: int, **changes: Any) -> Case:
    """The same, but for some fields of a cell."""
    cells = list(case.snapshot.cells)
    cells[number] = replace(cells[number], **changes)
    return Case(replace(case.snapshot, cells=tuple(cells)), case.parts)


def with_node(case: Case, index: int, **changes: Any) -> Case:
    """The same, but for some fields of a node."""
    number, slot = divmod(index, 2)
    cell = case.snapshot.cells[number]
    return with_cell(case, number, slots={**cell.slots, slot: replace(cell.slots[slot], **changes)})


def with_run(case: Case, **changes: Any) -> Case:
    """The same, but for some fields of the run."""
    return Case(replace(case.snapshot, run=replace(case.snapshot.run, **changes)), case.parts)


@pytest.fixture
def succeeded() -> Case:
    """A run that went well."""
    world = World(1)
    run = world.submit(graph_from_pairs(5, PAIRS), cell_size=2)
    world.run(run)
    world.idle(seconds=30)
    return case_of(world, run)


@pytest.fixture
def going_on() -> Case:
    """A run of which one node has ended."""
    world = World(1)
    run = world.submit(graph_from_pairs(5, PAIRS), cell_size=2)
    world.step()
    return case_of(world, run)


@pytest.fixture
def failed() -> Case:
    """A run whose first node failed and took all others with it."""
    world = World(1)
    world.behave = broken
    run = world.submit(graph_from_pairs(5, PAIRS), cell_size=2)
    world.run(run)
    world.idle(seconds=30)
    return case_of(world, run)


def broken() -> None:
    raise ValueError("it broke")


def test_sound_records_have_no_violations(succeeded: Case, going_on: Case, failed: Case) -> None:
    assert [codes(case) for case in (succeeded, going_on, failed)] == [set(), set(), set()]


FAILURE = Failure(reason="exception")
PENDING = {"state": NodeState.PENDING, "output": None}


TAMPERED: list[tuple[str, Callable[[Case], Case]]] = [
    ("cells", lambda case: Case(replace(case.snapshot, cells=case.snapshot.cells[:-1]), case.parts)),
    ("premature_start", lambda case: with_node(case, 1, **PENDING)),
    ("premature_start", lambda case: with_node(case, 3, started=START - MINUTE)),
    ("incomplete_record", lambda case: with_node(case, 2, output=None)),
    ("incomplete_record", lambda case: with_node(case, 2, finished=None)),
    ("incomplete_record", lambda case: with_node(case, 2, state=NodeState.FAILED)),
    ("incomplete_record", lambda case: with_node(case, 2, state=NodeState.RUNNING, worker=None)),
    ("incomplete_record", lambda case: with_node(case, 2, state=NodeState.RETRYING)),
    ("incomplete_record", lambda case: with_node(case, 2, state=NodeState.SKIPPED)),
    ("attempts_out_of_order", lambda case: with_node(case, 2, history=(Attempt(number=2), Attempt(number=1)))),
    ("started_after_cancel", lambda case: with_cell(case, 0, cancelled=START - MINUTE)),
    ("skipped_node_ran", lambda case: with_node(case, 4, state=NodeState.SKIPPED, cause=3)),
    ("skipped_without_cause", lambda case: with_node(case, 4, state=NodeState.SKIPPED, cause=3)),
    ("wrong_count", lambda case: with_cell(case, 1, done=1)),
    ("wrong_count", lambda case: with_node(case, 3, waits=1)),
    ("wrong_count", lambda case: with_cell(case, 1, arrived={})),
    ("wrong_count", lambda case: with_cell(case, 0, gates=dict.fromkeys(case.snapshot.cells[0].gates, 7))),
    ("wrong_epoch", lambda case: with_run(case, epoch=1)),
    ("unfinished_node", lambda case: with_node(case, 4, state=NodeState.RUNNING)),
    ("live_cell", lambda case: with_cell(case, 1, live=True)),
    ("wrong_outcome", lambda case: with_node(case, 4, state=NodeState.FAILED, failure=FAILURE)),
    ("wrong_outcome", lambda case: with_run(case, state=RunState.FAILED)),
]


@pytest.mark.parametrize(
    ("code", "tampered"), TAMPERED, ids=[f"{code}-{place}" for place, (code, _) in enumerate(TAMPERED)]
)
def test_what_was_tampered_with_is_found(succeeded: Case, code: str, tampered: Callable[[Case], Case]) -> None:
    assert code in codes(tampered(succeeded))


def test_a_node_that_waits_for_a_signal_that_will_not_come_is_found(going_on: Case) -> None:
    waits = going_on.snapshot.cells[0].slots[1].waits
    assert codes(with_node(going_on, 1, waits=waits + 1)) == {"wrong_count"}


def test_a_skipped_node_whose_cause_succeeded_is_found(failed: Case) -> None:
    output = SlotView().output
    assert "skipped_without_cause" in codes(with_node(failed, 0, state=NodeState.SUCCEEDED, output=output))


def test_nodes_that_a_later_epoch_keeps_may_be_older_than_what_they_wait_for() -> None:
    world = World(1)
    run = world.submit(graph_from_pairs(5, PAIRS), cell_size=2)
    world.run(run)
    world.idle(seconds=60)
    Operations(world.safe).rerun(run, "n0", Author(by="ann"), descend=False)
    assert codes(case_of(world, run)) == set()
    world.run_on(run)
    world.idle(seconds=30)
    case = case_of(world, run)
    assert case.snapshot.run.epoch == 1
    assert codes(case) == set()


def test_cells_may_be_of_two_epochs_while_an_operation_is_carried_out(succeeded: Case) -> None:
    made = Operation(id="o", kind=OperationKind.RERUN, by="ann", nodes=(0,))
    assert codes(with_cell(with_run(succeeded, pending=made), 1, ref=_next(succeeded.snapshot.cells[1]))) == set()


def _next(cell: CellView) -> Any:
    return replace(cell.ref, epoch=1)


def test_a_snapshot_is_of_one_run(succeeded: Case) -> None:
    assert isinstance(succeeded.snapshot, Snapshot)
    assert {cell.ref.run for cell in succeeded.snapshot.cells} == {succeeded.snapshot.run.id}
