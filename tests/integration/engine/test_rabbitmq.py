"""Runs on RabbitMQ: quorum queues, confirmed messages, and a broker that is killed."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from amqp.exceptions import PreconditionFailed

from aurora_celery import Aurora
from tests.conftest import WorkerFactory
from tests.integration.conftest import configuration, open_aurora
from tests.integration.engine.graphs import assert_sound, independent_work, random_work
from tests.integration.engine.test_faults import wait_for_progress
from tests.servers.rabbitmq import RabbitMQServer

SEED = 20260201


def attach(broker: str, store: str, log: Path) -> tuple[Aurora, dict[str, str]]:
    environment = configuration(broker, store, log)
    return open_aurora(environment), environment


def test_a_run_on_rabbitmq(rabbitmq_url: str, mongo_url: str, log: Path, celery_worker_process: WorkerFactory) -> None:
    aurora, environment = attach(rabbitmq_url, mongo_url, log)
    graph = random_work(SEED, size=80)
    celery_worker_process("aurora_celery", env=environment)
    assert_sound(aurora.submit(graph).wait(timeout=60), log, graph)
    with aurora.celery.connection_for_write() as connection:
        channel: Any = connection.default_channel
        with pytest.raises(PreconditionFailed, match="x-queue-type"):
            channel.queue_declare("aurora", durable=True, auto_delete=False)
    aurora.runtime.close()


def test_rabbitmq_is_killed_in_the_middle_of_a_run(
    rabbitmq_server: RabbitMQServer, mongo_url: str, log: Path, celery_worker_process: WorkerFactory
) -> None:
    aurora, environment = attach(rabbitmq_server.url(), mongo_url, log)
    graph = random_work(SEED + 1, size=120, seconds=0.02)
    celery_worker_process("aurora_celery", env=environment)
    run = aurora.submit(graph)
    wait_for_progress(log, 30)
    rabbitmq_server.kill9()
    rabbitmq_server.start()
    assert_sound(run.wait(timeout=100), log, graph)
    aurora.runtime.close()


def test_handlers_that_take_longer_than_the_consumer_timeout_cost_nothing(
    rabbitmq_server: RabbitMQServer, mongo_url: str, log: Path, celery_worker_process: WorkerFactory
) -> None:
    """The message of a handler at work is acknowledged. One that waits behind it is not: its channel is closed.

    RabbitMQ looks once a minute whether a message has waited for half an hour; here it looks thrice a second, for 1 s.
    """
    rabbitmq_server.control("eval", _timeouts(1000, 300))
    aurora, environment = attach(rabbitmq_server.url(), mongo_url, log)
    worker = celery_worker_process("aurora_celery", env=environment, concurrency=1)
    try:
        alone, crowd = independent_work(1, seconds=3.0), independent_work(3, seconds=3.0)
        assert_sound(aurora.submit(alone).wait(timeout=60), log, alone)
        assert "PRECONDITION_FAILED" not in worker.log
        run = aurora.submit(crowd)
        worker.wait_for("the broker has closed the worker's channel, .*PRECONDITION_FAILED")
        assert_sound(run.wait(timeout=90), log, crowd)
    finally:
        rabbitmq_server.control("eval", _timeouts(1_800_000, 60_000))
    assert {node.attempts for node in run.view().nodes} == {1}
    assert log.read_text().count("begin") == 4
    assert worker.alive
    aurora.runtime.close()


def _timeouts(wait: int, look: int) -> str:
    """Erlang that sets RabbitMQ's timeout for acknowledgements and how often it looks, for channels opened later."""
    pairs = f"[{{consumer_timeout, {wait}}}, {{channel_tick_interval, {look}}}]"
    return f"[application:set_env(rabbit, Name, Value) || {{Name, Value}} <- {pairs}]."


def test_rabbitmq_is_stopped_and_started_within_its_machine_and_workers_consume_again_by_themselves(
    rabbitmq_server: RabbitMQServer, mongo_url: str, log: Path, celery_worker_process: WorkerFactory
) -> None:
    aurora, environment = attach(rabbitmq_server.url(), mongo_url, log)
    worker = celery_worker_process("aurora_celery", env=environment)
    graph = random_work(SEED + 2, size=60, seconds=0.02)
    run = aurora.submit(graph)
    wait_for_progress(log, 20)
    rabbitmq_server.control("stop_app")
    rabbitmq_server.control("start_app")
    assert_sound(run.wait(timeout=100), log, graph)
    assert_sound(aurora.submit(graph).wait(timeout=60), log, graph)
    assert worker.alive
    aurora.runtime.close()
