"""Whose death was for want of memory, by what the kernel's files said on real machines."""

from __future__ import annotations

from pathlib import Path

import pytest

from aurora_celery.engine.memory import WINDOW, OutOfMemory

KILLED = "Worker exited prematurely: signal 9 (SIGKILL) Job: 7."

#: As they were read: the file, its text with the count left out, and the control groups of the process.
V2 = (
    "sys/fs/cgroup/system.slice/aurora.service/memory.events",
    "low 0\nhigh 0\nmax 41\noom 3\noom_kill {}\noom_group_kill 0\n",
    "0::/system.slice/aurora.service\n",
)
V2_CONTAINER = (
    "sys/fs/cgroup/memory.events",
    "low 0\nhigh 0\nmax 41\noom 3\noom_kill {}\n",
    "0::/kubepods/besteffort/pod42\n",
)
V1 = (
    "sys/fs/cgroup/memory/jobs/7/memory.oom_control",
    "oom_kill_disable 0\nunder_oom 0\noom_kill {}\n",
    "9:name=systemd:/\n4:cpu,memory:/jobs/7\n0::/\n",
)
V1_CONTAINER = (
    "sys/fs/cgroup/memory/memory.oom_control",
    "oom_kill_disable 0\nunder_oom 0\noom_kill {}\n",
    "4:memory:/docker/0123abcd\n",
)
MACHINE = ("proc/vmstat", "nr_free_pages 5920211\noom_kill {}\ndrop_pagecache 0\n", "")


class Kernel:
    """The files of one machine below a directory, and a clock."""

    def __init__(self, root: Path, recorded: tuple[str, str, str]) -> None:
        self.root, self.now = root, 0.0
        self._file, self._text, groups = root / recorded[0], recorded[1], root / "proc/self/cgroup"
        for path in (self._file, groups):
            path.parent.mkdir(parents=True, exist_ok=True)
        if recorded[2]:
            groups.write_text(recorded[2])

    def count(self, kills: int) -> None:
        """So many processes have been killed since the group was made."""
        self._file.write_text(self._text.format(kills))


@pytest.fixture(params=[V2, V2_CONTAINER, V1, V1_CONTAINER, MACHINE], ids=["v2", "v2 in", "v1", "v1 in", "machine"])
def kernel(request: pytest.FixtureRequest, tmp_path: Path) -> Kernel:
    """One of the machines, where three processes were killed before the worker began."""
    made = Kernel(tmp_path, request.param)
    made.count(3)
    return made


def watched(kernel: Kernel) -> OutOfMemory:
    return OutOfMemory(kernel.root, clock=lambda: kernel.now)


def test_a_death_that_the_kernel_counted_was_for_want_of_memory(kernel: Kernel) -> None:
    memory = watched(kernel)
    assert not memory.killed(KILLED)
    kernel.count(4)
    assert memory.killed(KILLED)


def test_each_kill_explains_one_death(kernel: Kernel) -> None:
    memory = watched(kernel)
    kernel.count(5)
    assert [memory.killed(KILLED) for _ in range(3)] == [True, True, False]


def test_a_look_between_the_kill_and_the_news_of_it_does_no_harm(kernel: Kernel) -> None:
    memory = watched(kernel)
    kernel.count(4)
    for kernel.now in (1.0, 2.0, 3.0):
        memory.look()
    assert memory.killed(KILLED)


def test_a_kill_of_long_ago_does_not_explain_a_death_of_today(kernel: Kernel) -> None:
    """The victim may have been a program that a handler had started."""
    memory = watched(kernel)
    kernel.count(4)
    memory.look()
    for look in range(1, 5):
        kernel.now = look * WINDOW
        memory.look()
    assert not memory.killed(KILLED)
    kernel.count(5)
    assert memory.killed(KILLED)


@pytest.mark.parametrize("ending", ["exitcode 9", "signal 11 (SIGSEGV)", "signal 99", "exitcode 0"])
def test_only_a_kill_can_be_the_kernels(kernel: Kernel, ending: str) -> None:
    memory = watched(kernel)
    kernel.count(4)
    assert not memory.killed(f"Worker exited prematurely: {ending} Job: 9.")


def test_where_the_kernel_says_nothing_nobody_is_accused(tmp_path: Path) -> None:
    memory = OutOfMemory(tmp_path)
    memory.look()
    assert not memory.killed(KILLED)


def test_a_file_without_the_count_is_passed_over(tmp_path: Path) -> None:
    """Kernels before 4.13 do not count in the control group of version 1."""
    old = Kernel(tmp_path, (V1[0], "oom_kill_disable 0\nunder_oom 0\n", V1[2]))
    old.count(0)
    machine = Kernel(tmp_path, MACHINE)
    machine.count(1)
    memory = OutOfMemory(tmp_path)
    machine.count(2)
    assert memory.killed(KILLED)
