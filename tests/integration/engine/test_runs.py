"""Graphs run to their end: values pass, joins wait, failures stop what depends on them and nothing else."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from aurora_celery import Aurora, Graph, InvalidGraph, RunFailed, RunState
from tests.integration.conftest import configuration, open_aurora
from tests.servers.mongo import MongoServer
from tests.servers.valkey import ValkeyServer
from tests.servers.worker import CeleryWorker

SHOP = "tests.integration.engine.shop"


@dataclass(frozen=True)
class Stack:
    """One worker for all tests of this file: their runs do not know of each other."""

    aurora: Aurora
    worker: CeleryWorker
    log: Path


@pytest.fixture(scope="module")
def stack(_mongo: MongoServer, _valkey: ValkeyServer, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stack]:
    log = tmp_path_factory.mktemp("runs") / "calls.log"
    log.touch()
    environment = configuration(_valkey.url(), _mongo.url("aurora_runs"), log)
    worker = CeleryWorker("aurora_celery", env=environment)
    aurora = open_aurora(environment)
    yield Stack(aurora, worker, log)
    worker.kill9()
    aurora.runtime.close()


@pytest.fixture
def aurora(stack: Stack) -> Aurora:
    return stack.aurora


@pytest.fixture
def worker(stack: Stack) -> CeleryWorker:
    return stack.worker


def graph(nodes: dict[str, Any], **rest: Any) -> Graph:
    """A graph from its document."""
    return Graph.from_dict({"aurora": 1, "name": "test", "nodes": nodes, **rest})


def test_values_pass_along_the_edges(aurora: Aurora) -> None:
    run = aurora.submit(
        graph(
            {
                "a": {"handler": f"{SHOP}.add", "with": {"left": "${{ inputs.start }}", "right": 1}},
                "b": {"handler": f"{SHOP}.add", "with": {"left": "${{ nodes.a }}", "right": 10}},
                "c": {"handler": f"{SHOP}.add", "with": {"left": "${{ nodes.a }}", "right": 100}},
                "d": {"handler": f"{SHOP}.total", "with": {"values": ["${{ nodes.b }}", "${{ nodes.c }}"]}},
            },
            inputs={"start": {"type": "integer"}},
            outputs={"sum": "${{ nodes.d }}", "from": "${{ inputs.start }}"},
        ),
        start=4,
    )
    assert run.wait(timeout=90).result == {"sum": 15 + 105, "from": 4}
    document = run.document()
    assert document["state"] == "succeeded"
    assert {node["attempts"] for node in document["nodes"].values()} == {1}


def test_without_outputs_the_results_of_the_final_nodes_are_given(aurora: Aurora) -> None:
    run = aurora.submit(
        graph(
            {
                "a": {"handler": "aurora.echo", "with": {"value": 1}},
                "b": {"handler": "aurora.echo", "with": {"value": "${{ nodes.a }}"}},
                "c": {"handler": "aurora.echo", "with": {"value": 3}},
            }
        )
    )
    assert run.wait(timeout=90).result == {"b": 1, "c": 3}


def test_a_failed_node_skips_its_descendants_and_nothing_else(aurora: Aurora) -> None:
    run = aurora.submit(
        graph(
            {
                "bad": {"handler": "aurora.fail", "with": {"message": "on purpose"}},
                "after": {"handler": "aurora.noop", "needs": ["bad"]},
                "later": {"handler": "aurora.noop", "needs": ["after", "good"]},
                "good": {"handler": "aurora.noop"},
                "more": {"handler": "aurora.noop", "needs": ["good"]},
            }
        )
    )
    run.wait(timeout=90)
    assert run.state is RunState.FAILED
    states = {node.id: node.state.value for node in run.view().nodes}
    assert states == {"bad": "failed", "after": "skipped", "later": "skipped", "good": "succeeded", "more": "succeeded"}
    with pytest.raises(RunFailed, match="on purpose"):
        _ = run.result
    assert run.error is not None
    assert run.error.node == "bad"
    skipped = next(node for node in run.view().nodes if node.id == "later")
    assert skipped.error is not None
    assert skipped.error.node == "bad"


def test_a_retry_waits_in_the_store_and_counts_its_attempts(aurora: Aurora) -> None:
    run = aurora.submit(graph({"a": {"handler": f"{SHOP}.flaky", "with": {"until": 3}}})).wait(timeout=90)
    assert run.result == {"a": 3}
    (node,) = run.view().nodes
    assert node.attempts == 3
    assert [attempt.number for attempt in node.history][:2] == [1, 2]


def test_a_retry_of_the_node_takes_the_place_of_the_handlers_own(aurora: Aurora) -> None:
    never = graph({"a": {"handler": f"{SHOP}.flaky", "with": {"until": 3}, "retry": {"max": 0}}})
    assert aurora.submit(never).wait(timeout=90).state is RunState.FAILED


def test_plain_celery_tasks_are_nodes_as_they_are(aurora: Aurora) -> None:
    run = aurora.submit(
        graph(
            {
                "two": {"handler": "legacy.double", "with": {"value": 1}},
                "four": {"handler": "legacy.double", "with": {"value": "${{ nodes.two }}"}},
                "self": {"handler": "legacy.stubborn", "with": {"until": 2}},
            }
        )
    )
    assert run.wait(timeout=90).result == {"four": 4, "self": 2}


def test_celerys_own_automatic_retries_end_in_a_failure(aurora: Aurora) -> None:
    run = aurora.submit(graph({"a": {"handler": "legacy.auto", "with": {"message": "never"}}})).wait(timeout=90)
    assert run.state is RunState.FAILED
    (node,) = run.view().nodes
    assert node.attempts == 3
    assert node.error is not None
    assert (node.error.type, node.error.message) == ("ValueError", "never")


def test_the_context_tells_the_run_the_node_and_the_attempt(aurora: Aurora) -> None:
    run = aurora.submit(graph({"节点": {"handler": f"{SHOP}.who", "with": {"value": "v"}}})).wait(timeout=90)
    told = run.result["节点"]
    assert told == {"run": run.id, "node": "节点", "attempt": 1, "key": f"{run.id}/节点/0", "value": "v"}


def test_a_coroutine_function_is_a_handler(aurora: Aurora) -> None:
    run = aurora.submit(graph({"a": {"handler": f"{SHOP}.later", "with": {"value": [1]}}}))
    assert run.wait(timeout=90).result == {"a": [1]}


@pytest.mark.parametrize(
    ("what", "reason"),
    [("set", "unserialisable"), ("nan", "unserialisable"), ("bytes", "unserialisable"), ("keys", "unserialisable")],
)
def test_a_result_that_cannot_be_stored_fails_the_node(aurora: Aurora, what: str, reason: str) -> None:
    run = aurora.submit(graph({"a": {"handler": f"{SHOP}.give", "with": {"what": what}}})).wait(timeout=90)
    (node,) = run.view().nodes
    assert run.state is RunState.FAILED
    assert node.error is not None
    assert node.error.reason == reason


@pytest.mark.parametrize("size", [2_000, 300_000, 20_000_000])
def test_large_results_reach_the_next_node_whole(aurora: Aurora, size: int) -> None:
    run = aurora.submit(
        graph(
            {
                "a": {"handler": f"{SHOP}.give", "with": {"what": "large", "size": size}},
                "b": {"handler": f"{SHOP}.length", "with": {"value": "${{ nodes.a }}"}},
            }
        )
    )
    assert run.wait(timeout=60).result == {"b": size}


def test_the_same_key_gives_the_same_run(aurora: Aurora) -> None:
    echo = graph({"a": {"handler": "aurora.echo", "with": {"value": 1}}})
    first = aurora.submit(echo, key="k1")
    assert aurora.submit(echo, key="k1").id == first.id
    assert aurora.submit(echo, key="k2").id != first.id


def test_a_timeout_asks_the_handler_to_stop(aurora: Aurora) -> None:
    run = aurora.submit(graph({"a": {"handler": f"{SHOP}.slow", "with": {"seconds": 100}}})).wait(timeout=90)
    (node,) = run.view().nodes
    assert node.error is not None
    assert node.error.reason == "timeout"


def test_a_hard_timeout_ends_a_handler_that_does_not_listen(aurora: Aurora) -> None:
    run = aurora.submit(graph({"a": {"handler": f"{SHOP}.deaf", "with": {"seconds": 100}}})).wait(timeout=90)
    (node,) = run.view().nodes
    assert node.error is not None
    assert (node.error.reason, node.error.type) == ("timeout", "TimeLimitExceeded")


def test_a_worker_process_that_dies_gives_its_node_back(aurora: Aurora) -> None:
    run = aurora.submit(graph({"a": {"handler": f"{SHOP}.crash", "with": {"name": "x", "times": 1}}}))
    assert run.wait(timeout=90).result == {"a": "x"}
    assert run.view().nodes[0].attempts == 2


def test_a_node_that_keeps_killing_its_worker_is_poison(aurora: Aurora, worker: CeleryWorker) -> None:
    run = aurora.submit(graph({"a": {"handler": f"{SHOP}.crash", "with": {"name": "y", "times": 99}}}))
    run.wait(timeout=90)
    assert run.error is not None
    assert run.error.reason == "poison"
    assert worker.alive


def test_a_handler_that_no_living_worker_serves_is_refused(aurora: Aurora) -> None:
    with pytest.raises(InvalidGraph, match="did you mean"):
        aurora.submit(graph({"a": {"handler": "aurora.ech", "with": {"value": 1}}}))


def messages_of(worker: CeleryWorker, run_id: str) -> int:
    """How many messages of a run the worker has received."""
    return sum(f"[{run_id}." in line and line.endswith("received") for line in worker.log.splitlines())


def test_quick_nodes_are_served_on_the_way_under_their_own_names(aurora: Aurora, worker: CeleryWorker) -> None:
    nodes = {f"n{i}": {"handler": "aurora.noop", "needs": [f"n{i - 1}"] if i else []} for i in range(60)}
    aurora.submit(graph(nodes)).wait(timeout=90)
    run = aurora.submit(graph(nodes)).wait(timeout=90)
    seen = run.view()
    assert run.state is RunState.SUCCEEDED
    assert messages_of(worker, run.id) < 60
    assert worker.log.count(f"aurora.noop[{run.id}.") >= 60
    times = [(node.started, node.finished) for node in sorted(seen.nodes, key=lambda node: node.index)]
    assert all(before[1] and after[0] and before[1] <= after[0] for before, after in pairwise(times))


def test_a_slow_node_does_not_hold_up_those_that_were_to_be_served_after_it(stack: Stack) -> None:
    quick = {f"q{i}": {"handler": f"{SHOP}.work", "with": {"name": f"q{i}"}, "needs": ["root"]} for i in range(20)}
    root = {"root": {"handler": f"{SHOP}.work", "with": {"name": "root"}}}
    stack.aurora.submit(graph(root | quick)).wait(timeout=90)
    slow = {name: {**node, "with": {"name": name, "seconds": 0.4}} for name, node in quick.items()}
    before = len(stack.log.read_text().splitlines())
    stack.aurora.submit(graph(root | slow)).wait(timeout=60)
    processes = {line.split()[2] for line in stack.log.read_text().splitlines()[before:] if " q" in line}
    assert len(processes) == 2, "one process served them all"


@pytest.mark.parametrize("seconds", [0.0, 0.012], ids=["quick", "slow"])
def test_a_crowd_of_first_nodes_is_served_once_each(aurora: Aurora, seconds: float) -> None:
    """They share messages; those of a handler that is not quick are sent on by themselves."""
    nodes = {f"n{index}": {"handler": "aurora.sleep", "with": {"seconds": seconds}} for index in range(600)}
    run = aurora.submit(graph(nodes)).wait(timeout=90)
    assert run.state is RunState.SUCCEEDED
    assert [node.attempts for node in run.view().nodes] == [1] * 600
