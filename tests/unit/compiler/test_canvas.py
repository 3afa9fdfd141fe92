"""Series-parallel graphs become trees of chains and chords; all others are refused with the reason."""

from __future__ import annotations

import itertools
from collections.abc import Mapping
from typing import Any

import networkx as nx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aurora_celery.compiler import codes
from aurora_celery.compiler.canvas import MAX_CANVAS_DEPTH, MAX_CANVAS_NODES, canvas_tree
from aurora_celery.compiler.canvas_parts import Chain, Chord, Part, Step, steps
from aurora_celery.errors import CanvasRefused
from aurora_celery.model.graph import Graph, Node
from tests.builders import graph_from_pairs, graph_of, layers, random_series_parallel
from tests.unit.compiler.strategies import dags, graphs


def written(part: Part) -> str:
    match part:
        case Step(node):
            return node.id if node else "+"
        case Chain(parts):
            return " > ".join(map(written, parts))
        case Chord(header, body):
            return f"[{' | '.join(map(written, header))}] > {written(body)}"


def closure(graph: Graph) -> nx.DiGraph:
    found = nx.DiGraph([(edge.source, edge.target) for edge in graph.edges()])
    found.add_nodes_from(node.id for node in graph.nodes)
    return nx.transitive_closure_dag(found)


def forbidden(graph: Graph) -> set[tuple[str, str, str, str]]:
    """Every a, b, c, d with a < c, a < d, b < d and no other order between them, by trying all."""
    order = closure(graph)
    apart = {
        pair
        for pair in itertools.permutations(order, 2)
        if not order.has_edge(*pair) and not order.has_edge(*pair[::-1])
    }
    return {
        (a, b, c, d)
        for a, b, c, d in itertools.permutations(order, 4)
        if order.has_edge(a, c) and order.has_edge(a, d) and order.has_edge(b, d) and {(a, b), (c, d), (b, c)} <= apart
    }


class Walk:
    """Runs a tree with sets of ids in place of values, as the steps of a real canvas would hand them on."""

    def __init__(self, graph: Graph, part: Part) -> None:
        self.order = closure(graph)
        self.done: dict[str, set[str]] = {}
        self.result = self.run(part, frozenset(), before=set())

    def run(self, part: Part, values: frozenset[str], *, before: set[str]) -> frozenset[str]:
        """``before`` are the ids that have certainly run when the part starts; it grows."""
        match part:
            case Step(node, keep):
                if node is not None:
                    assert values.issuperset(node.reads), f"{node.id} lacks {set(node.reads) - values}"
                    assert before.issuperset(self.order.predecessors(node.id))
                    assert node.id not in before
                    before.add(node.id)
                    values |= {node.id}
                return values & set(keep)
            case Chain(parts):
                for item in parts:
                    values = self.run(item, values, before=before)
                return values
            case Chord(header, body):
                branches = [set(before) for _ in header]
                carried = [self.run(item, values, before=own) for item, own in zip(header, branches, strict=True)]
                assert sum(map(len, carried)) == len(frozenset().union(*carried)), "a value travels once"
                before.update(*branches)
                return self.run(body, frozenset().union(*carried), before=before)


@pytest.mark.parametrize(
    ("edges", "expected"),
    [
        (["a"], "a"),
        (["a>b>c"], "a > b > c"),
        (["a>b", "a>c", "b>d", "c>d", "d>e"], "a > [b | c] > d > e"),
        (["a>b", "a>c"], "a > [b | c] > +"),
        (["a", "b"], "[a | b] > +"),
        (["a>c", "a>d", "b>c", "b>d"], "[a | b] > + > [c | d] > +"),
        (["a>b>c>d", "a>c", "b>d", "a>x>d"], "a > [b > c | x] > d"),
        (["a>b", "b>c", "b>d", "c>e", "d>e", "a>f", "e>g", "f>g"], "a > [b > [c | d] > e | f] > g"),
    ],
)
def test_a_series_parallel_graph_is_a_chain_of_chords(edges: list[str], expected: str) -> None:
    assert written(canvas_tree(graph_of(*edges)).root) == expected


@pytest.mark.parametrize("seed", range(60))
def test_series_parallel_graphs_keep_their_order_and_their_values(seed: int) -> None:
    graph = random_series_parallel(seed, size=2 + seed % 17)
    canvas = canvas_tree(graph)
    walk = Walk(graph, canvas.root)
    assert walk.result.issuperset(canvas.outputs.reads)
    assert sorted(step.node.id for step in steps(canvas.root) if step.node) == sorted(node.id for node in graph.nodes)


