"""What the pages say is what the code does: snippets, commands, links, generated tables."""

from __future__ import annotations

import importlib.util
import re
from pathlib import Path
from types import ModuleType

import pytest
import yaml
from click.testing import CliRunner

from aurora_celery import Graph, InvalidGraph
from aurora_celery.cli import main
from aurora_celery.compiler import compile_graph
from aurora_celery.definition import parse_text
from aurora_celery.model.graph import Graph as FrozenGraph
from examples.quickstart import etl

ROOT = Path(__file__).parents[2]
PAGES = [
    ROOT / "README.md",
    ROOT / "CONTRIBUTING.md",
    *sorted((ROOT / "docs").rglob("*.md")),
    *ROOT.glob("examples/*/*.md"),
]
README = (ROOT / "README.md").read_text(encoding="utf-8")
GUIDE = (ROOT / "docs" / "guide.md").read_text(encoding="utf-8")


def script(name: str) -> ModuleType:
    """A script beside the pages, imported."""
    spec = importlib.util.spec_from_file_location(name, ROOT / "docs" / f"{name}.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def blocks(text: str, language: str) -> list[str]:
    """The fenced blocks of a page."""
    return re.findall(rf"^```{language}\n(.*?)^```", text, re.MULTILINE | re.DOTALL)


def test_the_states_are_drawn_from_their_tables() -> None:
    draw_states = script("draw_states")
    assert draw_states.PAGE.read_text(encoding="utf-8") == draw_states.page(), "run docs/draw_states.py"


def test_every_setting_stands_in_the_guide_with_its_default() -> None:
    assert script("list_settings").filled(GUIDE) == GUIDE, "run docs/list_settings.py"


def test_the_readme_shows_the_quickstart_as_it_is() -> None:
    code = next(block for block in blocks(README, "python") if "def etl" in block)
    assert (ROOT / "examples" / "quickstart.py").read_text(encoding="utf-8").endswith(f"\n\n{code}")
    definition = next(block for block in blocks(README, "yaml"))
    assert (ROOT / "examples" / "quickstart.yaml").read_text(encoding="utf-8").endswith(definition)


def test_the_quickstart_is_the_same_graph_in_python_and_yaml() -> None:
    def shape(graph: FrozenGraph) -> dict[str, object]:
        return {node.id: (node.handler, dict(node.params), node.after) for node in graph.nodes}

    assert shape(Graph.from_file(ROOT / "examples" / "quickstart.yaml").freeze()) == shape(etl.graph)


def test_every_definition_of_the_examples_compiles() -> None:
    found = sorted((ROOT / "examples").rglob("*.yaml"))
    assert len(found) >= 4
    for path in found:
        assert compile_graph(Graph.from_file(path).freeze()).head.size


def test_the_definition_of_the_guide_compiles() -> None:
    definition = next(block for block in blocks(GUIDE, "yaml"))
    graph = parse_text(definition, format="yaml")
    assert {node.id: node.after for node in graph.nodes}["report"] == ("audit", "fetch")
    assert compile_graph(graph).head.size == 3


def test_the_expressions_of_the_guide_are_valid() -> None:
    expressions = re.findall(r"^\| `([^`]*\$\{\{.*?\}\}[^`]*)` \|", GUIDE, re.MULTILINE)
    assert len(expressions) >= 5
    document = {
        "aurora": 1,
        "name": "x",
        "inputs": {"number": {}},
        "nodes": {
            **{name: {"handler": "h"} for name in ("fetch", "any id", "count")},
            "all": {"handler": "h", "with": {"values": expressions}},
        },
    }
    assert compile_graph(parse_text(yaml.safe_dump(document), format="yaml")).head.size == 4


def test_a_dangling_need_is_told_as_the_guide_shows_it() -> None:
    document = {"aurora": 1, "name": "x", "nodes": {"report": {"handler": "h", "needs": ["audit"]}}}
    with pytest.raises(InvalidGraph, match=r"A204 nodes\.report\.needs\[0\]: "):
        compile_graph(Graph.from_dict(document).freeze())


def test_the_adopted_app_cannot_be_a_canvas_as_the_readme_says() -> None:
    shape = str(ROOT / "examples" / "adopted_app" / "day.yaml")
    refused = CliRunner().invoke(main, ["compile", shape, "--format", "canvas"])
    assert refused.exit_code == 2
    assert "A230 nodes.revenue" in refused.output


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_every_link_leads_somewhere(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    outside_of_code = re.sub(r"^```.*?^```", "", text, flags=re.MULTILINE | re.DOTALL)
    for target in re.findall(r"\]\(([^)#\s]+)", outside_of_code):
        if not target.startswith(("http://", "https://")) and "NNNN" not in target:
            assert (page.parent / target).exists(), target


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_every_command_that_a_page_names_exists(page: Path) -> None:
    targets = set(re.findall(r"^([a-z-]+):.*##", (ROOT / "Makefile").read_text(), re.MULTILINE))
    text = page.read_text(encoding="utf-8")
    commands = re.findall(r"`([^`\n]+)`", text) + [
        line for block in blocks(text, "console") for line in block.splitlines()
    ]
    words = [re.sub(r"^\$ ", "", command).split() for command in commands]
    named = {word[1] for word in words if word[:1] == ["aurora"] and len(word) > 1 and word[1].isalpha()}
    assert named <= set(main.commands if isinstance(main.commands, dict) else ()) | set(main.list_commands(None))  # type: ignore[arg-type]
    made = {word[1] for word in words if word[:1] == ["make"] and len(word) > 1 and re.fullmatch(r"[a-z-]+", word[1])}
    assert made <= targets
