"""A worker with the tests' handlers, and an Aurora that submits to it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from aurora_celery import Aurora
from aurora_celery.config import load_settings
from tests.conftest import WorkerFactory
from tests.servers.worker import CeleryWorker

HANDLERS = "tests.integration.engine.shop"


def configuration(broker: str, store: str, log: Path) -> dict[str, str]:
    """What the worker and the submitter share: quick to notice what went wrong."""
    return {
        "AURORA_BROKER__URL": broker,
        "AURORA_STORE__URL": store,
        "AURORA_WORKER__INCLUDE": HANDLERS,
        "AURORA_WORKER__HEARTBEAT": "0.3",
        "AURORA_WORKER__LEASE": "2",
        "AURORA_WORKER__SWEEP": "0.1",
        "AURORA_ENGINE__ATTENTION": "0.5",
        "AURORA_ENGINE__REPUBLISH": "1",
        "SHOP_LOG": str(log),
    }


def open_aurora(environment: dict[str, str]) -> Aurora:
    """Submits to the worker's broker and store. It knows the handlers by their names only."""
    return Aurora(settings=load_settings(environ=environment))


@pytest.fixture
def log(tmp_path: Path) -> Path:
    """The file in which handlers note their calls."""
    path = tmp_path / "calls.log"
    path.touch()
    return path


@pytest.fixture
def environment(valkey_url: str, mongo_url: str, log: Path) -> dict[str, str]:
    """The configuration for a broker and a store of the test's own."""
    return configuration(valkey_url, mongo_url, log)


@pytest.fixture
def aurora(environment: dict[str, str]) -> Iterator[Aurora]:
    """An Aurora of the test's own."""
    instance = open_aurora(environment)
    yield instance
    instance.runtime.close()


@pytest.fixture
def start_worker(celery_worker_process: WorkerFactory, environment: dict[str, str]) -> Callable[..., CeleryWorker]:
    """Start a worker; options as for ``CeleryWorker``."""

    def start(**options: object) -> CeleryWorker:
        return celery_worker_process("aurora_celery", env=environment, **options)

    return start
