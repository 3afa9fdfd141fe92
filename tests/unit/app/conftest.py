"""An Aurora whose store is in memory."""

from __future__ import annotations

import pytest
from celery import Celery

from aurora_celery import Aurora


@pytest.fixture
def aurora() -> Aurora:
    """Not connected to anything."""
    return Aurora(Celery("shop", set_as_current=False), store="memory://")
