"""One stack for each data directory: an advisory lock that the kernel drops when its holder dies."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from aurora_celery.errors import EmbeddedServerError


@contextmanager
def hold(data_dir: Path) -> Iterator[None]:
    """Keep others out of the directory. Raises EmbeddedServerError when somebody is in, and says who."""
    try:
        data_dir.mkdir(parents=True, exist_ok=True, mode=0o700)
        descriptor = os.open(data_dir / "lock", os.O_RDWR | os.O_CREAT, 0o600)
    except OSError as error:
        raise EmbeddedServerError(f"the data directory {data_dir} cannot be used: {error.strerror}") from error
    try:
        _take(descriptor, data_dir)
        os.ftruncate(descriptor, 0)
        os.pwrite(descriptor, str(os.getpid()).encode(), 0)
        yield
    finally:
        os.close(descriptor)


def _take(descriptor: int, data_dir: Path) -> None:
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError as error:
        holder = os.pread(descriptor, 20, 0).decode("ascii", "replace") or "unknown"
        raise EmbeddedServerError(
            f"a stack already runs in {data_dir} (pid {holder}); stop it, or use another --data-dir"
        ) from error
    except OSError as error:  # some network file systems have no locks
        raise EmbeddedServerError(f"the data directory {data_dir} cannot be locked: {error.strerror}") from error
