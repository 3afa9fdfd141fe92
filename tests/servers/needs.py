"""What some tests need from the machine: its programs, and what its kernel lets this user do."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest

from tests.servers import binaries
from tests.servers.child import Child, ChildFailed
from tests.servers.small_disk import SmallDisk
from tests.servers.tracing import Tracing


@dataclass(frozen=True)
class Need:
    """``programs`` come with packages that `.ci/faults` installs; ``attempt`` raises where the kernel refuses."""

    name: str
    programs: tuple[str, ...]
    attempt: Callable[[], None]

    def missing(self) -> str:
        """The programs that are not here; empty if all are."""
        return ", ".join(program for program in self.programs if shutil.which(program) is None)

    def refused(self) -> str:
        """Why this machine does not allow it; empty if it does. The programs have to be here."""
        return _refusal(self.attempt)

    def granted(self, capsys: pytest.CaptureFixture[str]) -> bool:
        """Whether a test can go on. Without the programs it is skipped, or fails where nothing may be skipped (``CI``).

        What a kernel refuses is a fact of the machine that no installation mends: that is said on the terminal.
        """
        if missing := self.missing():
            binaries.missing(missing)
        if refused := self.refused():
            with capsys.disabled():
                sys.stderr.write(f"\nNOT TESTED HERE: what needs {self.name}. {refused}\n")
        return not refused

    def lacking(self) -> str:
        """Why it cannot be had; empty if it can."""
        missing = self.missing()
        return f"{missing} is not installed" if missing else self.refused()


def _mount() -> None:
    with tempfile.TemporaryDirectory() as directory:
        disk = SmallDisk(Path(directory), size=2**20)
        try:
            disk.fill()
            disk.free()
        finally:
            disk.close()


def _trace() -> None:
    idle = Child(
        [sys.executable, "-I", "-S", "-c", "import time; print('up', flush=True); time.sleep(60)"], name="idle"
    )
    try:
        idle.wait_for("up")
        with tempfile.TemporaryDirectory() as directory:
            Tracing(idle.pid, ["fsync"], "error=EIO", log=Path(directory, "log")).stop()
    finally:
        idle.kill9()


def _preload() -> None:
    if not Path("/usr/include/stdio.h").exists():
        raise OSError("the C library has no headers here (libc6-dev)")


@cache
def _refusal(attempt: Callable[[], None]) -> str:
    if sys.platform != "linux":
        return "this is not Linux"
    try:
        attempt()
    except (ChildFailed, OSError, AssertionError, subprocess.CalledProcessError) as error:
        return f"user {os.getuid()} is refused it here: {' '.join(str(error).split())}"
    return ""


SMALL_DISK = Need("a file system of its own", ("mount", "unshare", "nsenter"), _mount)
TRACING = Need("tracing", ("strace",), _trace)
WALL_CLOCK = Need("a clock that can be wrong", ("gcc",), _preload)
