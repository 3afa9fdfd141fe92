"""Two stacks cannot share a data directory."""

from __future__ import annotations

import errno
import fcntl
import os
from pathlib import Path

import pytest

from aurora_celery.embedded.lock import hold
from aurora_celery.errors import EmbeddedServerError


def test_the_second_is_told_who_is_in(tmp_path: Path) -> None:
    with hold(tmp_path / "data"), pytest.raises(EmbeddedServerError) as caught, hold(tmp_path / "data"):
        pass
    assert f"(pid {os.getpid()}); stop it, or use another --data-dir" in str(caught.value)


def test_a_lock_that_was_left_behind_keeps_nobody_out(tmp_path: Path) -> None:
    (tmp_path / "lock").write_text("4711")
    with hold(tmp_path):
        assert (tmp_path / "lock").read_text() == str(os.getpid())


def test_a_directory_that_cannot_be_made_is_explained(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(EmbeddedServerError, match="cannot be used: Not a directory"), hold(tmp_path / "file" / "data"):
        pass


def test_a_file_system_without_locks_is_not_taken_for_a_running_stack(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise OSError(errno.ENOLCK, "No locks available")

    monkeypatch.setattr(fcntl, "flock", refuse)
    with pytest.raises(EmbeddedServerError, match="cannot be locked: No locks available"), hold(tmp_path):
        pass
