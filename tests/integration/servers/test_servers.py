"""The servers of the tests are real, private, and can be killed."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import kombu
import psutil
from pymongo import MongoClient

from tests.servers.mongo import MongoServer
from tests.servers.rabbitmq import RabbitMQServer
from tests.servers.valkey import ValkeyServer
from tests.servers.worker import CeleryWorker

APP = """
import os
from celery import Celery

app = Celery("probe", broker=os.environ["PROBE_BROKER"])


@app.task(name="probe.hello")
def hello():
    print("hello from a task")
"""


def test_a_database_is_empty_and_belongs_to_a_replica_set(mongo_url: str) -> None:
    with MongoClient[dict[str, object]](mongo_url) as client:
        assert client.admin.command("hello")["setName"] == "aurora"
        assert client.get_default_database().list_collection_names() == []


def test_mongodb_keeps_its_data_when_it_is_killed(mongo_server: MongoServer, mongo_url: str) -> None:
    with MongoClient[dict[str, object]](mongo_url, w="majority", journal=True) as client:
        client.get_default_database()["things"].insert_one({"_id": 1})
        before = mongo_server.pid
        mongo_server.restart()
        assert mongo_server.pid != before
        assert client.get_default_database()["things"].count_documents({}) == 1


def test_valkey_answers_after_it_was_killed(valkey_server: ValkeyServer) -> None:
    valkey_server.restart()
    assert _round_trip(valkey_server.url()) == "ping"


def test_a_private_rabbitmq_keeps_durable_queues_when_it_is_killed(rabbitmq_server: RabbitMQServer) -> None:
    with kombu.Connection(rabbitmq_server.url(), transport_options={"confirm_publish": True}) as connection:
        connection.SimpleQueue("kept").put("still here")
    rabbitmq_server.restart()
    with kombu.Connection(rabbitmq_server.url()) as connection:
        assert connection.SimpleQueue("kept").get(timeout=10).payload == "still here"


def test_a_worker_runs_tasks_from_either_broker(
    broker_url: str, tmp_path: Path, celery_worker_process: Callable[..., CeleryWorker]
) -> None:
    (tmp_path / "probe.py").write_text(APP)
    worker = celery_worker_process("probe", cwd=tmp_path, env={"PROBE_BROKER": broker_url})
    with kombu.Connection(broker_url) as connection:
        message = {"id": "1", "task": "probe.hello", "lang": "py"}
        connection.SimpleQueue("celery").put([[], {}, {}], headers=message, correlation_id="1")
    worker.wait_for("hello from a task")
    children = worker.children()
    assert len(children) >= 2
    worker.kill9()
    assert not any(psutil.pid_exists(pid) and _runs(pid) for pid in children)


def _runs(pid: int) -> bool:
    return psutil.Process(pid).status() != psutil.STATUS_ZOMBIE


def _round_trip(url: str) -> object:
    with kombu.Connection(url) as connection:
        queue = connection.SimpleQueue("echo")
        queue.put("ping")
        return queue.get(timeout=10).payload
