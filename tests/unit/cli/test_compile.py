"""``aurora compile`` explains graphs, and refuses bad ones with everything that is wrong."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from aurora_celery.cli.compile import FORMATS
from aurora_celery.compiler.explain import FORMS
from tests.unit.cli.conftest import Call

GRAPH = """
aurora: 1
name: small
nodes:
  a: {handler: aurora.noop}
  b: {handler: aurora.echo, with: {value: "${{ nodes.a }}"}}
  c: {handler: %s, needs: [a]}
  d: {handler: aurora.noop, needs: [b]}
  e: {handler: aurora.noop, needs: [b, c]}
"""


@pytest.fixture
def graph(here: Path) -> str:
    return write(here, "aurora.noop")


def write(here: Path, handler: str) -> str:
    (here / "g.yaml").write_text(GRAPH % handler)
    return "g.yaml"


def test_the_offered_formats_are_those_of_the_compiler() -> None:
    assert tuple(FORMS) == FORMATS


@pytest.mark.parametrize("form", [form for form in FORMATS if form != "canvas"])
def test_every_format_names_every_node(call: Call, graph: str, form: str) -> None:
    result = call("compile", graph, "--format", form)
    assert result.exit_code == 0
    assert [node for node in "abcde" if node not in result.output] == []


def test_json_is_one_document(call: Call, graph: str) -> None:
    assert json.loads(call("compile", graph, "--json").output)["name"] == "small"


def test_a_graph_without_a_canvas_is_refused_and_can_get_barriers(call: Call, graph: str) -> None:
    refused = call("compile", graph, "--format", "canvas")
    assert refused.exit_code == 2
    assert "cannot become a stock Celery canvas" in refused.stderr
    allowed = call("compile", graph, "--format", "canvas", "--barriers")
    assert allowed.exit_code == 0
    assert "chord(" in allowed.output


def test_handlers_that_are_not_known_are_taken_on_trust_and_told(call: Call, here: Path) -> None:
    result = call("compile", write(here, "shop.fetch"))
    assert result.exit_code == 0
    assert result.stderr == "not checked, for they are not known here (-I MODULE): shop.fetch\n"


def test_handlers_are_checked_when_asked_or_when_modules_are_given(call: Call, here: Path) -> None:
    (here / "given_module_of_compile.py").write_text("")
    target = write(here, "shop.fetch")
    for options in (["--check-handlers"], ["-I", "given_module_of_compile"]):
        result = call("compile", target, *options)
        assert result.exit_code == 2
        assert 'no handler "shop.fetch" is known' in result.stderr


def test_a_mistyped_handler_of_auroras_own_is_never_taken_on_trust(call: Call, here: Path) -> None:
    result = call("compile", write(here, "aurora.nope"))
    assert result.exit_code == 2
    assert 'did you mean "aurora.noop"?' in result.stderr


def test_a_graph_of_a_python_module_is_found_in_the_working_directory(call: Call, here: Path) -> None:
    source = "from aurora_celery import Graph\ng = Graph('drawn')\ng.node('only', 'aurora.noop')\nother = 1\n"
    (here / "drawn_for_compile.py").write_text(source)
    assert call("compile", "drawn_for_compile:g").output.startswith("drawn ")
    assert "holds int there, not a graph" in call("compile", "drawn_for_compile:other").stderr
    assert "the module has no such name" in call("compile", "drawn_for_compile:none").stderr


def test_a_module_that_fails_is_told_without_a_traceback(call: Call, here: Path) -> None:
    (here / "broken_for_compile.py").write_text("1 / 0")
    result = call("compile", "broken_for_compile:g")
    assert result.exit_code == 2
    assert "module 'broken_for_compile' cannot be imported: ZeroDivisionError: division by zero" in result.stderr


@pytest.mark.parametrize("target", ["no.yaml", "neither", "", "no_such_module:g", "."])
def test_a_target_that_is_not_there_is_bad_input(call: Call, target: str) -> None:
    result = call("compile", target)
    assert result.exit_code == 2
    assert "Traceback" not in result.output
