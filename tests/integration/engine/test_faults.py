"""``kill -9`` of anything at any time: the run goes on, every node completes once, no result changes."""

from __future__ import annotations

import random
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from aurora_celery import Aurora, RunHandle
from tests.integration.engine.graphs import assert_sound, independent_work, random_work
from tests.servers.mongo import MongoServer
from tests.servers.valkey import ValkeyServer
from tests.servers.worker import CeleryWorker

StartWorker = Callable[..., CeleryWorker]

SIZE = 200
SEED = 20260101


def wait_for_progress(log: Path, calls: int, *, timeout: float = 60.0) -> None:
    """Block until handlers have been called so often."""
    deadline = time.monotonic() + timeout
    while log.read_text().count("begin") < calls:
        assert time.monotonic() < deadline, f"only {log.read_text().count('begin')} calls in {timeout:g} s"
        time.sleep(0.01)


def results_of(run: RunHandle) -> dict[str, str | None]:
    """What is recorded of every finished node: its attempt and its time. It must never change."""
    return {node.id: f"{node.attempts} {node.finished}" for node in run.view().nodes if node.state.value == "succeeded"}


def test_children_of_a_worker_are_killed(aurora: Aurora, start_worker: StartWorker, log: Path) -> None:
    graph, rng = random_work(SEED, size=SIZE, seconds=0.01), random.Random(SEED)
    worker = start_worker(concurrency=2)
    run = aurora.submit(graph)
    for strike in range(1, 7):
        wait_for_progress(log, strike * 25)
        worker.kill9_child(rng.choice(worker.children()))
    run.wait(timeout=60)
    assert_sound(run, log, graph)


def test_a_worker_is_killed_and_another_takes_over(aurora: Aurora, start_worker: StartWorker, log: Path) -> None:
    graph = random_work(SEED + 1, size=SIZE, seconds=0.01)
    run = aurora.submit(graph)
    for strike in range(1, 4):
        worker = start_worker(concurrency=2)
        wait_for_progress(log, strike * 40)
        worker.kill9_parent()
    before = results_of(run)
    start_worker(concurrency=2)
    run.wait(timeout=60)
    assert_sound(run, log, graph)
    assert before.items() <= results_of(run).items()


def test_the_broker_is_killed_and_forgets_everything(
    aurora: Aurora, start_worker: StartWorker, log: Path, valkey_server: ValkeyServer
) -> None:
    graph = random_work(SEED + 2, size=SIZE, seconds=0.01)
    start_worker(concurrency=2)
    run = aurora.submit(graph)
    wait_for_progress(log, 50)
    valkey_server.kill9()
    valkey_server.start()
    valkey_server.flush()
    run.wait(timeout=90)
    assert_sound(run, log, graph)


def test_a_worker_outlives_a_broker_that_dies_while_the_worker_polls_and_holds_messages(
    aurora: Aurora, start_worker: StartWorker, log: Path, valkey_server: ValkeyServer
) -> None:
    """Two nodes run, a third waits in the worker unacknowledged, and the worker asks for a fourth."""
    worker = start_worker(concurrency=2)
    for strike in range(1, 4):
        graph = independent_work(3, seconds=1.0)
        run = aurora.submit(graph)
        wait_for_progress(log, 3 * strike - 1)
        valkey_server.restart()
        run.wait(timeout=90)
        assert worker.alive
    assert "Connection to broker lost" in worker.log


def test_the_store_is_killed(aurora: Aurora, start_worker: StartWorker, log: Path, mongo_server: MongoServer) -> None:
    graph = random_work(SEED + 3, size=SIZE, seconds=0.01)
    start_worker(concurrency=2)
    run = aurora.submit(graph)
    for strike in (50, 100):
        wait_for_progress(log, strike)
        mongo_server.kill9()
        mongo_server.start()
    run.wait(timeout=90)
    assert_sound(run, log, graph)


def test_everything_is_killed_at_once(
    aurora: Aurora, start_worker: StartWorker, log: Path, mongo_server: MongoServer, valkey_server: ValkeyServer
) -> None:
    graph = random_work(SEED + 4, size=SIZE, seconds=0.01)
    worker = start_worker(concurrency=2)
    run = aurora.submit(graph)
    wait_for_progress(log, 80)
    before = results_of(run)
    worker.kill9()
    valkey_server.kill9()
    mongo_server.kill9()
    mongo_server.start()
    valkey_server.start()
    start_worker(concurrency=2)
    run.wait(timeout=90)
    assert_sound(run, log, graph)
    assert before.items() <= results_of(run).items()


def test_a_run_that_was_accepted_while_no_worker_lived_is_run_by_the_next(
    aurora: Aurora, start_worker: StartWorker, log: Path
) -> None:
    graph = random_work(SEED + 5, size=20)
    runs = [aurora.submit(graph) for _ in range(3)]
    start_worker()
    for run in runs:
        assert_sound(run.wait(timeout=60), log, graph)


def test_a_broker_that_is_down_delays_a_run_and_loses_nothing(
    aurora: Aurora, start_worker: StartWorker, log: Path, valkey_server: ValkeyServer
) -> None:
    graph = random_work(SEED + 6, size=20)
    valkey_server.kill9()
    run = aurora.submit(graph)
    valkey_server.start()
    start_worker()
    assert_sound(run.wait(timeout=60), log, graph)


@pytest.mark.parametrize("pool", ["threads", "solo"])
def test_runs_work_in_every_pool(aurora: Aurora, start_worker: StartWorker, log: Path, pool: str) -> None:
    graph = random_work(SEED + 7, size=60)
    start_worker(pool=pool, concurrency=1 if pool == "solo" else 4)
    run = aurora.submit(graph)
    assert_sound(run.wait(timeout=60), log, graph)
