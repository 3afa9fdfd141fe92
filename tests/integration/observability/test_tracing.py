"""Traces of real prefork workers, as a collector receives them."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from aurora_celery import Aurora, Graph
from aurora_celery.observability.identity import node_span_id, run_span_id, trace_id
from tests.conftest import WorkerFactory
from tests.integration.conftest import HANDLERS, configuration, open_aurora
from tests.integration.engine.test_faults import wait_for_progress
from tests.integration.engine.test_workers_stop import perilous, until
from tests.integration.observability.collector import Collector, Seen
from tests.servers.rabbitmq import RabbitMQServer
from tests.servers.valkey import ValkeyServer
from tests.servers.worker import CeleryWorker

StartWorker = Callable[..., CeleryWorker]

TRACEPARENT = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"
#: A program that submits within a span of its own, whose place is known.
SUBMITTER = """
import sys
from opentelemetry import context
from opentelemetry.trace.propagation.tracecontext import TraceContextTextMapPropagator
from aurora_celery import Graph, aurora

graph = Graph("submitted")
graph.node("only", "tests.integration.engine.shop.add", {"left": 1})
token = context.attach(TraceContextTextMapPropagator().extract({"traceparent": sys.argv[1]}))
print(aurora.submit(graph).id)
context.detach(token)
aurora.runtime.close()
"""


@pytest.fixture
def collector() -> Iterator[Collector]:
    found = Collector()
    yield found
    found.close()


@pytest.fixture
def watched(collector: Collector) -> dict[str, str]:
    """Workers trace; the tests' own process does not."""
    return traced(collector)


def traced(collector: Collector) -> dict[str, str]:
    return {
        "AURORA_TRACING__ENABLED": "true",
        "OTEL_EXPORTER_OTLP_ENDPOINT": collector.url,
        "OTEL_BSP_SCHEDULE_DELAY": "100",
        "OTEL_SERVICE_NAME": "shop",
    }


@pytest.fixture
def aurora(environment: dict[str, str]) -> Iterator[Aurora]:
    """Submits, and does not trace: the instrumentations are for a whole process, and this one runs other tests."""
    instance = open_aurora(environment | {"AURORA_TRACING__ENABLED": "false"})
    yield instance
    instance.runtime.close()


def graph_of(name: str, **nodes: list[str]) -> Graph:
    graph = Graph(name)
    for node, needs in nodes.items():
        graph.node(node, f"{HANDLERS}.work", {"name": node}, needs=needs)
    return graph


def whole(spans: list[Seen], *, nodes: int) -> bool:
    """Whether the root and so many nodes are there."""
    return len(named(spans, "run ")) == 1 and len(named(spans, "node ")) == nodes


def named(spans: list[Seen], beginning: str) -> list[Seen]:
    return [span for span in spans if span.name.startswith(beginning)]


def one(spans: list[Seen], name: str) -> Seen:
    (found,) = [span for span in spans if span.name == name]
    return found


def trace_of(run: str) -> str:
    return f"{trace_id(run):032x}"


def span_of(run: str, index: int, epoch: int = 0) -> str:
    return f"{node_span_id(run, epoch, index):016x}"


def assert_whole_tree(spans: list[Seen], run: str, *, epoch: int = 0) -> None:
    """Every parent has arrived, every id is there once, and the root is the one that the run's name says."""
    ids = [span.span for span in spans]
    assert len(set(ids)) == len(ids)
    root = f"{run_span_id(run, epoch):016x}"
    assert [span.span for span in spans if not span.parent] == [root]
    missing = {span.parent for span in spans if span.parent} - {*ids}
    assert missing == set(), [span.name for span in spans if span.parent in missing]


