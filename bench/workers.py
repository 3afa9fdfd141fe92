"""Real workers: ``celery worker`` as a child process, ready when the block begins, gone after it."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

from celery import Celery

from aurora_celery.embedded.child import Child
from bench.stock import BACKEND, BROKER

ROOT = Path(__file__).parents[1]
_START, _STOP = 60.0, 20.0


class WorkerFailed(Exception):
    """A worker did not become ready; the message ends with its log."""


@contextmanager
def aurora_worker(app: Celery, *, processes: int, directory: Path) -> Iterator[None]:
    """Aurora's worker, as a user starts it."""
    arguments = ["-A", "aurora_celery", "worker", "-I", "bench.handlers"]
    with _working(app, arguments, name="aurora", processes=processes, directory=directory, env={}):
        yield


@contextmanager
def stock_worker(app: Celery, *, processes: int, directory: Path) -> Iterator[None]:
    """The plain app's worker, as a user starts it."""
    env = {BROKER: str(app.conf.broker_url), BACKEND: str(app.conf.result_backend)}
    name = "stock-" + env[BACKEND].partition(":")[0]
    arguments = ["-A", "bench.stock_worker", "worker"]
    with _working(app, arguments, name=name, processes=processes, directory=directory, env=env):
        yield


@contextmanager
def _working(
    app: Celery, arguments: Sequence[str], *, name: str, processes: int, directory: Path, env: Mapping[str, str]
) -> Iterator[None]:
    command = [sys.executable, "-m", "celery", *arguments, "--concurrency", str(processes), "-n", f"{name}@bench"]
    path = os.pathsep.join([str(ROOT), os.environ.get("PYTHONPATH", "")])
    child = Child(command, log=directory / "logs" / f"{name}.log", env={**os.environ, "PYTHONPATH": path, **env})
    try:
        _await(app, child)
        yield
    finally:
        child.stop(_STOP)


def _await(app: Celery, child: Child) -> None:
    """Ask until the worker answers."""
    deadline = time.monotonic() + _START
    while not app.control.ping(timeout=0.25):
        if child.exit_code is not None or time.monotonic() > deadline:
            raise WorkerFailed(f"the worker is not ready; its log ends:\n{child.output()}")
