"""Equal definitions are equal graphs, whatever they are written in."""

from __future__ import annotations

import inspect
import json
import tomllib
from typing import Any

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from aurora_celery.definition import SCHEMA, GraphBuilder, document, document_pieces, dump, parse, parse_text, trace
from aurora_celery.definition.tracing import record
from aurora_celery.errors import Unserialisable
from aurora_celery.model.graph import Graph, Node
from tests.unit.definition.graphs import IDS, TEXT, graphs

RANDOM = settings(derandomize=True, max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
VALID = Draft202012Validator(SCHEMA)


@RANDOM
@given(graphs())
def test_a_document_parses_into_the_graph_that_it_is_of(graph: Graph) -> None:
    found = document(graph)
    assert parse(found) == graph
    assert document(parse(found)) == found
    assert VALID.is_valid(found)


@RANDOM
@given(graphs(), st.integers(1, 4))
def test_pieces_make_the_document(graph: Graph, size: int) -> None:
    head, *batches, outputs = document_pieces(graph, nodes=size)
    nodes = {name: node for batch in batches for name, node in batch["nodes"].items()}
    assert list(({**head, "nodes": nodes, **outputs}).items()) == list(document(graph).items())
    assert all(len(batch["nodes"]) <= size for batch in batches)


@RANDOM
@given(graphs())
def test_yaml_and_json_give_the_graph_back(graph: Graph) -> None:
    for kind in ("yaml", "json"):
        assert parse_text(dump(graph, format=kind), format=kind) == graph


@RANDOM
@given(graphs(null=False))
def test_toml_gives_the_graph_back(graph: Graph) -> None:
    text = dump(graph, format="toml")
    assert parse_text(text, format="toml") == graph
    assert tomllib.loads(text) == document(graph)


@RANDOM
@given(graphs())
def test_other_yaml_readers_take_the_text_for_the_same(graph: Graph) -> None:
    assert yaml.safe_load(dump(graph, format="yaml")) == document(graph)


@RANDOM
@given(graphs())
def test_a_builder_gives_the_graph_that_it_was_made_of(graph: Graph) -> None:
    builder = GraphBuilder.from_graph(graph)
    assert builder.freeze() is graph
    builder.outputs(graph.outputs)
    assert builder.freeze() == graph


def _handler(**values: Any) -> None: ...


@RANDOM
@given(names=st.lists(IDS, max_size=5, unique=True), constants=st.lists(TEXT, min_size=5, max_size=5))
def test_a_traced_function_is_the_graph_that_it_draws(names: list[str], constants: list[str]) -> None:
    def draw(url: Any) -> Any:
        rows = url
        for name, constant in zip(names, constants, strict=False):
            call = record("shop.f", inspect.signature(_handler), (), {"rows": rows, "text": [constant]}, node_id=name)
            rows = call["x"]
        return {"last": rows}

    traced = trace(draw, name="g")
    built = GraphBuilder("g")
    rows: Any = built.input("url")
    for name, constant in zip(names, constants, strict=False):
        rows = built.node(name, "shop.f", {"rows": rows, "text": [constant.replace("${{", "$${{")]})["x"]
    built.outputs({"last": rows})
    assert traced == built.freeze() == parse(document(traced))


def test_null_cannot_be_written_in_toml() -> None:
    graph = Graph(name="g", nodes=(Node(id="a", handler="x", params={"k": [None]}),))
    with pytest.raises(Unserialisable, match=r"nodes\.a\.with\.k\[0\].*TOML has no null"):
        dump(graph, format="toml")


def test_json_is_readable() -> None:
    assert json.loads(dump(Graph(name="笔"), format="json")) == {"aurora": 1, "name": "笔", "nodes": {}}
    assert '"name": "笔",\n' in dump(Graph(name="笔"), format="json")
