"""A real Valkey (or Redis) server with an append-only file, in a directory of its own."""

from __future__ import annotations

from pathlib import Path

import redis

from tests.servers import binaries
from tests.servers.child import Child
from tests.servers.ports import HOST
from tests.servers.server import Server

READY = r"Ready to accept connections"

#: The numbered databases of one server; tests use 0.
DATABASES = 16


class ValkeyServer(Server):
    """A Valkey server that can be killed and started again with its data."""

    def __init__(self, directory: Path) -> None:
        self._directory = directory
        super().__init__()

    def url(self, database: int = 0) -> str:
        """The connection string of one numbered database."""
        return f"redis://{HOST}:{self.port}/{database}"

    def flush(self) -> None:
        """Forget everything in every database."""
        with redis.Redis(host=HOST, port=self.port) as client:
            client.flushall()

    def _ready(self, port: int) -> Child:
        data = self._directory / f"valkey-{port}"
        data.mkdir(parents=True, exist_ok=True)
        child = Child(self._command(port, data), name=f"valkey:{port}")
        child.wait_for(READY)
        return child

    def _command(self, port: int, data: Path) -> list[str]:
        options = ["--bind", HOST, "--port", str(port), "--dir", str(data), "--databases", str(DATABASES)]
        options += ["--save", "", "--appendonly", "yes", "--appendfsync", "everysec"]
        return [binaries.valkey(), *options]
