"""Canvases of graphs give the graphs' results on a plain Celery app with a real worker, broker and backend."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from celery import Celery
from kombu.utils.json import dumps

from aurora_celery.compiler import compile_graph
from aurora_celery.compiler.canvas import canvas_tree
from aurora_celery.engine.canvas import to_celery
from aurora_celery.expressions import render
from aurora_celery.model.graph import Graph, Node, RetryPolicy
from tests.builders import graph_of, layers, random_series_parallel
from tests.conftest import WorkerFactory
from tests.integration.canvas.combine import combine

APP = "tests.integration.canvas.plain_app"
SECONDS = 60.0


@pytest.fixture
def plain(valkey_url: str, celery_worker_process: WorkerFactory) -> Iterator[Celery]:
    """A client of the plain app; a worker of it runs."""
    worker = celery_worker_process(APP, pool="prefork", concurrency=2, env={"PLAIN_URL": valkey_url})
    assert worker.alive
    with Celery("client", broker=valkey_url, backend=valkey_url, set_as_current=False) as client:
        yield client
        # A result says good-bye to the server when it is collected, and the server may be gone by then.
        backend: Any = client.backend
        backend.result_consumer.subscribed_to.clear()


def evaluated(graph: Graph, inputs: dict[str, Any]) -> Any:
    """What the graph's outputs must be: its nodes one after the other, in this process."""
    plan = compile_graph(graph)
    values: dict[str, Any] = {}
    for node in plan.nodes():
        values[node.id] = combine(**render(node.params, nodes=values, inputs=inputs))
    return render(plan.head.outputs, nodes=values, inputs=inputs)


@pytest.mark.timeout(300)
def test_two_hundred_series_parallel_graphs_give_the_same_results_as_by_hand(plain: Celery) -> None:
    started = []
    for seed in range(200):
        graph, inputs = random_series_parallel(seed, size=1 + seed % 14), {"seed": seed}
        canvas = to_celery(canvas_tree(graph), app=plain, inputs=inputs)
        started.append((graph.name, canvas.apply_async(), evaluated(graph, inputs)))
    for name, result, expected in started:
        assert result.get(timeout=SECONDS) == expected, name


def test_a_graph_that_is_not_series_parallel_runs_with_barriers(plain: Celery) -> None:
    nodes = tuple(
        Node(
            id=node.id,
            handler="plain.combine",
            params={"name": node.id, "values": [f"${{{{ nodes.{source} }}}}" for source in node.needs]},
            reads=node.needs,
        )
        for node in graph_of("a>c", "a>d", "b>d", "b>e", "c>f", "d>f", "a>f").nodes
    )
    graph = Graph(name="n", nodes=nodes)
    result = to_celery(canvas_tree(graph, barriers=True), app=plain).apply_async()
    assert result.get(timeout=SECONDS) == evaluated(graph, {})


def test_wide_layers_one_after_the_other_run(plain: Celery) -> None:
    graph = layers(12, 12, 12)
    nodes = tuple(
        Node(id=node.id, handler="plain.combine", params={"name": node.id, "values": []}, needs=node.needs)
        for node in graph.nodes
    )
    wide = Graph(name="wide", nodes=nodes)
    result = to_celery(canvas_tree(wide), app=plain).apply_async()
    assert result.get(timeout=SECONDS) == evaluated(wide, {})


def test_a_node_is_tried_again_as_its_policy_says(plain: Celery, tmp_path: Path) -> None:
    path = tmp_path / "calls"
    node = Node(
        id="a",
        handler="plain.flaky",
        params={"path": str(path), "succeed_at": 3},
        retry=RetryPolicy(max=2, delay=0.01, jitter=0.0),
    )
    graph = Graph(name="g", nodes=(node, Node(id="b", handler="plain.later", params={"value": 7}, needs=("a",))))
    result = to_celery(canvas_tree(graph), app=plain).apply_async()
    assert result.get(timeout=SECONDS) == {"b": 7}
    assert path.read_text() == "3"


@pytest.mark.parametrize(
    ("node", "message"),
    [
        (Node(id="a", handler="no.such.task"), "no.such.task"),
        (Node(id="a", handler="plain.later", params={"value": "${{ inputs.n / 0 }}"}), "inputs.n / 0"),
        (Node(id="a", handler="plain.flaky", params={"path": "/", "succeed_at": 1}), "Is a directory"),
        (
            Node(
                id="a",
                handler="plain.flaky",
                params={"path": "{tmp}/calls", "succeed_at": 9},
                retry=RetryPolicy(max=1, delay=0.01),
            ),
            "call 2",
        ),
    ],
)
def test_a_step_that_fails_for_good_fails_the_canvas(plain: Celery, tmp_path: Path, node: Node, message: str) -> None:
    params = {
        name: str(value).replace("{tmp}", str(tmp_path)) if name == "path" else value
        for name, value in node.params.items()
    }
    nodes = (Node(id="a", handler=node.handler, params=params, retry=node.retry),)
    graph = Graph(name="g", nodes=(*nodes, Node(id="b", handler="plain.later", needs=("a",))), inputs={"n": {}})
    result = to_celery(canvas_tree(graph), app=plain, inputs={"n": 1}).apply_async()
    with pytest.raises(Exception, match=message.replace("/", "\\/")):
        result.get(timeout=SECONDS)


def test_messages_stay_small_as_chords_follow_each_other() -> None:
    def size(levels: int) -> int:
        widths = [item for _ in range(levels) for item in (5, 1)]
        signature = to_celery(canvas_tree(layers(*widths)), app=Celery("x", set_as_current=False))
        return len(dumps(signature))

    assert size(12) < 2.5 * size(6)


def test_the_module_for_workers_needs_neither_store_nor_engine() -> None:
    code = (
        "import sys, aurora_celery.engine.canvas_step\n"
        "print([name for name in sys.modules if name == 'pymongo' or name.startswith('aurora_celery.store')])"
    )
    done = subprocess.run([sys.executable, "-c", code], env=os.environ, capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"