@settings(max_examples=150, deadline=None, derandomize=True)
@given(graph=st.one_of(dags(max_size=8)))
def test_a_graph_is_refused_exactly_when_it_holds_the_forbidden_shape(graph: Graph) -> None:
    shapes = forbidden(graph)
    if not shapes:
        Walk(graph, canvas_tree(graph).root)
        return
    with pytest.raises(CanvasRefused) as caught:
        canvas_tree(graph)
    for diagnostic in caught.value.diagnostics:
        assert diagnostic.code == codes.NOT_SERIES_PARALLEL
        assert corners(diagnostic.message) in shapes


def corners(message: str) -> tuple[str, str, str, str]:
    """a, b, c and d of a refusal."""
    paths, _ = message.split(", but ")
    first, rest = paths.split(", ")
    second, third = rest.split(" and ")
    (a, *_, c), (_, *_, d), (b, *_, _) = (
        [name.strip('"') for name in text.split(" -> ")] for text in (first, second, third)
    )
    return a, b, c, d


def test_the_edges_that_stand_in_the_way_are_named() -> None:
    with pytest.raises(CanvasRefused) as caught:
        canvas_tree(graph_of("A>C", "A>D", "B>D"))
    assert str(caught.value) == (
        "graph 'g' cannot become a stock Celery canvas:\n"
        '  A230 nodes.D: "A" -> "C", "A" -> "D" and "B" -> "D", but "C" does not wait for "B": chords cannot share that'
    )


def test_a_shape_that_is_forbidden_by_its_long_ways_only_is_found() -> None:
    bridge = graph_of("s1>x1", "s1>m", "s2>m", "s2>y1", "x1>t", "m>t", "y1>t")
    with pytest.raises(CanvasRefused):
        canvas_tree(bridge)
    wheatstone = graph_of("sx>xy", "sx>xt", "sy>yt", "xy>yt")
    with pytest.raises(CanvasRefused) as caught:
        canvas_tree(wheatstone)
    assert '"sx" -> "xy" -> "yt"' in str(caught.value)


@settings(max_examples=100, deadline=None, derandomize=True)
@given(graph=graphs)
def test_with_barriers_any_graph_becomes_a_canvas(graph: Graph) -> None:
    canvas = canvas_tree(graph, barriers=True)
    walk = Walk(graph, canvas.root)
    assert walk.result.issuperset(canvas.outputs.reads)
    assert canvas.waiting is not None
    assert canvas.waiting.steady == 1.0
    assert canvas.waiting.varied >= 1.0 - 1e-9


def test_the_waiting_that_barriers_add_is_reported() -> None:
    graph = graph_of("a>b>c", "x>y>z")
    waiting = canvas_tree(graph, barriers=True).waiting
    slow: Mapping[str, Any] = {"a": 10.0, "y": 10.0}
    uneven = canvas_tree(graph, barriers=True, durations=slow).waiting
    assert waiting is not None
    assert uneven is not None
    assert waiting.orderings == 4
    assert (waiting.steady, uneven.steady) == (1.0, 21.0 / 12.0)
    assert 1.1 < waiting.varied < 2.0
    assert waiting == canvas_tree(graph, barriers=True).waiting


def test_a_long_chain_costs_no_stack() -> None:
    root = canvas_tree(graph_from_pairs(4000, [(i, i + 1) for i in range(3999)])).root
    assert isinstance(root, Chain)
    assert len(root.parts) == 4000


def test_wide_layers_meet_in_a_step_that_only_merges() -> None:
    assert written(canvas_tree(layers(2, 2, 1)).root) == "[n0 | n1] > + > [n2 | n3] > n4"


def test_a_canvas_has_a_largest_size() -> None:
    with pytest.raises(CanvasRefused) as caught:
        canvas_tree(graph_from_pairs(MAX_CANVAS_NODES + 1, []))
    assert [diagnostic.code for diagnostic in caught.value.diagnostics] == [codes.CANVAS_TOO_LARGE]


def test_a_stock_canvas_opens_no_secrets() -> None:
    node = Node(id="a", handler="h", params={"x": {"y": "by ${{ secrets.KEY }}"}})
    with pytest.raises(CanvasRefused) as caught:
        canvas_tree(Graph(name="g", nodes=(node,)))
    assert [(found.code, found.path) for found in caught.value.diagnostics] == [
        (codes.CANVAS_SEALED, "nodes.a.with.x.y")
    ]


def test_chords_stand_in_each_other_only_so_deep() -> None:
    depth = MAX_CANVAS_DEPTH + 2
    edges = []
    for level in range(depth):
        edges += [f"in{level}>in{level + 1}", f"in{level}>side{level}", f"side{level}>out{level}"]
        edges += [f"out{level + 1}>out{level}"]
    edges.append(f"in{depth}>out{depth}")
    with pytest.raises(CanvasRefused) as caught:
        canvas_tree(graph_of(*edges))
    assert [diagnostic.code for diagnostic in caught.value.diagnostics] == [codes.CANVAS_TOO_DEEP]
