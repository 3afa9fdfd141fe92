"""The map of a source tree: its parts, its graph, and a whole run over Python's own json package."""

from __future__ import annotations

import ast
import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pytest

from aurora_celery import Aurora, Graph
from aurora_celery.compiler import compile_graph
from aurora_celery.compiler.canvas import canvas_tree
from aurora_celery.config import load_settings
from aurora_celery.errors import CanvasRefused
from examples.code_map.complexity import complexity
from examples.code_map.facts import Module
from examples.code_map.files import files_by_folder, import_name
from examples.code_map.floors import sort_out, stack
from examples.code_map.graph import chunked, code_map
from examples.code_map.importing import import_graph, resolve
from examples.code_map.measuring import measure, rank, totals, twins
from examples.code_map.parsing import parse_file
from examples.code_map.picture import draw
from tests.conftest import WorkerFactory

JSON_PACKAGE = Path(json.__file__).parent
HANDLERS = "examples.code_map.handlers"

Tree = Callable[..., list[Module]]


@pytest.fixture
def tree(tmp_path: Path) -> Tree:
    """Write files, given by their paths, below a folder named ``shop``, and parse them."""

    def write(files: dict[str, str]) -> list[Module]:
        root = tmp_path / "shop"
        for name, text in files.items():
            (root / name).parent.mkdir(parents=True, exist_ok=True)
            (root / name).write_text(text)
        found = files_by_folder(root)
        return [parse_file(root / file, root=root) for files in found.values() for file in files]

    return write


def edges(modules: list[Module]) -> set[tuple[str, str]]:
    names = [module["name"] for module in modules]
    return {(link["source"], link["target"]) for link in resolve(modules, known=names, root="shop")}


def elements(picture: str) -> Iterator[ET.Element]:
    """Every element of a picture, the whole first."""
    return ET.fromstring(picture).iter()  # noqa: S314 - our own text


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("pass", 1),
        ("if a: pass\nelif b: pass\nelse: pass", 3),
        ("for x in y:\n  while x: pass", 3),
        ("return a and b or c", 3),
        ("return [x for x in y if x if z]", 4),
        ("try: a()\nexcept E: pass\nexcept F: pass", 3),
        ("match a:\n  case 1: pass\n  case 2: pass\n  case _: pass", 3),
        ("def inner():\n  if a: pass\nreturn inner", 1),
    ],
)
def test_complexity_is_one_more_than_the_number_of_decisions(body: str, expected: int) -> None:
    indented = body.replace("\n", "\n  ")
    (function,) = ast.parse(f"def f():\n  {indented}").body
    assert isinstance(function, ast.FunctionDef)
    assert complexity(function) == expected


def test_a_file_that_is_not_python_is_described_by_its_error(tree: Tree) -> None:
    (module,) = tree({"bad.py": "def f(:\n"})
    assert "invalid syntax" in module["error"]
    assert totals([module])["unreadable"] == [f"bad.py: {module['error']}"]


def test_imports_are_resolved_whether_absolute_or_relative(tree: Tree) -> None:
    modules = tree(
        {
            "__init__.py": "from shop.api import app",
            "api/__init__.py": "",
            "api/app.py": "import shop.model.order as o, os\nfrom . import views\nfrom ..model import order, missing",
            "api/views.py": "from .app import app\nfrom ... import outside",
            "model/__init__.py": "",
            "model/order.py": "from shop import api",
        }
    )
    assert edges(modules) == {
        ("__init__", "api.app"),
        ("api.app", "model.order"),
        ("api.app", "api.views"),
        ("api.app", "model"),
        ("api.views", "api.app"),
        ("model.order", "api"),
    }


def test_an_import_for_type_checkers_only_makes_no_cycle(tree: Tree) -> None:
    guarded = "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    from shop import b\n"
    modules = tree({"a.py": guarded, "b.py": "from shop import a\n"})
    names = [module["name"] for module in modules]
    graph = import_graph(resolve(modules, known=names, root="shop"), modules=names)
    assert len(graph["links"]) == 2
    assert graph["cycles"] == []
    assert graph["fan_in"] == {"a": 1, "b": 0}


def test_a_tree_inside_a_package_is_imported_by_its_whole_name(tmp_path: Path) -> None:
    inner = tmp_path / "outer" / "inner"
    inner.mkdir(parents=True)
    (tmp_path / "outer" / "__init__.py").touch()
    assert import_name(inner) == "outer.inner"


def test_floors_lead_down_and_only_what_closes_a_cycle_leads_up() -> None:
    counts = {("a", "b"): 5, ("b", "c"): 5, ("a", "c"): 2, ("c", "a"): 1}
    arrows = sort_out(counts)
    assert [(each["source"], each["target"]) for each in arrows if each["upward"]] == [("c", "a")]
    assert [(each["source"], each["target"]) for each in arrows if not each["kept"]] == [("a", "c")]
    groups = stack({"a": "a", "b": "b", "c": "c"}, arrows)
    assert {group["name"]: group["floor"] for group in groups} == {"a": 2, "b": 1, "c": 0}


