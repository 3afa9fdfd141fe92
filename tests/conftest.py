"""What every test may ask for: real servers, one set per test process, and Celery workers."""

from __future__ import annotations

import itertools
import os
from collections.abc import Callable, Iterator
from contextlib import ExitStack

import hypothesis
import pytest
from xdist.remote import Producer

from tests.dealing import Dealing, in_order
from tests.servers import run
from tests.servers.mongo import MongoServer
from tests.servers.rabbitmq import RabbitMQServer
from tests.servers.valkey import ValkeyServer
from tests.servers.worker import CeleryWorker

WorkerFactory = Callable[..., CeleryWorker]

_numbers = itertools.count(1)

# The same examples on every machine, and no verdict on how long one took.
hypothesis.settings.register_profile("aurora", derandomize=True, deadline=None)
hypothesis.settings.load_profile("aurora")


def pytest_configure(config: pytest.Config) -> None:
    """Begin the run in the process that the user started; workers of pytest-xdist take part in it."""
    if not hasattr(config, "workerinput"):
        run.begin()


def pytest_unconfigure(config: pytest.Config) -> None:
    """End the run."""
    if not hasattr(config, "workerinput"):
        run.end()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Put first what is to begin first; whatever is random about the order stays so."""
    items[:] = [items[place] for place in in_order([item.nodeid for item in items])]


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Producer) -> Dealing | None:
    """Deal the tests in that order."""
    if config.getoption("dist") != "loadfile":
        return None
    config.option.loadscopereorder = False
    return Dealing(config, log)


@pytest.fixture(scope="session")
def _mongo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[MongoServer]:
    server = MongoServer(tmp_path_factory.mktemp("mongo"))
    yield server
    server.kill9()


@pytest.fixture(scope="session")
def _valkey(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ValkeyServer]:
    server = ValkeyServer(tmp_path_factory.mktemp("valkey"))
    yield server
    server.kill9()


@pytest.fixture(scope="session")
def _rabbitmq(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RabbitMQServer]:
    server = RabbitMQServer(tmp_path_factory.mktemp("rabbitmq"))
    yield server
    server.kill9()
    server.stop()


@pytest.fixture
def mongo_server(_mongo: MongoServer) -> Iterator[MongoServer]:
    """A MongoDB that the test may kill; it runs again afterwards."""
    yield _mongo
    _mongo.start()


@pytest.fixture
def mongo_url(mongo_server: MongoServer) -> Iterator[str]:
    """The connection string of a database that no other test uses."""
    name = f"aurora_test_{os.getpid()}_{next(_numbers)}"
    yield mongo_server.url(name)
    mongo_server.start()
    with mongo_server.client() as client:
        client.drop_database(name)


@pytest.fixture
def valkey_server(_valkey: ValkeyServer) -> Iterator[ValkeyServer]:
    """An empty Valkey that the test may kill; it runs again afterwards."""
    _valkey.flush()
    yield _valkey
    _valkey.start()


@pytest.fixture
def valkey_url(valkey_server: ValkeyServer) -> str:
    """The connection string of an empty Valkey."""
    return valkey_server.url()


@pytest.fixture
def rabbitmq_url() -> str:
    """The connection string of a virtual host that no other test uses, in the RabbitMQ that the whole run shares."""
    return run.broker_url()


@pytest.fixture
def rabbitmq_server(_rabbitmq: RabbitMQServer) -> Iterator[RabbitMQServer]:
    """A RabbitMQ of this process's own, which the test may kill. It is slow to start: ask for it only to do so."""
    yield _rabbitmq
    _rabbitmq.start()


@pytest.fixture(params=["valkey", "rabbitmq"])
def broker_url(request: pytest.FixtureRequest) -> str:
    """The test runs twice, once with each broker."""
    url: str = request.getfixturevalue(f"{request.param}_url")
    return url


@pytest.fixture
def celery_worker_process() -> Iterator[WorkerFactory]:
    """Start Celery workers; see ``tests.servers.worker.CeleryWorker``. They are killed after the test."""
    with ExitStack() as workers:

        def start(app_module: str, **options: object) -> CeleryWorker:
            worker = CeleryWorker(app_module, **options)  # type: ignore[arg-type]
            workers.callback(worker.kill9)
            return worker

        yield start
