"""The engine brings every run to its end, and each node once to its result, whatever happens on the way."""

from __future__ import annotations

import random
from collections import Counter
from itertools import pairwise
from typing import Any

import pytest

from aurora_celery.engine.decide import slot_of
from aurora_celery.errors import StoreError, StoreUnavailable
from aurora_celery.model.graph import Graph, Node, RetryPolicy
from aurora_celery.model.states import NodeState, RunState
from tests.builders import graph_from_pairs, graph_of, layers
from tests.unit.engine.world import World

SHAPES = {
    "one": graph_of("a>b"),
    "diamond": graph_of("a>b", "a>c", "b>d", "c>d"),
    "n": graph_of("a>c", "a>d", "b>d"),
    "layers": layers(5, 5, 5),
    "fan": graph_from_pairs(20, [*((0, i) for i in range(1, 19)), *((i, 19) for i in range(1, 19))]),
    "chain": graph_from_pairs(15, list(pairwise(range(15)))),
    "islands": graph_from_pairs(12, [(0, 1), (2, 3), (3, 4)]),
}


def random_graph(seed: int) -> Graph:
    rng = random.Random(seed)
    size = rng.randint(5, 40)
    pairs = {(rng.randrange(target), target) for target in range(1, size) for _ in range(rng.randint(0, 3))}
    return graph_from_pairs(size, sorted(pairs))


def assert_sound(world: World, run: str, graph: Graph) -> None:
    """Every node succeeded, and none began before its predecessors had ended."""
    assert world.store.runs.view(run).state is RunState.SUCCEEDED
    assert set(world.states(run).values()) == {NodeState.SUCCEEDED}
    times = world.finish_order(run)
    for node in graph.nodes:
        for before in node.after:
            assert times[before][1] <= times[node.id][0], f"{node.id} began before {before} had ended"
    for cell in world.store.runs.cells(run):
        assert cell.done == cell.size
        assert all(slot_of(cell, slot).waits == 0 for slot in range(cell.size))


@pytest.mark.parametrize("follows", [0.0, 0.8])
@pytest.mark.parametrize("cell_size", [1, 2, 3, 7, 128])
@pytest.mark.parametrize("shape", SHAPES)
def test_every_shape_runs_in_cells_of_every_size(shape: str, cell_size: int, follows: float) -> None:
    world = World(seed=1, follows=follows)
    run = world.submit(SHAPES[shape], cell_size=cell_size)
    world.run(run)
    assert_sound(world, run, SHAPES[shape])
    assert Counter(world.calls) == Counter(node.id for node in SHAPES[shape].nodes)


@pytest.mark.parametrize("follows", [0.0, 0.8])
@pytest.mark.parametrize("cell_size", [1, 4, 16, 128])
@pytest.mark.parametrize("seed", range(12))
def test_crashes_losses_and_copies_neither_stop_a_run_nor_complete_a_node_twice(
    seed: int, cell_size: int, follows: float
) -> None:
    graph = random_graph(seed)
    world = World(seed=seed, kills=0.04, losses=0.1, copies=0.2, follows=follows)
    run = world.submit(graph, cell_size=cell_size)
    world.run(run)
    assert_sound(world, run, graph)


def test_a_process_goes_along_a_chain_with_one_message() -> None:
    world = World(seed=3, follows=1.0)
    world.rng.random = lambda: 0.5  # type: ignore[method-assign]
    run = world.submit(SHAPES["chain"])
    world.step()
    assert world.store.runs.view(run).state is RunState.SUCCEEDED
    assert world.taken == 14
    assert_sound(world, run, SHAPES["chain"])


def failing(graph: Graph, broken: str) -> Graph:
    nodes = tuple(
        Node(id=node.id, handler=node.handler, needs=node.needs, params={"broken": node.id == broken})
        for node in graph.nodes
    )
    return Graph(name="g", nodes=nodes)


def raise_if(broken: bool) -> None:
    """A handler that fails where it is told to."""
    if broken:
        raise ValueError("boom")


@pytest.mark.parametrize("cell_size", [1, 4, 16, 128])
@pytest.mark.parametrize("kills", [0.0, 0.04])
@pytest.mark.parametrize("seed", range(10))
def test_a_failure_skips_exactly_the_descendants(seed: int, cell_size: int, kills: float) -> None:
    graph = random_graph(seed)
    broken = random.Random(seed).choice(graph.nodes).id
    world = World(seed=seed, kills=kills, losses=kills)
    world.behave = raise_if
    run = world.submit(failing(graph, broken), cell_size=cell_size)
    world.run(run)
    fallen = {broken}
    for node in graph.nodes:
        if fallen & set(node.after):
            fallen.add(node.id)
    expected = {
        node.id: NodeState.FAILED
        if node.id == broken
        else NodeState.SKIPPED
        if node.id in fallen
        else NodeState.SUCCEEDED
        for node in graph.nodes
    }
    assert world.states(run) == expected
    view = world.store.runs.view(run)
    assert view.state is RunState.FAILED
    assert view.error is not None
    assert view.error.message == "boom"


