"""Imports go down only: the contracts of setup.cfg hold, and they would notice if they did not."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import grimp
import pytest

from tests.architecture.source import PACKAGES, ROOT

LINT = [str(Path(sys.executable).with_name("lint-imports")), "--no-logo", "--no-cache"]


@pytest.fixture(scope="module")
def graph() -> grimp.ImportGraph:
    return grimp.build_graph(*PACKAGES, cache_dir=None)


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """The packages and their contracts somewhere else, free to be spoilt."""
    shutil.copy(ROOT / "setup.cfg", tmp_path)
    for directory in PACKAGES.values():
        shutil.copytree(directory, tmp_path / directory.relative_to(ROOT), ignore=shutil.ignore_patterns("__pycache__"))
    return tmp_path


def test_the_contracts_hold() -> None:
    assert _lint(ROOT) == (0, "")


def test_a_room_that_nobody_declared_breaks_them(copy: Path) -> None:
    (copy / "aurora_celery" / "attic").mkdir()
    (copy / "aurora_celery" / "attic" / "__init__.py").touch()
    assert _broken(copy, "aurora_celery.attic")


def test_a_room_that_went_missing_breaks_them(copy: Path) -> None:
    shutil.rmtree(copy / "aurora_celery" / "expressions")
    assert _broken(copy, "aurora_celery.expressions")


@pytest.mark.parametrize(
    ("file", "line"),
    [
        ("model/states.py", "import aurora_celery.store.ports"),
        ("compiler/order.py", "import celery"),
        ("compiler/order.py", "import aurora_celery.definition"),
        ("engine/decide.py", "import pymongo"),
        ("engine/decide.py", "import aurora_celery.store.mongo"),
        ("model/states.py", "import subprocess"),
        ("app/__init__.py", "import aurora_web"),
    ],
)
def test_an_import_against_the_rules_breaks_them(copy: Path, file: str, line: str) -> None:
    with (copy / "aurora_celery" / file).open("a") as source:
        source.write(f"\n{line}\n")
    assert _broken(copy, line.removeprefix("import "))


def test_no_modules_import_each_other_in_a_circle(graph: grimp.ImportGraph) -> None:
    assert [name for package in PACKAGES for name in graph.nominate_cycle_breakers(package)] == []


def test_only_the_factories_reach_the_adapters_for_mongodb(graph: grimp.ImportGraph) -> None:
    inside = graph.find_descendants("aurora_celery.store.mongo") | {"aurora_celery.store.mongo"}
    importers = {name for module in inside for name in graph.find_modules_that_directly_import(module)}
    assert importers - inside == {"aurora_celery.store.factory", "aurora_celery.store.task_factory"}


def _broken(place: Path, word: str) -> bool:
    status, output = _lint(place)
    return status != 0 and word in " ".join(output.split())


def _lint(place: Path) -> tuple[int, str]:
    path = os.pathsep.join([str(place), str(place / "web")])
    environment = {**os.environ, "PYTHONPATH": path, "COLUMNS": "200"}
    result = subprocess.run(LINT, cwd=place, env=environment, capture_output=True, text=True, check=False)
    return result.returncode, result.stdout + result.stderr if result.returncode else ""
