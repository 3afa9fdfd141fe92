"""A node that a process has claimed is never kept by a process that does not serve it, whatever goes wrong."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Any

import pytest

from aurora_celery.errors import PlanNotFound, StoreError
from aurora_celery.model.graph import Graph, Node, RetryPolicy
from aurora_celery.model.run import Failure
from aurora_celery.model.states import NodeState, RunState
from tests.builders import graph_of
from tests.unit.engine.test_engine import SHAPES, assert_sound
from tests.unit.engine.world import World


class TimeIsUp(Exception):
    """What a pool raises in the midst of anything when a task's time is over."""


def interrupt(monkeypatch: pytest.MonkeyPatch, world: World, call: str, *, after: bool = False, times: int = 1) -> None:
    """Raise in a call of the store, before or after it is carried out, the first so many times."""
    write = getattr(world.engine.store.runs, call)
    struck: list[str] = []

    def interrupted(*args: Any, **kwargs: Any) -> Any:
        strike = len(struck) < times
        if strike:
            struck.append(call)
        answer = write(*args, **kwargs) if after or not strike else None
        if strike:
            raise TimeIsUp
        return answer

    monkeypatch.setattr(world.engine.store.runs, call, interrupted, raising=False)


def step_until_ended(world: World, run: str) -> None:
    """Deliver messages as a worker does that survives what a task raises."""
    for _ in range(100):
        if world.store.runs.view(run).state.is_terminal:
            return
        try:
            if world.bell:
                world.step()
            else:
                world.idle(seconds=1)
        except TimeIsUp:
            continue
    raise AssertionError(f"the run did not end: {world.states(run)}")


@pytest.mark.parametrize("after", [False, True])
def test_a_claim_whose_answer_the_time_limit_cut_off_is_not_kept(monkeypatch: pytest.MonkeyPatch, after: bool) -> None:
    world = World(seed=11)
    run = world.submit(SHAPES["chain"])
    interrupt(monkeypatch, world, "claim", after=after)
    step_until_ended(world, run)
    assert_sound(world, run, SHAPES["chain"])


