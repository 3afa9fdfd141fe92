"""Operations on runs, at any moment, by operators who may die on the way."""

from __future__ import annotations

import random
from collections.abc import Callable
from datetime import timedelta

import pytest

from aurora_celery.engine.operations import Author, Operations
from aurora_celery.errors import IllegalOperation, NodeCancelled, NodeNotFound, RunNotFound
from aurora_celery.model.operation import OperationKind
from aurora_celery.model.states import NodeState, RunState
from aurora_celery.store.ports import Accepted, Change, Finish
from tests.builders import graph_from_pairs, graph_of
from tests.unit.engine.world import Crash, World

ANN = Author(by="ann")
DIAMOND = ("a>b", "a>c", "b>d", "c>d")


def operations(world: World) -> Operations:
    return Operations(world.safe)


def author() -> Author:
    return Author(by="ann", why="a test")


def failing(world: World, *names: str) -> Callable[[], None]:
    """Handlers of these nodes fail from now on."""

    def behave() -> None:
        if world.calls[-1] in names:
            raise ValueError("it broke")

    return behave


def ended(world: World, *edges: str, fails: tuple[str, ...] = (), cell_size: int = 128) -> str:
    """A run that came to its end, some nodes having failed."""
    world.behave = failing(world, *fails)
    run = world.submit(graph_of(*edges), cell_size=cell_size)
    world.run(run)
    world.behave = lambda: None
    return run


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


def test_an_operation_whose_author_dies_is_carried_out_by_the_sweeper() -> None:
    world = World(seed=1)
    run = ended(world, *DIAMOND, fails=("b",), cell_size=1)
    world.kills = 1.0
    world.kills_at = "operate.after"
    with pytest.raises(Crash):
        Operations(world.engine).retry(run, author())
    world.kills = 0.0
    world.kills_at = ""
    assert world.store.runs.view(run).pending is not None
    world.run_on(run)
    assert world.store.runs.view(run).state is RunState.SUCCEEDED
    assert world.store.runs.view(run).epoch == 1


def act_at_random(world: World, run: str, draw: random.Random) -> str | None:
    """Some operation by an operator who may die. What it was, if it was accepted and its author lives."""
    ops = Operations(world.engine)
    node = f"n{draw.randrange(8)}"
    kinds: dict[str, Callable[[], object]] = {
        "cancel": lambda: ops.control(run, OperationKind.CANCEL, author()),
        "pause": lambda: ops.control(run, OperationKind.PAUSE, author()),
        "resume": lambda: ops.control(run, OperationKind.RESUME, author()),
        "retry": lambda: ops.retry(run, author()),
        "rerun": lambda: ops.rerun(run, node, author(), descend=draw.random() < 0.5),
        "skip": lambda: ops.skip(run, node, author()),
        "fail": lambda: ops.mark_failed(run, node, author()),
        "succeed": lambda: ops.mark_succeeded(run, node, author(), result=1),
    }
    kind = draw.choice(list(kinds))
    try:
        kinds[kind]()
    except IllegalOperation:
        return None
    except Crash:
        world.crashes += 1
        return None
    return kind


@pytest.mark.parametrize("seed", range(300))
def test_whatever_is_done_to_a_run_it_ends_in_order(seed: int) -> None:
    draw = random.Random(seed)
    world = World(seed=seed, kills=draw.choice([0.0, 0.03]), losses=0.1, copies=0.1, follows=0.5)
    pairs = [(source, target) for target in range(8) for source in range(target) if draw.random() < 0.25]
    broken = {f"n{index}" for index in range(8) if draw.random() < 0.15}
    world.behave = lambda: failing(world, *broken)() if draw.random() < 0.7 else None
    run = world.submit(graph_from_pairs(8, pairs), cell_size=draw.choice([1, 3, 128]))
    silent: set[str] = set()
    for _ in range(draw.randrange(1, 12)):
        for _ in range(draw.randrange(4)):
            if world.bell:
                world.step()
        before = len(world.calls)
        done = act_at_random(world, run, draw)
        assert len(world.calls) == before
        if done in ("cancel", "pause"):
            while world.bell:
                world.step()
            assert len(world.calls) == before, f"something started after {done}"
            silent.add(done)
        if draw.random() < 0.3:
            world.idle(seconds=draw.randrange(1, 20))
    world.kills = 0.0
    world.idle(seconds=20)
    if world.store.runs.view(run).state is RunState.PAUSED:
        operations(world).control(run, OperationKind.RESUME, author())
    world.run(run)
    world.idle(seconds=5)
    check(world, run)


def check(world: World, run: str) -> None:
    """What holds of every ended run."""
    view, states = world.store.runs.view(run), world.states(run)
    assert view.pending is None
    assert all(state.is_terminal for state in states.values()), states
    for cell in world.store.runs.cells(run):
        assert cell.ref.epoch == view.epoch
        assert cell.done == cell.size
        assert not cell.live
    found = set(states.values())
    if view.state is RunState.SUCCEEDED:
        assert found <= {NodeState.SUCCEEDED, NodeState.SKIPPED}
    elif view.state is RunState.FAILED:
        assert NodeState.FAILED in found
    else:
        assert view.state is RunState.CANCELLED


def test_the_clock_of_a_deadline_is_the_stores() -> None:
    world = World(seed=1, losses=1.0)
    run = world.submit(graph_of("a"), deadline=5.0)
    deadline = world.store.runs.view(run).deadline
    assert deadline is not None
    assert deadline - world.store.runs.view(run).created == timedelta(seconds=5)


@pytest.mark.parametrize("mark", ["skip", "mark_failed", "mark_succeeded"])
def test_a_node_that_ends_while_somebody_wants_to_end_it_keeps_its_own_end(
    mark: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    world = World(1)
    run = world.submit(graph_from_pairs(2, [(0, 1)]))
    operate = world.store.runs.operate

    def be_late(run_id: str, change: Change) -> Accepted:
        accepted = operate(run_id, change)
        world.step()
        return accepted

    monkeypatch.setattr(world.store.runs, "operate", be_late)
    given = {"result": 7} if mark == "mark_succeeded" else {}
    with pytest.raises(IllegalOperation, match="in the meantime"):
        getattr(Operations(world.safe), mark)(run, "n0", Author(by="ann"), **given)
    view = world.store.runs.view(run)
    assert (view.operations, view.pending) == ((), None)
    assert world.states(run)["n0"] is NodeState.SUCCEEDED


def test_whoever_is_late_to_end_a_run_does_not_end_its_next_epoch() -> None:
    world = World(1)
    run = world.submit(graph_from_pairs(1, []))
    world.run(run)
    Operations(world.safe).rerun(run, None, Author(by="ann"))
    world.safe.finisher.finish(run, 0, head=world.safe.plans.head(world.store.runs.view(run).plan))
    view = world.store.runs.view(run)
    assert (view.epoch, view.state, world.states(run)) == (1, RunState.RUNNING, {"n0": NodeState.PENDING})
    world.run(run)
    assert world.states(run) == {"n0": NodeState.SUCCEEDED}