def test_functions_that_differ_in_names_and_constants_only_are_twins(tree: Tree) -> None:
    def text(name: str, number: int) -> str:
        return f"def {name}(x):\n  {name} = x + {number}\n  if {name}:\n    return 1\n  y = {name}\n  return y\n"

    modules = tree({"a.py": text("one", 1), "b.py": text("two", 22), "c.py": "def f(x):\n  return x\n" * 2})
    (twin,) = twins(modules)
    assert twin["places"] == ["a.py:1 one", "b.py:1 two"]


def test_large_and_flat_trees_are_cut_into_chunks_that_hold_every_file_once() -> None:
    folders = {".": [f"{n}.py" for n in range(50)], "sub": ["sub/a.py"]}
    chunks = dict(chunked(folders, name="tree"))
    assert sorted(file for files in chunks.values() for file in files) == sorted([*folders["."], "sub/a.py"])
    assert set(chunks) == {*(f"tree#{n}" for n in range(1, 10)), "sub"}


@pytest.mark.parametrize("name", ["empty", "missing"])
def test_a_folder_without_python_is_refused(tmp_path: Path, name: str) -> None:
    (tmp_path / "empty").mkdir()
    with pytest.raises(ValueError, match=r"not a folder|no Python files"):
        code_map(tmp_path / name)


def test_the_picture_is_valid_and_shows_every_module_once(tree: Tree) -> None:
    modules = tree({"a<b>.py": "x = 1", "p/q.py": "def f():\n  pass", "p/__init__.py": "from shop.p import q"})
    names = [module["name"] for module in modules]
    graph = import_graph(resolve(modules, known=names, root="shop"), modules=names)
    picture = draw(graph, [measure(module) for module in modules], title="shop & co")
    titles = [element.text or "" for element in elements(picture) if element.tag.endswith("title")]
    for name in names:
        assert sum(title.startswith(f"{name}: ") for title in titles) == 1


def test_hotspots_weigh_complexity_with_who_depends_on_it(tree: Tree) -> None:
    branchy = "def f(a):\n" + "  if a: pass\n" * 4
    modules = tree({"used.py": branchy, "lone.py": branchy, "x.py": "import shop.used", "y.py": "import shop.used"})
    names = [module["name"] for module in modules]
    graph = import_graph(resolve(modules, known=names, root="shop"), modules=names)
    spots = rank([measure(module) for module in modules], graph, count=2)
    assert [spot["name"] for spot in spots] == ["used", "lone"]


def test_a_measure_waits_for_its_own_parse_and_a_join_for_all_that_it_needs() -> None:
    graph = code_map(JSON_PACKAGE).freeze()
    after = {node.id: set(node.after) for node in graph.nodes}
    parses = {node for node in after if node.startswith("parse/")}
    assert len(parses) == len(list(JSON_PACKAGE.glob("*.py")))
    assert after["measure/json#1"] == {"parse/json#1"}
    assert after["link/json#1"] == {"parse/json#1", "index"}
    assert after["index"] == parses
    assert after["report"] == {"totals", "hotspots", "twins", "imports", "picture"}
    assert compile_graph(graph).head.final is not None


def test_chains_and_chords_cannot_say_the_map() -> None:
    with pytest.raises(CanvasRefused, match="chords cannot share that"):
        canvas_tree(code_map(JSON_PACKAGE).freeze())


def test_the_smaller_map_in_yaml_names_handlers_that_exist() -> None:
    package = Path(__file__).parents[2] / "examples" / "code_map" / "package.yaml"
    source = (package.parent / "handlers.py").read_text()
    known = set(re.findall(r'name="(code_map\.\w+)"', source))
    assert {node.handler for node in Graph.from_file(package).freeze().nodes} <= known


def test_a_run_over_a_package_ends_in_a_report_with_a_picture(
    celery_worker_process: WorkerFactory, valkey_url: str, mongo_url: str
) -> None:
    environment = {
        "AURORA_BROKER__URL": valkey_url,
        "AURORA_STORE__URL": mongo_url,
        "AURORA_WORKER__INCLUDE": HANDLERS,
    }
    celery_worker_process("aurora_celery", env=environment)
    aurora = Aurora(settings=load_settings(environ=environment))
    run = aurora.submit(code_map(JSON_PACKAGE), root=str(JSON_PACKAGE)).wait(timeout=90)
    result: dict[str, Any] = run.result
    document = run.document()
    aurora.runtime.close()
    assert result["totals"]["modules"] == len(list(JSON_PACKAGE.glob("*.py")))
    assert {"decoder", "encoder"} <= {spot["name"] for spot in result["hotspots"]}
    assert next(elements(result["picture"])).tag.endswith("svg")
    assert result["picture"] in result["report"]
    assert {node["state"] for node in document["nodes"].values()} == {"succeeded"}
    assert all(node["queued"] <= node["started"] for node in document["nodes"].values())
