"""Free TCP ports on loopback, and the retry that makes taking one safe against a race."""

from __future__ import annotations

import random
import socket
from collections.abc import Callable
from typing import TypeVar

from tests.servers.child import ChildFailed

HOST = "127.0.0.1"

#: Below the range from which the kernel takes the ports of outgoing connections.
LOWEST, HIGHEST = 20_000, 32_000

Server = TypeVar("Server")

# Not the seeded generator of the tests: every worker would try the same ports in the same order.
_random = random.SystemRandom()


def free_port() -> int:
    """A port that nobody listens on now. Somebody else may take it before its server does: see ``on_free_port``."""
    while True:
        port = _random.randrange(LOWEST, HIGHEST)
        with socket.socket() as probe:
            if probe.connect_ex((HOST, port)) != 0 and _can_bind(port):
                return port


def on_free_port(start: Callable[[int], Server], *, attempts: int = 5) -> Server:
    """Call ``start`` with a free port, and again with another one when the server did not come up."""
    for _ in range(attempts - 1):
        try:
            return start(free_port())
        except ChildFailed as failure:
            if "in use" not in str(failure) and "eaddrinuse" not in str(failure):
                raise
    return start(free_port())


def _can_bind(port: int) -> bool:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except OSError:
            return False
    return True