def test_a_claim_that_arrives_after_its_wait_was_cut_off_is_returned_before_the_next_one(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    world = World(seed=11)
    run = world.submit(graph_of("a", "b"))
    claim, late = world.engine.store.runs.claim, list[Any]()

    def claim_later(*args: Any, **kwargs: Any) -> Any:
        if not late:
            late.append(lambda: claim(*args, **kwargs))
            raise TimeIsUp
        return claim(*args, **kwargs)

    monkeypatch.setattr(world.engine.store.runs, "claim", claim_later, raising=False)
    with pytest.raises(TimeIsUp):
        world.step()
    assert late[0]() is not None
    step_until_ended(world, run)
    assert_sound(world, run, graph_of("a", "b"))


def test_a_time_limit_while_a_node_is_given_back_does_not_lose_it(monkeypatch: pytest.MonkeyPatch) -> None:
    world = World(seed=12)
    run = world.submit(graph_of("a", "b"))
    interrupt(monkeypatch, world, "claim", after=True)
    interrupt(monkeypatch, world, "retry", times=2)
    step_until_ended(world, run)
    assert_sound(world, run, graph_of("a", "b"))


def test_a_claim_that_the_store_refuses_is_asked_for_again_by_the_sweeper(monkeypatch: pytest.MonkeyPatch) -> None:
    world = World(seed=11)
    run = world.submit(SHAPES["chain"])

    def refuse(*_: Any, **__: Any) -> None:
        raise StoreError("the disk is full")

    with monkeypatch.context() as patched:
        patched.setattr(world.engine.store.runs, "claim", refuse, raising=False)
        with pytest.raises(StoreError):
            world.step()
    assert not world.engine._unreturned
    world.run(run)
    assert_sound(world, run, SHAPES["chain"])


def test_a_node_of_a_plan_that_is_lost_keeps_no_other_from_being_claimed(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    world = World(seed=12)
    run = world.submit(graph_of("a", "b"))
    interrupt(monkeypatch, world, "claim", after=True)

    def lost(*_: Any, **__: Any) -> None:
        raise PlanNotFound("gone")

    with monkeypatch.context() as patched:
        patched.setattr(world.engine, "lose", lost)
        with pytest.raises(TimeIsUp):
            world.step()
    assert "cannot be given back: plan 'gone' not found" in caplog.text
    step_until_ended(world, run)
    assert_sound(world, run, graph_of("a", "b"))


@pytest.mark.parametrize("call", ["fail", "retry"])
def test_a_failure_that_the_store_refuses_gives_the_node_back(monkeypatch: pytest.MonkeyPatch, call: str) -> None:
    world = World(seed=13)
    graph = graph_of("a>b") if call == "fail" else retrying_graph()
    write, refused = getattr(world.engine.store.runs, call), list[Any]()

    def refuse_once(*args: Any, **kwargs: Any) -> Any:
        if not refused:
            refused.append(args)
            raise StoreError("the disk is full")
        return write(*args, **kwargs)

    monkeypatch.setattr(world.engine.store.runs, call, refuse_once, raising=False)
    world.behave = fail
    run = world.submit(graph)
    world.run(run)
    assert world.store.runs.view(run).state is RunState.FAILED
    assert len(refused) == 1


def test_a_node_of_which_the_store_refuses_everything_is_given_back_when_it_refuses_no_more(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    world = World(seed=13)
    run = world.submit(graph_of("a", "b"))

    def refuse(*_: Any, **__: Any) -> Any:
        raise StoreError("the disk is full")

    with monkeypatch.context() as patched:
        for call in ("complete", "retry"):
            patched.setattr(world.engine.store.runs, call, refuse, raising=False)
        world.step()
    assert "cannot be given back yet" in caplog.text
    world.run(run)
    assert_sound(world, run, graph_of("a", "b"))


@pytest.mark.parametrize("error", [asyncio.CancelledError(), GeneratorExit(), type("Timeout", (BaseException,), {})()])
def test_whatever_a_handler_raises_is_the_end_of_its_try(error: BaseException) -> None:
    assert failure_of(error).type == type(error).__name__


@pytest.mark.parametrize("error", [KeyboardInterrupt(), SystemExit(-15), type("GreenletExit", (BaseException,), {})()])
def test_what_stops_the_process_is_no_end_of_a_try(error: BaseException) -> None:
    world = World(seed=14)
    world.behave = raising(error)
    run = world.submit(graph_of("a>b"))
    with pytest.raises(type(error)):
        world.run(run)
    assert world.states(run) == {"a": NodeState.RUNNING, "b": NodeState.PENDING}


class Unspeakable(Exception):
    """An error that has no words."""

    def __str__(self) -> str:
        raise RuntimeError("no words")


def test_an_error_without_words_ends_its_try_all_the_same() -> None:
    failure = failure_of(Unspeakable())
    assert (failure.type, failure.message) == ("Unspeakable", "<its text cannot be had: RuntimeError>")


def test_an_error_whose_traceback_cannot_be_written_ends_its_try_all_the_same() -> None:
    source: Any = 5
    failure = failure_of(SyntaxError("bad", ("file", 1, 1, source)))
    assert (failure.type, failure.traceback) == ("SyntaxError", "<its text cannot be had: AttributeError>")


def failure_of(error: BaseException) -> Failure:
    world = World(seed=15)
    world.behave = raising(error)
    run = world.submit(graph_of("a>b"))
    world.run(run)
    failure = world.store.runs.view(run).error
    assert failure is not None
    return failure


def raising(error: BaseException) -> Callable[..., Any]:
    def behave() -> None:
        raise error

    return behave


def fail() -> None:
    raise ValueError("bad")


def retrying_graph() -> Graph:
    return Graph(name="g", nodes=(Node(id="a", handler="h", retry=RetryPolicy(max=1, delay=1.0)),))
