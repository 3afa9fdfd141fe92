"""The auditor finds what has been lying about for too long, and puts it right."""

from __future__ import annotations

from datetime import timedelta

import pytest

from aurora_celery.compiler import compile_graph
from aurora_celery.engine.auditor import LATE, Auditor
from aurora_celery.engine.submitting import Order, submit
from aurora_celery.errors import RunNotFound
from aurora_celery.model.operation import Operation, OperationKind
from aurora_celery.model.states import Control, RunState
from aurora_celery.store.ports import Change, RunFilter
from tests.builders import graph_from_pairs
from tests.unit.engine.world import World

CHAIN = [(0, 1), (1, 2)]


@pytest.fixture
def world() -> World:
    return World(3)


@pytest.fixture
def auditor(world: World) -> Auditor:
    return Auditor(world.safe)


def pass_by(world: World) -> None:
    """Time passes, and no sweeper is there."""
    world.clock += timedelta(seconds=LATE + 30)


def found(auditor: Auditor, run: str) -> list[str]:
    return [finding.violation.code for finding in auditor.examine(run)]


def mend(auditor: Auditor, run: str) -> int:
    return auditor.repair(auditor.examine(run))


def test_a_run_whose_messages_are_lost_and_that_nobody_sweeps(world: World, auditor: Auditor) -> None:
    run = world.submit(graph_from_pairs(3, CHAIN), cell_size=1)
    assert found(auditor, run) == []
    world.bell.clear()
    pass_by(world)
    assert found(auditor, run) == ["unattended"] * 3
    assert mend(auditor, run) == 1
    assert [address.index for address in world.bell] == [0]
    assert found(auditor, run) == []


def test_an_operation_whose_author_died(world: World, auditor: Auditor) -> None:
    run = world.submit(graph_from_pairs(3, CHAIN), cell_size=1)
    made = Operation(id="o", kind=OperationKind.CANCEL, by="ann")
    world.store.runs.operate(run, Change(operation=made, leaves=frozenset(RunState), control=Control.CANCEL))
    assert found(auditor, run) == []
    pass_by(world)
    assert "half_done" in found(auditor, run)
    mend(auditor, run)
    assert world.store.runs.view(run).pending is None
    assert found(auditor, run) == []


def test_a_run_whose_time_is_over(world: World, auditor: Auditor) -> None:
    run = world.submit(graph_from_pairs(3, CHAIN), deadline=5.0)
    pass_by(world)
    assert found(auditor, run) == ["unattended", "overtime"]
    mend(auditor, run)
    assert world.store.runs.view(run).control is Control.CANCEL


def test_a_canvas_that_was_not_told(world: World, auditor: Auditor) -> None:
    plan = compile_graph(graph_from_pairs(1, []))
    run = submit(world.safe, plan, Order(inputs={}, continuation="{}"), attention=1.0).run_id
    world.kills, world.kills_at = 1.0, "resume.before"
    world.step()
    world.kills = 0.0
    assert world.store.runs.view(run).state is RunState.SUCCEEDED
    pass_by(world)
    assert found(auditor, run) == ["not_handed_on"]
    mend(auditor, run)
    assert world.store.runs.view(run).continued
    assert found(auditor, run) == []


def test_a_value_that_is_gone(world: World, auditor: Auditor) -> None:
    world.behave = lambda: "x" * 5000
    run = world.submit(graph_from_pairs(1, []))
    world.run(run)
    assert found(auditor, run) == []
    world.store._state.results.clear()
    violations = [finding.violation for finding in auditor.examine(run)]
    assert {(each.code, each.node, each.repair) for each in violations} == {
        ("lost_value", "n0", None),
        ("lost_value", None, None),
    }
    assert mend(auditor, run) == 0


def test_a_plan_that_is_gone(world: World, auditor: Auditor) -> None:
    run = world.submit(graph_from_pairs(1, []))
    fresh = World(4)
    fresh.store._state.runs = world.store._state.runs
    assert found(Auditor(fresh.safe), run) == ["plan_lost"]


def test_all_runs_are_looked_at(world: World, auditor: Auditor) -> None:
    runs = [world.submit(graph_from_pairs(1, [])) for _ in range(5)]
    assert sorted(auditor.runs(RunFilter())) == sorted(runs)


def test_a_run_that_is_not_there(auditor: Auditor) -> None:
    with pytest.raises(RunNotFound):
        auditor.examine("nobody")
