"""A real mongod: one node, a replica set named aurora, in a directory of its own."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from pymongo import MongoClient

from tests.servers import binaries
from tests.servers.child import Child, ChildFailed
from tests.servers.ports import HOST
from tests.servers.server import Server

READY = r"Waiting for connections"
PRIMARY = r"Transition to primary complete"


class MongoServer(Server):
    """A mongod that can be killed and started again with its data.

    One with ``options`` of its own, such as those for users and TLS, is left to whoever asks for it: its replica set is
    not made here, and ``url`` and ``client`` do not know how to reach it.
    """

    def __init__(self, directory: Path, *, options: Sequence[str] = ()) -> None:
        self._directory = directory
        self._options = options
        super().__init__()
        if not options:
            self._initiate()

    def url(self, database: str = "") -> str:
        """The connection string, with ``database`` as the default one."""
        return f"mongodb://{HOST}:{self.port}/{database}?replicaSet=aurora&directConnection=true"

    def client(self) -> MongoClient[dict[str, Any]]:
        """A new client; the caller closes it."""
        return MongoClient(self.url(), serverSelectionTimeoutMS=20_000)

    def start(self) -> None:
        """Start it again, on the same port and data; return when it is primary. Nothing happens if it runs."""
        if not self.alive:
            super().start()
            self._child.wait_for(PRIMARY)

    def _ready(self, port: int) -> Child:
        data = self._directory / f"mongod-{port}"
        data.mkdir(parents=True, exist_ok=True)
        child = Child(self._command(port, data), name=f"mongod:{port}")
        try:
            child.wait_for(READY)
        except ChildFailed:
            child.kill9()
            raise
        return child

    def _command(self, port: int, data: Path) -> list[str]:
        options = ["--bind_ip", HOST, "--port", str(port), "--dbpath", str(data), "--nounixsocket", "--quiet"]
        options += ["--replSet", "aurora", "--wiredTigerCacheSizeGB", "0.25", "--oplogSize", "64"]
        options += ["--setParameter", "enableTestCommands=0"]
        options += ["--setParameter", "diagnosticDataCollectionEnabled=false"]
        return [binaries.mongod(), *options, *self._options]

    def _initiate(self) -> None:
        members = [{"_id": 0, "host": f"{HOST}:{self.port}"}]
        with MongoClient[dict[str, Any]](HOST, self.port, directConnection=True) as client:
            client.admin.command("replSetInitiate", {"_id": "aurora", "members": members})
        self._child.wait_for(PRIMARY)
