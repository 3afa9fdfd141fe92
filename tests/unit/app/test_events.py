"""The events of a run over the engine itself, with crashes, lost and doubled messages."""

from __future__ import annotations

import random

import pytest

from aurora_celery import Graph
from aurora_celery.app.following import Following
from aurora_celery.errors import StoreUnavailable
from aurora_celery.model.documents import event_document
from aurora_celery.model.event import EventKind, RunEvent
from aurora_celery.model.states import NodeState
from aurora_celery.store.changes import Snapshot
from tests.unit.engine.world import World

Told = list[tuple[EventKind, str | None, object]]


def graph_of(rng: random.Random, size: int) -> Graph:
    graph = Graph("g")
    made: list[str] = []
    for index in range(size):
        needs = rng.sample(made, k=min(len(made), rng.randint(0, 3)))
        graph.node(f"n{index}", "h", needs=needs)
        made.append(f"n{index}")
    return graph


def follow(world: World, run: str, after: str | None = None) -> Following:
    return Following(world.safe, run, after=after, timeout=5.0, until_end=True)


def short(events: list[RunEvent]) -> Told:
    return [(event.kind, event.node, event.state) for event in events]


def break_sometimes(rng: random.Random) -> None:
    if rng.random() < 0.05:
        raise ValueError("broken")


@pytest.mark.parametrize("seed", range(40))
def test_events_tell_what_the_record_holds_in_an_order_that_may_be(seed: int) -> None:
    rng = random.Random(seed)
    world = World(seed, kills=0.03, losses=0.1, copies=0.1, follows=0.5)
    world.behave = lambda: break_sometimes(world.rng)
    graph = graph_of(rng, rng.randint(1, 14))
    run = world.submit(graph.freeze(), cell_size=rng.choice([3, 128]))
    events = follow(world, run).events()
    snapshot = next(events)
    world.run(run)
    told = list(events)
    assert snapshot.kind is EventKind.SNAPSHOT
    _assert_like_the_record(world, run, told)
    _assert_in_order(graph, told)
    for place in rng.sample(range(len(told) - 1), k=min(5, len(told) - 1)):
        again = short(list(follow(world, run, after=told[place].cursor).events()))
        rest = short(told[place + 1 :])
        assert again[len(again) - len(rest) :] == rest


def test_nothing_comes_after_the_end() -> None:
    world = World(1)
    graph = Graph("g")
    graph.node("a", "h")
    run = world.submit(graph.freeze())
    world.run(run)
    (snapshot,) = follow(world, run).events()
    assert list(follow(world, run, after=snapshot.cursor).events()) == []


def _assert_like_the_record(world: World, run: str, told: list[RunEvent]) -> None:
    last = {event.node: event.state for event in told if event.kind is EventKind.NODE}
    assert last == {name: state for name, state in world.states(run).items() if state is not NodeState.PENDING}
    assert told[-1].kind is EventKind.RUN
    assert told[-1].state is world.store.runs.view(run).state
    for name in last:
        starts = [event.attempt for event in told if event.node == name and event.state is NodeState.RUNNING]
        assert starts == list(range(1, len(starts) + 1))


def _assert_in_order(graph: Graph, told: list[RunEvent]) -> None:
    ended: set[str | None] = set()
    needs = {node.id: set(node.after) for node in graph.freeze().nodes}
    for event in told:
        if event.kind is EventKind.NODE and event.node is not None:
            if event.state is NodeState.RUNNING:
                assert needs[event.node] <= ended
            if event.state is NodeState.SUCCEEDED:
                ended.add(event.node)


def test_a_document_has_what_its_kind_has_a_use_for() -> None:
    world = World(1)
    graph = Graph("g")
    graph.node("a", "h")
    run = world.submit(graph.freeze())
    events = follow(world, run).events()
    first = event_document(next(events))
    world.run(run)
    documents = [event_document(event) for event in events]
    assert first["view"]["nodes"]["a"]["state"] == "pending"
    running = next(each for each in documents if each.get("state") == "running" and each["kind"] == "node")
    assert running.keys() == {"cursor", "kind", "run", "at", "state", "node", "attempt", "epoch", "worker"}
    assert documents[-1]["state"] == "succeeded"


def test_whoever_follows_outlasts_a_store_that_is_away_for_a_moment(monkeypatch: pytest.MonkeyPatch) -> None:
    world, run, asked = ended(monkeypatch, away=2)
    told = list(follow(world, run).events())
    assert [event.kind for event in told] == [EventKind.SNAPSHOT]
    assert asked == [3]


def test_whoever_follows_does_not_outlast_a_store_that_stays_away(monkeypatch: pytest.MonkeyPatch) -> None:
    world, run, _ = ended(monkeypatch, away=1000)
    monkeypatch.setattr("aurora_celery.app.following._PATIENCE", 0.0)
    with pytest.raises(StoreUnavailable):
        list(follow(world, run).events())


def ended(monkeypatch: pytest.MonkeyPatch, *, away: int) -> tuple[World, str, list[int]]:
    """A run that has ended, in a store that does not answer the first questions; how many it was asked."""
    world, asked = World(1), [0]
    graph = Graph("g")
    graph.node("a", "h")
    run = world.submit(graph.freeze())
    world.run(run)
    snapshot = world.store.changes.snapshot

    def ask(wanted: str) -> Snapshot:
        asked[0] += 1
        if asked[0] <= away:
            raise StoreUnavailable("no answer")
        return snapshot(wanted)

    monkeypatch.setattr(world.store.changes, "snapshot", ask)
    monkeypatch.setattr("aurora_celery.app.following._PAUSE", 0.0)
    return world, run, asked
