"""Cancel and pause runs, at any moment."""

from __future__ import annotations

import pytest

from aurora_celery.errors import NodeCancelled
from aurora_celery.model.operation import OperationKind
from aurora_celery.model.states import NodeState, RunState
from aurora_celery.store.ports import Finish
from tests.builders import graph_of
from tests.unit.engine.operating import ANN, DIAMOND, author, failing, operations
from tests.unit.engine.world import Crash, World


@pytest.mark.parametrize("cell_size", [1, 2, 128])
def test_a_cancelled_run_starts_nothing_and_ends_at_once_when_nothing_runs(cell_size: int) -> None:
    world = World(seed=1)
    run = world.submit(graph_of(*DIAMOND), cell_size=cell_size)
    world.step()
    effect = operations(world).control(run, OperationKind.CANCEL, ANN)
    assert [(each.node, each.becomes) for each in effect.nodes] == [(node, "cancelled") for node in "bcd"]
    assert world.store.runs.view(run).state is RunState.CANCELLED
    while world.bell:
        world.step()
    assert world.calls == ["a"]
    assert world.states(run) == {"a": NodeState.SUCCEEDED} | dict.fromkeys("bcd", NodeState.CANCELLED)


def test_a_node_that_runs_when_its_run_is_cancelled_may_end() -> None:
    world = World(seed=1)
    run = world.submit(graph_of("a>b"))
    world.behave = lambda: str(operations(world).control(run, OperationKind.CANCEL, author()))
    world.run(run)
    assert world.states(run) == {"a": NodeState.SUCCEEDED, "b": NodeState.CANCELLED}
    assert world.store.runs.view(run).state is RunState.CANCELLED


@pytest.mark.parametrize("cell_size", [1, 128])
@pytest.mark.parametrize("edges", ["a", "a>b"])
def test_a_run_that_is_cancelled_during_its_last_node_ends_as_cancelled(edges: str, cell_size: int) -> None:
    world = World(seed=1)
    run = world.submit(graph_of(edges), cell_size=cell_size)

    def cancel_at_last() -> None:
        if world.calls[-1] == edges[-1]:
            operations(world).control(run, OperationKind.CANCEL, author())

    world.behave = cancel_at_last
    world.run(run)
    assert world.states(run) == dict.fromkeys(edges.split(">"), NodeState.SUCCEEDED)
    assert world.store.runs.view(run).state is RunState.CANCELLED


@pytest.mark.parametrize("cell_size", [1, 128])
def test_a_run_that_is_cancelled_while_it_is_being_ended_ends_as_cancelled(cell_size: int) -> None:
    world = World(seed=1)
    run = world.submit(graph_of("a>b"), cell_size=cell_size)
    world.behave = failing(world, "b")
    finish = world.store.runs.finish
    cancels = [lambda: operations(world).control(run, OperationKind.CANCEL, author())]

    def cancelled_before(run: str, epoch: int, how: Finish) -> bool:
        if cancels:
            cancels.pop()()
        return finish(run, epoch, how)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(world.store.runs, "finish", cancelled_before)
        world.run(run)
    assert world.store.runs.view(run).state is RunState.CANCELLED


def test_a_node_whose_worker_dies_in_a_cancelled_run_is_not_run_again() -> None:
    world = World(seed=1)
    run = world.submit(graph_of("a>b"))

    def die() -> None:
        operations(world).control(run, OperationKind.CANCEL, author())
        raise Crash

    world.behave = die
    world.run(run)
    assert world.states(run) == dict.fromkeys("ab", NodeState.CANCELLED)
    assert world.calls == ["a"]


def test_a_handler_that_gives_up_because_of_a_cancel_is_cancelled() -> None:
    world = World(seed=1)
    run = world.submit(graph_of("a>b"))

    def give_up() -> None:
        if len(world.calls) == 1:
            operations(world).control(run, OperationKind.CANCEL, author())
        raise NodeCancelled("a")

    world.behave = give_up
    world.run(run)
    assert world.states(run) == dict.fromkeys("ab", NodeState.CANCELLED)
    other = world.submit(graph_of("c"))
    world.run(other)
    assert world.states(other) == {"c": NodeState.FAILED}, "nobody cancelled this one"


def test_a_node_that_fails_and_would_be_tried_again_ends_with_its_cancelled_run() -> None:
    world = World(seed=1)
    run = world.submit(graph_of("a>b"))

    def give_up() -> None:
        operations(world).control(run, OperationKind.CANCEL, author())
        raise ValueError

    world.behave = give_up
    world.run(run)
    assert world.states(run) == {"a": NodeState.FAILED, "b": NodeState.CANCELLED}
    assert world.store.runs.view(run).state is RunState.CANCELLED


@pytest.mark.parametrize("cell_size", [1, 128])
def test_a_paused_run_goes_on_where_it_stood(cell_size: int) -> None:
    world = World(seed=1)
    run = world.submit(graph_of(*DIAMOND), cell_size=cell_size)
    operations(world).control(run, OperationKind.PAUSE, author())
    while world.bell:
        world.step()
    world.idle(seconds=100)
    assert world.calls == []
    assert not world.bell
    effect = operations(world).control(run, OperationKind.RESUME, author())
    assert [each.node for each in effect.nodes] == ["a"]
    world.run(run)
    assert sorted(world.calls) == list("abcd")


def test_a_run_whose_last_nodes_end_while_it_is_paused_ends() -> None:
    world = World(seed=1)
    run = world.submit(graph_of("a"))
    world.behave = lambda: str(operations(world).control(run, OperationKind.PAUSE, author()))
    world.run(run)
    assert world.store.runs.view(run).state is RunState.SUCCEEDED
