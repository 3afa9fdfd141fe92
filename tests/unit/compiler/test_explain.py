"""Explanations are plain text, compared with what is kept in tests/golden.

``AURORA_GOLDEN=write pytest tests/unit/compiler/test_explain.py`` writes them anew; read the difference.
"""

from __future__ import annotations

import json
import os
import re
from pathlib import Path

import pytest

from aurora_celery.compiler import compile_graph
from aurora_celery.compiler.explain import FORMS, canvas, dot, json_document, mermaid, plan, tree
from aurora_celery.compiler.explain.wording import count, ranges, shown, size, some
from aurora_celery.model.graph import Graph, Node, RetryPolicy
from tests.builders import graph_from_pairs, graph_of, layers

GOLDEN = Path(__file__).parents[2] / "golden"

ETL = Graph(
    name="etl",
    description="Fetch rows,\nclean and count them",
    inputs={"url": {"type": "string"}},
    nodes=(
        Node(
            id="fetch",
            handler="shop.fetch",
            params={"url": "${{ inputs.url }}"},
            retry=RetryPolicy(max=3),
            queue="slow",
        ),
        Node(id="clean", handler="shop.clean", params={"rows": "${{ nodes.fetch }}"}, reads=("fetch",)),
        Node(id="check", handler="shop.check", params={"rows": "${{ nodes.clean }}"}, reads=("clean",)),
        Node(id="stats", handler="shop.stats", params={"rows": "${{ nodes.fetch }}"}, reads=("fetch",), timeout=30.0),
        Node(
            id="report",
            handler="shop.report",
            params={"mean": "${{ nodes.stats.mean }}"},
            reads=("check", "stats"),
            needs=("audit",),
        ),
        Node(id="audit", handler="shop.audit"),
    ),
)
CROSS = graph_of("A>C", "A>D", "B>D", "D>E", name="cross")
LAYERS = layers(6, 6, 1, name="layers")
HOSTILE_IDS = (
    '"]; x --> y["',
    "end",
    "1. item",
    "- item",
    "`**bold**`",
    "#quot;&amp;<script>",
    "a\\N\\",
    "名前 😀",
    "two\nlines",
)
HOSTILE = Graph(
    name='"}\\',
    nodes=tuple(
        Node(id=name, handler="h<b>", needs=HOSTILE_IDS[place - 1 : place] if place else ())
        for place, name in enumerate(HOSTILE_IDS)
    ),
)
GRAPHS = {"etl": ETL, "cross": CROSS, "layers": LAYERS, "hostile": HOSTILE}
SUFFIXES = {"tree": "txt", "canvas": "txt", "plan": "txt", "mermaid": "mmd", "dot": "dot", "json": "json"}


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("name", GRAPHS)
def test_an_explanation_reads_as_it_is_kept(name: str, form: str) -> None:
    graph = GRAPHS[name]
    text = FORMS[form](graph, compile_graph(graph, cell_size=5))
    path = GOLDEN / f"{name}.{form}.{SUFFIXES[form]}"
    if os.environ.get("AURORA_GOLDEN") == "write":
        path.write_text(text, encoding="utf-8")
    assert text == path.read_text(encoding="utf-8")


def test_a_canvas_with_barriers_tells_what_they_cost() -> None:
    text = canvas(CROSS, compile_graph(CROSS), barriers=True)
    assert "add 2 orderings that the graph does not ask for" in text
    assert 'chord([step("A"), step("B")], merge())' in text


def test_a_large_canvas_is_broken_into_lines() -> None:
    graph = layers(1, 30, 1)
    text = canvas(graph, compile_graph(graph))
    assert max(map(len, text.splitlines())) <= 100
    compile(text, "<canvas>", "eval")


@pytest.mark.parametrize("form", ["tree", "plan"])
def test_a_large_graph_is_explained_in_few_lines(form: str) -> None:
    graph = graph_from_pairs(20_000, [(i // 2, i) for i in range(1, 20_000)])
    text = FORMS[form](graph, compile_graph(graph))
    assert len(text.splitlines()) < 3000
    assert "more" in text


def test_durations_give_the_critical_path_in_seconds() -> None:
    text = tree(ETL, compile_graph(ETL), durations={"stats": 60.5}, bytes_per_message=1000)
    assert "* critical path (62.5 s): fetch -> stats -> report" in text
    assert "6 messages, about 6 kB in the broker" in text


def test_no_line_of_an_explanation_can_be_forged_by_an_id() -> None:
    compiled = compile_graph(HOSTILE)
    for text in (tree(HOSTILE, compiled), plan(HOSTILE, compiled)):
        assert "lines" in text
        assert not any(line.startswith("lines") for line in text.splitlines())
    chart = mermaid(HOSTILE, compiled)
    assert len(chart.splitlines()) == 1 + 9 + 8
    assert all(line.count('"') in (0, 2) for line in chart.splitlines())
    picture = dot(HOSTILE, compiled)
    assert all(len(re.findall(r'(?<!\\)(?:\\\\)*"', line)) in (0, 2) for line in picture.splitlines())


def test_the_json_document_is_json() -> None:
    document = json_document(ETL, compile_graph(ETL))
    assert json.loads(json.dumps(document)) == document
    assert document["critical_path"] == ["fetch", "clean", "check", "report"]


def test_words() -> None:
    assert [count(1, "node"), count(2000, "node"), count(2, "retry", plural="retries")] == [
        "1 node",
        "2,000 nodes",
        "2 retries",
    ]
    assert [size(7), size(1500), size(2_000_000), size(3 * 10**9)] == ["7 B", "1.5 kB", "2 MB", "3 GB"]
    assert ranges([0, 1, 2, 5, 7, 8]) == "0-2, 5, 7-8"
    assert [shown("a-b.c"), shown("a, b"), shown(""), shown(" a"), shown("a\x1b[31m")] == [
        "a-b.c",
        '"a, b"',
        '""',
        '" a"',
        '"a\\u001b[31m"',
    ]
    assert some([f"n{i}" for i in range(20)], most=3) == "n0, n1, ... 17 more ..., n19"
