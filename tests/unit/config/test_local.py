"""The local stack is found by its file, and only while it runs."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from aurora_celery.config import UpFile, find_up, load

BROKER, STORE = "redis://127.0.0.1:1/0", "mongodb://127.0.0.1:2/aurora"


@pytest.fixture
def dead_pid() -> int:
    child = subprocess.Popen([sys.executable, "-c", ""])
    child.wait()
    return child.pid


@pytest.fixture
def zombie_pid() -> Iterator[int]:
    child = subprocess.Popen([sys.executable, "-c", ""])
    os.waitid(os.P_PID, child.pid, os.WEXITED | os.WNOWAIT)
    yield child.pid
    child.wait()


def write(directory: Path, document: Any = None, *, mode: int = 0o600, **pids: int) -> Path:
    path = directory / "up.json"
    directory.mkdir(exist_ok=True)
    whole = {"broker": BROKER, "store": STORE, "concurrency": 2, "pids": pids or {"up": os.getpid()}}
    path.write_text(json.dumps(whole if document is None else document))
    path.chmod(mode)
    return path


def test_a_running_stack_is_found(tmp_path: Path) -> None:
    write(tmp_path / ".aurora", up=os.getpid(), worker=1)
    pids = {"up": os.getpid(), "worker": 1}
    assert find_up(tmp_path) == UpFile(broker=BROKER, store=STORE, concurrency=2, pids=pids)


def test_no_file_means_no_stack(tmp_path: Path) -> None:
    assert find_up(tmp_path) is None


def test_another_data_directory_is_looked_into_first(tmp_path: Path) -> None:
    write(tmp_path / "elsewhere", {"broker": "b", "store": "s", "concurrency": 1, "pids": {"up": os.getpid()}})
    write(tmp_path / ".aurora")
    found = find_up(tmp_path, data_dir=Path("elsewhere"))
    assert found is not None
    assert found.broker == "b"


def test_the_file_of_a_dead_stack_is_ignored(tmp_path: Path, dead_pid: int) -> None:
    write(tmp_path / ".aurora", up=dead_pid, valkey=os.getpid())
    assert find_up(tmp_path) is None


def test_a_zombie_counts_as_dead(tmp_path: Path, zombie_pid: int) -> None:
    write(tmp_path / ".aurora", up=zombie_pid)
    assert find_up(tmp_path) is None


def test_a_file_that_names_no_supervisor_is_ignored(tmp_path: Path) -> None:
    write(tmp_path / ".aurora", worker=os.getpid())
    assert find_up(tmp_path) is None


def test_a_worker_that_is_about_to_be_started_again_does_not_hide_the_stack(tmp_path: Path, dead_pid: int) -> None:
    write(tmp_path / ".aurora", up=os.getpid(), worker=dead_pid)
    assert find_up(tmp_path) is not None


def test_a_younger_process_with_the_pid_of_a_dead_one_is_not_taken_for_it(tmp_path: Path) -> None:
    path = write(tmp_path / ".aurora")
    os.utime(path, (1.0, 1.0))
    assert find_up(tmp_path) is None


def test_a_file_that_others_can_write_is_not_trusted(tmp_path: Path) -> None:
    write(tmp_path / ".aurora", mode=0o666)
    assert find_up(tmp_path) is None


@pytest.mark.parametrize("document", [[], {}, {"pids": []}, {"pids": {"up": "x"}}, {"pids": {"up": 1e400}}, "text"])
def test_a_file_with_other_content_is_ignored(tmp_path: Path, document: Any) -> None:
    write(tmp_path / ".aurora", document)
    assert find_up(tmp_path) is None


def test_addresses_that_nobody_configured_are_those_of_the_stack(tmp_path: Path) -> None:
    write(tmp_path / ".aurora")
    loaded = load(environ={}, cwd=tmp_path)
    assert (loaded.settings.broker.url, loaded.settings.store.url) == (BROKER, STORE)
    assert loaded.origins["store.url"] == "local stack (.aurora/up.json)"
    assert loaded.stack is not None


def test_a_configured_address_of_another_stack_keeps_the_local_one_out(tmp_path: Path) -> None:
    write(tmp_path / ".aurora")
    settings = load(environ={"AURORA_BROKER__URL": "amqp://elsewhere"}, cwd=tmp_path).settings
    assert (settings.broker.url, settings.store.url) == ("amqp://elsewhere", "")


def test_a_stack_on_a_configured_broker_gives_its_store(tmp_path: Path) -> None:
    write(tmp_path / ".aurora")
    settings = load(environ={"AURORA_BROKER__URL": BROKER}, cwd=tmp_path).settings
    assert settings.store.url == STORE
