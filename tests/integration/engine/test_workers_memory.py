"""The kernel kills a process of a worker that outgrew the memory of its control group."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from aurora_celery import Aurora
from tests.integration.engine.graphs import assert_sound, independent_work
from tests.integration.engine.test_workers_death import environment
from tests.integration.engine.test_workers_stop import perilous
from tests.servers.worker import CeleryWorker

__all__ = ["environment"]

StartWorker = Callable[..., CeleryWorker]

CONTROLLER = Path("/sys/fs/cgroup/memory")
MEGABYTES = 400


def own_group() -> Path:
    """Where the memory controller of this process is, as version 1 of control groups has it."""
    lines = Path("/proc/self/cgroup").read_text().splitlines()
    groups = [line.split(":", 2)[2] for line in lines if "memory" in line.split(":", 2)[1].split(",")]
    return CONTROLLER / groups[0].lstrip("/") if groups else CONTROLLER


def lacking() -> str:
    """What this machine lacks to give a worker little memory; empty if nothing."""
    group = own_group()
    if not (group / "memory.limit_in_bytes").exists():
        return f"there is no memory controller of control groups (version 1) at {group}"
    if not os.access(group, os.W_OK):
        return f"this user may not make control groups in {group}"
    return ""


@pytest.fixture
def small_group() -> Iterator[Path | None]:
    """A control group with little memory, below that of this process; None where none can be made."""
    if lacking():
        yield None
        return
    group = own_group() / f"aurora_test_{os.getpid()}"
    group.mkdir()
    try:
        (group / "memory.limit_in_bytes").write_text(str(MEGABYTES * 2**20))
        yield group
    finally:
        remove(group)


def remove(group: Path) -> None:
    """Remove a control group, whose processes may take a moment to be gone."""
    deadline = time.monotonic() + 20
    while (group / "cgroup.procs").read_text():
        assert time.monotonic() < deadline, f"{group} still has processes"
        time.sleep(0.05)
    group.rmdir()


def start_in(group: Path, start: Callable[[], CeleryWorker]) -> CeleryWorker:
    """Start a worker in a control group: this process goes there for as long as that takes."""
    home = own_group()
    (group / "cgroup.procs").write_text(str(os.getpid()))
    try:
        return start()
    finally:
        (home / "cgroup.procs").write_text(str(os.getpid()))


def test_a_node_that_outgrows_the_memory_fails_for_that_reason_and_alone(
    small_group: Path | None,
    aurora: Aurora,
    start_worker: StartWorker,
    log: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    if small_group is None:
        with capsys.disabled():
            sys.stderr.write(f"\nno process is killed for want of memory here: {lacking()}; see test_memory.py\n")
        return
    worker = start_in(small_group, lambda: start_worker(concurrency=2))
    try:
        neighbours = independent_work(6, seconds=0.5)
        beside = aurora.submit(neighbours)
        run = aurora.submit(perilous(hungry={"handler": "eat", "megabytes": 2 * MEGABYTES})).wait(timeout=60)
        (node,) = run.view().nodes
        assert run.error is not None
        assert (run.error.reason, run.error.node) == ("oom", "hungry")
        assert "3 times" in run.error.message
        assert [attempt.failure.reason for attempt in node.history if attempt.failure] == ["oom", "oom", "oom"]
        assert_sound(beside.wait(timeout=60), log, neighbours)
        assert worker.alive
    finally:
        worker.kill9()
