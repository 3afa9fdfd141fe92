"""Every code of the compiler can be provoked, and all findings come at once."""

from __future__ import annotations

from typing import Any

import networkx as nx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aurora_celery.compiler import check, codes, compile_graph
from aurora_celery.compiler.cycles import components, cycles
from aurora_celery.compiler.wiring import wire
from aurora_celery.errors import InvalidGraph
from aurora_celery.model.graph import Graph, Node
from aurora_celery.model.handler import HandlerSpec, Parameter
from tests.builders import graph_from_pairs, graph_of

OPTIONS = {"type": "object", "properties": {"deep": {"type": "boolean"}}}
HANDLERS = {
    "shop.fetch": HandlerSpec(
        name="shop.fetch",
        parameters=(
            Parameter(name="url", schema={"type": "string"}),
            Parameter(name="pages", required=False, schema={"type": "integer", "minimum": 1}),
            Parameter(name="options", required=False, schema=OPTIONS),
            Parameter(name="free", required=False),
        ),
        result={"type": "array", "items": {"type": "object"}},
    ),
    "shop.count": HandlerSpec(
        name="shop.count",
        parameters=(Parameter(name="rows", schema={"type": "array"}),),
        result={"type": "integer"},
    ),
    "shop.any": HandlerSpec(name="shop.any", open=True),
    "shop.odd": HandlerSpec(
        name="shop.odd",
        parameters=(
            Parameter(name="bad", required=False, schema={"type": "no such type"}),
            Parameter(name="far", required=False, schema={"$ref": "http://127.0.0.1:1/schema.json"}),
            Parameter(name="mean", required=False, schema={"type": "number"}),
        ),
    ),
}


def fetch(name: str = "fetch", *, handler: str = "shop.fetch", reads: tuple[str, ...] = (), **params: Any) -> Node:
    return Node(id=name, handler=handler, params=params, reads=reads)


def found(graph: Graph, *, handlers: dict[str, HandlerSpec] | None = None, **limits: int) -> list[str]:
    return [str(diagnostic) for diagnostic in check(graph, handlers=handlers, **limits)]


def one(*nodes: Node, inputs: dict[str, Any] | None = None) -> list[str]:
    return found(Graph(name="g", nodes=nodes, inputs=inputs or {}), handlers=HANDLERS)


STRUCTURE: list[tuple[str, Graph, list[str]]] = [
    (codes.EMPTY, Graph(name="g"), ["A200 nodes: a graph needs at least one node"]),
    (
        codes.DUPLICATE_ID,
        Graph(name="g", nodes=(Node(id="a", handler="h"), Node(id="b", handler="h"), Node(id="a", handler="h"))),
        ["A203 nodes.a: the id is already that of node number 1"],
    ),
    (
        codes.UNKNOWN_NEED,
        Graph(name="g", nodes=(Node(id="fetch", handler="h"), Node(id="b c", handler="h", needs=("fetch", "fetsh")))),
        ['A204 nodes["b c"].needs[1]: needs unknown node "fetsh"; did you mean "fetch"?'],
    ),
    (
        codes.UNKNOWN_REFERENCE,
        Graph(
            name="g",
            nodes=(Node(id="a", handler="h", params={"x": [1, {"y": "${{ nodes.gone.z }}"}]}, reads=("gone",)),),
        ),
        ['A205 nodes.a.with.x[1].y: refers to unknown node "gone"'],
    ),
    (
        codes.SELF_LOOP,
        Graph(
            name="g",
            nodes=(
                Node(id="a", handler="h", needs=("a",)),
                Node(id="b", handler="h", params={"x": "${{ nodes.b }}"}, reads=("b",)),
            ),
        ),
        [
            "A206 nodes.a.needs[0]: a node cannot need itself",
            "A206 nodes.b.with.x: a node cannot refer to its own result",
        ],
    ),
    (
        codes.CYCLE,
        graph_of("a>b>c>a", "c>d", "x>y>x", "d>x"),
        [
            'A207 nodes.a: these nodes wait for each other: "a" -> "b" -> "c" -> "a"',
            'A207 nodes.x: these nodes wait for each other: "x" -> "y" -> "x"',
        ],
    ),
    (
        codes.UNDECLARED_INPUT,
        Graph(
            name="g",
            nodes=(Node(id="a", handler="h", params={"x": "${{ inputs.ulr + inputs.url }}"}),),
            inputs={"url": {}},
            outputs=["${{ inputs.gone }}"],
        ),
        [
            'A208 nodes.a.with.x: the graph declares no input "ulr"',
            'A208 outputs[0]: the graph declares no input "gone"',
        ],
    ),
    (
        codes.UNKNOWN_OUTPUT,
        Graph(name="g", nodes=(Node(id="a", handler="h"),), outputs={"x": "${{ nodes.b }}"}, outputs_reads=("b",)),
        ['A209 outputs.x: refers to unknown node "b"'],
    ),
    (
        codes.SEALED_OUTPUT,
        Graph(name="g", nodes=(Node(id="a", handler="h"),), outputs={"x": ["by ${{ secrets.KEY }}"]}),
        ['A210 outputs.x[0]: secret "KEY" can only be given to a node'],
    ),
]


