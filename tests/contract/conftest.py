"""Suites that run twice: with the store in memory, and with a real MongoDB."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import ExitStack

import pytest

from aurora_celery.store.factory import open_store
from aurora_celery.store.ports import Store
from tests.servers.mongo import MongoServer

MakeStore = Callable[..., Store]


@pytest.fixture
def empty_mongo(mongo_server: MongoServer) -> Iterator[str]:
    """A database with Aurora's indexes and nothing else. Emptying it is much faster than making it anew."""
    name = f"aurora_contract_{os.getpid()}"
    yield mongo_server.url(name)
    with mongo_server.client() as client:
        for collection in client[name].list_collection_names(filter={"name": {"$ne": "aurora_leases"}}):
            client[name][collection].delete_many({})
        client[name]["aurora_leases"].delete_many({"_id": {"$ne": "indexes"}})


@pytest.fixture(params=["memory", "mongo"])
def make_store(request: pytest.FixtureRequest) -> Iterator[MakeStore]:
    """Open a store with options of ``open_store``. In one test, every call gives the same data with MongoDB."""
    url = "memory://" if request.param == "memory" else request.getfixturevalue("empty_mongo")
    with ExitStack() as opened:

        def make(**options: float) -> Store:
            store = open_store(url, **options)  # type: ignore[arg-type]
            opened.callback(store.close)
            store.prepare()
            return store

        yield make


@pytest.fixture
def store(make_store: MakeStore) -> Store:
    """A store that keeps ended runs for ever."""
    return make_store()
