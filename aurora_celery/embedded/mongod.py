"""The embedded store: a real MongoDB server as a replica set of one."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from aurora_celery.embedded.ports import HOST
from aurora_celery.embedded.programs import MONGOD, Program
from aurora_celery.embedded.server import EmbeddedServer
from aurora_celery.errors import StoreUnavailable
from aurora_celery.store.factory import initiate_replica_set

SET_NAME = "aurora"
DATABASE = "aurora"


class MongodServer(EmbeddedServer):
    """A store for one machine. ``cache`` is the memory for its cache, in megabytes."""

    role = "mongod"
    wanted = MONGOD

    def __init__(self, data_dir: Path, *, configured: str = "", cache: int = 256) -> None:
        super().__init__(data_dir, configured=configured)
        self.cache = cache

    @property
    def url(self) -> str:
        """Where clients find it."""
        # A direct connection does not ask the set for its members' names, which may hold the port of another time.
        return f"mongodb://{HOST}:{self.port}/{DATABASE}?replicaSet={SET_NAME}&directConnection=true"

    def command(self, program: Program) -> Sequence[str]:
        """The server with its options; nothing is read from a file."""
        options = {
            "bind_ip": HOST,
            "port": str(self.port),
            "dbpath": str(self.directory),
            "replSet": SET_NAME,
            "wiredTigerCacheSizeGB": str(self.cache / 1024),
            "oplogSize": "512",
        }
        parameters = {
            "diagnosticDataCollectionEnabled": "false",
            # Nobody else can take over, so waiting for that would only delay the end.
            "shutdownTimeoutMillisForSignaledShutdown": "0",
        }
        return [
            program.path,
            "--nounixsocket",
            *(part for name, value in options.items() for part in (f"--{name}", value)),
            *(part for name, value in parameters.items() for part in ("--setParameter", f"{name}={value}")),
        ]

    def answers(self, *, timeout: float) -> bool:
        """True once it takes writes. The first time this makes the replica set."""
        connection = self._connect(timeout=timeout)
        if connection is None:
            return False
        connection.close()
        try:
            initiate_replica_set(HOST, self.port, name=SET_NAME, timeout=timeout)
        except StoreUnavailable:
            return False
        return True
