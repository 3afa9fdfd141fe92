"""Whether a process lives, as far as the system lets us see."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

from aurora_celery.config.process import birth, is_alive


def ended_pid() -> int:
    child = subprocess.Popen([sys.executable, "-c", ""])
    child.wait()
    return child.pid


def test_this_process_lives_and_one_that_ended_does_not() -> None:
    assert is_alive(os.getpid())
    assert not is_alive(ended_pid())
    assert birth(os.getpid()) is not None
    assert birth(ended_pid()) is None


def test_a_process_that_we_may_not_signal_lives(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: int) -> None:
        raise PermissionError

    monkeypatch.setattr(os, "kill", refuse)
    assert is_alive(os.getpid())
