"""A worker that is watched, an Aurora that submits to it, and the API of the same store."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from flask import Flask

from aurora_celery import Aurora
from aurora_web import create_app
from tests.conftest import WorkerFactory
from tests.integration.engine.conftest import configuration, open_aurora
from tests.integration.engine.test_workers_stop import PERILS
from tests.servers.worker import CeleryWorker


@pytest.fixture
def log(tmp_path: Path) -> Path:
    """The file in which handlers note their calls."""
    path = tmp_path / "calls.log"
    path.touch()
    return path


@pytest.fixture
def watched() -> dict[str, str]:
    """What the settings say about observability."""
    return {"AURORA_METRICS__ENABLED": "true", "AURORA_METRICS__INTERVAL": "0.2"}


@pytest.fixture
def environment(valkey_url: str, mongo_url: str, log: Path, watched: dict[str, str]) -> dict[str, str]:
    """The configuration for a broker and a store of the test's own."""
    found = configuration(valkey_url, mongo_url, log) | watched
    include = f"{found['AURORA_WORKER__INCLUDE']},{PERILS}"
    return found | {"AURORA_WEB__PRODUCTION": "false", "AURORA_WORKER__INCLUDE": include}


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


@pytest.fixture
def app(aurora: Aurora) -> Flask:
    """The API."""
    return create_app(aurora=aurora)