@pytest.mark.parametrize(("code", "graph", "expected"), STRUCTURE, ids=[case[0] for case in STRUCTURE])
def test_a_broken_graph_is_told_what_is_wrong(code: str, graph: Graph, expected: list[str]) -> None:
    assert found(graph) == expected
    with pytest.raises(InvalidGraph) as caught:
        compile_graph(graph)
    assert {diagnostic.code for diagnostic in caught.value.diagnostics} == {code}


def test_a_secret_is_text() -> None:
    numbers = HandlerSpec(name="n", parameters=(Parameter(name="x", schema={"type": "integer"}),))
    texts = HandlerSpec(name="t", parameters=(Parameter(name="x", schema={"type": "string"}),))
    nodes = tuple(Node(id=name, handler=name, params={"x": "${{ secrets.KEY }}"}) for name in "nt")
    assert found(Graph(name="g", nodes=nodes), handlers={"n": numbers, "t": texts}) == [
        'A215 nodes.n.with.x: secret "KEY" is string, but parameter "x" takes integer'
    ]


def test_sizes_have_limits() -> None:
    graph = graph_of("a>b>c", "a>c")
    assert found(graph, max_nodes=3, max_edges=3) == []
    assert found(graph, max_nodes=2, max_edges=1) == [
        "A201 nodes: 3 nodes, more than the limit of 2",
        "A202 nodes: 3 edges, more than the limit of 1",
    ]


def test_everything_is_reported_at_once() -> None:
    nodes = (
        Node(id="a", handler="h", needs=("gone", "b")),
        Node(id="b", handler="h", needs=("a",)),
        Node(id="b", handler="h", params={"x": "${{ inputs.no }}"}),
    )
    with pytest.raises(InvalidGraph) as caught:
        compile_graph(Graph(name="g", nodes=nodes), handlers={})
    assert [diagnostic.code for diagnostic in caught.value.diagnostics] == ["A203", "A204", "A207", "A208"] + 3 * [
        "A211"
    ]
    assert caught.value.name == "g"


def test_beyond_a_thousand_findings_the_rest_is_counted() -> None:
    graph = Graph(name="g", nodes=tuple(Node(id=f"n{i}", handler="h", needs=("gone",)) for i in range(1500)))
    with pytest.raises(InvalidGraph) as caught:
        compile_graph(graph)
    assert len(caught.value.diagnostics) == 1001
    assert str(caught.value.diagnostics[-1]) == "A299 500 more findings are not shown"


def test_a_long_cycle_is_shown_in_part() -> None:
    (message,) = found(graph_from_pairs(1000, [(i, (i + 1) % 1000) for i in range(1000)]))
    assert message.startswith('A207 nodes.n0: these nodes wait for each other: "n0" -> "n1" -> ')
    assert message.endswith('"n19" -> (980 more) -> "n0"')


