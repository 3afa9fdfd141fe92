"""Wait for the death of processes that are not our children, as the kernel reports it (Linux)."""

from __future__ import annotations

import os
import select
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager


@contextmanager
def awaited_death(pids: Iterable[int], *, timeout: float = 20.0) -> Iterator[None]:
    """Leave the block when all the processes have ended. Whoever is a zombie has ended.

    Raises:
        TimeoutError: one of them still runs ``timeout`` seconds after the block.
    """
    with ExitStack() as closing:
        handles = [_handle(pid, closing) for pid in pids]
        yield
        for handle in handles:
            if handle is not None and not select.select([handle], [], [], timeout)[0]:
                raise TimeoutError("a process did not die")


def _handle(pid: int, closing: ExitStack) -> int | None:
    try:
        handle = os.pidfd_open(pid)
    except ProcessLookupError:
        return None
    closing.callback(os.close, handle)
    return handle
