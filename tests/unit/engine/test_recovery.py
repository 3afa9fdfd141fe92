"""What is handed back because its worker was told to stop has used up nothing, and others can take it at once."""

from __future__ import annotations

from typing import Any

import pytest

from aurora_celery.engine.doorbell import Address
from aurora_celery.engine.held import Held
from aurora_celery.engine.ids import NodeTask
from aurora_celery.engine.recovery import Recovery, return_unbegun
from aurora_celery.errors import StoreUnavailable
from aurora_celery.model.states import NodeState
from aurora_celery.store.ports import CellRef, Holder, SlotView
from tests.builders import graph_from_pairs
from tests.unit.engine.world import World


def claimed(world: World, run: str, index: int, *, worker: str = "w") -> Held:
    plan = world.store.runs.view(run).plan
    held = world.safe.claim(Address(run, 0, index, plan), Holder(token=f"t{index}", worker=worker, pid=1))
    assert held is not None
    return held


def slots(world: World, run: str) -> dict[int, SlotView]:
    return {
        view.ref.cell * 10**6 + slot: state
        for view in world.store.runs.cells(run)
        for slot, state in view.slots.items()
    }


def recovery(world: World) -> Recovery:
    return Recovery(world.safe, world.sweeper, worker="w", pids=lambda: (1,))


@pytest.mark.parametrize("cell_size", [1, 128])
def test_all_that_the_worker_holds_of_a_run_is_handed_back_and_rung_for(cell_size: int) -> None:
    world = World(seed=1)
    run = world.submit(graph_from_pairs(4, []), cell_size=cell_size)
    for index, worker in ((0, "w"), (1, "w"), (2, "other")):
        claimed(world, run, index, worker=worker)
    world.bell.clear()
    recovery(world).hand_back([NodeTask(run, 0, 0), NodeTask(run, 0, 1)])
    states = list(slots(world, run).values())
    assert [state.state for state in states] == [
        NodeState.RETRYING, NodeState.RETRYING, NodeState.RUNNING, NodeState.PENDING,
    ]  # fmt: skip
    assert [(state.retries, state.crashes) for state in states] == [(0, 0)] * 4
    assert [state.history[0].failure.reason for state in states[:2] if state.history[0].failure] == [
        "worker_stopped"
    ] * 2
    assert sorted(address.index for address in world.bell) == [0, 1]


def test_a_run_that_is_gone_keeps_no_other_from_being_handed_back() -> None:
    world = World(seed=1)
    run = world.submit(graph_from_pairs(1, []))
    claimed(world, run, 0)
    recovery(world).hand_back([NodeTask("0" * 32, 0, 0), NodeTask(run, 0, 0)])
    assert world.states(run) == {"n0": NodeState.RETRYING}


def test_a_cell_that_is_gone_holds_nothing() -> None:
    world = World(seed=1)
    run = world.submit(graph_from_pairs(1, []))
    claimed(world, run, 0)
    recovery(world).hand_back([NodeTask(run, 7, 0)])
    assert world.states(run) == {"n0": NodeState.RUNNING}


def test_nodes_that_were_not_begun_are_rung_for() -> None:
    world = World(seed=1)
    run = world.submit(graph_from_pairs(3, []))
    plan = world.store.runs.view(run).plan
    world.bell.clear()
    recovery(world).ring_for([Address(run, 0, index, plan) for index in (2, 0)])
    assert sorted(address.index for address in world.bell) == [0, 2]


def test_a_claim_ahead_that_is_not_used_does_not_count() -> None:
    world = World(seed=1)
    run = world.submit(graph_from_pairs(1, []))
    return_unbegun(world.safe, claimed(world, run, 0))
    (state,) = slots(world, run).values()
    assert (state.state, state.retries, state.crashes) == (NodeState.RETRYING, 0, 0)


def test_a_claim_ahead_that_the_store_does_not_take_back_now_is_given_back_later(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    world = World(seed=1)
    run = world.submit(graph_from_pairs(2, []))
    held = claimed(world, run, 0)

    def away(*_: Any, **__: Any) -> bool:
        raise StoreUnavailable("away")

    with monkeypatch.context() as patch:
        patch.setattr(world.safe.store.runs, "retry", away)
        return_unbegun(world.safe, held)
    ref = CellRef(run, 0, 0)
    view = world.store.runs.cell(ref)
    assert view is not None
    assert view.slots[0].state is NodeState.RUNNING
    claimed(world, run, 1)
    assert world.states(run) == {"n0": NodeState.RETRYING, "n1": NodeState.RUNNING}
