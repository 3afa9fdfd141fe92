"""What a worker does with the riders of a message when the store, or the broker, does not answer."""

from __future__ import annotations

from typing import Any

import pytest
from celery import Celery

from aurora_celery.engine.bus import CeleryBus
from aurora_celery.engine.doorbell import Address
from aurora_celery.engine.rounds import Rounds
from aurora_celery.errors import BrokerUnavailable, StoreUnavailable
from tests.builders import graph_from_pairs
from tests.unit.engine.world import World


@pytest.fixture
def rounds() -> Rounds:
    """Of a process that is connected to nothing."""
    app = Celery("rounds", broker="memory://", set_as_current=False)
    return Rounds(app, CeleryBus(app, confirm_timeout=1))


def addresses(world: World) -> list[Address]:
    run = world.submit(graph_from_pairs(3, []))
    return [Address(run, 0, index, world.store.runs.view(run).plan) for index in range(3)]


def test_nodes_of_a_plan_that_cannot_be_read_now_are_left_to_the_sweeper(
    rounds: Rounds, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    world = World(seed=1)
    found = addresses(world)

    def away(_: str) -> Any:
        raise StoreUnavailable("no answer")

    monkeypatch.setattr(world.safe.plans, "head", away)
    rounds.decline(found, world.safe)
    assert "a message's plan cannot be read: no answer" in caplog.text


def test_nodes_that_the_broker_does_not_take_are_left_to_the_sweeper(
    rounds: Rounds, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    world = World(seed=1)

    def away(_: object) -> None:
        raise BrokerUnavailable("no answer")

    monkeypatch.setattr(rounds._bus, "ring_groups", away)
    rounds.decline(addresses(world), world.safe)
    assert "3 nodes are ready but could not be rung for: no answer" in caplog.text
