"""A worker that is watched, an Aurora that submits to it, and the API of the same store."""

from __future__ import annotations

from pathlib import Path

import pytest
from flask import Flask

from aurora_celery import Aurora
from aurora_web import create_app
from tests.integration.conftest import configuration
from tests.integration.engine.test_workers_stop import PERILS


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
def app(aurora: Aurora) -> Flask:
    """The API."""
    return create_app(aurora=aurora)
