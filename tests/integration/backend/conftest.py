"""A shop with its workers on real servers."""

from __future__ import annotations

import itertools
import json
import os
import time
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass, field
from typing import Any, cast

import pytest
import redis
from celery import Celery
from celery.app.task import Context
from kombu import pools
from pymongo import MongoClient

from aurora_celery.backend import AuroraBackend
from tests.integration.backend.shop import make_app
from tests.servers.mongo import MongoServer
from tests.servers.valkey import ValkeyServer
from tests.servers.worker import CeleryWorker

_numbers = itertools.count(1)


def backend_of(app: Celery) -> AuroraBackend:
    """The backend of an app. Celery's stubs know only their own base class."""
    return cast(AuroraBackend, app.backend)


@dataclass
class Shop:
    """One app as a client sees it, and its workers."""

    broker: str
    store: str
    effects: str
    conf: Mapping[str, Any]
    app: Celery
    closing: ExitStack
    notes: redis.Redis = field(init=False)

    def __post_init__(self) -> None:
        self.notes = redis.Redis.from_url(self.effects, decode_responses=True, socket_timeout=90)
        self.closing.callback(self.notes.close)

    def worker(self, *, death: str = "", pool: str = "prefork", concurrency: int = 2) -> CeleryWorker:
        """Start a worker; it is killed after the test."""
        env = {"SHOP_BROKER": self.broker, "SHOP_STORE": self.store, "SHOP_EFFECTS": self.effects}
        env |= {"SHOP_CONF": json.dumps(self.conf), "SHOP_DEATH": death}
        worker = CeleryWorker("tests.integration.backend.worker_app", pool=pool, concurrency=concurrency, env=env)
        self.closing.callback(worker.kill9)
        return worker

    def task(self, name: str) -> Any:
        """One of the shop's tasks."""
        return self.app.tasks[f"shop.{name}"]

    def seen(self, name: str) -> list[str]:
        """What was noted under a name, once for every time that the task ran."""
        return list(self.notes.lrange(f"effects:{name}", 0, -1))  # type: ignore[arg-type]

    def wait_for(self, name: str) -> str:
        """Block until something is noted under a name."""
        found = self.notes.blmove(f"effects:{name}", f"effects:{name}", 40, "LEFT", "LEFT")
        assert found is not None, f"nothing was noted as {name!r}"
        return str(found)

    def chords(self, **query: Any) -> list[dict[str, Any]]:
        """The joins in the store."""
        with MongoClient[dict[str, Any]](self.store) as client:
            return list(client.get_default_database()["aurora_chords"].find(query))

    def until(self, condition: Callable[[], Any], *, seconds: float = 60) -> Any:
        """Ask again until there is an answer."""
        end = time.monotonic() + seconds
        while not (found := condition()):
            assert time.monotonic() < end, "waited in vain"
            time.sleep(0.02)
        return found

    def header_task(self, group_id: str, body: Any) -> Context:
        """The request of a task named ``part`` in the header of a chord."""
        return Context({"id": "part", "group": group_id, "group_index": 0, "chord": dict(body)})

    def in_thread(self, call: Callable[[], Any]) -> Callable[[], Any]:
        """Begin a call in a thread; what is returned waits for its result."""
        pool = ThreadPoolExecutor(1)
        self.closing.callback(pool.shutdown)
        return pool.submit(call).result

    def settle(self) -> None:
        """Return when no chord wants attention any more, and what was sent before has run."""
        self.until(lambda: not self.chords(live=True))
        for _ in range(4):
            self.task("same").delay(0).get(timeout=60)

    def close(self) -> None:
        """Give back the client's sockets."""
        backend_of(self.app).store.close()
        self.app.close()
        pools.reset()


def open_shop(broker: str, store: str, effects: str, conf: Mapping[str, Any] | None = None) -> Shop:
    """A shop on the given servers; the caller closes ``closing``."""
    shop = Shop(broker, store, effects, conf or {}, make_app(broker, store, effects, conf), ExitStack())
    shop.closing.callback(shop.close)
    return shop


@pytest.fixture
def make_shop(mongo_url: str, valkey_url: str) -> Iterator[Any]:
    """Open shops on fresh databases. The broker is Valkey unless another is given."""
    with ExitStack() as opened:

        def make(*, broker: str | None = None, **conf: Any) -> Shop:
            shop = open_shop(broker or valkey_url, mongo_url, f"{valkey_url.rstrip('0')}1", conf)
            opened.enter_context(shop.closing)
            return shop

        yield make


@pytest.fixture(scope="module", params=["prefork", "threads"])
def shop(request: pytest.FixtureRequest, _mongo: MongoServer, _valkey: ValkeyServer) -> Iterator[Shop]:
    """A shop whose worker serves every test of a module, with each kind of pool in turn."""
    _mongo.start()
    _valkey.start()
    name = f"aurora_shop_{os.getpid()}_{next(_numbers)}"
    opened = open_shop(_valkey.url(2), _mongo.url(name), _valkey.url(3), {"result_extended": True})
    with opened.closing:
        opened.worker(pool=request.param)
        yield opened
    _mongo.start()
    with _mongo.client() as client:
        client.drop_database(name)
