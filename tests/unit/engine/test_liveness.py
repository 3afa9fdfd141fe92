"""Whether a claim's process still works on it."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from aurora_celery.engine.liveness import Liveness
from aurora_celery.engine.worker import is_gone, this_worker
from aurora_celery.model.states import NodeState
from aurora_celery.store.ports import SlotView, WorkerBeat

NOW = datetime(2026, 1, 1, tzinfo=UTC)


def beat(*pids: int) -> WorkerBeat:
    return WorkerBeat(id="w", host="h", pid=1, birth=1, boot="b", namespace="n", pids=pids, beat=NOW)


def claim(*, pid: int, started: datetime = NOW - timedelta(minutes=1), worker: str = "w") -> SlotView:
    return SlotView(state=NodeState.RUNNING, worker=worker, pid=pid, started=started)


def test_a_process_that_its_worker_lists_holds_its_claim() -> None:
    assert Liveness([beat(10, 11)]).holds(claim(pid=11))


def test_a_worker_that_was_not_heard_of_holds_nothing() -> None:
    assert not Liveness([]).holds(claim(pid=11))
    assert not Liveness([beat(10)]).holds(claim(pid=10, worker="other"))


def test_a_process_that_its_worker_no_longer_lists_holds_nothing() -> None:
    assert not Liveness([beat(10)]).holds(claim(pid=11))


def test_a_process_may_be_younger_than_the_list() -> None:
    assert Liveness([beat(10)]).holds(claim(pid=11, started=NOW - timedelta(seconds=1)))


def test_a_worker_that_certainly_ended_holds_nothing_however_fresh_its_last_sign_of_life() -> None:
    assert not Liveness([beat(10)], gone=lambda _: True).holds(claim(pid=10))


def test_this_process_is_not_gone_and_one_of_another_birth_is() -> None:
    here = this_worker(name="w", handlers=(), queues=(), concurrency=1)
    assert not is_gone(here)
    assert is_gone(replace(here, birth=here.birth + 1))
    assert not is_gone(replace(here, birth=here.birth + 1, boot="another machine"))


def test_a_process_that_proc_hides_is_not_taken_for_gone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    here = this_worker(name="w", handlers=(), queues=(), concurrency=1)
    for name in ("sys/kernel/random/boot_id", "self/ns/pid"):
        place = tmp_path / name
        place.parent.mkdir(parents=True)
        place.symlink_to(Path("/proc") / name) if name.startswith("sys") else place.symlink_to(here.namespace)
    monkeypatch.setattr("aurora_celery.engine.worker._PROC", tmp_path)
    assert not is_gone(here)
    assert is_gone(replace(here, pid=ended_pid()))


def test_nothing_is_known_of_a_process_without_proc(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("aurora_celery.engine.worker._PROC", tmp_path / "nowhere")
    here = this_worker(name="w", handlers=(), queues=(), concurrency=1)
    assert (here.birth, here.boot, here.namespace) == (0, "", "")
    assert not is_gone(here)


def ended_pid() -> int:
    child = subprocess.Popen([sys.executable, "-c", ""])
    child.wait()
    return child.pid
