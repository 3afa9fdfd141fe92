"""A Celery app that is never connected to anything."""

from __future__ import annotations

from typing import Any

import pytest
from celery import Celery


@pytest.fixture
def app() -> Celery:
    app = Celery("unit", broker="memory://", backend="disabled://", set_as_current=False)

    @app.task(name="unit.one", shared=False)
    def one(*args: Any) -> int:
        return 1

    return app
