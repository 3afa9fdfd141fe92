"""A store in a real MongoDB, for what only MongoDB can show."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from aurora_celery.store.factory import open_store
from aurora_celery.store.ports import Store


@pytest.fixture
def store(mongo_url: str) -> Iterator[Store]:
    """A prepared store whose clock is known already."""
    opened = open_store(mongo_url, retention=-1.0)
    opened.prepare()
    opened.now()
    yield opened
    opened.close()
