"""A local stack for the length of a block: the one that runs in this directory, or one of our own."""

from __future__ import annotations

import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from aurora_celery.config.local import UpFile, find_up

#: Seconds that a stack may take to be ready.
_PATIENCE = 120.0


class NoStack(Exception):
    """The stack did not come up, or the one that runs is not fit."""


@contextmanager
def local_stack(*, include: str = "", places: int = 0) -> Iterator[UpFile]:
    """Where broker, store and worker are.

    One that we start, with ``aurora up``, imports the module ``include``, runs ``places`` nodes at a time (0: one for
    each processor) and ends with the block. Raises NoStack.
    """
    found = find_up(Path.cwd())
    if found is not None:
        if places and found.concurrency != places:
            raise NoStack(f"the stack that runs here takes {found.concurrency} nodes at a time, not {places}: end it")
        yield found
        return
    command = [sys.executable, "-m", "aurora_celery.cli", "up"]
    command += ["-I", include] if include else []
    command += ["-c", str(places)] if places else []
    # In a process group of its own: Ctrl-C ends us first, and that ends the stack in order.
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, start_new_session=True)
    try:
        yield _ready(process)
    finally:
        process.send_signal(signal.SIGINT)
        process.wait()


def _ready(process: subprocess.Popen[bytes]) -> UpFile:
    deadline = time.monotonic() + _PATIENCE
    while time.monotonic() < deadline:
        if process.poll() is not None:
            raise NoStack(f"`aurora up` ended with code {process.returncode}")
        found = find_up(Path.cwd())
        if found is not None:
            return found
        time.sleep(0.1)
    raise NoStack(f"`aurora up` was not ready within {_PATIENCE:g} s")
