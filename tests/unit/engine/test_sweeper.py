"""The sweeper goes on, whatever is wrong with one of the runs."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import timedelta
from itertools import pairwise
from typing import Any

import pytest

from aurora_celery.compiler import compile_graph
from aurora_celery.engine.doorbell import Doorbell
from aurora_celery.engine.liveness import Liveness
from aurora_celery.engine.submitting import Order, submit
from aurora_celery.errors import BrokerUnavailable, StoreError, StoreUnavailable
from aurora_celery.model.states import Control, RunState
from aurora_celery.store.ports import CellView
from tests.builders import graph_of
from tests.unit.engine.world import START, World


def test_a_run_that_cannot_be_attended_to_does_not_keep_the_sweep_from_the_others(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    world = World(seed=1, losses=1.0)
    broken, sound = world.submit(graph_of("a>b")), world.submit(graph_of("a>b"))
    attend = world.sweeper._attend

    def fail_for_one(view: CellView, liveness: Liveness) -> None:
        if view.ref.run == broken:
            raise RuntimeError("a fault of ours")
        attend(view, liveness)

    monkeypatch.setattr(world.sweeper, "_attend", fail_for_one)
    world.losses = 0.0
    world.run(sound)
    assert world.store.runs.view(sound).state is RunState.SUCCEEDED
    assert world.store.runs.view(broken).state is RunState.PENDING


def test_a_store_that_does_not_answer_ends_the_sweep(monkeypatch: pytest.MonkeyPatch) -> None:
    world = World(seed=1, losses=1.0)
    world.submit(graph_of("a>b"))
    world.clock += timedelta(seconds=60)

    def silent(*_: object, **__: object) -> None:
        raise StoreUnavailable("no answer")

    monkeypatch.setattr(world.sweeper, "_attend", silent)
    with pytest.raises(StoreUnavailable):
        world.sweeper.sweep(lambda: Liveness([]))


def test_a_broker_that_does_not_answer_delays_a_run_and_no_more(monkeypatch: pytest.MonkeyPatch) -> None:
    world = World(seed=1)
    ring = world.ring
    refused: list[Sequence[Doorbell]] = []

    def refuse_at_first(doorbells: Sequence[Doorbell]) -> None:
        if len(refused) < 3:
            refused.append(doorbells)
            raise BrokerUnavailable("no answer")
        ring(doorbells)

    monkeypatch.setattr(world, "ring", refuse_at_first)
    run = world.submit(graph_of("a>b", "b>c"))
    world.run(run)
    assert world.store.runs.view(run).state is RunState.SUCCEEDED
    assert len(refused) == 3


def test_while_messages_wait_only_the_oldest_few_are_rung_for_again() -> None:
    world = World(seed=1)
    world.tells = True
    runs = [world.submit(graph_of("a")) for _ in range(200)]
    world.clock += timedelta(seconds=10)
    world.idle(seconds=1)
    assert len(world.bell) == 220
    world.idle(seconds=1)
    assert len(world.bell) == 220, "the others are put off, all in one write"
    assert [world.store.runs.view(run).state for run in runs] == [RunState.PENDING] * 200


def test_what_was_lost_from_a_long_queue_is_rung_for_in_the_end() -> None:
    world = World(seed=1, losses=1.0)
    lost = [world.submit(graph_of("a")) for _ in range(50)]
    world.losses, world.tells = 0.0, True
    world.submit(graph_of("b"))
    for _ in range(100):
        world.idle(seconds=1)
    assert {address.run for address in world.bell} >= set(lost)


def test_an_empty_queue_holds_nothing_back() -> None:
    world = World(seed=1, losses=1.0)
    world.tells = True
    for _ in range(200):
        world.submit(graph_of("a"))
    world.losses = 0.0
    world.idle(seconds=6)
    assert len(world.bell) == 200


def test_a_run_whose_canvas_cannot_be_told_keeps_the_sweep_from_nothing(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    world = World(seed=1)
    order = Order(inputs={}, continuation="no JSON")
    ended = [submit(world.safe, compile_graph(graph_of("a")), order, attention=1.0).run_id for _ in range(2)]
    resume = world.resume
    broken: list[str] = []

    def resume_one(continuation: str, run: str) -> None:
        broken.append(run)
        if run == broken[0]:
            json.loads(continuation)
        resume(continuation, run)

    with monkeypatch.context() as patched:
        patched.setattr(world.engine.finisher, "hand_on", lambda _: None)
        for run in ended:
            world.run(run)
    monkeypatch.setattr(world, "resume", resume_one)
    overdue = world.submit(graph_of("b"), deadline=5.0)
    world.idle(seconds=8)
    other = next(run for run in ended if run != broken[0])
    assert world.store.runs.view(other).continued
    assert world.store.runs.view(overdue).control is Control.CANCEL
    assert "what is left to do for it cannot be done now" in caplog.text


def test_a_cell_that_cannot_even_be_put_off_keeps_the_sweep_from_nothing(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    world = World(seed=1, losses=1.0)
    broken, sound = world.submit(graph_of("a>b")), world.submit(graph_of("a>b"))
    attend = world.engine.store.runs.attend

    def refuse_one(view: CellView, **how: Any) -> None:
        if view.ref.run == broken:
            raise StoreError("the document is too large")
        attend(view, **how)

    monkeypatch.setattr(world.engine.store.runs, "attend", refuse_one, raising=False)
    world.losses = 0.0
    world.run(sound)
    assert world.store.runs.view(sound).state is RunState.SUCCEEDED
    assert f"run {broken} cannot even be put off: the document is too large" in caplog.text


def test_a_store_that_goes_away_while_a_cell_is_put_off_ends_the_sweep(monkeypatch: pytest.MonkeyPatch) -> None:
    world = World(seed=1, losses=1.0)
    world.submit(graph_of("a>b"))
    world.clock += timedelta(seconds=60)

    def silent(*_: object, **__: object) -> None:
        raise StoreUnavailable("no answer")

    def broken(*_: object) -> None:
        raise RuntimeError("a fault of ours")

    monkeypatch.setattr(world.sweeper, "_attend", broken)
    monkeypatch.setattr(world.engine.store.runs, "attend", silent, raising=False)
    with pytest.raises(StoreUnavailable):
        world.sweeper.sweep(lambda: Liveness([]))


def test_rings_that_the_broker_refuses_make_no_node_wait_longer(monkeypatch: pytest.MonkeyPatch) -> None:
    """As those would that were not answered, though the broker took them."""
    world = World(seed=1)
    run = world.submit(graph_of("a"))
    world.bell.clear()
    tried: list[timedelta] = []

    def refuse(_: Sequence[Doorbell]) -> None:
        tried.append(world.clock - START)
        raise BrokerUnavailable("no memory")

    with monkeypatch.context() as patched:
        patched.setattr(world, "ring", refuse)
        world.idle(seconds=60)
    pauses = {later - earlier for earlier, later in pairwise(tried)}
    assert len(tried) > 10
    assert max(pauses) <= timedelta(seconds=5)
    assert world.sweeper.unheard.calls() == ()
    world.run(run)
    assert world.clock - START <= timedelta(seconds=66)
