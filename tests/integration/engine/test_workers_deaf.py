"""A worker whose broker connection is dead without a sign of it ends, so that its supervisor starts it anew."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from aurora_celery import Aurora
from tests.conftest import WorkerFactory
from tests.integration.conftest import configuration, open_aurora
from tests.integration.engine.graphs import assert_sound, independent_work
from tests.integration.engine.silent_proxy import SilentProxy
from tests.integration.engine.test_faults import wait_for_progress
from tests.integration.engine.test_workers_stop import until
from tests.servers.worker import CeleryWorker

StartWorker = Callable[..., CeleryWorker]


@pytest.fixture(params=["valkey_url", "rabbitmq_url"])
def broker(request: pytest.FixtureRequest) -> str:
    """Each of the brokers."""
    url: str = request.getfixturevalue(request.param)
    return url


@pytest.fixture
def proxy(broker: str) -> Iterator[SilentProxy]:
    """What stands between the worker and its broker."""
    made = SilentProxy(broker)
    yield made
    made.close()


@pytest.fixture
def environment(broker: str, mongo_url: str, log: Path) -> dict[str, str]:
    """The configuration of whoever speaks to the broker directly."""
    return configuration(broker, mongo_url, log)


@pytest.fixture
def aurora(environment: dict[str, str]) -> Iterator[Aurora]:
    """Submits past the proxy."""
    made = open_aurora(environment)
    yield made
    made.runtime.close()


@pytest.fixture
def start_behind(
    celery_worker_process: WorkerFactory, environment: dict[str, str], proxy: SilentProxy
) -> Callable[..., CeleryWorker]:
    """Start a worker behind the proxy that calls itself deaf after so many seconds."""

    def start(seconds: float, **options: Any) -> CeleryWorker:
        more = {"AURORA_BROKER__URL": proxy.url, "AURORA_WORKER__DEAF_AFTER": str(seconds)}
        return celery_worker_process("aurora_celery", env=environment | more, **options)

    return start


@pytest.fixture
def start_elsewhere(celery_worker_process: WorkerFactory, environment: dict[str, str]) -> Callable[[], CeleryWorker]:
    """Start a worker that speaks to the broker directly, and serves another queue."""
    return lambda: celery_worker_process("aurora_celery", env=environment, arguments=["-Q", "elsewhere"])


def test_a_worker_whose_connection_is_dead_leaves_and_the_next_one_serves(
    aurora: Aurora, start_behind: StartWorker, proxy: SilentProxy, log: Path
) -> None:
    deaf = start_behind(3.0)
    warm, graph = independent_work(2, seconds=0.0), independent_work(4, seconds=0.1)
    assert_sound(aurora.submit(warm).wait(timeout=90), log, warm)
    proxy.silence()
    run = aurora.submit(graph)
    until(lambda: not deaf.alive, "the deaf worker has ended", seconds=60)
    assert deaf.stop() == 1
    assert "rung for in vain" in deaf.log
    assert aurora.store.workers.workers(within=60) == ()
    start_behind(3.0)
    assert_sound(run.wait(timeout=60), log, graph)
    assert [node.attempts for node in run.view().nodes] == [1] * 4


def test_an_idle_worker_that_nobody_calls_stays(aurora: Aurora, start_behind: StartWorker, log: Path) -> None:
    """Nodes that only others serve, or that it serves and cannot take now, are no sign of deafness."""
    idle = start_behind(1.0, arguments=["-Q", "elsewhere"])
    busy = start_behind(1.0, concurrency=1)
    graph = independent_work(2, seconds=6.0)
    assert_sound(aurora.submit(graph).wait(timeout=60), log, graph)
    assert (idle.alive, busy.alive) == (True, True)


def test_a_worker_whose_broker_is_out_of_reach_waits_for_it(
    aurora: Aurora, start_behind: StartWorker, proxy: SilentProxy, log: Path, start_elsewhere: StartWorker
) -> None:
    """Another worker, which serves other queues only, goes on to ring for what this one does not hear."""
    start_elsewhere()
    worker = start_behind(2.0)
    warm = independent_work(2, seconds=0.0)
    assert_sound(aurora.submit(warm).wait(timeout=90), log, warm)
    wait_for_progress(log, 2)
    proxy.silence(for_good=True)
    aurora.submit(warm)
    worker.wait_for("cannot be reached anew|Connection to broker lost|Cannot connect to", timeout=60)
    assert worker.alive
