"""The local stack: servers and a worker under one data directory, from start to end."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from aurora_celery.config import Settings, UpFile
from aurora_celery.config.local import SUPERVISOR
from aurora_celery.embedded.lock import hold
from aurora_celery.embedded.mongod import MongodServer
from aurora_celery.embedded.server import EmbeddedServer
from aurora_celery.embedded.supervisor import Service
from aurora_celery.embedded.valkey import ValkeyServer
from aurora_celery.embedded.worker import WorkerProcess


class Stack:
    """What ``aurora up`` runs. Servers that the settings name elsewhere are used, not started.

    ``data_dir`` is where data, logs and ports are kept; ``config`` the settings file that the worker reads too, ``app``
    the worker's Celery app.
    """

    def __init__(
        self, settings: Settings, *, data_dir: Path, config: Path | None = None, app: str = "aurora_celery"
    ) -> None:
        embedded = settings.embedded
        self.data_dir = data_dir
        self.servers: list[EmbeddedServer] = []
        if not settings.broker.url:
            self.servers.append(ValkeyServer(data_dir, configured=embedded.valkey_server))
        if not settings.store.url:
            self.servers.append(MongodServer(data_dir, configured=embedded.mongod, cache=embedded.mongod_cache))
        self.worker = WorkerProcess(settings, log=data_dir / "logs" / "worker.log", config=config, app=app)

    @property
    def settings(self) -> Settings:
        """The settings with the addresses of the servers that were started."""
        return self.worker.settings

    @property
    def services(self) -> tuple[Service, ...]:
        """Everything that is kept alive, servers first."""
        return (*self.servers, self.worker)

    def up_file(self) -> UpFile:
        """Where everything is now."""
        pids = {service.role: service.child.pid for service in self.services if service.child}
        return UpFile(
            broker=self.settings.broker.url,
            store=self.settings.store.url,
            concurrency=self.worker.concurrency,
            pids={SUPERVISOR: os.getpid(), **pids},
        )

    def start(self, *, told: Callable[[str], None]) -> None:
        """Start servers, then the worker; the worker is not ready yet. Raises EmbeddedServerError."""
        for server in self.servers:
            told(server.role)
            server.start()
        self.worker.settings = self._addressed(self.worker.settings)
        told(self.worker.role)
        self.worker.start()

    def refresh(self) -> None:
        """After servers were started again: if one had to move, the worker has to learn it."""
        addressed = self._addressed(self.settings)
        if addressed != self.settings and self.worker.child:
            self.worker.settings = addressed
            self.worker.child.kill()

    def stop(self, *, hurry: Callable[[], bool] = lambda: False) -> None:
        """End all: the worker first, for it needs the others to finish what it does.

        Handlers that run are waited for until ``hurry`` says that there is no more time.
        """
        self.worker.stop(hurry=hurry)
        for server in self.servers:
            server.stop()

    def kill(self) -> None:
        """End all at once, where the data will not be used again."""
        for service in self.services:
            if service.child:
                service.child.kill()

    def _addressed(self, settings: Settings) -> Settings:
        urls = {server.role: server.url for server in self.servers}
        broker = settings.broker.model_copy(update={"url": urls.get("valkey", settings.broker.url)})
        store = settings.store.model_copy(update={"url": urls.get("mongod", settings.store.url)})
        return settings.model_copy(update={"broker": broker, "store": store})


@contextmanager
def running(stack: Stack, *, told: Callable[[str], None], hurry: Callable[[], bool] = lambda: False) -> Iterator[Stack]:
    """The stack within the block; nobody else uses its data directory meanwhile."""
    with ExitStack() as cleanup:
        cleanup.enter_context(hold(stack.data_dir))
        cleanup.callback(stack.stop, hurry=hurry)
        stack.start(told=told)
        yield stack
