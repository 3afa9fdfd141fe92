"""The local stack: servers and a worker under one data directory, from start to end."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from aurora_celery.config import Settings, UpFile
from aurora_celery.config.local import SUPERVISOR, WebAddress
from aurora_celery.embedded.lock import hold
from aurora_celery.embedded.mongod import MongodServer
from aurora_celery.embedded.server import EmbeddedServer
from aurora_celery.embedded.supervisor import Service
from aurora_celery.embedded.valkey import ValkeyServer
from aurora_celery.embedded.web import WebProcess
from aurora_celery.embedded.worker import WorkerProcess


class Stack:
    """What ``aurora up`` runs. Servers that the settings name elsewhere are used, not started.

    ``data_dir`` is where data, logs and ports are kept; ``config`` the settings file that the others read too, ``app``
    the worker's Celery app. ``web`` says whether the API is part of it.
    """

    def __init__(
        self,
        settings: Settings,
        *,
        data_dir: Path,
        config: Path | None = None,
        app: str = "aurora_celery",
        web: bool = False,
    ) -> None:
        embedded = settings.embedded
        self.data_dir = data_dir
        self.servers: list[EmbeddedServer] = []
        if not settings.broker.url:
            self.servers.append(ValkeyServer(data_dir, configured=embedded.valkey_server))
        if not settings.store.url:
            self.servers.append(MongodServer(data_dir, configured=embedded.mongod, cache=embedded.mongod_cache))
        logs = data_dir / "logs"
        self.worker = WorkerProcess(settings, log=logs / "worker.log", config=config, app=app)
        self.web = WebProcess(settings, log=logs / "web.log", config=config) if web else None
        #: What scripts of this stack send to the API; empty until somebody has made it.
        self.token = ""

    @property
    def settings(self) -> Settings:
        """The settings with the addresses of the servers that were started."""
        return self.worker.settings

    @property
    def services(self) -> tuple[Service, ...]:
        """Everything that is kept alive, servers first."""
        return (*self.servers, self.worker, *((self.web,) if self.web else ()))

    def up_file(self) -> UpFile:
        """Where everything is now."""
        pids = {service.role: service.child.pid for service in self.services if service.child}
        return UpFile(
            broker=self.settings.broker.url,
            store=self.settings.store.url,
            concurrency=self.worker.concurrency,
            pids={SUPERVISOR: os.getpid(), **pids},
            web=WebAddress(self.web.url, self.token) if self.web else None,
        )

    def start(self, *, told: Callable[[str], None]) -> None:
        """Start servers, then the worker and the API, which are not ready yet. Raises EmbeddedServerError."""
        for server in self.servers:
            told(server.role)
            server.start()
        self.worker.settings = self._addressed(self.worker.settings)
        told(self.worker.role)
        self.worker.start()
        if self.web:
            self.web.settings = self._addressed(self.web.settings)
            told(self.web.role)
            self.web.start()

    def refresh(self) -> None:
        """After servers were started again: if one had to move, the worker has to learn it."""
        addressed = self._addressed(self.settings)
        if addressed == self.settings:
            return
        for reader in (self.worker, self.web):
            if reader and reader.child:
                reader.settings = addressed
                reader.child.kill()

    def stop(self, *, hurry: Callable[[], bool] = lambda: False) -> None:
        """End all: the API and the worker first, for they need the others to finish what they do.

        Handlers that run are waited for until ``hurry`` says that there is no more time.
        """
        if self.web:
            self.web.stop()
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
