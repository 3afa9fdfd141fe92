"""Where a campaign takes place: a store, a broker, workers, and the client's own Aurora."""

from __future__ import annotations

import itertools
from collections.abc import Mapping
from pathlib import Path

from aurora_celery import Aurora
from aurora_celery.config import load_settings
from tests.chaos import history, ledger
from tests.servers.mongo import MongoServer
from tests.servers.rabbitmq import RabbitMQServer
from tests.servers.valkey import ValkeyServer
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


class Site:
    """Everything runs when the constructor returns; ``close`` ends it. Data, logs and history lie in ``directory``."""

    def __init__(self, directory: Path, *, broker: str, workers: int = 2, processes: int = 2) -> None:
        self.directory, self._processes = directory, processes
        self.history = history.History(directory / "history.jsonl")
        self.ledger = directory / "ledger.sqlite"
        ledger.create(self.ledger)
        self._numbers = itertools.count(1)
        self.mongo = MongoServer(directory)
        self.broker: ValkeyServer | RabbitMQServer = (
            ValkeyServer(directory) if broker == "valkey" else RabbitMQServer(directory)
        )
        self.aurora = Aurora(settings=load_settings(environ=self.environment()))
        self.workers = [self.start_worker() for _ in range(workers)]

    def environment(self) -> Mapping[str, str]:
        """The configuration of a worker, or of the client."""
        return SETTINGS | {
            "AURORA_BROKER__URL": self.broker.url(),
            "AURORA_STORE__URL": self.mongo.url(DATABASE),
            history.VARIABLE: str(self.history.path),
            ledger.VARIABLE: str(self.ledger),
        }

    def start_worker(self) -> CeleryWorker:
        """One more worker, ready."""
        return CeleryWorker("aurora_celery", env=self.environment(), concurrency=self._processes)

    def replace_worker(self, worker: CeleryWorker) -> None:
        """Put a new worker in the place of one that has ended."""
        self._keep_log(worker)
        self.workers[self.workers.index(worker)] = self.start_worker()

    def heal(self) -> None:
        """Servers and workers run, whatever has been done to them."""
        self.mongo.start()
        self.broker.start()
        for worker in [worker for worker in self.workers if not worker.alive]:
            self.replace_worker(worker)

    def close(self) -> None:
        """End everything that was started."""
        self.aurora.runtime.close()
        for worker in self.workers:
            self._keep_log(worker)
            worker.kill9()
        for server in (self.broker, self.mongo):
            server.kill9()
            server.stop()
        self.history.close()

    def _keep_log(self, worker: CeleryWorker) -> None:
        (self.directory / f"worker-{next(self._numbers)}.log").write_text(worker.log)
