"""A real Celery worker as a child process."""

from __future__ import annotations

import itertools
import os
import signal
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

import psutil

from tests.servers.child import Child, ChildFailed
from tests.servers.death import awaited_death

READY = r"test\d+\.\d+@\S+ ready\."

ROOT = Path(__file__).parents[2]

_numbers = itertools.count(1)


class CeleryWorker:
    """`celery -A APP worker`, ready to take tasks when the constructor returns.

    ``env`` is added to this process's environment. The repository stands on the worker's PYTHONPATH after ``cwd``,
    and before what stands there already.
    ``ready`` is the line that says so, if the log goes elsewhere.
    """

    def __init__(
        self,
        app_module: str,
        *,
        pool: str = "prefork",
        concurrency: int = 2,
        env: Mapping[str, str] | None = None,
        cwd: Path | None = None,
        arguments: Sequence[str] = (),
        ready: str = READY,
    ) -> None:
        name = f"test{next(_numbers)}.{os.getpid()}@%h"
        command = [sys.executable, "-m", "celery", "-A", app_module, "worker", "--loglevel", "INFO", "-n", name]
        command += ["--pool", pool, "--concurrency", str(concurrency), *arguments]
        where = cwd or ROOT
        inherited = filter(None, [os.environ.get("PYTHONPATH")])
        path = os.pathsep.join([str(where), str(ROOT), str(ROOT / "web"), *inherited])
        complete = {**os.environ, "PYTHONPATH": path, "PYTHONUNBUFFERED": "1", **(env or {})}
        self._child = Child(command, name="celery worker", env=complete, cwd=where)
        try:
            self._child.wait_for(ready)
        except ChildFailed:
            self._child.kill9()
            raise

    @property
    def pid(self) -> int:
        """The process id of the worker's parent process."""
        return self._child.pid

    @property
    def alive(self) -> bool:
        """Whether the parent process runs."""
        return self._child.alive

    @property
    def log(self) -> str:
        """Everything that the worker has written."""
        return self._child.log

    def children(self) -> list[int]:
        """The process ids of the pool's processes; none for pools of threads."""
        return [child.pid for child in psutil.Process(self.pid).children(recursive=True)]

    def wait_for(self, pattern: str, *, timeout: float = 30.0, count: int = 1) -> str:
        """Block until the log holds ``count`` lines that match; return the last of them."""
        return self._child.wait_for(pattern, timeout=timeout, count=count)

    def kill9(self) -> None:
        """End the parent and its pool without a warning."""
        with awaited_death(self.children() if self.alive else []):
            self._child.kill9()

    def kill9_child(self, pid: int) -> None:
        """End one process of the pool without a warning."""
        with awaited_death([pid]):
            os.kill(pid, signal.SIGKILL)

    def kill9_parent(self) -> None:
        """End the parent only; its pool notices by itself."""
        os.kill(self.pid, signal.SIGKILL)
        self._child.wait()

    def stop(self, *, timeout: float = 20.0) -> int:
        """Ask for a warm shutdown and wait for it; return the exit status."""
        return self._child.stop(timeout=timeout)
