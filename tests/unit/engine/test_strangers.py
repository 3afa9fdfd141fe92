"""Nodes that a worker has no handler for reach one that has, or wait."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest

from aurora_celery.engine.doorbell import Address
from aurora_celery.engine.strangers import Strangers
from aurora_celery.store.ports import WorkerBeat
from tests.builders import graph_from_pairs
from tests.unit.engine.world import World

NODES = 250


class Place:
    """A run whose nodes have been put aside by one worker, which lives."""

    def __init__(self, world: World) -> None:
        self.world = world
        run = world.submit(graph_from_pairs(NODES, []))
        plan = world.store.runs.view(run).plan
        self.addresses = [Address(run, 0, index, plan) for index in range(NODES)]
        self.handler = world.safe.plans.node(plan, 0).handler
        self.beat = WorkerBeat(id="old", host="h", pid=1, birth=1, boot="", namespace="", pids=(), queues=("celery",))
        world.store.workers.beat(self.beat)
        self.strangers = Strangers(world.safe, queue_of=lambda _, queue: queue or "celery", within=10)
        self.strangers.put_aside(self.addresses)
        world.bell.clear()

    def start(self, *, draining: bool = False, queues: Sequence[str] = ("celery",)) -> None:
        able = replace(self.beat, id="new", handlers=(self.handler,), queues=tuple(queues), draining=draining)
        self.world.store.workers.beat(able)


@pytest.fixture
def place() -> Place:
    return Place(World(seed=1))


def test_they_wait_while_nobody_has_their_handler(place: Place, caplog: pytest.LogCaptureFixture) -> None:
    for _ in range(3):
        place.strangers.look()
    assert place.world.bell == []
    assert [record.levelname for record in caplog.records] == ["WARNING"]
    assert "nor does any that lives" in caplog.text


def test_they_are_rung_for_in_portions_once_somebody_has_it(place: Place, caplog: pytest.LogCaptureFixture) -> None:
    place.strangers.look()
    place.start()
    portions: list[int] = []
    while not portions or portions[-1]:
        place.strangers.look()
        portions.append(len(place.world.bell) - sum(portions))
    assert portions == [100, 100, 50, 0]
    assert set(place.world.bell) == set(place.addresses)
    assert len(caplog.records) == 2


@pytest.mark.parametrize("draining", [True, False])
def test_a_worker_that_drains_or_consumes_other_queues_does_not_count(place: Place, draining: bool) -> None:
    place.start(draining=draining, queues=("celery",) if draining else ("other",))
    place.strangers.look()
    assert place.world.bell == []


def test_the_oldest_are_forgotten_before_there_are_too_many(place: Place) -> None:
    place.start()
    first = place.addresses[0]
    place.strangers.put_aside(replace(first, epoch=epoch) for epoch in range(1, 1001))
    for _ in range(20):
        place.strangers.look()
    assert {address.epoch for address in place.world.bell} == {*range(1, 1001)}


def test_a_node_of_no_plan_is_let_go(place: Place) -> None:
    place.start()
    place.strangers.put_aside([Address("0" * 32, 0, 0, "no such plan"), replace(place.addresses[0], index=99_999)])
    for _ in range(4):
        place.strangers.look()
    assert len(place.world.bell) == NODES