def test_a_huge_cycle_and_parallel_edges_cost_no_stack() -> None:
    size = 20_000
    assert len(found(graph_from_pairs(size, [(i, (i + 1) % size) for i in range(size)]))) == 1
    assert found(graph_from_pairs(2, [(0, 1)] * 100_000)) == []


@settings(max_examples=200, deadline=None, derandomize=True)
@given(pairs=st.sets(st.tuples(st.integers(0, 11), st.integers(0, 11)), max_size=30))
def test_components_and_cycles_agree_with_networkx(pairs: set[tuple[int, int]]) -> None:
    edges = sorted(pair for pair in pairs if pair[0] != pair[1])
    wiring = wire(graph_from_pairs(12, edges))
    oracle = nx.DiGraph(edges)
    oracle.add_nodes_from(range(12))
    expected = {frozenset(component) for component in nx.strongly_connected_components(oracle)}
    assert set(map(frozenset, components(wiring))) == expected
    found_cycles = cycles(wiring)
    assert len(found_cycles) == sum(len(component) > 1 for component in expected)
    for cycle in found_cycles:
        assert len(set(cycle)) == len(cycle)
        assert all(edge in pairs for edge in zip(cycle, [*cycle[1:], cycle[0]], strict=True))


def test_handlers_are_compared_only_when_they_are_given() -> None:
    assert found(graph_of("a", handler="no.such")) == []
    assert found(graph_of("a", handler="shop.fetsh"), handlers=HANDLERS) == [
        'A211 nodes.a.handler: no handler "shop.fetsh" is known; did you mean "shop.fetch"?'
    ]


@pytest.mark.parametrize(
    ("node", "expected"),
    [
        (fetch(), ['A212 nodes.fetch.with: handler "shop.fetch" requires parameter "url"']),
        (
            fetch(url="x", page=3),
            ['A213 nodes.fetch.with.page: handler "shop.fetch" has no parameter "page"; did you mean "pages"?'],
        ),
        (fetch(url=7), ["A214 nodes.fetch.with.url: 7 is not string"]),
        (fetch(url="x", pages=True), ["A214 nodes.fetch.with.pages: True is not integer"]),
        (fetch(url="x", pages=0), ["A214 nodes.fetch.with.pages: 0 is less than the minimum of 1"]),
        (fetch(url="x", options={"deep": 1}), ["A214 nodes.fetch.with.options.deep: 1 is not boolean"]),
        (fetch(url="x", pages=2, options={"deep": True}, free={"a": None}), []),
        (fetch(url="a ${{ inputs.n }}", pages="${{ inputs.n + 1 }}"), []),
        (
            fetch(url="${{ inputs.n }}"),
            ['A215 nodes.fetch.with.url: input "n" is integer, but parameter "url" takes string'],
        ),
        (fetch(url="x", pages="${{ inputs.n }}"), []),
        (fetch(url="x", free="${{ inputs.n }}"), []),
        (fetch(handler="shop.odd", mean="${{ inputs.n }}", bad=1, far=2), []),
        (fetch(handler="shop.any", whatever=1), []),
    ],
)
def test_parameters_are_compared_with_the_signature(node: Node, expected: list[str]) -> None:
    assert one(node, inputs={"n": {"type": "integer"}}) == expected


def test_results_are_compared_with_the_parameters_they_flow_into() -> None:
    nodes = (
        fetch(url="x"),
        fetch("count", handler="shop.count", rows="${{ nodes.fetch }}", reads=("fetch",)),
        fetch("again", handler="shop.count", rows="${{ nodes.count }}", reads=("count",)),
        fetch("part", handler="shop.count", rows='${{ nodes["count"].rows }}', reads=("count",)),
    )
    assert one(*nodes) == ['A216 nodes.again.with.rows: node "count" returns integer, but parameter "rows" takes array']


def test_long_values_are_cut_in_messages() -> None:
    (message,) = one(fetch(url=["x" * 100_000]))
    assert len(message) < 300


def test_every_code_is_in_the_table_once_and_has_a_meaning() -> None:
    names = [value for name, value in vars(codes).items() if name.isupper() and name != "CODES"]
    assert sorted(names) == sorted(codes.CODES)
    assert len(set(names)) == len(names)
