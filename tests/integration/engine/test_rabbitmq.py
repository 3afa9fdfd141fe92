"""Runs on RabbitMQ: quorum queues, confirmed messages, and a broker that is killed."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from amqp.exceptions import PreconditionFailed

from aurora_celery import Aurora
from tests.conftest import WorkerFactory
from tests.integration.engine.conftest import configuration, open_aurora
from tests.integration.engine.graphs import assert_sound, random_work
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