def test_a_diamond_has_one_root_and_links_to_all_predecessors(
    aurora: Aurora, start_worker: StartWorker, collector: Collector
) -> None:
    start_worker(concurrency=2)
    graph = graph_of("diamond", top=[], left=["top"], right=["top"], bottom=["left", "right"])
    run = aurora.submit(graph).wait(timeout=60).id
    plan = aurora.compile(graph).plan
    index = {node.id: node.index for node in plan.nodes()}
    task = f"run/{HANDLERS}.work"
    spans = collector.wait(
        trace_of(run),
        lambda seen: whole(seen, nodes=4) and (len(named(seen, "try ")), len(named(seen, task))) == (4, 3),
    )
    root = one(spans, "run diamond")
    assert (root.service, root.failed, root.links) == ("shop", False, ())
    assert root.attributes["aurora.run.id"] == root.attributes["messaging.message.conversation_id"] == run
    assert root.attributes["cicd.pipeline.result"] == "success"
    needs = {"top": set(), "left": {"top"}, "right": {"top"}, "bottom": {"left", "right"}}
    for name, predecessors in needs.items():
        node = one(spans, f"node {name}")
        assert node.span == span_of(run, index[name])
        assert node.parent == root.span
        assert {link for _, link in node.links} == {span_of(run, index[before]) for before in predecessors}
        assert {trace for trace, _ in node.links} <= {trace_of(run)}
        assert node.attributes["aurora.task.id"] == node.attributes["cicd.pipeline.task.name"] == name
        assert one(spans, f"try {name}").attributes["aurora.task.attempt"] == 1
        assert root.start <= node.start <= node.end
    # The first message came from a process that does not trace: Celery's span of it has no place in this trace.
    assert one(spans, "try top").parent == one(spans, "node top").span
    assert {one(spans, f"try {name}").parent for name in ("left", "right", "bottom")} == {
        span.span for span in named(spans, task)
    }
    own = [span for span in spans if not span.name.startswith("apply_async/")]
    assert {span.attributes.get("aurora.run.id", run) for span in own} == {run}


def test_each_try_has_a_span_within_that_of_its_node(
    aurora: Aurora, start_worker: StartWorker, collector: Collector
) -> None:
    start_worker(concurrency=2)
    graph = Graph("shaky")
    graph.node("shaky", f"{HANDLERS}.flaky", {"until": 3})
    run = aurora.submit(graph).wait(timeout=60).id
    spans = collector.wait(trace_of(run), lambda seen: whole(seen, nodes=1) and len(named(seen, "try ")) == 3)
    node = one(spans, "node shaky")
    tries = sorted(named(spans, "try "), key=lambda span: span.start)
    assert [span.attributes["aurora.task.attempt"] for span in tries] == [1, 2, 3]
    assert [span.failed for span in tries] == [True, True, False]
    assert [span.attributes["cicd.pipeline.task.run.result"] for span in tries] == ["error", "error", "success"]
    assert [span.attributes.get("error.type") for span in tries] == ["ValueError", "ValueError", None]
    assert node.start <= tries[0].start + 5_000_000
    assert node.attributes["aurora.task.attempts"] == 3
    assert not node.failed
    assert "attempt 1 fails" not in str([span.attributes for span in spans if span.name.startswith("try ")])


def test_a_failed_run_says_so_at_its_node_and_its_root(
    aurora: Aurora, start_worker: StartWorker, collector: Collector
) -> None:
    start_worker(concurrency=2)
    graph = Graph("broken")
    first = graph.node("broken", f"{HANDLERS}.flaky", {"until": 99})
    graph.node("after", f"{HANDLERS}.work", {"name": "after"}, needs=[first])
    run = aurora.submit(graph).wait(timeout=60)
    assert run.state.value == "failed"
    spans = collector.wait(trace_of(run.id), lambda seen: whole(seen, nodes=1))
    root, node = one(spans, "run broken"), one(spans, "node broken")
    assert root.failed
    assert node.failed
    assert root.attributes["cicd.pipeline.result"] == node.attributes["cicd.pipeline.task.run.result"] == "failure"


def test_a_process_that_is_killed_leaves_the_span_of_a_lost_try(
    aurora: Aurora, start_worker: StartWorker, collector: Collector
) -> None:
    start_worker(concurrency=2)
    run = aurora.submit(perilous(killer={"handler": "die", "how": "kill", "times": 1})).wait(timeout=60).id
    spans = collector.wait(trace_of(run), lambda seen: whole(seen, nodes=1) and len(named(seen, "try ")) == 2)
    first, second = sorted(named(spans, "try "), key=lambda span: span.start)
    assert first.attributes["aurora.task.lost"]
    assert first.failed
    assert (second.attributes["aurora.task.attempt"], second.failed) == (2, False)
    node = one(spans, "node killer")
    assert node.attributes["aurora.task.attempts"] == 2
    assert first.parent == node.span


