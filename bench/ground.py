"""What both sides stand on: one Valkey, one MongoDB, and a worker for each side with the same number of processes."""

from __future__ import annotations

import os
import random
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Literal, TypeVar

import redis
from celery import Celery
from pymongo import MongoClient

from aurora_celery import Aurora
from aurora_celery.embedded.mongod import MongodServer
from aurora_celery.embedded.valkey import ValkeyServer
from bench.stock import stock_app
from bench.workers import aurora_worker, stock_worker

T = TypeVar("T")
Backend = Literal["redis", "mongodb"]

#: Each app has a numbered database of the broker to itself, so that neither hears the other's events.
_BROKER = {"redis": 1, "mongodb": 2}
_RESULTS = 3
STOCK_DATABASE = "stock"


@dataclass(frozen=True, slots=True, kw_only=True)
class Ground:
    """Running servers, and how much to measure on them. ``runs``: how many a store is filled with, if that is told."""

    valkey: ValkeyServer
    mongod: MongodServer
    directory: Path
    processes: int
    quick: bool
    seed: int
    runs: int | None = None

    def pick(self, full: T, quick: T) -> T:
        """The value for this pass."""
        return quick if self.quick else full

    def rng(self) -> random.Random:
        """A generator that gives the same sequence in every pass."""
        return random.Random(self.seed)

    def aurora(self) -> Aurora:
        """Aurora's own app, with the handlers of the bench; no worker."""
        from bench.handlers import aurora

        return aurora

    @contextmanager
    def aurora_working(self, *, processes: int | None = None) -> Iterator[Aurora]:
        """The same with a worker beside it."""
        aurora = self.aurora()
        with aurora_worker(aurora.celery, processes=processes or self.processes, directory=self.directory):
            yield aurora

    @contextmanager
    def stock_working(self, backend: Backend) -> Iterator[Celery]:
        """A plain Celery app on the same servers, with a worker beside it."""
        broker = self._valkey_url(_BROKER[backend])
        results = self._valkey_url(_RESULTS) if backend == "redis" else self._stock_store
        app = stock_app(broker, results)
        with stock_worker(app, processes=self.processes, directory=self.directory):
            yield app

    def broker(self, database: int = 0) -> redis.Redis:
        """A connection to a numbered database of the broker; Aurora's is 0."""
        return redis.Redis.from_url(self._valkey_url(database))

    def mongo(self) -> MongoClient[dict[str, Any]]:
        """A connection to MongoDB; the caller closes it."""
        return MongoClient(self.mongod.url)

    def settle(self) -> None:
        """Wait until Aurora's queue is empty, so that what one side left behind is not paid for by the other."""
        broker, queue = self.broker(), self.aurora().settings.broker.queue
        while broker.llen(queue):
            time.sleep(0.01)

    def server_versions(self) -> dict[str, str]:
        """What the servers say of themselves."""
        info = self.broker().info("server")
        with self.mongo() as client:
            mongod = client.server_info()["version"]
        return {"valkey": str(info.get("valkey_version", info["redis_version"])), "mongod": mongod}

    def forget(self) -> None:
        """Drop what was submitted without a worker, so that later workers do not run it."""
        self.broker().flushdb()
        with self.mongo() as client:
            for name in ("aurora_runs", "aurora_cells"):
                client.get_default_database()[name].delete_many({})

    @property
    def _stock_store(self) -> str:
        return self.mongod.url.replace("/aurora?", f"/{STOCK_DATABASE}?")

    def _valkey_url(self, database: int) -> str:
        return f"{self.valkey.url.rpartition('/')[0]}/{database}"


@contextmanager
def prepared(*, processes: int, quick: bool, seed: int, runs: int | None = None) -> Iterator[Ground]:
    """Fresh servers under a temporary directory, gone afterwards. Aurora finds them by its environment."""
    with ExitStack() as cleanup:
        directory = Path(cleanup.enter_context(TemporaryDirectory(prefix="aurora-bench-")))
        valkey, mongod = ValkeyServer(directory), MongodServer(directory, cache=512)
        for server in (valkey, mongod):
            cleanup.callback(server.stop)
            server.start()
        os.environ |= {"AURORA_BROKER__URL": valkey.url, "AURORA_STORE__URL": mongod.url}
        yield Ground(
            valkey=valkey,
            mongod=mongod,
            directory=directory,
            processes=processes,
            quick=quick,
            seed=seed,
            runs=runs,
        )
