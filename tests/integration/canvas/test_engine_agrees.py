"""The engine and the stock canvas give the same results for the same graphs."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from celery import Celery

from aurora_celery import Aurora
from tests.builders import random_series_parallel
from tests.conftest import WorkerFactory
from tests.integration.canvas.test_plain_celery import SECONDS, evaluated

APP = "tests.integration.canvas.adopted_app"


@pytest.fixture
def aurora(valkey_url: str, mongo_url: str, celery_worker_process: WorkerFactory) -> Iterator[Aurora]:
    """Submits to a worker of a plain app that Aurora was attached to."""
    worker = celery_worker_process(APP, env={"PLAIN_URL": valkey_url, "ADOPTED_STORE": mongo_url})
    assert worker.alive
    instance = Aurora(Celery("client", broker=valkey_url, backend=valkey_url, set_as_current=False), store=mongo_url)
    yield instance
    instance.runtime.close()
    instance.celery.backend.result_consumer.subscribed_to.clear()  # type: ignore[attr-defined]


@pytest.mark.timeout(300)
def test_two_hundred_series_parallel_graphs_give_the_same_results_both_ways(aurora: Aurora) -> None:
    started = []
    for seed in range(200):
        graph, inputs = random_series_parallel(seed, size=1 + seed % 14), {"seed": seed}
        canvas = aurora.canvas(graph, inputs).apply_async()
        started.append((graph, inputs, aurora.submit(graph, inputs), canvas))
    for graph, inputs, run, canvas in started:
        by_engine = run.wait(timeout=SECONDS).result
        assert by_engine == canvas.get(timeout=SECONDS) == evaluated(graph, inputs), graph.name
