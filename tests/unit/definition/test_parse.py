"""Definitions parsed into graphs."""

from __future__ import annotations

import copy
from pathlib import Path
from typing import Any

import pytest

from aurora_celery.definition import document, load, parse, parse_text
from aurora_celery.definition.durations import seconds
from aurora_celery.model.graph import Edge, Graph, Node, RetryPolicy

ETL = """
aurora: 1
name: etl
inputs:
  url: {type: string}
nodes:
  fetch:  {handler: shop.fetch,  with: {url: "${{ inputs.url }}"}, retry: {max: 3, backoff: exponential}}
  clean:  {handler: shop.clean,  with: {rows: "${{ nodes.fetch }}"}}
  stats:  {handler: shop.stats,  with: {rows: "${{ nodes.fetch }}"}, timeout: 30s}
  report: {handler: shop.report, with: {clean: "${{ nodes.clean }}", mean: "${{ nodes.stats.mean }}"}, needs: [audit]}
  audit:  {handler: shop.audit}
outputs:
  report: "${{ nodes.report }}"
"""


def test_references_and_needs_make_the_edges() -> None:
    graph = parse_text(ETL, format="yaml")
    assert graph.edges() == (
        Edge("fetch", "clean", True),
        Edge("fetch", "stats", True),
        Edge("audit", "report", False),
        Edge("clean", "report", True),
        Edge("stats", "report", True),
    )
    assert graph.outputs_reads == ("report",)
    assert graph.inputs == {"url": {"type": "string"}}
    assert graph.nodes[0].retry == RetryPolicy(max=3)
    assert graph.nodes[2].timeout == 30.0


def test_nodes_may_come_as_a_list() -> None:
    nodes = [{"id": "b", "handler": "x"}, {"id": "a", "handler": "y", "needs": ["b"]}]
    listed = parse({"aurora": 1, "name": "g", "nodes": nodes})
    assert listed == parse(
        {"aurora": 1, "name": "g", "nodes": {"b": {"handler": "x"}, "a": {"handler": "y", "needs": ["b"]}}}
    )
    assert nodes[0] == {"id": "b", "handler": "x"}


def test_what_has_no_value_is_not_given() -> None:
    keys = ("with", "needs", "retry", "timeout", "hard_timeout", "queue", "priority", "description")
    full = {"aurora": 1, "name": "g", "nodes": {"a": {"handler": "x", **dict.fromkeys(keys)}}}
    for key in ("inputs", "outputs", "labels", "description"):
        full[key] = None
    assert parse(full) == Graph(name="g", nodes=(Node(id="a", handler="x"),))
    assert parse({**full, "nodes": {"a": {"handler": "x", "retry": {"max": None}}}}).nodes[0].retry == RetryPolicy()


def test_the_traps_of_old_yaml_are_text() -> None:
    graph = parse_text(
        """
        aurora: 1
        name: no
        nodes:
          on: {handler: yes, with: {date: 2024-01-01, time: 1:30, octal: 017, off: off, 1: one, ~: nothing, y: y}}
          1: {handler: "2", needs: [on]}
          1.5: {handler: 'x', needs: ["1"]}
        """,
        format="yaml",
    )
    assert graph.name == "no"
    assert [(node.id, node.handler, node.needs) for node in graph.nodes] == [
        ("on", "yes", ()),
        ("1", "2", ("on",)),
        ("1.5", "x", ("1",)),
    ]
    assert graph.nodes[0].params == {
        "date": "2024-01-01", "time": "1:30", "octal": 17, "off": "off", "1": "one", "~": "nothing", "y": "y",
    }  # fmt: skip


def test_scalars_of_yaml() -> None:
    text = """
    aurora: 1
    name: g
    nodes:
      a:
        handler: x
        with:
          plain: [1, -2, +3, 0o17, 0x1F, 1e3, .5, 1., -1.5E-3, true, False, null, ~, "", '1', x, 1x, -, .]
          tagged: [!!str 1, !!int "2", !!float 3, !!bool "true", !!null "", ! 4, !!str yes]
          block: |
            two
            lines
          folded: >-
            one
            line
          empty:
          again: &here {k: [v]}
          alias: *here
    """
    params = parse_text(text, format="yaml").nodes[0].params
    assert params["plain"] == [
        1, -2, 3, 15, 31, 1000.0, 0.5, 1.0, -0.0015, True, False, None, None, "", "1", "x", "1x", "-", ".",
    ]  # fmt: skip
    assert params["tagged"] == ["1", 2, 3.0, True, None, "4", "yes"]
    assert [type(value) for value in params["tagged"][:3]] == [str, int, float]
    assert (params["block"], params["folded"], params["empty"]) == ("two\nlines\n", "one line", None)
    assert params["alias"] == {"k": ["v"]}
    assert params["alias"] is not params["again"]


def test_nothing_of_the_document_is_kept() -> None:
    given: dict[str, Any] = {
        "aurora": 1,
        "name": "g",
        "labels": {"a": "b"},
        "inputs": {"i": {"enum": [[1]]}},
        "nodes": {"a": {"handler": "x", "with": {"k": [{"z": 1}]}, "needs": ["b"]}},
        "outputs": {"o": [1]},
    }
    graph = parse(given)
    before = copy.deepcopy(graph)
    given["nodes"]["a"]["with"]["k"][0]["z"] = given["inputs"]["i"]["enum"][0][0] = given["outputs"]["o"][0] = 2
    given["labels"]["a"] = given["nodes"]["a"]["needs"][0] = "c"
    assert graph == before
    found = document(graph)
    found["nodes"]["a"]["with"]["k"][0]["z"] = found["inputs"]["i"]["enum"][0][0] = found["outputs"]["o"][0] = 2
    assert graph == before


@pytest.mark.parametrize("name", ["g.yaml", "g.yml", "g.JSON", "g.toml"])
def test_a_file_is_loaded_by_its_suffix(tmp_path: Path, name: str) -> None:
    texts = {
        ".json": '{"aurora": 1, "name": "g", "nodes": {}}',
        ".toml": 'aurora = 1\nname = "g"\n[nodes]\n',
    }
    file = tmp_path / name
    file.write_text("\ufeff" + texts.get(file.suffix.lower(), "aurora: 1\nname: g\nnodes: {}\n"))
    assert load(file) == load(str(file)) == Graph(name="g")


@pytest.mark.parametrize(
    ("text", "expected"),
    [("30s", 30.0), ("5m", 300.0), ("1h30m", 5400.0), ("500ms", 0.5), ("1.5s", 1.5), ("0.1s", 0.1), ("2d", 172800.0),
     ("1d2h3m4s5ms", 93784.005), (" 1m ", 60.0), (0, 0.0), (2, 2.0), (0.25, 0.25)],
)  # fmt: skip
def test_a_duration_is_read(text: str | float, expected: float) -> None:
    assert seconds(text) == expected


def test_input_schemas_may_be_required_in_both_senses() -> None:
    inputs = {
        "a": {"required": False},
        "b": {"type": "object", "required": ["x"]},
        "c": {"required": True, "type": "null"},
    }
    assert parse({"aurora": 1, "name": "g", "nodes": {}, "inputs": inputs}).inputs == inputs


def test_a_schema_may_refer_to_its_own_parts() -> None:
    tree = {
        "$ref": "#/$defs/t",
        "$defs": {"t": {"properties": {"kids": {"items": {"$ref": "#/$defs/t"}}}}},
        "default": {},
    }
    assert parse({"aurora": 1, "name": "g", "nodes": {}, "inputs": {"tree": tree}}).inputs == {"tree": tree}
