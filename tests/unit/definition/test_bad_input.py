"""No definition, however wrong, gives anything but diagnostics, and soon."""

from __future__ import annotations

import random

import pytest

from aurora_celery.definition import CODES, parse, parse_text
from aurora_celery.definition.limits import Format
from aurora_celery.errors import InvalidGraph
from tests.unit.definition import corpus

#: Codes that only drawing a graph in Python can give; tests of the builder and of tracing reach them.
DRAWING = {"A040", "A041", "A042", "A043"}


@pytest.mark.timeout(10)
@pytest.mark.parametrize("case", corpus.CASES, ids=(f"{place}" for place in range(len(corpus.CASES))))
def test_a_wrong_definition_is_told_what_is_wrong(case: corpus.Case) -> None:
    with pytest.raises(InvalidGraph) as caught:
        case.parse()
    found = [finding.code for finding in caught.value.diagnostics]
    assert case.codes <= set(found)
    assert all(len(finding.path) < 400 and len(finding.message) < 800 for finding in caught.value.diagnostics)
    assert all(finding.message.isprintable() for finding in caught.value.diagnostics)


def test_every_code_has_a_wrong_definition() -> None:
    assert {code for case in corpus.CASES for code in case.codes} | DRAWING == set(CODES)


def test_everything_is_told_at_once_each_with_its_place() -> None:
    with pytest.raises(InvalidGraph) as caught:
        parse_text(
            """
            aurora: 1
            name: etl
            nodes:
              fetch: {handler: shop.fetch, tiemout: 3, retry: {max: -1}}
              fetch: {handler: shop.other}
              clean stats: {with: {rows: "${{ nodes.fetch", n: 99999999999999999999}, needs: [1]}
            outputs: "${{ nodes }}"
            outptus: 1
            """,
            format="yaml",
        )
    assert caught.value.name == "etl"
    assert [(finding.code, finding.path) for finding in caught.value.diagnostics] == [
        ("A005", "nodes.fetch"),
        ("A012", "nodes.fetch.tiemout"),
        ("A013", "nodes.fetch.retry.max"),
        ("A021", 'nodes["clean stats"].with.n'),
        ("A010", 'nodes["clean stats"].needs[0]'),
        ("A011", 'nodes["clean stats"]'),
        ("A100", 'nodes["clean stats"].with.rows'),
        ("A012", "outptus"),
        ("A103", "outputs"),
    ]
    assert "did you mean 'timeout'?" in str(caught.value)


def test_a_hundred_thousand_parallel_edges_are_one() -> None:
    graph = parse(
        {"aurora": 1, "name": "g", "nodes": {"a": {"handler": "x"}, "b": {"handler": "x", "needs": ["a"] * 100_000}}}
    )
    assert [edge.source for edge in graph.edges()] == ["a"]


def test_dots_and_dollars_are_ordinary_characters() -> None:
    names = ["$set", "a.b", " ", "笔记", "e\u0301", "é", "__proto__", "${x}", "\u202e", '"', "\\", "0", "true", "on"]
    nodes = {name: {"handler": "x", "with": {name: {name: 1}, "": 2}} for name in names}
    assert [node.id for node in parse({"aurora": 1, "name": "$", "nodes": nodes}).nodes] == names


WORDS = (
    *("aurora", "nodes", "handler", "null", "x", "1", "1e5", "${{", "}}", "\\", "\ufeff", "\n", "  ", "- ", "? ", ":"),
    *("=", "{", "}", "[", "]", '"', "'", ",", "&a", "*a", "!!str", "|", ">", "#", "---", ".", "<<", "%", "@"),
)


@pytest.mark.parametrize("kind", ["yaml", "json", "toml"])
def test_random_text_never_breaks_a_reader(kind: Format) -> None:
    source = random.Random(20240608)
    for _ in range(2000):
        text = "".join(source.choices(WORDS, k=source.randint(1, 25)))
        with pytest.raises(InvalidGraph):
            parse_text(text, format=kind)
