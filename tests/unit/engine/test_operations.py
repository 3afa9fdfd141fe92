"""Mend runs: do them again, end their nodes by hand or by a deadline, delete them; what their state does not allow."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from aurora_celery.engine.operations import Operations
from aurora_celery.errors import IllegalOperation, NodeNotFound, RunNotFound
from aurora_celery.model.operation import OperationKind
from aurora_celery.model.states import NodeState, RunState
from tests.builders import graph_of
from tests.unit.engine.operating import ANN, DIAMOND, author, ended, operations
from tests.unit.engine.world import World


@pytest.mark.parametrize("cell_size", [1, 2, 128])
def test_retry_does_only_what_did_not_succeed(cell_size: int) -> None:
    world = World(seed=1)
    run = ended(world, *DIAMOND, fails=("b",), cell_size=cell_size)
    world.calls.clear()
    planned = operations(world).retry(run, author(), dry=True)
    assert world.store.runs.view(run).state is RunState.FAILED
    assert operations(world).retry(run, author()) == planned
    assert [(each.node, each.becomes) for each in planned.nodes] == [("b", "run again"), ("d", "run")]
    world.run(run)
    assert world.calls == ["b", "d"]
    view = world.store.runs.view(run)
    assert (view.state, view.epoch, view.error) == (RunState.SUCCEEDED, 1, None)


@pytest.mark.parametrize("cell_size", [1, 2, 128])
def test_rerun_from_a_node_does_it_and_all_that_follows(cell_size: int) -> None:
    world = World(seed=1)
    run = ended(world, *DIAMOND, cell_size=cell_size)
    world.calls.clear()
    operations(world).rerun(run, "b", author())
    world.run(run)
    assert world.calls == ["b", "d"]


@pytest.mark.parametrize("edges", [("a>b",), ("a>b", "a>c")])
def test_large_outputs_of_a_run_that_was_done_again_are_those_of_the_last_time(edges: tuple[str, ...]) -> None:
    world, size = World(seed=1), 2000
    world.behave = lambda: "x" * size
    run = world.submit(graph_of(*edges))
    world.run(run)
    size = 3000
    operations(world).rerun(run, None, ANN)
    world.run_on(run)
    outputs = world.store.runs.view(run).outputs
    assert outputs is not None
    assert set(world.safe.values.one(outputs).values()) == {"x" * 3000}


@pytest.mark.parametrize("cell_size", [1, 2, 128])
def test_rerun_of_one_node_alone(cell_size: int) -> None:
    world = World(seed=1)
    run = ended(world, *DIAMOND, cell_size=cell_size)
    world.calls.clear()
    operations(world).rerun(run, "a", author(), descend=False)
    world.run(run)
    assert world.calls == ["a"]
    assert world.store.runs.view(run).state is RunState.SUCCEEDED


@pytest.mark.parametrize("cell_size", [1, 128])
def test_a_new_run_does_only_what_is_chosen_and_shares_the_rest(cell_size: int) -> None:
    world = World(seed=1)
    run = ended(world, *DIAMOND, fails=("c",), cell_size=cell_size)
    world.calls.clear()
    effect = operations(world).rerun_as_new(run, "c", author(), attention=1.0)
    assert effect.run is not None
    world.run(effect.run)
    assert world.calls == ["c", "d"]
    new = world.store.runs.view(effect.run)
    assert (new.state, new.origin, new.shares) == (RunState.SUCCEEDED, run, (run,))
    assert new.labels["aurora.rerun.by"] == "ann"
    assert world.store.runs.view(run).state is RunState.FAILED


def test_a_skipped_node_takes_along_what_needs_it_and_the_run_does_not_fail() -> None:
    world = World(seed=1)
    run = world.submit(graph_of("a>b>c", "x"), cell_size=1)
    effect = operations(world).skip(run, "b", author())
    assert [(each.node, each.becomes) for each in effect.nodes] == [("b", "skipped"), ("c", "skipped")]
    world.run(run)
    assert sorted(world.calls) == ["a", "x"]
    assert world.states(run)["c"] is NodeState.SKIPPED
    assert world.store.runs.view(run).state is RunState.SUCCEEDED


def test_a_node_that_is_marked_as_failed_fails_the_run() -> None:
    world = World(seed=1)
    run = world.submit(graph_of("a>b"))
    operations(world).mark_failed(run, "a", author(), message="the disk is gone")
    world.run(run)
    error = world.store.runs.view(run).error
    assert error is not None
    assert (error.reason, error.message, error.node) == ("marked", "the disk is gone", "a")
    assert world.states(run)["b"] is NodeState.SKIPPED
    assert world.calls == []


def test_a_node_is_marked_as_succeeded_while_its_handler_is_at_work() -> None:
    world = World(seed=1)
    run = world.submit(graph_of("a>b"))

    def mark_once() -> None:
        if world.calls == ["a"]:
            operations(world).mark_succeeded(run, "a", author(), result=7)

    world.behave = mark_once
    world.run(run)
    (cell,) = world.store.runs.cells(run)
    output = cell.slots[0].output
    assert output is not None
    assert output.text == "7"
    assert world.calls == ["a", "b"]


@pytest.mark.parametrize("cell_size", [1, 128])
@pytest.mark.parametrize("case", ["skip", "fail", "succeed"])
def test_a_node_of_a_run_that_is_done_again_is_ended_by_hand(case: str, cell_size: int) -> None:
    world = World(seed=1)
    run = ended(world, "a>b", "b>c", fails=("a",), cell_size=cell_size)
    ops = operations(world)
    ops.retry(run, author())
    acts: dict[str, Callable[[], object]] = {
        "skip": lambda: ops.skip(run, "b", author()),
        "fail": lambda: ops.mark_failed(run, "b", author()),
        "succeed": lambda: ops.mark_succeeded(run, "b", author(), result=3),
    }
    acts[case]()
    assert world.store.runs.view(run).pending is None
    world.calls.clear()
    world.run(run)
    assert world.calls == {"skip": ["a"], "fail": ["a"], "succeed": ["a", "c"]}[case]


@pytest.mark.parametrize("case", ["skip", "fail", "succeed", "succeed when it has ended", "retry", "delete"])
def test_the_same_operation_again_changes_nothing_and_is_answered_the_same(case: str) -> None:
    world = World(seed=1)
    broken = case in ("succeed when it has ended", "retry", "delete")
    run = ended(world, "a>b", fails=("a",)) if broken else world.submit(graph_of("a>b"))
    ops, once = operations(world), author()
    acts: dict[str, Callable[[], object]] = {
        "skip": lambda: ops.skip(run, "a", once),
        "fail": lambda: ops.mark_failed(run, "a", once),
        "succeed": lambda: ops.mark_succeeded(run, "a", once, result=3),
        "succeed when it has ended": lambda: ops.mark_succeeded(run, "a", once, result=3),
        "retry": lambda: ops.retry(run, once),
        "delete": lambda: ops.delete(run, once),
    }
    acts[case]()
    acts[case]()
    if case != "delete":
        world.run(run)
        before = world.store.runs.view(run)
        acts[case]()
        assert world.store.runs.view(run) == before


def test_a_run_that_is_being_deleted_is_not_found() -> None:
    world = World(seed=1)
    run = ended(world, "a>b", cell_size=1)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(world.store.runs, "cells", lambda _: iter(()))
        with pytest.raises(RunNotFound):
            operations(world).rerun(run, "a", author())


@pytest.mark.parametrize("cell_size", [1, 128])
def test_a_failed_node_of_an_ended_run_is_given_a_result_and_the_rest_is_done(cell_size: int) -> None:
    world = World(seed=1)
    run = ended(world, "a>b", "b>c", fails=("b",), cell_size=cell_size)
    world.calls.clear()
    effect = operations(world).mark_succeeded(run, "b", author(), result=[1])
    assert [(each.node, each.becomes) for each in effect.nodes] == [("b", "succeeded"), ("c", "run")]
    world.run(run)
    assert world.calls == ["c"]
    assert world.store.runs.view(run).state is RunState.SUCCEEDED


@pytest.mark.parametrize("cell_size", [1, 128])
def test_a_run_whose_last_failure_is_given_a_result_has_succeeded(cell_size: int) -> None:
    world = World(seed=1)
    run = ended(world, "a>b", fails=("b",), cell_size=cell_size)
    operations(world).mark_succeeded(run, "b", author(), result=1)
    assert world.store.runs.view(run).state is RunState.SUCCEEDED


@pytest.mark.parametrize("cell_size", [1, 128])
def test_a_run_that_takes_too_long_is_stopped_and_has_failed(cell_size: int) -> None:
    world = World(seed=1, losses=1.0)
    run = world.submit(graph_of("a>b"), cell_size=cell_size, deadline=30.0)
    world.idle(seconds=29)
    assert world.store.runs.view(run).state is RunState.PENDING
    world.idle(seconds=3)
    view = world.store.runs.view(run)
    assert view.state is RunState.FAILED
    assert view.error is not None
    assert (view.error.reason, view.error.message) == ("deadline", "it was not done within 30 s")
    assert world.states(run) == dict.fromkeys("ab", NodeState.CANCELLED)


def test_a_handler_that_does_not_stop_is_fenced_off_after_the_grace() -> None:
    world = World(seed=1)
    run = world.submit(graph_of("a>b"))

    def go_on() -> None:
        operations(world).control(run, OperationKind.CANCEL, author())
        world.idle(seconds=11)
        assert world.states(run)["a"] is NodeState.RUNNING
        world.idle(seconds=3)
        assert world.store.runs.view(run).state is RunState.CANCELLED

    world.behave = go_on
    world.step()
    assert world.states(run)["a"] is NodeState.CANCELLED


LIVE: dict[str, Callable[[Operations, str], object]] = {
    "retry": lambda ops, run: ops.retry(run, ANN),
    "rerun": lambda ops, run: ops.rerun(run, "a", ANN),
    "rerun_as_new": lambda ops, run: ops.rerun_as_new(run, "a", ANN, attention=1.0),
    "resume": lambda ops, run: ops.control(run, OperationKind.RESUME, ANN),
    "delete": lambda ops, run: ops.delete(run, ANN),
}
ENDED: dict[str, Callable[[Operations, str], object]] = {
    "cancel": lambda ops, run: ops.control(run, OperationKind.CANCEL, ANN),
    "pause": lambda ops, run: ops.control(run, OperationKind.PAUSE, ANN, dry=True),
    "retry": lambda ops, run: ops.retry(run, ANN),
    "skip": lambda ops, run: ops.skip(run, "a", ANN),
    "mark_failed": lambda ops, run: ops.mark_failed(run, "a", ANN),
    "mark_succeeded": lambda ops, run: ops.mark_succeeded(run, "a", ANN),
}


@pytest.mark.parametrize("case", [f"live {name}" for name in LIVE] + [f"ended {name}" for name in ENDED])
def test_what_the_state_does_not_allow_changes_nothing(case: str) -> None:
    state, name = case.split()
    act = (LIVE if state == "live" else ENDED)[name]
    world = World(seed=1)
    run = ended(world, "a>b") if state == "ended" else world.submit(graph_of("a>b"))
    before = (world.store.runs.view(run), world.states(run))
    with pytest.raises(IllegalOperation):
        act(operations(world), run)
    assert (world.store.runs.view(run), world.states(run)) == before


def test_a_node_that_has_ended_is_not_skipped() -> None:
    world = World(seed=1)
    run = world.submit(graph_of("a>b"))
    world.step()
    with pytest.raises(IllegalOperation, match="it is succeeded"):
        operations(world).skip(run, "a", author())
    with pytest.raises(NodeNotFound):
        operations(world).skip(run, "nobody", author())