def test_a_policy_is_followed_and_its_delays_are_kept_in_the_store() -> None:
    tries: list[int] = []

    def third_time() -> int:
        tries.append(1)
        if len(tries) < 3:
            raise ValueError("not yet")
        return len(tries)

    world = World(seed=3)
    world.behave = third_time
    node = Node(id="a", handler="h", retry=RetryPolicy(max=5, delay=10, jitter=0.0))
    run = world.submit(Graph(name="g", nodes=(node,)))
    began = world.clock
    world.run(run)
    assert world.states(run) == {"a": NodeState.SUCCEEDED}
    assert (world.clock - began).total_seconds() >= 30


def test_values_cross_cells() -> None:
    nodes = [Node(id=f"n{i}", handler="h", params={"value": i}) for i in range(6)]
    template: dict[str, Any] = {"value": [f"${{{{ nodes.n{i} }}}}" for i in range(6)]}
    last = Node(id="all", handler="h", params=template, reads=tuple(f"n{i}" for i in range(6)))
    world = World(seed=5)
    world.behave = lambda value: value
    run = world.submit(Graph(name="g", nodes=(*nodes, last)), cell_size=2)
    world.run(run)
    view = world.store.runs.view(run)
    assert view.outputs is not None
    assert world.safe.values.one(view.outputs) == {"all": [0, 1, 2, 3, 4, 5]}


def test_a_run_without_a_message_left_is_found_by_the_sweeper() -> None:
    world = World(seed=6, losses=1.0)
    run = world.submit(SHAPES["diamond"])
    assert world.bell == []
    world.losses = 0.0
    world.run(run)
    assert_sound(world, run, SHAPES["diamond"])


def test_a_result_that_the_store_refuses_gives_the_node_back(monkeypatch: pytest.MonkeyPatch) -> None:
    world = World(seed=8)
    complete = world.engine.store.runs.complete
    refused: list[Any] = []

    def refuse_once(*args: Any, **kwargs: Any) -> Any:
        if not refused:
            refused.append(args)
            raise StoreError("the disk is full")
        return complete(*args, **kwargs)

    monkeypatch.setattr(world.engine.store.runs, "complete", refuse_once, raising=False)
    run = world.submit(SHAPES["diamond"])
    world.run(run)
    assert_sound(world, run, SHAPES["diamond"])
    assert len(refused) == 1


@pytest.mark.parametrize("lost", [1, 2])
@pytest.mark.parametrize(("call", "cell_size"), [("complete", 128), ("arrive", 1)])
def test_a_node_that_was_taken_is_served_when_the_answer_of_the_write_is_lost(
    monkeypatch: pytest.MonkeyPatch, call: str, cell_size: int, lost: int
) -> None:
    world = World(seed=10, follows=1.0)
    world.rng.random = lambda: 0.5  # type: ignore[method-assign]
    monkeypatch.setattr("aurora_celery.engine.patience._FIRST", 0.0)
    write = getattr(world.engine.store.runs, call)
    answers: list[Any] = []

    def lose_answers(*args: Any, **kwargs: Any) -> Any:
        answers.append(write(*args, **kwargs))
        if len(answers) <= lost:
            raise StoreUnavailable("the answer was lost")
        return answers[-1]

    monkeypatch.setattr(world.engine.store.runs, call, lose_answers, raising=False)
    run = world.submit(SHAPES["chain"], cell_size=cell_size)
    world.step()
    assert len(answers) > lost
    assert world.taken == 14
    assert_sound(world, run, SHAPES["chain"])
    assert Counter(world.calls) == Counter(node.id for node in SHAPES["chain"].nodes)


def test_a_long_queue_behind_an_open_gate_is_not_flooded() -> None:
    graph = graph_from_pairs(40, [(0, index) for index in range(1, 40)])
    world = World(seed=9)
    run = world.submit(graph, cell_size=8)
    world.step()
    rung = len(world.bell)
    world.idle(seconds=60)
    assert len(world.bell) <= 12 * rung
    world.run(run)
    assert_sound(world, run, graph)
