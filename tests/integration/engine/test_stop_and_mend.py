"""Operations on runs of real workers, a real broker and a real MongoDB."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from aurora_celery import Aurora, Graph, IllegalOperation, RunHandle, RunState
from aurora_celery.model.states import NodeState
from tests.integration.engine.graphs import SHOP, independent_work
from tests.servers.worker import CeleryWorker

StartWorker = Callable[..., CeleryWorker]


def work(name: str, *needs: str, seconds: float = 0.0) -> dict[str, Any]:
    """A node that notes its calls, by its name."""
    return {name: {"handler": f"{SHOP}.work", "with": {"name": name, "seconds": seconds}, "needs": list(needs)}}


def graph_of(*nodes: dict[str, Any], **fields: Any) -> Graph:
    joined = {name: node for each in nodes for name, node in each.items()}
    return Graph.from_dict({"aurora": 1, "name": "g", "nodes": joined, **fields})


def until(condition: Callable[[], object], *, timeout: float = 30.0) -> None:
    deadline = time.monotonic() + timeout
    while not condition():
        assert time.monotonic() < deadline, "it did not come true in time"
        time.sleep(0.02)


def begun(log: Path) -> list[str]:
    return [line.split()[1] for line in log.read_text().splitlines() if line.startswith("begin")]


def states(run: RunHandle) -> dict[str, NodeState]:
    return {node.id: node.state for node in run.view().nodes}


def test_a_cancelled_run_starts_no_more_nodes(aurora: Aurora, start_worker: StartWorker, log: Path) -> None:
    run = aurora.submit(independent_work(2000, seconds=0.01))
    start_worker(concurrency=2)
    until(lambda: len(begun(log)) >= 20)
    run.cancel(why="enough")
    answered = len(begun(log))
    run.wait(timeout=60)
    assert run.state is RunState.CANCELLED
    assert len(begun(log)) <= answered + 2
    found = states(run)
    assert set(found.values()) == {NodeState.SUCCEEDED, NodeState.CANCELLED}
    assert sum(state is NodeState.SUCCEEDED for state in found.values()) == len(begun(log))
    with pytest.raises(IllegalOperation):
        run.cancel()


def test_a_paused_run_goes_on_when_it_is_resumed(aurora: Aurora, start_worker: StartWorker, log: Path) -> None:
    run = aurora.submit(independent_work(300, seconds=0.01))
    start_worker(concurrency=2)
    until(lambda: len(begun(log)) >= 20)
    run.pause()
    held = len(begun(log)) + 2
    time.sleep(2.5)
    assert len(begun(log)) <= held
    assert run.state == "paused"
    run.resume()
    assert run.wait(timeout=60).state == "succeeded"
    assert sorted(begun(log)) == sorted(set(begun(log)))


def test_a_failed_run_is_mended_and_retried(aurora: Aurora, start_worker: StartWorker, log: Path) -> None:
    start_worker(concurrency=2)
    broken = {"broken": {"handler": f"{SHOP}.flaky", "with": {"until": 99}, "retry": {"max": 0}}}
    run = aurora.submit(graph_of(work("a"), broken, work("b", "a", "broken")))
    assert run.wait(timeout=90).state is RunState.FAILED
    run.retry(why="once more")
    assert run.wait(timeout=90).state is RunState.FAILED
    assert run.view().epoch == 1
    run.mark_succeeded("broken", {"by": "hand"}, why="done by hand")
    assert run.wait(timeout=90).state is RunState.SUCCEEDED
    nodes = {node.id: node for node in run.view().nodes}
    assert [attempt.epoch for attempt in nodes["broken"].history] == [0, 1]
    assert begun(log) == ["a", "b"]
    assert [made.why for made in aurora.store.runs.view(run.id).operations] == ["once more", "done by hand"]


def test_a_run_over_several_cells_is_done_again_from_a_node(
    aurora: Aurora, start_worker: StartWorker, log: Path
) -> None:
    start_worker(concurrency=2)
    names = [f"w{index}" for index in range(300)]
    run = aurora.submit(graph_of(work("first"), *(work(name, "first") for name in names), work("last", *names)))
    run.wait(timeout=60)
    log.write_text("")
    run.rerun("w7")
    run.wait(timeout=60)
    assert begun(log) == ["w7", "last"]
    log.write_text("")
    effect = run.rerun_as_new("w8")
    assert effect.run is not None
    new = aurora.run(effect.run)
    assert new.wait(timeout=60).state is RunState.SUCCEEDED
    assert begun(log) == ["w8", "last"]


def test_shared_results_outlive_the_run_that_made_them(aurora: Aurora, start_worker: StartWorker) -> None:
    start_worker(concurrency=2)
    large = {"large": {"handler": f"{SHOP}.give", "with": {"what": "large", "size": 5000}}}
    length = {"length": {"handler": f"{SHOP}.length", "with": {"value": "${{ nodes.large }}"}}}
    run = aurora.submit(graph_of(large, length, outputs="${{ nodes.length }}"))
    assert run.wait(timeout=90).result == 5000
    effect = run.rerun_as_new("length")
    run.delete()
    assert effect.run is not None
    assert aurora.run(effect.run).wait(timeout=90).result == 5000
    again = aurora.run(effect.run).rerun_as_new("length")
    assert again.run is not None
    assert aurora.run(again.run).wait(timeout=90).result == 5000


def test_edited_inputs_run_again_what_reads_them(aurora: Aurora, start_worker: StartWorker) -> None:
    start_worker(concurrency=2)
    a, b = ({"handler": f"{SHOP}.add", "with": {"left": f"${{{{ inputs.{name} }}}}"}} for name in "xy")
    c = {"handler": f"{SHOP}.total", "with": {"values": ["${{ nodes.a }}", "${{ nodes.b }}"]}}
    integer = {"type": "integer", "default": 1}
    inputs = {"x": integer, "y": integer}
    run = aurora.submit(graph_of({"a": a, "b": b, "c": c}, inputs=inputs, outputs="${{ nodes.c }}"))
    assert run.wait(timeout=90).result == 4
    effect = run.rerun_as_new(inputs={"x": 10})
    assert [touched.node for touched in effect.nodes] == ["a", "c"]
    assert effect.run is not None
    assert aurora.run(effect.run).wait(timeout=90).result == 13


def test_a_run_is_stopped_when_its_time_is_over(aurora: Aurora, start_worker: StartWorker) -> None:
    start_worker(concurrency=2)
    run = aurora.submit(graph_of(work("a", seconds=3), work("b", "a")), deadline=0.5)
    assert run.wait(timeout=90).state is RunState.FAILED
    assert run.error is not None
    assert run.error.reason == "deadline"
    assert states(run)["b"] is NodeState.CANCELLED


def test_what_is_to_be_skipped_is_skipped_and_the_rest_runs(
    aurora: Aurora, start_worker: StartWorker, log: Path
) -> None:
    run = aurora.submit(graph_of(work("a"), work("b", "a"), work("c", "b"), work("d", "a")))
    run.skip("b")
    start_worker(concurrency=2)
    assert run.wait(timeout=90).state is RunState.SUCCEEDED
    assert begun(log) == ["a", "d"]
    assert states(run)["c"] is NodeState.SKIPPED


def test_a_handler_that_looks_stops_by_itself(aurora: Aurora, start_worker: StartWorker, log: Path) -> None:
    start_worker(concurrency=2)
    run = aurora.submit(graph_of({"a": {"handler": f"{SHOP}.watchful"}}, work("b", "a")))
    until(lambda: "watching" in log.read_text())
    run.cancel()
    assert run.wait(timeout=90).state is RunState.CANCELLED
    assert "stopped" in log.read_text()
    assert states(run) == {"a": NodeState.SUCCEEDED, "b": NodeState.CANCELLED}


@pytest.mark.parametrize("pool", ["prefork", "threads"])
def test_a_handler_that_does_not_look_is_stopped_after_the_grace(
    aurora: Aurora, start_worker: StartWorker, environment: dict[str, str], log: Path, pool: str
) -> None:
    environment["AURORA_ENGINE__CANCEL_GRACE"] = "0.5"
    start_worker(concurrency=2, pool=pool)
    run = aurora.submit(graph_of(work("a", seconds=8)))
    until(lambda: "begin a" in log.read_text())
    run.cancel()
    assert run.wait(timeout=90).state is RunState.CANCELLED
    assert states(run) == {"a": NodeState.CANCELLED}
    assert "end a" not in log.read_text()
    after = aurora.submit(graph_of(work("c")))
    assert after.wait(timeout=90).state is RunState.SUCCEEDED
    assert begun(log) == ["a", "c"]
