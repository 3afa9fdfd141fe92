"""Where a campaign takes place: a store, a broker, workers, and the client's own Aurora."""

from __future__ import annotations

import itertools
import subprocess
from abc import ABC, abstractmethod
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from aurora_celery import Aurora
from aurora_celery.config import load_settings
from tests.chaos import history, ledger
from tests.chaos.links import Links
from tests.servers.mongo import MongoServer
from tests.servers.needs import SMALL_DISK, WALL_CLOCK, Need
from tests.servers.rabbitmq import RabbitMQServer
from tests.servers.small_disk import SmallDisk
from tests.servers.valkey import ValkeyServer
from tests.servers.wall_clock import WallClock
from tests.servers.worker import CeleryWorker

DATABASE = "aurora_chaos"

#: Seconds without a sign of life after which a worker of the campaign counts as dead.
LEASE = 2.0

#: Quick to notice what went wrong; a node that kills meet again and again is not to blame for it.
SETTINGS = {
    "AURORA_WORKER__INCLUDE": "tests.chaos.handlers",
    "AURORA_WORKER__HEARTBEAT": "0.3",
    "AURORA_WORKER__LEASE": f"{LEASE:g}",
    "AURORA_WORKER__SWEEP": "0.1",
    "AURORA_ENGINE__ATTENTION": "0.5",
    "AURORA_ENGINE__REPUBLISH": "1",
    "AURORA_ENGINE__REPUBLISH_MAX": "4",
    "AURORA_ENGINE__POISON_AFTER": "1000",
    "AURORA_STORE__INLINE_LIMIT": "64",
}


@dataclass(frozen=True)
class Plan:
    """What a site is made of. ``linked``: proxies stand before the servers; ``messages``: with a gremlin in them.

    ``needs`` are what it borrows from the machine: a file system for the store that can become full, or clocks for
    the workers that can be wrong.
    """

    broker: str = "valkey"
    workers: int = 2
    processes: int = 2
    linked: bool = False
    messages: bool = False
    needs: frozenset[Need] = frozenset()
    seed: int = 0


class Site(ABC):
    """Everything runs when the constructor returns; ``close`` ends it. Data, logs and history lie in ``directory``."""

    #: What ``celery -A`` names, and the queue of its messages.
    module: str
    queue: str

    def __init__(self, directory: Path, plan: Plan) -> None:
        self.directory, self.plan = directory, plan
        self.history = history.History(directory / "history.jsonl")
        self.ledger = directory / "ledger.sqlite"
        ledger.create(self.ledger)
        self._numbers = itertools.count(1)
        self._disk = SmallDisk(directory / "disk") if SMALL_DISK in plan.needs else None
        clocks = plan.workers if WALL_CLOCK in plan.needs else 0
        self.clocks = [WallClock(directory / f"clock-{number}") for number in range(clocks)]
        self.mongo = MongoServer(self._disk.path if self._disk else directory)
        self.broker: ValkeyServer | RabbitMQServer = (
            ValkeyServer(directory) if plan.broker == "valkey" else RabbitMQServer(directory)
        )
        self._links = self._connect() if plan.linked else None
        self.prepare()
        self.workers = [self._start_worker(number) for number in range(plan.workers)]

    @abstractmethod
    def prepare(self) -> None:
        """What has to be there before the workers are."""

    @abstractmethod
    def settings(self, *, store: str, broker: str) -> Mapping[str, str]:
        """The environment of a process that reaches its servers at these addresses."""

    @property
    def linked(self) -> Links:
        """The proxies. Raises AssertionError on a site that has none."""
        assert self._links is not None, "this site has no proxies"
        return self._links

    @property
    def disk(self) -> SmallDisk:
        """What the store writes on. Raises AssertionError on a site whose store has no file system of its own."""
        assert self._disk is not None, "this site has no small disk"
        return self._disk

    def environment(self, number: int) -> Mapping[str, str]:
        """The configuration of the worker with this number, or of the client, which has the next number."""
        store, broker = self.mongo.url(DATABASE), self.broker.url()
        if self._links is not None:
            link = self._links.all[number]
            store = store.replace(f":{self.mongo.port}/", f":{link.store.port}/")
            broker = broker.replace(f":{self.broker.port}/", f":{link.broker.port}/")
        files = {history.VARIABLE: str(self.history.path), ledger.VARIABLE: str(self.ledger)}
        return {**self.settings(store=store, broker=broker), **files}

    def replace_worker(self, worker: CeleryWorker) -> None:
        """Put a new worker in the place of one that has ended."""
        self._keep_log(worker)
        number = self.workers.index(worker)
        self.workers[number] = self._start_worker(number)

    def heal(self) -> None:
        """Servers and workers run, whatever has been done to them."""
        self.mongo.start()
        self.broker.start()
        for worker in [worker for worker in self.workers if not worker.alive]:
            self.replace_worker(worker)

    def close(self) -> None:
        """End everything that was started."""
        for worker in self.workers:
            self._keep_log(worker)
            worker.kill9()
        for server in (self.broker, self.mongo):
            server.kill9()
            server.stop()
        if self._links is not None:
            self._links.close()
        if self._disk is not None:
            # The journal is mostly empty, and the copy need not be as large.
            copy = ["cp", "--recursive", "--sparse=always", str(self._disk.path), str(self.directory / "mongod")]
            subprocess.run(copy, check=True)
            self._disk.close()
        self.history.close()

    def _start_worker(self, number: int) -> CeleryWorker:
        clock = self.clocks[number].environment if self.clocks else {}
        return CeleryWorker(self.module, env={**self.environment(number), **clock}, concurrency=self.plan.processes)

    def _connect(self) -> Links:
        plan = self.plan
        return Links(
            store=self.mongo.port,
            broker=self.broker.port,
            processes=plan.workers + 1,
            seed=plan.seed,
            messages=plan.messages,
        )

    def _keep_log(self, worker: CeleryWorker) -> None:
        (self.directory / f"worker-{next(self._numbers)}.log").write_text(worker.log)


class AuroraSite(Site):
    """A site with Aurora's workers, and the client's own Aurora."""

    module, queue = "aurora_celery", "aurora"

    def prepare(self) -> None:
        """The client's Aurora, which makes the indexes."""
        self.aurora = Aurora(settings=load_settings(environ=dict(self.environment(self.plan.workers))))

    def settings(self, *, store: str, broker: str) -> Mapping[str, str]:
        """Aurora's."""
        return SETTINGS | {"AURORA_BROKER__URL": broker, "AURORA_STORE__URL": store}

    def close(self) -> None:
        """End the client, and everything else."""
        self.aurora.runtime.close()
        super().close()
