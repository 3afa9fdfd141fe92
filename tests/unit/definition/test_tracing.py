"""Graphs drawn by calling a function."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from aurora_celery.definition import GraphBuilder, NodeRef, secret, trace
from aurora_celery.definition.tracing import is_tracing, record
from aurora_celery.errors import InvalidGraph
from aurora_celery.model.graph import Graph, Node
from aurora_celery.model.handler import HandlerSpec, Parameter


def handler(name: str, function: Callable[..., Any], *, bound: bool = False) -> Callable[..., Any]:
    """What a handler does when it is called: draw, or run."""

    def call(*args: Any, **kwargs: Any) -> Any:
        if is_tracing():
            return record(name, inspect.signature(function), args, kwargs, bound=bound)
        return function(*args, **kwargs)

    return call


def _fetch(url: Any, pages: int = 1) -> list[Any]:
    return [url] * pages


def _stats(self: Any, rows: Any, **more: Any) -> None: ...


def _join(*rows: Any, last: Any = None) -> None: ...


def _first(rows: Any, /) -> None: ...


def test_a_secret_is_drawn_as_a_reference() -> None:
    fetch = handler("h", _fetch)

    def draw() -> Any:
        return fetch(secret("TOKEN"))

    assert trace(draw, name="g").nodes[0].params["url"] == "${{ secrets.TOKEN }}"


fetch = handler("shop.fetch", _fetch)
stats = handler("shop.stats", _stats, bound=True)
join = handler("shop.join", _join)
first = handler("first", _first)


def etl(url: str, pages: int = 2) -> Any:
    """Make a report.

    And nothing else.
    """
    rows = fetch(url, pages=pages)
    return {"report": stats(rows[0]["x"], text="${{ as it is }}"), "rows": (rows, 1)}


def test_calls_become_nodes_and_the_result_the_outputs() -> None:
    assert trace(etl) == Graph(
        name="etl",
        description="Make a report.",
        inputs={"url": {}, "pages": {"default": 2}},
        nodes=(
            Node(id="fetch", handler="shop.fetch", params={"url": "${{ inputs.url }}", "pages": "${{ inputs.pages }}"}),
            Node(
                id="stats",
                handler="shop.stats",
                params={"rows": "${{ nodes.fetch[0].x }}", "text": "$${{ as it is }}"},
                reads=("fetch",),
            ),
        ),
        outputs={"report": "${{ nodes.stats }}", "rows": ["${{ nodes.fetch }}", 1]},
        outputs_reads=("stats", "fetch"),
    )


def test_outside_a_trace_a_handler_is_a_function() -> None:
    assert fetch("u", 2) == ["u", "u"]
    assert not is_tracing()
    with pytest.raises(RuntimeError, match="no graph"):
        record("x", inspect.signature(etl), (), {})


def test_inputs_take_the_schemas_of_a_description() -> None:
    schemas = (Parameter(name="url", schema={"type": "string"}), Parameter(name="pages", schema={"type": "integer"}))
    graph = trace(etl, name="other", spec=HandlerSpec(name="etl", parameters=schemas, description="Told."))
    assert (graph.name, graph.description) == ("other", "Told.")
    assert graph.inputs == {"url": {"type": "string"}, "pages": {"type": "integer", "default": 2}}


@pytest.mark.parametrize(
    ("returned", "outputs"),
    [
        (lambda _: None, None),
        (lambda rows: rows, "${{ nodes.fetch }}"),
        (lambda rows: (rows["a b"], {"k": rows[0]}), ['${{ nodes.fetch["a b"] }}', {"k": "${{ nodes.fetch[0] }}"}]),
        (lambda _: "${{ text", "$${{ text"),
    ],
    ids=["nothing", "a node", "references in a tuple", "a constant"],
)
def test_what_is_returned_becomes_the_outputs(returned: Callable[..., Any], outputs: Any) -> None:
    assert trace(lambda url: returned(fetch(url)), name="g").outputs == outputs


def test_an_input_may_be_an_output() -> None:
    assert trace(lambda url: url, name="g").outputs == "${{ inputs.url }}"


def test_ids_are_numbered_chosen_or_given() -> None:
    def draw() -> None:
        fetch("a")
        fetch("b").named("second")
        fetch("c").after(stats([]))
        record("shop.fetch", inspect.signature(etl), ("d",), {}, node_id="own", needs=["fetch"])

    graph = trace(draw)
    assert [(node.id, node.needs) for node in graph.nodes] == [
        ("fetch", ()),
        ("second", ()),
        ("fetch_3", ("stats",)),
        ("stats", ()),
        ("own", ("fetch",)),
    ]


def test_traces_do_not_see_each_other() -> None:
    def draw() -> NodeRef:
        with ThreadPoolExecutor(1) as pool:
            assert pool.submit(fetch, "u").result() == ["u"]
            inner = pool.submit(trace, lambda: fetch("x"), name="inner").result()
        assert [node.id for node in inner.nodes] == ["fetch"]
        drawn: NodeRef = fetch("y")
        return drawn

    assert len(trace(draw).nodes) == 1


def test_a_failing_function_ends_the_trace() -> None:
    def draw() -> None:
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        trace(draw)
    assert not is_tracing()


OPERATIONS: dict[str, Callable[[Any], Any]] = {
    "iterating": list,
    "unpacking": lambda ref: [*ref],
    "length": len,
    "membership": lambda ref: 1 in ref,
    "found in a list": lambda ref: ref in [1],
    "reversed": reversed,
    "truth": lambda ref: 1 if ref else 2,
    "equal": lambda ref: ref == 1,
    "unequal": lambda ref: ref != 1,
    "less": lambda ref: ref < 1,
    "at least": lambda ref: ref >= 1,
    "text": str,
    "formatted": lambda ref: f"{ref:>3}",
    "integer": int,
    "float": float,
    "index": lambda ref: [1][ref],
    "sum": lambda ref: ref + 1,
    "sum from the right": lambda ref: 1 + ref,
    "quotient": lambda ref: 2 / ref,
    "negative": lambda ref: -ref,
    "called": lambda ref: ref(),
    "slice": lambda ref: ref[1:2],
    "from the end": lambda ref: ref[-1],
    "by truth": lambda ref: ref[True],
}


@pytest.mark.parametrize("operation", OPERATIONS.values(), ids=OPERATIONS)
@pytest.mark.parametrize("part", [lambda ref: ref, lambda ref: ref["k"][0], fetch], ids=["input", "part", "node"])
def test_values_are_not_known_while_the_graph_is_drawn(operation: Callable[..., Any], part: Callable[..., Any]) -> None:
    with pytest.raises(InvalidGraph) as caught:
        trace(lambda url: operation(part(url)), name="g")
    assert [finding.code for finding in caught.value.diagnostics] == ["A040"]


def test_an_attribute_of_a_reference_is_explained() -> None:
    with pytest.raises(AttributeError, match=r"its parts are reached as <nodes\.fetch>\['mean'\]"):
        trace(lambda url: fetch(url).mean, name="g")


UNFIT: dict[str, Callable[[], Any]] = {
    "too few": lambda: fetch(pages=1),
    "too many": lambda: fetch(1, 2, 3),
    "unknown": lambda: fetch(1, other=2),
    "without names": lambda: join(1, 2),
    "positional only": lambda: first(1),
}


@pytest.mark.parametrize("call", UNFIT.values(), ids=UNFIT)
def test_arguments_that_do_not_fit_are_told(call: Callable[[], Any]) -> None:
    with pytest.raises(InvalidGraph) as caught:
        trace(call, name="g")
    assert [finding.code for finding in caught.value.diagnostics] == ["A042"]


async def coroutine() -> None: ...


def generator() -> Any:
    yield 1


@pytest.mark.parametrize("function", [coroutine, generator, _join, _stats, _first])
def test_what_is_no_plain_function_cannot_be_traced(function: Callable[..., Any]) -> None:
    with pytest.raises(InvalidGraph) as caught:
        trace(function, name="g")
    assert [finding.code for finding in caught.value.diagnostics] == ["A043"]


def test_a_reference_of_another_graph_is_told() -> None:
    other = GraphBuilder("other").node("z", "x")
    with pytest.raises(InvalidGraph, match="A041"):
        trace(lambda: fetch(other), name="g")


def test_constants_that_are_no_json_are_told_with_their_place() -> None:
    with pytest.raises(InvalidGraph, match=r"A022 nodes\.fetch\.with\.url\[0\]"):
        trace(lambda: fetch([object()]), name="g")


def test_defaults_that_are_no_json_are_told() -> None:
    def draw(x: Any = object) -> None: ...

    with pytest.raises(InvalidGraph, match=r"A022 inputs\.x\.default"):
        trace(draw)
