"""What a plan says of its graph."""

from __future__ import annotations

import subprocess
import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aurora_celery.compiler import compile_graph
from aurora_celery.model.graph import Graph, Node, RetryPolicy
from aurora_celery.model.plan import PlanNode
from tests.builders import graph_from_pairs, graph_of, layers
from tests.unit.compiler.strategies import graphs

FULL = Graph(
    name="etl",
    inputs={"url": {"type": "string"}},
    nodes=(
        Node(
            id="report",
            handler="shop.report",
            params={"rows": "${{ nodes.clean }}"},
            reads=("clean",),
            needs=("audit",),
        ),
        Node(
            id="fetch",
            handler="shop.fetch",
            params={"url": ["${{ inputs.url }}"]},
            retry=RetryPolicy(max=3),
            timeout=30.0,
            queue="slow",
            priority=3,
        ),
        Node(id="clean", handler="shop.clean", params={"rows": "${{ nodes.fetch }}"}, reads=("fetch",)),
        Node(id="audit", handler="shop.audit"),
    ),
)


def by_id(graph: Graph) -> dict[str, PlanNode]:
    return {node.id: node for node in compile_graph(graph).nodes()}


def test_a_plan_node_keeps_what_the_definition_says() -> None:
    nodes = by_id(FULL)
    fetch, report = nodes["fetch"], nodes["report"]
    assert (fetch.handler, fetch.queue, fetch.priority) == ("shop.fetch", "slow", 3)
    assert fetch.retry == RetryPolicy(max=3)
    assert fetch.reads_inputs
    assert not report.reads_inputs
    assert report.reads == {"clean": nodes["clean"].index}
    assert report.preds == tuple(sorted((nodes["clean"].index, nodes["audit"].index)))


def test_the_only_final_node_ends_the_run() -> None:
    assert compile_graph(FULL).head.final == by_id(FULL)["report"].index
    assert compile_graph(graph_of("a>b", "a>c")).head.final is None


def test_without_outputs_the_final_nodes_give_theirs_by_id() -> None:
    head = compile_graph(graph_of("a>b", 'a>say "hi" }} ü')).head
    assert head.outputs == {"b": "${{ nodes.b }}", 'say "hi" }} ü': '${{ nodes["say \\"hi\\" }} ü"] }}'}
    assert head.outputs_reads == {"b": 1, 'say "hi" }} ü': 2}
    assert not head.outputs_read_inputs


def test_outputs_of_the_definition_are_kept() -> None:
    outputs = {"x": "${{ nodes.clean.n + inputs.url }}"}
    graph = Graph(name="etl", inputs=FULL.inputs, nodes=FULL.nodes, outputs=outputs, outputs_reads=("clean",))
    head = compile_graph(graph).head
    assert head.outputs == outputs
    assert list(head.outputs_reads) == ["clean"]
    assert head.outputs_read_inputs


@pytest.mark.parametrize(
    ("timeout", "hard", "expected"),
    [(None, None, None), (10.0, None, 15.0), (100.0, None, 110.0), (10.0, 11.0, 11.0), (None, 7.0, 7.0)],
)
def test_the_hard_timeout_follows_the_soft_one(timeout: float | None, hard: float | None, expected: float) -> None:
    node = Node(id="a", handler="h", timeout=timeout, hard_timeout=hard)
    assert compile_graph(Graph(name="g", nodes=(node,))).node(0).hard_timeout == expected


@settings(max_examples=150, deadline=None, derandomize=True)
@given(graph=graphs, cell_size=st.integers(1, 8))
def test_the_plan_is_in_topological_order_and_holds_every_edge(graph: Graph, cell_size: int) -> None:
    plan = compile_graph(graph, cell_size=cell_size)
    nodes = plan.nodes()
    assert [node.index for node in nodes] == list(range(len(graph.nodes)))
    assert {(nodes[source].id, node.id) for node in nodes for source in node.preds} == {
        (edge.source, edge.target) for edge in graph.edges()
    }
    assert all(source < node.index for node in nodes for source in node.preds)
    assert [cell.offset for cell in plan.cells] == list(range(0, len(nodes), cell_size))


def test_chains_stay_together() -> None:
    plan = compile_graph(graph_of("a>a1>a2", "b>b1>b2", "a2>z", "b2>z"))
    assert [node.id for node in plan.nodes()] == ["a", "a1", "a2", "b", "b1", "b2", "z"]


@pytest.mark.parametrize(
    ("graph", "expected"),
    [
        (FULL, "008475086fb97309dba7477fbda9a6c9"),
        (graph_of("a>b>d", "a>c>d"), "e3c9495e24ade3477a6f490385da575e"),
        (layers(3, 40, 40, 2), "a5a1019812ec26ccf824b98da7fe2187"),
        (graph_from_pairs(300, [(i // 3, i) for i in range(1, 300)]), "a3ec0244b0a9f05125e5ca8206d7f45b"),
    ],
    ids=lambda value: value.name if isinstance(value, Graph) else None,
)
def test_a_hash_never_changes(graph: Graph, expected: str) -> None:
    assert compile_graph(graph).hash == expected


def test_equal_definitions_have_equal_hashes_in_every_process() -> None:
    code = (
        "from aurora_celery.compiler import compile_graph\nfrom tests.builders import layers\n"
        "print(compile_graph(layers(3, 40, 40, 2), cell_size=16).hash)"
    )
    run = [
        subprocess.run(
            [sys.executable, "-c", code], env={"PYTHONHASHSEED": seed}, capture_output=True, text=True, check=True
        ).stdout
        for seed in ("1", "2")
    ]
    assert run[0] == run[1]
    assert len(run[0].strip()) == 32


def test_the_order_of_the_definition_counts() -> None:
    assert compile_graph(graph_of("a", "b")).hash != compile_graph(graph_of("b", "a")).hash


@pytest.mark.parametrize(
    "other",
    [
        graph_of("a>b", name="h"),
        graph_of("a>b", "a>c"),
        graph_of("a>b", handler="aurora.echo"),
        graph_of("a>b", inputs={"x": {"type": "string"}}),
    ],
)
def test_any_difference_is_another_plan(other: Graph) -> None:
    assert compile_graph(other).hash != compile_graph(graph_of("a>b")).hash
