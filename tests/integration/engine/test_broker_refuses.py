"""A broker that is there and takes no message: what is submitted is accepted, waits, and runs once it does."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import redis

from aurora_celery import Aurora, RunHandle
from tests.conftest import WorkerFactory
from tests.integration.conftest import configuration, open_aurora
from tests.integration.engine.graphs import assert_sound, independent_work
from tests.integration.engine.silent_proxy import SilentProxy
from tests.servers.rabbitmq import RabbitMQServer, vhost_name
from tests.servers.valkey import ValkeyServer
from tests.servers.worker import CeleryWorker

StartWorker = Callable[..., CeleryWorker]

GRAPH = independent_work(3, seconds=0.0)

#: How RabbitMQ is made to refuse, and to take messages again, as arguments of rabbitmqctl.
LIMITS = {
    "queue is full": (
        ("set_policy", "-p", vhost_name(0), "full", ".*", '{"max-length": 1, "overflow": "reject-publish"}'),
        ("clear_policy", "-p", vhost_name(0), "full"),
    ),
    "message is too large": (
        ("eval", "application:set_env(rabbit, max_message_size, 20)."),
        ("eval", "application:set_env(rabbit, max_message_size, 134217728)."),
    ),
}


def quick(broker: str, store: str, log: Path) -> dict[str, str]:
    """A configuration that waits a second for an answer of the broker."""
    names = ("read_timeout", "write_timeout") if broker.startswith("amqp") else ("socket_timeout",)
    options = {"confirm_publish": True} if broker.startswith("amqp") else {}
    return configuration(broker, store, log) | {
        "AURORA_BROKER__CONFIRM_TIMEOUT": "1",
        "AURORA_CELERY__BROKER_TRANSPORT_OPTIONS": json.dumps({**options, **dict.fromkeys(names, 2.0)}),
    }


def submitted(aurora: Aurora) -> RunHandle:
    """A run that was accepted, by a call that comes back."""
    runs: list[RunHandle] = []
    thread = threading.Thread(target=lambda: runs.append(aurora.submit(GRAPH)), daemon=True)
    thread.start()
    thread.join(60)
    assert runs, "the call hangs"
    return runs[0]


def test_rabbitmq_has_no_memory_left_and_loses_nothing(
    rabbitmq_server: RabbitMQServer, mongo_url: str, log: Path, celery_worker_process: WorkerFactory
) -> None:
    """It stops reading from whoever publishes."""
    environment = quick(rabbitmq_server.url(), mongo_url, log)
    aurora = open_aurora(environment)
    worker = celery_worker_process("aurora_celery", env=environment)
    assert_sound(aurora.submit(GRAPH).wait(timeout=60), log, GRAPH)
    rabbitmq_server.control("set_vm_memory_high_watermark", "0")
    try:
        runs = [submitted(aurora) for _ in range(2)]
        worker.wait_for("could not be rung for: ", timeout=60)
    finally:
        rabbitmq_server.control("set_vm_memory_high_watermark", "0.9")
    for run in runs:
        assert_sound(run.wait(timeout=60), log, GRAPH)
    assert worker.alive
    aurora.runtime.close()


@pytest.mark.parametrize("limit", LIMITS)
def test_rabbitmq_refuses_a_message_and_its_node_is_rung_for_later(
    rabbitmq_server: RabbitMQServer,
    mongo_url: str,
    log: Path,
    celery_worker_process: WorkerFactory,
    caplog: pytest.LogCaptureFixture,
    limit: str,
) -> None:
    refuse, heal = LIMITS[limit]
    environment = quick(rabbitmq_server.url(), mongo_url, log)
    rabbitmq_server.control(*refuse)
    try:
        aurora = open_aurora(environment)
        runs = [submitted(aurora) for _ in range(3)]
        assert "could not be rung for: " in caplog.text
    finally:
        rabbitmq_server.control(*heal)
    celery_worker_process("aurora_celery", env=environment)
    for run in runs:
        assert_sound(run.wait(timeout=60), log, GRAPH)
    aurora.runtime.close()


def test_valkey_has_no_memory_left_and_loses_nothing(
    aurora: Aurora, start_worker: StartWorker, valkey_server: ValkeyServer, log: Path
) -> None:
    worker = start_worker()
    assert_sound(aurora.submit(GRAPH).wait(timeout=90), log, GRAPH)
    with redis.Redis(port=valkey_server.port) as client:
        client.config_set("maxmemory-policy", "noeviction")
        client.config_set("maxmemory", 1)
        try:
            runs = [submitted(aurora) for _ in range(3)]
            worker.wait_for("could not be rung for: .*maxmemory")
        finally:
            client.config_set("maxmemory", 0)
    for run in runs:
        assert_sound(run.wait(timeout=60), log, GRAPH)
    assert worker.alive


@pytest.fixture
def proxy(broker_url: str) -> Iterator[SilentProxy]:
    """What stands between the submitter and its broker."""
    made = SilentProxy(broker_url)
    yield made
    made.close()


def test_an_answer_of_the_broker_that_never_comes_is_not_waited_for(
    broker_url: str, proxy: SilentProxy, mongo_url: str, log: Path, celery_worker_process: WorkerFactory
) -> None:
    """The confirm of RabbitMQ, the reply of Valkey; the worker is not behind the proxy."""
    submitter = open_aurora(quick(proxy.url, mongo_url, log))
    celery_worker_process("aurora_celery", env=quick(broker_url, mongo_url, log))
    assert_sound(submitter.submit(GRAPH).wait(timeout=60), log, GRAPH)
    proxy.silence(for_good=True)
    for run in [submitted(submitter) for _ in range(2)]:
        assert_sound(run.wait(timeout=60), log, GRAPH)
    submitter.runtime.close()
