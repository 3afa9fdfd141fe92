"""The embedded broker: a real Valkey or Redis server that keeps its messages on disk."""

from __future__ import annotations

from collections.abc import Sequence

from aurora_celery.embedded.ports import HOST
from aurora_celery.embedded.programs import VALKEY, Program
from aurora_celery.embedded.server import EmbeddedServer


class ValkeyServer(EmbeddedServer):
    """A broker for one machine. After a crash at most the last second of messages is gone; the store knows them."""

    role = "valkey"
    wanted = VALKEY

    @property
    def url(self) -> str:
        """Where clients find it."""
        return f"redis://{HOST}:{self.port}/0"

    def command(self, program: Program) -> Sequence[str]:
        """The server with its options; nothing is read from a file."""
        options = {
            "bind": HOST,
            "port": str(self.port),
            "protected-mode": "yes",
            "unixsocket": "",
            "dir": str(self.directory),
            "appendonly": "yes",
            "appendfsync": "everysec",
            "save": "",
            # Messages must be refused when memory is short, never dropped.
            "maxmemory-policy": "noeviction",
            "daemonize": "no",
        }
        return [program.path, *(part for name, value in options.items() for part in (f"--{name}", value))]

    def answers(self, *, timeout: float) -> bool:
        """True once all messages are read back from the disk."""
        connection = self._connect(timeout=timeout)
        if connection is None:
            return False
        try:
            with connection:
                connection.sendall(b"PING\r\n")
                return connection.recv(16).startswith(b"+PONG")
        except OSError:
            return False
