"""Whoever listens to what moves goes on hearing it, whatever the store or a run that is gone makes of it."""

from __future__ import annotations

from typing import Any

import pytest

from aurora_celery.app.broadcast import Broadcast, _events
from aurora_celery.app.events import Teller
from aurora_celery.app.subscription import Interest, Missed
from aurora_celery.errors import BadCursor, EventsLost, StoreUnavailable
from aurora_celery.model.event import EventKind
from aurora_celery.model.operation import Operation, OperationKind
from tests.builders import graph_of
from tests.unit.engine.world import World

ALL = Interest(every=True)


@pytest.fixture
def broadcast(monkeypatch: pytest.MonkeyPatch) -> Broadcast:
    """Of a world's store."""
    monkeypatch.setattr("aurora_celery.app.broadcast._PAUSE", 0.0)
    return Broadcast(World(1).safe)


def world_of(broadcast: Broadcast) -> World:
    world: Any = broadcast._engine.finisher._bus
    assert isinstance(world, World)
    return world


def ended_run(world: World) -> str:
    run = world.submit(graph_of("a"))
    world.run(run)
    return run


def delete(world: World, run: str) -> None:
    assert world.store.runs.delete(run, Operation(id="d", kind=OperationKind.DELETE, by="ann"))


@pytest.mark.parametrize(
    "error", [StoreUnavailable("no answer"), EventsLost("c"), BadCursor("c"), RuntimeError("a fault of ours")]
)
def test_a_question_that_breaks_off_is_asked_anew_and_told_as_a_gap(
    broadcast: Broadcast, monkeypatch: pytest.MonkeyPatch, error: Exception
) -> None:
    world, asked = world_of(broadcast), list[object]()
    follow = world.store.changes.follow

    def break_once(*args: Any, **how: Any) -> Any:
        asked.append(how)
        if len(asked) == 1:
            raise error
        return follow(*args, **how)

    monkeypatch.setattr(world.store.changes, "follow", break_once)
    subscription = broadcast.subscribe(ALL)
    with pytest.raises(Missed):
        subscription.next(timeout=20)
    assert broadcast._listening.wait(20)
    run = world.submit(graph_of("a"))
    event = subscription.next(timeout=20)
    assert event is not None
    assert event.run == run
    subscription.close()


def test_whoever_brings_a_cursor_that_is_none_does_not_listen(broadcast: Broadcast) -> None:
    with pytest.raises(BadCursor):
        broadcast.subscribe(ALL, after="no cursor")
    assert broadcast.listeners == 0


def test_that_a_run_is_gone_is_told_though_nobody_knows_its_graph(broadcast: Broadcast) -> None:
    world = world_of(broadcast)
    run = ended_run(world)
    subscription = broadcast.subscribe(ALL)
    delete(world, run)
    event = subscription.next(timeout=20)
    assert event is not None
    assert (event.kind, event.run, event.graph) == (EventKind.DELETED, run, None)
    subscription.close()


def test_of_a_run_that_is_gone_only_what_needs_no_look_at_it_is_told() -> None:
    world = World(1)
    feed = world.store.changes.follow()
    run = ended_run(world)
    delete(world, run)
    told = []
    while (change := feed.next(timeout=0)) is not None:
        told += _events(Teller(world.safe, run), change, None)
    assert [event.node for event in told if event.node is not None] == []
    assert told[-1].kind is EventKind.DELETED
