"""The task store on a real MongoDB, empty for every test."""

from __future__ import annotations

import os
from collections.abc import Iterator
from typing import Any

import pytest
from pymongo.database import Database

from aurora_celery.store.task_factory import open_task_store
from aurora_celery.store.task_ports import TaskStore
from tests.servers.mongo import MongoServer

NAME = f"aurora_tasks_{os.getpid()}"


@pytest.fixture
def store(mongo_server: MongoServer) -> Iterator[TaskStore]:
    """Emptying the collections is much faster than making their indexes anew. No test sees what another remembers."""
    url = mongo_server.url(NAME)
    store: TaskStore = type(open_task_store(url))(url)  # type: ignore[call-arg]
    yield store
    store.close()
    mongo_server.start()
    with mongo_server.client() as client:
        for collection in client[NAME].list_collection_names():
            client[NAME][collection].delete_many({})


@pytest.fixture
def database(mongo_server: MongoServer, store: TaskStore) -> Iterator[Database[dict[str, Any]]]:
    """The same database, seen without Aurora."""
    with mongo_server.client() as client:
        yield client[NAME]
