"""What a dead process held is free again at once, wherever in the run it was."""

from __future__ import annotations

import threading
from dataclasses import replace
from typing import Any

import pytest

from aurora_celery.engine.doorbell import Address
from aurora_celery.engine.ids import NodeTask
from aurora_celery.engine.liveness import Liveness
from aurora_celery.engine.pulse import Pulse
from aurora_celery.engine.steward import Rhythm, Steward
from aurora_celery.errors import StoreUnavailable
from aurora_celery.model.run import Failure
from aurora_celery.model.states import NodeState
from aurora_celery.store.ports import Holder, WorkerBeat
from tests.builders import graph_from_pairs
from tests.unit.engine.world import World

BEAT = WorkerBeat(id="w", host="h", pid=1, birth=1, boot="", namespace="", pids=())
DEAD, ALIVE = 11, 12


class Ending:
    """A bus that says when so many nodes were rung for."""

    def __init__(self, world: World, count: int) -> None:
        self._ring, self._count = world.ring, count
        self.done = threading.Event()

    def __call__(self, doorbells: Any) -> None:
        self._ring(doorbells)
        self._count -= len(doorbells)
        if self._count <= 0:
            self.done.set()


@pytest.mark.parametrize("cell_size", [1, 2, 128])
def test_all_nodes_of_a_dead_process_are_given_back_and_no_others(
    monkeypatch: pytest.MonkeyPatch, cell_size: int
) -> None:
    world = World(seed=1)
    run = world.submit(graph_from_pairs(5, []), cell_size=cell_size)
    plan = world.store.runs.view(run).plan
    for index, pid in enumerate((DEAD, DEAD, ALIVE, DEAD)):
        holder = Holder(token=f"t{index}", worker="w", pid=pid)
        assert world.safe.claim(Address(run, 0, index, plan), holder) is not None
    ending = Ending(world, 3)
    monkeypatch.setattr(world, "ring", ending)
    steward = Steward(
        world.safe,
        world.sweeper,
        beat=replace(BEAT, beat=world.clock),
        pids=lambda: (ALIVE,),
        rhythm=Rhythm(heartbeat=60, lease=120, sweep=60),
    )
    monkeypatch.setattr(steward, "_liveness", lambda: Liveness([], settled=False))
    steward.start()
    steward.lost(NodeTask(run, 0, 1), Failure(reason="worker_lost", type="WorkerLostError", message="killed"))
    assert ending.done.wait(timeout=30)
    steward.stop()
    states = world.states(run)
    assert [states[f"n{index}"] for index in range(5)] == [
        NodeState.RETRYING,
        NodeState.RETRYING,
        NodeState.RUNNING,
        NodeState.RETRYING,
        NodeState.PENDING,
    ]


def idle_steward(world: World, pulse: Pulse) -> Steward:
    """A steward whose threads have nothing to do by themselves."""
    rhythm = Rhythm(heartbeat=60, lease=120, sweep=60)
    return Steward(world.safe, world.sweeper, beat=BEAT, pids=lambda: (ALIVE,), rhythm=rhythm, pulse=pulse)


def test_that_the_worker_drains_is_told_at_once_and_with_what_it_rings_for_in_vain() -> None:
    world, pulse = World(seed=1), Pulse()
    steward = idle_steward(world, pulse)
    steward.start()
    assert [beat.draining for beat in world.store.workers.workers(within=9)] == [False]
    world.sweeper.unheard.note("a", None, world.clock)
    pulse.drain()
    told = threading.Event()
    steward.tell()
    steward._errands.put(told.set)
    assert told.wait(timeout=30)
    (beat,) = world.store.workers.workers(within=9)
    assert (beat.draining, [call.handler for call in beat.unheard]) == (True, ["a"])
    steward.stop()
    assert world.store.workers.workers(within=9) == ()


def test_who_could_not_hand_back_does_not_take_leave(monkeypatch: pytest.MonkeyPatch) -> None:
    """Others then find the worker dead, and what it held with it."""
    world = World(seed=1)
    run = world.submit(graph_from_pairs(1, []))
    steward = idle_steward(world, Pulse())
    steward.start()

    def away(_: str) -> None:
        raise StoreUnavailable("away")

    monkeypatch.setattr(world.safe.store.runs, "view", away)
    steward.stop([NodeTask(run, 0, 0)])
    assert len(world.store.workers.workers(within=9)) == 1


def test_what_was_reported_before_the_end_is_still_attended_to() -> None:
    world = World(seed=1)
    run = world.submit(graph_from_pairs(1, []))
    plan = world.store.runs.view(run).plan
    assert world.safe.claim(Address(run, 0, 0, plan), Holder(token="t", worker="w", pid=DEAD)) is not None
    steward = idle_steward(world, Pulse())
    steward.start()
    steward.stop()
    steward.lost(NodeTask(run, 0, 0), Failure(reason="worker_lost"))
    steward.lost(NodeTask("0" * 32, 0, 0), Failure(reason="worker_lost"))
    steward.stop()
    assert world.states(run) == {"n0": NodeState.RETRYING}


def test_a_fault_in_one_errand_ends_nothing(caplog: pytest.LogCaptureFixture) -> None:
    steward, after = idle_steward(World(seed=1), Pulse()), threading.Event()
    steward.start()

    def fail() -> None:
        raise RuntimeError("a fault of ours")

    steward._errands.put(fail)
    steward._errands.put(after.set)
    assert after.wait(timeout=30)
    steward.stop()
    assert "a fault of ours" in caplog.text
