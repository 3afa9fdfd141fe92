"""The file of a running stack is private, whole, and taken away by its own stack only."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path

import pytest

from aurora_celery.config import UpFile, find_up
from aurora_celery.config.local import read_live
from aurora_celery.embedded.up_file import clear, places, publish, withdraw

UP = UpFile(broker="redis://127.0.0.1:1/0", store="mongodb://127.0.0.1:2/a", concurrency=2, pids={"up": os.getpid()})


def test_what_is_published_is_found(tmp_path: Path) -> None:
    (path,) = places(Path(".aurora"), cwd=tmp_path)
    publish(UP, path)
    assert find_up(tmp_path) == UP
    assert path.stat().st_mode & 0o777 == 0o600
    assert [entry.name for entry in path.parent.iterdir()] == ["up.json"]


def test_a_stack_with_another_data_directory_is_found_from_the_working_directory_too(tmp_path: Path) -> None:
    for path in places(tmp_path / "data", cwd=tmp_path):
        publish(UP, path)
    assert find_up(tmp_path) == UP
    assert find_up(tmp_path, data_dir=tmp_path / "data") == UP


def test_only_the_stack_that_wrote_the_file_takes_it_away(tmp_path: Path) -> None:
    path = tmp_path / "up.json"
    publish(UP, path)
    withdraw(path, supervisor=os.getpid() + 1)
    assert path.exists()
    withdraw(path, supervisor=os.getpid())
    assert not path.exists()


def test_the_file_of_another_running_stack_is_not_replaced(tmp_path: Path) -> None:
    path = tmp_path / "up.json"
    publish(UP, path)
    publish(replace(UP, broker="other", pids={"up": os.getppid()}), path)
    clear(path)
    assert read_live(path) == UP


def test_the_file_of_a_stack_that_was_killed_is_cleared(tmp_path: Path) -> None:
    path = tmp_path / "up.json"
    publish(replace(UP, pids={"up": 2**22 + 1}), path)
    clear(path)
    assert not path.exists()
    clear(path)


@pytest.mark.parametrize("content", [None, "", "[]", '{"pids": 1}'])
def test_a_file_that_is_not_ours_is_left_alone(tmp_path: Path, content: str | None) -> None:
    path = tmp_path / "up.json"
    if content is not None:
        path.write_text(content)
    withdraw(path, supervisor=1)
    assert path.exists() is (content is not None)


def test_a_file_of_somebody_elses_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "up.json"
    for text in ("", "{}", "[" * 100_000, '{"pids": 1}'):
        path.write_text(text)
        withdraw(path, supervisor=os.getpid())
        assert path.read_text() == text
