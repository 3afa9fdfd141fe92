"""Servers that cannot hold Aurora's promise are refused with a sentence that says what to do."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest
from pymongo import MongoClient
from pymongo.errors import OperationFailure

from aurora_celery.errors import StoreUnavailable, StoreUnfit
from aurora_celery.store.factory import check_server, initiate_replica_set, open_store
from aurora_celery.store.mongo.admin import _readdress
from tests.servers import binaries
from tests.servers.child import Child
from tests.servers.mongo import READY, MongoServer
from tests.servers.ports import HOST, free_port, on_free_port

StartMongod = Callable[..., int]


@pytest.fixture
def start_mongod(tmp_path: Path) -> Iterator[StartMongod]:
    """Start a mongod with more options; its port."""
    with ExitStack() as children:

        def start(*options: str) -> int:
            def listening(port: int) -> int:
                data = tmp_path / f"{port}"
                data.mkdir()
                child = Child(
                    [binaries.mongod(), "--bind_ip", HOST, "--port", f"{port}", "--dbpath", f"{data}", "--nounixsocket",
                     "--wiredTigerCacheSizeGB", "0.25", *options],
                    name=f"mongod:{port}",
                )  # fmt: skip
                children.callback(child.kill9)
                child.wait_for(READY)
                return port

            return on_free_port(listening)

        yield start


def test_a_standalone_is_refused(start_mongod: StartMongod) -> None:
    url = f"mongodb://{HOST}:{start_mongod()}/aurora"
    store = open_store(url)
    with pytest.raises(StoreUnfit, match=r"standalone.*start it with --replSet aurora.*rs\.initiate\(\)"):
        store.prepare()
    store.close()
    report = check_server(url)
    assert report.problem is not None
    assert "--replSet" in report.problem
    assert (report.replica_set, report.version.partition(".")[0]) == (None, "6")


@pytest.mark.parametrize("options", ["", "?directConnection=true"])
def test_a_replica_set_that_was_never_made_is_refused_until_it_is(start_mongod: StartMongod, options: str) -> None:
    port = start_mongod("--replSet", "mine")
    url = f"mongodb://{HOST}:{port}/aurora{options}"
    store = open_store(f"{url}{'&' if options else '?'}serverSelectionTimeoutMS=1000")
    with pytest.raises(StoreUnfit, match=r"never made.*rs\.initiate\(\)"):
        store.prepare()
    for _ in range(2):
        initiate_replica_set(HOST, port, name="mine")
    store.prepare()
    store.close()
    report = check_server(url)
    assert (report.replica_set, report.primary, report.problem) == ("mine", f"{HOST}:{port}", None)


def test_a_server_that_does_not_become_primary_in_time_is_unavailable(start_mongod: StartMongod) -> None:
    port = start_mongod("--replSet", "mine")
    with pytest.raises(StoreUnavailable, match=r"did not become primary within 0\.01 s"):
        initiate_replica_set(HOST, port, name="mine", timeout=0.01)
    initiate_replica_set(HOST, port, name="mine")


def test_a_standalone_cannot_be_made_a_replica_set(start_mongod: StartMongod) -> None:
    with pytest.raises(StoreUnavailable, match="did not become primary"):
        initiate_replica_set(HOST, start_mongod(), timeout=0.5)


def test_a_url_that_asks_for_another_replica_set_is_refused(mongo_server: MongoServer) -> None:
    url = f"mongodb://{HOST}:{mongo_server.port}/?replicaSet=other&serverSelectionTimeoutMS=500"
    store = open_store(url)
    with pytest.raises(StoreUnfit, match=r"belongs to the replica set 'aurora', the URL asks for 'other'"):
        store.prepare()
    store.close()


def test_a_fit_server_is_told_with_its_clock(mongo_server: MongoServer) -> None:
    report = check_server(mongo_server.url())
    assert (report.kind, report.replica_set, report.problem) == ("mongodb", "aurora", None)
    assert abs(report.clock_offset) < 60_000


def test_nobody_at_the_address_is_unavailable() -> None:
    url = f"mongodb://{HOST}:{free_port()}/?serverSelectionTimeoutMS=200"
    with pytest.raises(StoreUnavailable):
        check_server(url)
    with pytest.raises(StoreUnavailable):
        initiate_replica_set(HOST, free_port(), timeout=0.2)


@pytest.mark.parametrize(
    "url", ["mongodb://", "mongodb://h:p/", "mongodb://h/?tls=7", "mongodb://h/a.b", "postgresql://h/db", "", "h"]
)
def test_a_url_that_cannot_be_used_is_refused(url: str) -> None:
    with pytest.raises(StoreUnfit):
        open_store(url).prepare()


def test_the_memory_is_always_fit() -> None:
    assert check_server("memory://").problem is None


def test_a_set_that_has_not_read_its_own_record_yet_is_addressed_later(start_mongod: StartMongod) -> None:
    port = start_mongod("--replSet", "mine")
    with MongoClient[dict[str, Any]](HOST, port, directConnection=True) as client:
        config = {"_id": "mine", "version": 1, "members": [{"_id": 0, "host": f"{HOST}:1"}]}
        client["local"]["system.replset"].insert_one(config)
        _readdress(client, f"{HOST}:{port}")
        assert client["local"]["system.replset"].find_one() == config


def test_a_set_that_refuses_its_new_address_is_told(mongo_server: MongoServer) -> None:
    with mongo_server.client() as client, pytest.raises(OperationFailure):
        _readdress(client, f"{HOST}:1")
