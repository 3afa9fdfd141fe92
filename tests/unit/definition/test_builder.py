"""Graphs built step by step."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from aurora_celery.definition import GraphBuilder, NodeRef, dump
from aurora_celery.errors import InvalidGraph
from aurora_celery.model.graph import Graph, Node, RetryPolicy


def etl() -> GraphBuilder:
    graph = GraphBuilder("etl", description="Rows to a report.", labels={"team": "data"})
    url = graph.input("url", {"type": "string"})
    rows = graph.node("fetch", "shop.fetch", {"url": url, "deep": [{"x": url["host"][0]}]}, retry=3, timeout="1m")
    audit = graph.node("audit all", SimpleNamespace(name="shop.audit"), queue="slow", priority=3, description="Look.")
    report = graph.node(
        "report", "shop.report", {"mean": rows["stats"]["mean"]}, needs=[audit, "fetch"], hard_timeout=9
    )
    graph.outputs({"report": report, "all": [audit]})
    return graph


def test_references_become_expressions() -> None:
    assert etl().freeze() == Graph(
        name="etl",
        description="Rows to a report.",
        labels={"team": "data"},
        inputs={"url": {"type": "string"}},
        nodes=(
            Node(
                id="fetch",
                handler="shop.fetch",
                params={"url": "${{ inputs.url }}", "deep": [{"x": "${{ inputs.url.host[0] }}"}]},
                retry=RetryPolicy(max=3),
                timeout=60.0,
            ),
            Node(id="audit all", handler="shop.audit", queue="slow", priority=3, description="Look."),
            Node(
                id="report",
                handler="shop.report",
                params={"mean": "${{ nodes.fetch.stats.mean }}"},
                needs=("audit all", "fetch"),
                reads=("fetch",),
                hard_timeout=9.0,
            ),
        ),
        outputs={"report": "${{ nodes.report }}", "all": ['${{ nodes["audit all"] }}']},
        outputs_reads=("report", "audit all"),
    )


def test_every_reader_gives_the_same_builder(tmp_path: Path) -> None:
    graph = etl().freeze()
    file = tmp_path / "etl.yaml"
    file.write_text(dump(graph, format="yaml"))
    assert GraphBuilder.from_file(file).freeze() == graph
    assert GraphBuilder.from_yaml(dump(graph, format="yaml")).freeze() == graph
    assert GraphBuilder.from_json(dump(graph, format="json")).freeze() == graph
    assert GraphBuilder.from_toml(dump(graph, format="toml")).freeze() == graph
    assert GraphBuilder.from_dict(etl().to_dict()).freeze() == graph


def test_a_graph_that_was_read_can_be_gone_on_with() -> None:
    graph = GraphBuilder.from_dict(etl().to_dict())
    graph.node("more", "x", {"url": graph.input("url")}, needs="report", retry=RetryPolicy(max=1, jitter=0.5))
    more = graph.freeze()
    assert more.inputs == {"url": {"type": "string"}}
    assert more.nodes[:3] == etl().freeze().nodes
    assert (more.nodes[3].needs, more.nodes[3].retry) == (("report",), RetryPolicy(max=1, jitter=0.5))


def test_what_was_frozen_does_not_change_with_the_builder() -> None:
    graph, params = GraphBuilder("g"), {"k": [1]}
    graph.node("a", "x", params)
    frozen = graph.freeze()
    params["k"].append(2)
    graph.node("b", "x")
    graph.input("i")
    assert frozen == Graph(name="g", nodes=(Node(id="a", handler="x", params={"k": [1]}),))
    assert [node.id for node in graph.freeze().nodes] == ["a", "b"]


def test_a_node_may_be_renamed_and_ordered_after_it_was_used() -> None:
    graph = GraphBuilder("g")
    first = graph.node("a", "x")
    second = graph.node("b", "x", {"k": first["v"]})
    assert first.named("start").after(third := graph.node("c", "x"), "d") is first
    assert second.after(third) is second
    start, b, _ = graph.freeze().nodes
    assert (start.id, start.needs) == ("start", ("c", "d"))
    assert (b.params, b.reads, b.needs) == ({"k": "${{ nodes.start.v }}"}, ("start",), ("c",))


def _foreign() -> NodeRef:
    return GraphBuilder("other").node("z", "x")


WRONG: dict[str, tuple[str, Any]] = {
    "a parameter of another graph": ("A041", lambda graph: graph.node("a", "x", {"k": [_foreign()]})),
    "a need of another graph": ("A041", lambda graph: graph.node("a", "x", needs=[_foreign()])),
    "an output of another graph": ("A041", lambda graph: graph.outputs({"k": _foreign()})),
    "the same id twice": ("A015", lambda graph: [graph.node("a", "x"), graph.node("a", "y")]),
    "a handler that is a number": ("A010", lambda graph: graph.node("a", 3)),
    "a handler that is a reference": ("A010", lambda graph: graph.node("a", graph.input("i"))),
    "an id that is a number": ("A024", lambda graph: graph.node(3, "x")),
    "an id that is a list": ("A010", lambda graph: graph.node(["a"], "x")),
    "a key that is a number": ("A024", lambda graph: graph.node("a", "x", {"k": {1: 2}})),
    "parameters that are a list": ("A010", lambda graph: graph.node("a", "x", ["k"])),
    "a need that is a number": ("A010", lambda graph: graph.node("a", "x", needs=[3])),
    "a need that is an input": ("A010", lambda graph: graph.node("a", "x", needs=[graph.input("i")])),
    "an unknown key of retry": ("A012", lambda graph: graph.node("a", "x", retry={"maxx": 1})),
    "a reference to all nodes": ("A103", lambda graph: graph.node("a", "x", {"k": "${{ nodes }}"})),
    "a negative timeout": ("A016", lambda graph: graph.node("a", "x", timeout=-1)),
}


@pytest.mark.parametrize(("code", "draw"), WRONG.values(), ids=WRONG)
def test_what_is_wrong_is_told_when_the_graph_is_frozen(code: str, draw: Any) -> None:
    graph = GraphBuilder("g")
    draw(graph)
    with pytest.raises(InvalidGraph) as caught:
        graph.freeze()
    assert {finding.code for finding in caught.value.diagnostics} == {code}


def test_parameters_that_hold_themselves_are_told() -> None:
    params: dict[str, Any] = {}
    params["k"] = [params]
    graph = GraphBuilder("g")
    graph.node("a", "x", params)
    with pytest.raises(InvalidGraph, match="A006"):
        graph.freeze()
