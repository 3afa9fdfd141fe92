"""How a run ends whose outputs, or whose canvas, make trouble; and what a process does with nodes that make trouble."""

from __future__ import annotations

from typing import Any

import pytest

from aurora_celery.compiler import compile_graph
from aurora_celery.engine.continuation import _submit_once
from aurora_celery.engine.liveness import Liveness
from aurora_celery.engine.submitting import Order, submit
from aurora_celery.errors import BrokerUnavailable, Conflict, ResultTooLarge, StoreError, StoreUnavailable
from aurora_celery.model.graph import Graph, Node
from aurora_celery.model.run import Failure
from aurora_celery.model.states import NodeState, RunState
from tests.builders import graph_of
from tests.unit.engine.world import World

NODE = Node(id="a", handler="h")


def error_of(world: World, run: str) -> Failure:
    view = world.store.runs.view(run)
    assert view.state is RunState.FAILED
    assert view.error is not None
    return view.error


def refuse_large(world: World, monkeypatch: pytest.MonkeyPatch, what: str) -> None:
    """Let the store take no large value with this in its name."""
    put = world.store.results.put

    def refuse(key: str, text: str, **how: Any) -> Any:
        if what in key:
            raise ResultTooLarge(len(text), 1024)
        return put(key, text, **how)

    monkeypatch.setattr(world.store.results, "put", refuse)


@pytest.mark.parametrize("cell_size", [1, 128])
def test_a_run_whose_outputs_cannot_be_computed_fails_with_the_reason(cell_size: int) -> None:
    world = World(seed=1)
    world.behave = lambda: {"y": 1}
    outputs = {"x": "${{ nodes.a.x }}"}
    nodes = (NODE, Node(id="b", handler="h", needs=("a",)))
    run = world.submit(Graph(name="g", nodes=nodes, outputs=outputs), cell_size=cell_size)
    world.run(run)
    assert set(world.states(run).values()) == {NodeState.SUCCEEDED}
    assert error_of(world, run).reason == "expression_error"


def test_a_run_whose_outputs_are_too_large_fails_with_the_reason(monkeypatch: pytest.MonkeyPatch) -> None:
    world = World(seed=1)
    world.behave = lambda: "x" * 900
    run = world.submit(Graph(name="g", nodes=(NODE,), outputs={"x": "${{ nodes.a + nodes.a }}"}))
    refuse_large(world, monkeypatch, "/outputs/")
    world.run(run)
    assert error_of(world, run).reason == "result_too_large"


def test_a_node_whose_result_is_too_large_fails_with_the_reason(monkeypatch: pytest.MonkeyPatch) -> None:
    world = World(seed=1)
    world.behave = lambda: "x" * 5000
    run = world.submit(graph_of("a>b"))
    refuse_large(world, monkeypatch, "/0/")
    world.run(run)
    assert error_of(world, run).reason == "result_too_large"
    assert world.states(run) == {"a": NodeState.FAILED, "b": NodeState.SKIPPED}


def test_a_canvas_that_the_broker_does_not_take_is_handed_on_later(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    world = World(seed=1)
    run = submit(world.safe, compile_graph(graph_of("a")), Order(inputs={}, continuation="{}"), attention=1.0).run_id

    def away(*_: str) -> None:
        raise BrokerUnavailable("no answer")

    with monkeypatch.context() as patched:
        patched.setattr(world, "resume", away)
        world.run(run)
    assert "its canvas could not be told: no answer" in caplog.text
    assert not world.store.runs.view(run).continued
    world.idle(seconds=10)
    assert world.store.runs.view(run).continued
    assert f"resume {run} {{}}" in world.calls


def test_a_store_that_goes_away_while_runs_are_handed_on_ends_the_sweep(monkeypatch: pytest.MonkeyPatch) -> None:
    world = World(seed=1)
    run = submit(world.safe, compile_graph(graph_of("a")), Order(inputs={}, continuation="{}"), attention=1.0).run_id

    def away(*_: Any) -> None:
        raise StoreUnavailable("no answer")

    monkeypatch.setattr(world.engine.finisher, "hand_on", lambda _: None)
    world.run(run)
    monkeypatch.setattr(world.engine.finisher, "hand_on", away)
    world.idle(seconds=0)
    world.clock = world.clock.replace(year=world.clock.year + 1)
    with pytest.raises(StoreUnavailable):
        world.sweeper.sweep(lambda: Liveness([]))


def test_a_message_that_comes_again_finds_its_run_though_the_graph_has_changed() -> None:
    def changed(*_: Any, **__: Any) -> str:
        raise Conflict("task:1", "the-run")

    assert _submit_once(changed, "g", args=(), inputs={}, key="task:1", message={}) == "the-run"


def test_a_node_whose_material_cannot_be_read_is_given_back(monkeypatch: pytest.MonkeyPatch) -> None:
    world = World(seed=1)
    run = world.submit(graph_of("a>b"))

    def broken(_: Any) -> None:
        raise StoreError("a result cannot be read")

    with monkeypatch.context() as patched:
        patched.setattr(world.engine, "_material", broken)
        with pytest.raises(StoreError, match="cannot be read"):
            world.step()
    assert world.states(run) == {"a": NodeState.RETRYING, "b": NodeState.PENDING}
    world.run(run)
    assert set(world.states(run).values()) == {NodeState.SUCCEEDED}


def test_threads_that_give_nodes_back_at_the_same_time_share_them(monkeypatch: pytest.MonkeyPatch) -> None:
    world = World(seed=1)
    runs = [world.submit(graph_of("a")) for _ in range(2)]
    lose = world.engine.lose

    def away(*_: Any, **__: Any) -> None:
        raise StoreUnavailable("no answer")

    def broken(_: Any) -> None:
        raise StoreError("a result cannot be read")

    with monkeypatch.context() as patched:
        patched.setattr(world.engine, "lose", away)
        patched.setattr(world.engine, "_material", broken)
        for _ in runs:
            with pytest.raises(StoreError, match="cannot be read"):
                world.step()

    def meanwhile(*args: Any, **how: Any) -> None:
        """Another thread comes, and takes the others."""
        monkeypatch.setattr(world.engine, "lose", lose)
        world.engine._return_nodes()
        lose(*args, **how)

    monkeypatch.setattr(world.engine, "lose", meanwhile)
    world.engine._return_nodes()
    assert [world.states(run) for run in runs] == [{"a": NodeState.RETRYING}] * 2
