"""``make demo`` as a stranger runs it: one command, a report at the end, and nothing left running."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import httpx
import psutil
import pytest

from tests.e2e.stack import Up

ROOT = Path(__file__).parents[2]


def demo(cwd: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    hidden = {name: value for name, value in os.environ.items() if not name.startswith("AURORA_")}
    return subprocess.run(
        [sys.executable, "-m", "examples.code_map", *arguments],
        cwd=cwd,
        env={**hidden, "PYTHONPATH": f"{ROOT}{os.pathsep}{ROOT / 'web'}"},
        capture_output=True,
        text=True,
        timeout=240,
        check=False,
    )


def test_make_demo_calls_it() -> None:
    recipe = re.search(r"^demo:.*\n\t(.*)", (ROOT / "Makefile").read_text(), re.MULTILINE)
    assert recipe is not None
    assert "-m examples.code_map" in recipe[1]


@pytest.mark.timeout(300)
def test_it_starts_a_stack_runs_the_graph_shows_the_times_and_ends_the_stack(tmp_path: Path) -> None:
    ended = demo(tmp_path, str(ROOT / "aurora_celery" / "model"))
    assert ended.returncode == 0, ended.stderr
    assert re.search(r"is a graph of \d+ nodes and \d+ edges", ended.stdout)
    assert "A level barrier allows none" in " ".join(ended.stdout.split())
    report = (tmp_path / "demo-output" / "code-map.html").read_text(encoding="utf-8")
    assert "<svg" in report
    document = json.loads((tmp_path / "demo-output" / "run.json").read_text())
    assert document["state"] == "succeeded"
    assert not (tmp_path / ".aurora" / "up.json").exists()
    assert [process for process in psutil.process_iter() if _works_in(process, tmp_path)] == []
    address = re.search(r"http://127\.0\.0\.1:\d+/runs/(\w+)\n\Z", ended.stdout)
    assert address is not None
    assert address[1] == document["id"]
    _can_be_looked_at(address[1], tmp_path)


def _can_be_looked_at(run: str, folder: Path) -> None:
    """The stack that is started again in the same folder shows the run."""
    up = Up(folder)
    try:
        web = json.loads(up.file.read_text())["web"]
        key = {"Authorization": f"Bearer {web['token']}"}
        shown = httpx.get(f"{web['url']}/api/v1/runs/{run}", headers=key, timeout=30).json()
        assert shown["state"] == "succeeded"
    finally:
        up.stop()


def test_a_folder_without_python_ends_it_with_one_line(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    ended = demo(tmp_path, "empty")
    assert ended.returncode == 1
    assert ended.stderr.splitlines()[-1].endswith("holds no Python files")


def _works_in(process: psutil.Process, folder: Path) -> bool:
    try:
        return any(str(folder) in argument for argument in process.cmdline()) or process.cwd() == str(folder)
    except psutil.Error:
        return False
