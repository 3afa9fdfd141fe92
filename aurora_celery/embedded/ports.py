"""Ports of the embedded servers: free ones of the loopback interface, the same again after a restart."""

from __future__ import annotations

import socket
import time
from pathlib import Path

from aurora_celery.errors import EmbeddedServerError

HOST = "127.0.0.1"
#: Seconds that a server of the previous start, killed a moment ago, may still hold its port.
_PATIENCE = 3.0


def kept_port(path: Path) -> int:
    """The port noted in the file if it is free, otherwise a new one, which is noted then."""
    noted = _read(path)
    if noted is not None and _becomes_free(noted):
        return noted
    return new_port(path)


def new_port(path: Path) -> int:
    """A free port, noted in the file."""
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        port = int(probe.getsockname()[1])
    path.write_text(f"{port}\n", "ascii")
    return port


def free_port(wanted: int, *, host: str = HOST) -> int:
    """The wanted port if it is free, otherwise any free one."""
    for port in (wanted, 0):
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind((host, port))
            except OSError:
                continue
            return int(probe.getsockname()[1])
    raise EmbeddedServerError(f"no port of {host} is free")


def _read(path: Path) -> int | None:
    try:
        port = int(path.read_text("ascii"))
    except (OSError, ValueError):
        return None
    return port if 0 < port < 65536 else None


def _becomes_free(port: int) -> bool:
    deadline = time.monotonic() + _PATIENCE
    while not is_free(port):
        if time.monotonic() > deadline:
            return False
        time.sleep(0.05)
    return True


def is_free(port: int, *, host: str = HOST) -> bool:
    """Whether a server could listen there now."""
    with socket.socket() as probe:
        # As the servers do it: connections of the dead server that linger do not count.
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError:
            return False
    return True