def test_a_message_that_comes_twice_makes_one_node(
    aurora: Aurora, start_worker: StartWorker, collector: Collector
) -> None:
    worker = start_worker(concurrency=1)
    run = aurora.submit(graph_of("twice", only=[])).wait(timeout=60)
    head = aurora.compile(graph_of("twice", only=[])).plan.head
    task = aurora.celery.send_task(
        f"{HANDLERS}.work", task_id=f"{run.id}.0.0", headers={"aurora": {"plan": head.hash}}, queue="aurora"
    )
    worker.wait_for("node only is not to be had")
    assert task.id
    after = aurora.submit(graph_of("twice", only=[])).wait(timeout=60).id
    collector.wait(trace_of(after), lambda seen: whole(seen, nodes=1))
    spans = collector.of(trace_of(run.id))
    assert len(named(spans, "node ")) == len(named(spans, "try ")) == len(named(spans, "run twice")) == 1


def test_the_root_is_linked_to_where_the_run_was_submitted(
    aurora: Aurora, start_worker: StartWorker, collector: Collector, environment: dict[str, str]
) -> None:
    start_worker(concurrency=1)
    root_directory = Path(__file__).parents[3]
    result = subprocess.run(
        [sys.executable, "-c", SUBMITTER, TRACEPARENT],
        env={**os.environ, **environment, "PYTHONPATH": str(root_directory)},
        cwd=root_directory, capture_output=True, text=True, check=True,
    )  # fmt: skip
    run = result.stdout.strip()
    assert aurora.run(run).wait(timeout=60).state.value == "succeeded"
    _, trace, span, _ = TRACEPARENT.split("-")
    spans = collector.wait(trace_of(run), lambda seen: whole(seen, nodes=1) and bool(named(seen, "apply_async/")))
    assert one(spans, "run submitted").links == ((trace, span),)
    assert_whole_tree([span for span in spans if "apply_async" not in span.name or span.parent], run)


@pytest.mark.parametrize("broker", ["valkey", "rabbitmq"])
def test_a_broker_that_is_away_when_a_node_is_rung_for_does_not_break_the_trace(
    request: pytest.FixtureRequest,
    broker: str,
    mongo_url: str,
    log: Path,
    collector: Collector,
    celery_worker_process: WorkerFactory,
) -> None:
    """The sweeper rings again, in another process and without any trace of its own."""
    server: ValkeyServer | RabbitMQServer = request.getfixturevalue(f"{broker}_server")
    environment = configuration(server.url(), mongo_url, log) | traced(collector)
    aurora = open_aurora(environment | {"AURORA_TRACING__ENABLED": "false"})
    celery_worker_process("aurora_celery", env=environment)
    slow = Graph("outage")
    first = slow.node("first", f"{HANDLERS}.work", {"name": "first", "seconds": 2.0})
    for name in ("second", "third"):
        slow.node(name, f"{HANDLERS}.work", {"name": name}, needs=[first])
    run = aurora.submit(slow)
    wait_for_progress(log, 1)
    server.kill9()
    until(lambda: "end first" in log.read_text(), "the first node has ended")
    server.start()
    assert run.wait(timeout=100).state.value == "succeeded"
    spans = collector.wait(trace_of(run.id), lambda seen: whole(seen, nodes=3) and len(named(seen, "try ")) == 3)
    index = {node.id: node.index for node in aurora.compile(slow).plan.nodes()}
    for name in ("second", "third"):
        node = one(spans, f"node {name}")
        assert node.links == ((trace_of(run.id), span_of(run.id, index["first"])),)
        assert node.parent == f"{run_span_id(run.id, 0):016x}"
    # A message may come more than once: each is a task, and one of them makes the try.
    tasks = {span.span for span in named(spans, f"run/{HANDLERS}.work")}
    assert {one(spans, f"try {name}").parent for name in ("second", "third")} <= tasks
    aurora.runtime.close()


def test_processes_that_end_in_order_send_what_they_have(
    aurora: Aurora, start_worker: StartWorker, collector: Collector, environment: dict[str, str]
) -> None:
    environment["OTEL_BSP_SCHEDULE_DELAY"] = "600000"
    worker = start_worker(concurrency=2)
    run = aurora.submit(graph_of("last", one=[], two=["one"])).wait(timeout=60).id
    assert worker.stop() == 0
    spans = collector.of(trace_of(run))
    assert whole(spans, nodes=2), [span.name for span in spans]
