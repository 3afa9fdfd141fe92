"""Where the time of a run went: waits, tries, and the path that the end waited for."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

from aurora_celery.app.timeline import timeline_of
from aurora_celery.cli.tracing import bar
from aurora_celery.model.run import Attempt, Failure, NodeRun, Output, Run
from aurora_celery.model.states import NodeState, RunState
from aurora_celery.model.timeline import Timeline

START = datetime(2026, 1, 1, tzinfo=UTC)


def at(seconds: float) -> datetime:
    return START + timedelta(seconds=seconds)


def node(index: int, ready: float, claimed: float, finished: float, **more: Any) -> NodeRun:
    fields: dict[str, Any] = {"state": NodeState.SUCCEEDED, "attempts": 1, **more}
    name = "abcdef"[index]
    return NodeRun(
        id=name, index=index, handler="h", queued=at(ready), started=at(claimed), finished=at(finished), **fields
    )


def timeline(*nodes: NodeRun, preds: dict[int, tuple[int, ...]], epoch: int = 0) -> Timeline:
    run = Run(
        id="r", graph="g", version=None, plan="p", state=RunState.SUCCEEDED, created=START, nodes=nodes, epoch=epoch,
        finished=at(10),
    )  # fmt: skip
    return timeline_of(run, preds)


DIAMOND = {0: (), 1: (0,), 2: (0,), 3: (1, 2)}


def test_the_critical_path_goes_through_the_predecessors_that_ended_last() -> None:
    found = timeline(
        node(0, 0, 1, 2), node(1, 2, 2, 9), node(2, 2, 8, 8.5), node(3, 9, 9.5, 10), preds=DIAMOND
    )  # fmt: skip
    assert found.critical_path == ("a", "b", "d")
    assert [each.critical for each in found.nodes] == [True, True, False, True]
    assert [each.preds for each in found.nodes] == [(), ("a",), ("a",), ("b", "c")]
    assert [(each.waited, each.ran) for each in found.nodes] == [(1, 1), (0, 7), (6, 0.5), (0.5, 0.5)]


def test_each_try_is_ready_when_the_one_before_it_ended() -> None:
    failed = Failure(reason="exception", type="ValueError")
    history = (
        Attempt(number=1, epoch=0, started=at(0), finished=at(1), output=Output("1")),
        Attempt(number=1, epoch=1, started=at(3), finished=at(4), failure=failed, worker="w"),
    )
    found = timeline(node(0, 2, 6, 7, history=history, attempts=2), preds={0: ()}, epoch=1)
    (only,) = found.nodes
    assert [(each.epoch, each.number, each.state.value) for each in only.tries] == [
        (0, 1, "succeeded"),
        (1, 1, "retrying"),
        (1, 2, "succeeded"),
    ]
    assert [each.ready for each in only.tries] == [None, at(2), at(4)]
    assert (only.waited, only.ran) == (1, 2)
    assert only.tries[1].reason == "exception"


def test_a_try_that_failed_for_good_is_told_once() -> None:
    history = (Attempt(number=1, started=at(1), finished=at(2), failure=Failure(reason="timeout")),)
    found = timeline(node(0, 0, 1, 2, history=history, state=NodeState.FAILED), preds={0: ()})
    assert [each.state for each in found.nodes[0].tries] == [NodeState.FAILED]


def test_what_never_ran_has_no_tries_and_is_on_no_path() -> None:
    skipped = NodeRun(id="b", index=1, handler="h", state=NodeState.SKIPPED, finished=at(9))
    found = timeline(node(0, 0, 1, 2), skipped, preds={0: (), 1: (0,)})
    assert found.critical_path == ("a",)
    assert (found.nodes[1].tries, found.nodes[1].waited, found.nodes[1].ran) == ((), None, None)


def test_a_bar_shows_the_wait_the_tries_and_what_still_runs() -> None:
    failed = Failure(reason="exception")
    history = (Attempt(number=1, started=at(2), finished=at(3), failure=failed),)
    found = timeline(node(0, 1, 5, 7, history=history, attempts=2), preds={0: ()})
    drawn = bar(found.nodes[0], START, 10.0)
    assert drawn == " " * 6 + "." * 6 + "x" * 7 + "." * 11 + "#" * 13
    running = NodeRun(id="a", index=0, handler="h", state=NodeState.RUNNING, attempts=1, queued=at(0), started=at(5))
    assert bar(timeline(running, preds={0: ()}).nodes[0], START, 10.0) == "." * 30 + "#" * 30
