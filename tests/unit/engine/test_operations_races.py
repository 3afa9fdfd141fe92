"""Operators who die on the way, who come at the same time as others, and who do anything at random."""

from __future__ import annotations

import random
from collections.abc import Callable
from datetime import timedelta

import pytest

from aurora_celery.engine.operations import Author, Operations
from aurora_celery.errors import IllegalOperation
from aurora_celery.model.operation import OperationKind
from aurora_celery.model.states import NodeState, RunState
from aurora_celery.store.ports import Accepted, Change
from tests.builders import graph_from_pairs, graph_of
from tests.unit.engine.operating import DIAMOND, author, ended, failing, operations
from tests.unit.engine.world import Crash, World


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
