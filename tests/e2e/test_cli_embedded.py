"""``aurora run --embedded``: a stack for one run, of Aurora's own app or of the user's."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.e2e.stack import aurora, document

pytestmark = pytest.mark.timeout(240)

MODULE = """
from aurora_celery import aurora

@aurora.handler
def double(x: int) -> int:
    return 2 * x

@aurora.graph
def twice(x: int):
    return double(double(x))
"""
ADOPTED = """
from celery import Celery
from aurora_celery import Aurora

app = Celery("adopted", broker="redis://nowhere.invalid/0")
aurora = Aurora(app)

@app.task
def add(a, b):
    return a + b
"""


def test_a_graph_of_a_module_runs_with_its_handlers_and_leaves_nothing(tmp_path: Path) -> None:
    (tmp_path / "twice_module.py").write_text(MODULE)
    result = aurora(tmp_path, "run", "twice_module:twice", "-i", "x=10", "--embedded")
    assert result.returncode == 0, result.stderr
    assert result.stdout.splitlines()[-1] == "40"
    assert not (tmp_path / ".aurora").exists()


def test_the_data_stays_where_the_user_wants_it(tmp_path: Path) -> None:
    (tmp_path / "g.toml").write_text('aurora = 1\nname = "g"\n[nodes.a]\nhandler = "aurora.noop"\n')
    options = ("g.toml", "--embedded", "--data-dir", "kept")
    first = document(tmp_path, "run", *options, "--key", "same")
    assert document(tmp_path, "run", *options, "--key", "same") == first


def test_tasks_of_an_app_of_the_users_are_nodes(tmp_path: Path) -> None:
    (tmp_path / "adopted.py").write_text(ADOPTED)
    nodes = {
        "three": {"handler": "adopted.add", "with": {"a": 1, "b": 2}},
        "six": {"handler": "adopted.add", "with": {"a": "${{ nodes.three }}", "b": "${{ nodes.three }}"}},
    }
    (tmp_path / "g.json").write_text(json.dumps({"aurora": 1, "name": "g", "nodes": nodes}))
    assert document(tmp_path, "run", "-A", "adopted", "g.json", "--embedded")["outputs"] == {"six": 6}
