"""What a worker process is to the store: who it is, which processes it runs handlers in, what it knows of others."""

from __future__ import annotations

import os
import socket
import uuid
from collections.abc import Sequence
from pathlib import Path

from aurora_celery.config.process import is_alive
from aurora_celery.store.ports import WorkerBeat

_PROC = Path("/proc")


def this_worker(
    *, name: str, handlers: Sequence[str], queues: Sequence[str], concurrency: int, labels: Sequence[str] = ()
) -> WorkerBeat:
    """A sign of life of the calling process under an id that no other process ever had."""
    pid = os.getpid()
    return WorkerBeat(
        id=f"{name}:{pid}:{uuid.uuid4().hex[:8]}",
        hostname=name,
        host=socket.gethostname(),
        pid=pid,
        birth=_birth(pid) or 0,
        boot=_boot(),
        namespace=_namespace(),
        pids=(pid,),
        handlers=tuple(handlers),
        queues=tuple(queues),
        labels=tuple(labels),
        concurrency=concurrency,
    )


def is_gone(beat: WorkerBeat) -> bool:
    """True if the worker ran on this machine, since it was booted, and its process has ended.

    False wherever a pid cannot be compared: on other machines, in other containers, without /proc.
    """
    here = bool(beat.boot) and beat.boot == _boot() and beat.namespace == _namespace()
    return here and _birth(beat.pid) != beat.birth and not (_is_hidden(beat.pid) and is_alive(beat.pid))


def _birth(pid: int) -> int | None:
    """Start of a process in clock ticks since boot; None if it has ended, or cannot be seen."""
    try:
        fields = (_PROC / str(pid) / "stat").read_text("utf-8", "replace").rpartition(")")[2].split()
    except OSError:
        return None
    return None if fields[0] in "ZX" else int(fields[19])


def _is_hidden(pid: int) -> bool:
    """Whether /proc shows nothing of a process; mounted with ``hidepid``, it hides those of other users."""
    return not (_PROC / str(pid) / "stat").exists()


def _boot() -> str:
    try:
        return (_PROC / "sys/kernel/random/boot_id").read_text().strip()
    except OSError:
        return ""


def _namespace() -> str:
    try:
        return str((_PROC / "self/ns/pid").readlink())
    except OSError:
        return ""
