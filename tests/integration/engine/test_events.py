"""Events of runs of real workers, a real broker and a real MongoDB."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from aurora_celery import Aurora, Graph, RunState, WaitTimeout
from aurora_celery.model.event import EventKind, RunEvent
from aurora_celery.model.states import NodeState
from tests.integration.engine.graphs import SHOP, independent_work, random_work
from tests.servers.mongo import MongoServer
from tests.servers.worker import CeleryWorker

StartWorker = Callable[..., CeleryWorker]


def moves(events: list[RunEvent]) -> dict[str, list[NodeState]]:
    """What was told of each node."""
    told: dict[str, list[NodeState]] = {}
    for event in events:
        if event.kind is EventKind.NODE and event.node is not None:
            told.setdefault(event.node, []).append(NodeState(event.state or ""))
    return told


def one(handler: str, **fields: Any) -> Graph:
    return Graph.from_dict({"aurora": 1, "name": "g", "nodes": {"a": {"handler": f"{SHOP}.{handler}", **fields}}})


def test_every_start_and_end_is_told_after_those_of_the_predecessors(aurora: Aurora, start_worker: StartWorker) -> None:
    graph = random_work(5, size=200)
    run = aurora.submit(graph)
    events = run.events(timeout=60)
    snapshot = next(events)
    assert snapshot.view is not None
    assert {node.state for node in snapshot.view.nodes} == {NodeState.PENDING}
    start_worker(concurrency=2)
    told = list(events)
    both = [NodeState.RUNNING, NodeState.SUCCEEDED]
    assert moves(told) == {node.id: both for node in graph.freeze().nodes}
    places = {(event.node, event.state): place for place, event in enumerate(told) if event.kind is EventKind.NODE}
    for node in graph.freeze().nodes:
        for before in node.after:
            assert places[before, NodeState.SUCCEEDED] < places[node.id, NodeState.RUNNING]
    assert (told[-1].kind, told[-1].state) == (EventKind.RUN, RunState.SUCCEEDED)
    assert list(run.events(after=told[-1].cursor)) == []
    assert [event.kind for event in run.events()] == [EventKind.SNAPSHOT]


def test_whoever_comes_back_misses_nothing(aurora: Aurora, start_worker: StartWorker) -> None:
    run = aurora.submit(random_work(6, size=40))
    events = run.events(timeout=60)
    next(events)
    start_worker(concurrency=2)
    told = list(events)
    for place in range(0, len(told), 7):
        again = list(run.events(after=told[place].cursor, timeout=60))
        rest = [(event.kind, event.node, event.state) for event in told[place + 1 :]]
        assert [(event.kind, event.node, event.state) for event in again][-len(rest) :] == rest
        assert len(again) <= len(rest) + 4, "no more comes again than what one write told"


def test_progress_is_told_while_the_handler_works(aurora: Aurora, start_worker: StartWorker) -> None:
    run = aurora.submit(one("stepwise", **{"with": {"steps": 3}}))
    events = run.events(timeout=60)
    next(events)
    start_worker()
    said = [(event.progress.fraction, event.progress.message) for event in events if event.progress is not None]
    assert said == [(0.0, "step 0"), (pytest.approx(1 / 3), "step 1"), (pytest.approx(2 / 3), "step 2")]
    (node,) = run.view().nodes
    assert node.progress is not None
    assert node.progress.message == "step 2"


def test_each_try_is_told(aurora: Aurora, start_worker: StartWorker) -> None:
    run = aurora.submit(one("flaky", **{"with": {"until": 3}}))
    events = run.events(timeout=60)
    next(events)
    start_worker()
    told = [event for event in events if event.kind is EventKind.NODE]
    running, retrying = NodeState.RUNNING, NodeState.RETRYING
    assert [(event.state, event.attempt) for event in told] == [
        (running, 1), (retrying, 1), (running, 2), (retrying, 2), (running, 3), (NodeState.SUCCEEDED, 3),
    ]  # fmt: skip


def test_a_cancel_tells_of_every_node_that_it_ends(aurora: Aurora, start_worker: StartWorker) -> None:
    run = aurora.submit(independent_work(400, seconds=0.02))
    events = run.events(timeout=60)
    next(events)
    start_worker(concurrency=2)
    told = _with_a_cancel(events, run.cancel)
    ends = Counter(states[-1] for states in moves(told).values())
    final = Counter(node.state for node in run.view().nodes)
    assert ends == final
    assert final[NodeState.CANCELLED] > 300
    operations = [event.operation for event in told if event.operation is not None]
    assert [(made.kind.value, made.why) for made in operations] == [("cancel", "enough")]
    assert told[-1].state is RunState.CANCELLED


def _with_a_cancel(events: Iterator[RunEvent], cancel: Callable[..., object]) -> list[RunEvent]:
    told = []
    for event in events:
        told.append(event)
        if len(told) == 20:
            cancel(why="enough")
    return told


def test_a_run_that_is_done_again_is_told(aurora: Aurora, start_worker: StartWorker) -> None:
    start_worker()
    run = aurora.submit(random_work(7, size=5)).wait(timeout=60)
    (snapshot,) = run.events()
    run.rerun("n0")
    told = list(run.events(after=snapshot.cursor, timeout=60))
    again = moves(told)
    assert again["n0"] == [NodeState.PENDING, NodeState.RUNNING, NodeState.SUCCEEDED]
    assert {event.epoch for event in told if event.state is NodeState.RUNNING} == {1}
    assert (told[-1].state, told[-1].epoch) == (RunState.SUCCEEDED, 1)


def test_it_survives_the_store(aurora: Aurora, start_worker: StartWorker, mongo_server: MongoServer, log: Path) -> None:
    run = aurora.submit(independent_work(60, seconds=0.1))
    events = run.events(timeout=90)
    next(events)
    start_worker(concurrency=2)
    told = [next(events) for _ in range(20)]
    mongo_server.kill9()
    mongo_server.start()
    told += events
    assert told[-1].state is RunState.SUCCEEDED
    assert {states[-1] for states in moves(told).values()} == {NodeState.SUCCEEDED}
    assert len(moves(told)) == 60
    assert log.exists()


def test_who_waits_in_vain_is_told(aurora: Aurora) -> None:
    run = aurora.submit(independent_work(1, seconds=0.0))
    events = run.events(timeout=0.5)
    next(events)
    with pytest.raises(WaitTimeout):
        next(events)
