"""What a dead process held is free again at once, wherever in the run it was."""

from __future__ import annotations

import threading
from dataclasses import replace
from typing import Any

import pytest

from aurora_celery.engine.doorbell import Address
from aurora_celery.engine.ids import NodeTask
from aurora_celery.engine.liveness import Liveness
from aurora_celery.engine.steward import Rhythm, Steward
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
