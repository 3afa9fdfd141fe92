"""The embedded servers are real, keep their data through a kill, and come back on the same port."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator
from pathlib import Path

import pymongo
import pytest
import redis

from aurora_celery.embedded.mongod import MongodServer
from aurora_celery.embedded.ports import new_port
from aurora_celery.embedded.server import EmbeddedServer
from aurora_celery.embedded.valkey import ValkeyServer
from aurora_celery.errors import EmbeddedServerError


@pytest.fixture
def valkey(tmp_path: Path) -> Iterator[ValkeyServer]:
    server = ValkeyServer(tmp_path)
    yield server
    server.stop()


@pytest.fixture
def mongod(tmp_path: Path) -> Iterator[MongodServer]:
    server = MongodServer(tmp_path)
    yield server
    server.stop()


def kill(server: EmbeddedServer) -> None:
    assert server.child is not None
    os.kill(server.child.pid, signal.SIGKILL)
    assert server.child.wait(10.0)


def test_valkey_listens_on_loopback_only_and_never_drops_messages(valkey: ValkeyServer) -> None:
    valkey.start()
    with redis.Redis.from_url(valkey.url) as client:
        config = client.config_get("*")
    wanted = {"bind": "127.0.0.1", "appendonly": "yes", "appendfsync": "everysec", "maxmemory-policy": "noeviction"}
    assert wanted.items() <= config.items()
    assert not config["unixsocket"]


def test_valkey_comes_back_with_its_messages_on_the_same_port(valkey: ValkeyServer) -> None:
    valkey.start()
    before = valkey.url
    with redis.Redis.from_url(valkey.url) as client:
        client.lpush("queue", "message")
        client.execute_command("WAITAOF", 1, 0, 10_000)
    kill(valkey)
    valkey.start()
    assert valkey.url == before
    with redis.Redis.from_url(valkey.url) as client:
        assert client.lrange("queue", 0, -1) == [b"message"]


def test_mongod_is_a_replica_set_of_one_that_takes_majority_writes(mongod: MongodServer) -> None:
    mongod.start()
    with pymongo.MongoClient[dict[str, object]](mongod.url) as client:
        hello = client.admin.command("hello")
        options = client.admin.command("getCmdLineOpts")["parsed"]
    assert (hello["setName"], hello["isWritablePrimary"]) == ("aurora", True)
    assert options["net"]["bindIp"] == "127.0.0.1"


def test_mongod_comes_back_with_its_data_after_a_kill(mongod: MongodServer) -> None:
    mongod.start()
    before = mongod.url
    insert(mongod)
    kill(mongod)
    mongod.start()
    assert mongod.url == before
    assert count(mongod) == 1


def test_mongod_moves_to_another_port_with_its_data(mongod: MongodServer, tmp_path: Path) -> None:
    mongod.start()
    insert(mongod)
    first = mongod.port
    mongod.stop()
    new_port(tmp_path / "mongod" / "aurora.port")
    mongod.start()
    assert mongod.port != first
    assert count(mongod) == 1


def test_a_server_that_dies_while_it_starts_is_explained_with_its_log(tmp_path: Path) -> None:
    fake = tmp_path / "fake-mongod"
    fake.write_text("#!/bin/sh\n[ $1 = --version ] && echo 'db version v6.0.5' && exit\nkill -ILL $$\n")
    fake.chmod(0o755)
    with pytest.raises(EmbeddedServerError) as caught:
        MongodServer(tmp_path, configured=str(fake)).start()
    assert f"{fake} cannot start: this processor lacks instructions" in str(caught.value)
    assert f"see {tmp_path}/logs/mongod.log" in str(caught.value)


def test_a_data_directory_that_another_mongod_uses_is_refused(mongod: MongodServer, tmp_path: Path) -> None:
    mongod.start()
    with pytest.raises(EmbeddedServerError, match="another server uses its data directory"):
        MongodServer(tmp_path).start()


def insert(server: MongodServer) -> None:
    with pymongo.MongoClient[dict[str, object]](server.url) as client:
        client["aurora"].get_collection("things", write_concern=pymongo.WriteConcern("majority", j=True)).insert_one({})


def count(server: MongodServer) -> int:
    with pymongo.MongoClient[dict[str, object]](server.url) as client:
        return client["aurora"]["things"].count_documents({})
