"""A worker that is told to stop: what runs ends, what was not begun goes to others, and no try is counted."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Callable
from pathlib import Path

import psutil
import pytest

from aurora_celery import Aurora, Graph, RunHandle
from tests.integration.engine.graphs import assert_sound, independent_work
from tests.integration.engine.test_faults import wait_for_progress
from tests.servers.worker import CeleryWorker

StartWorker = Callable[..., CeleryWorker]

PERILS = "tests.integration.engine.perils"


def perilous(**nodes: dict[str, object]) -> Graph:
    """A graph of dangerous nodes: what ``handler`` names is in the module of perils."""
    found = {
        name: {"handler": f"{PERILS}.{node.pop('handler')}", "with": {"name": name, **node}}
        for name, node in nodes.items()
    }
    return Graph.from_dict({"aurora": 1, "name": "perilous", "nodes": found})


def until(true: Callable[[], bool], what: str, *, seconds: float = 30.0) -> None:
    """Block until something is so."""
    deadline = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < deadline, f"not within {seconds:g} s: {what}"
        time.sleep(0.02)


def ended(pid: int) -> bool:
    """Whether a process is gone, or only waits to be buried."""
    try:
        return psutil.Process(pid).status() == psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return True


def states(aurora: Aurora) -> list[bool]:
    """Of the workers that live: which drain."""
    return [beat.draining for beat in aurora.store.workers.workers(within=2)]


def forgotten(run: RunHandle) -> set[tuple[str, str]]:
    """Why tries of the run's nodes ended that were not their last: reason and node."""
    return {
        (attempt.failure.reason, node.id) for node in run.view().nodes for attempt in node.history if attempt.failure
    }


def test_at_the_first_signal_what_runs_ends_and_nothing_new_begins(
    aurora: Aurora, start_worker: StartWorker, log: Path
) -> None:
    worker = start_worker(concurrency=2)
    graph = independent_work(6, seconds=2.0)
    run = aurora.submit(graph)
    wait_for_progress(log, 2)
    os.kill(worker.pid, signal.SIGTERM)
    until(lambda: states(aurora) == [True], "the beat says that the worker drains")
    until(lambda: not worker.alive, "the worker has ended")
    assert log.read_text().count("begin") == 2
    assert [node.state.value for node in run.view().nodes].count("succeeded") == 2
    assert states(aurora) == []
    start_worker(concurrency=2)
    assert_sound(run.wait(timeout=90), log, graph)
    assert forgotten(run) == set()
    assert log.read_text().count("begin") == 6


def test_what_a_draining_worker_had_taken_goes_to_another_at_once(
    aurora: Aurora, start_worker: StartWorker, log: Path, environment: dict[str, str]
) -> None:
    """Messages that wait in a worker behind a long handler are kept neither until that ends nor for the sweeper."""
    environment["AURORA_ENGINE__REPUBLISH"] = "300"
    worker = start_worker(concurrency=1)
    graph = independent_work(3, seconds=0.0)
    blocker = aurora.submit(independent_work(1, seconds=60.0))
    wait_for_progress(log, 1)
    run = aurora.submit(graph)
    until(lambda: "received" in worker.log and worker.log.count("received") >= 2, "a message waits in the worker")
    os.kill(worker.pid, signal.SIGTERM)
    until(lambda: states(aurora) == [True], "the beat says that the worker drains")
    start_worker(concurrency=1)
    assert_sound(run.wait(timeout=90), log, graph)
    assert worker.alive
    assert blocker.state.value == "running"


@pytest.mark.parametrize(
    "signals", [(signal.SIGQUIT,), (signal.SIGTERM, signal.SIGTERM), (signal.SIGINT, signal.SIGTERM)]
)
def test_a_quick_stop_hands_back_what_runs_and_counts_no_try(
    aurora: Aurora, start_worker: StartWorker, log: Path, signals: tuple[signal.Signals, ...]
) -> None:
    worker = start_worker(concurrency=2)
    graph = independent_work(2, seconds=60.0)
    run = aurora.submit(graph)
    wait_for_progress(log, 2)
    children = worker.children()
    for number in signals:
        os.kill(worker.pid, number)
        until(lambda: True in states(aurora) or not worker.alive, "the worker drains")
    until(lambda: not worker.alive, "the worker has ended")
    assert all(map(ended, children))
    nodes = run.view().nodes
    assert {node.state.value for node in nodes} == {"retrying"}
    assert forgotten(run) == {("worker_stopped", "n0"), ("worker_stopped", "n1")}
    slots = next(iter(aurora.store.runs.cells(run.id))).slots.values()
    assert [(slot.attempt, slot.retries, slot.crashes) for slot in slots] == [(1, 0, 0)] * 2
    assert aurora.store.workers.workers(within=60) == ()


@pytest.mark.parametrize("pool", ["threads", "solo"])
def test_a_pool_that_cannot_stop_its_handlers_hands_them_back_and_ends(
    aurora: Aurora, start_worker: StartWorker, log: Path, pool: str
) -> None:
    worker = start_worker(pool=pool, concurrency=1)
    run = aurora.submit(independent_work(1, seconds=60.0))
    wait_for_progress(log, 1)
    os.kill(worker.pid, signal.SIGQUIT)
    until(lambda: not worker.alive, "the worker has ended")
    assert forgotten(run) == {("worker_stopped", "n0")}
    (slot,) = next(iter(aurora.store.runs.cells(run.id))).slots.values()
    assert (slot.attempt, slot.retries, slot.crashes) == (1, 0, 0)
    assert aurora.store.workers.workers(within=60) == ()


def test_a_soft_shutdown_lets_what_is_short_end_and_hands_back_what_is_not(
    aurora: Aurora, start_worker: StartWorker, log: Path, environment: dict[str, str]
) -> None:
    environment["AURORA_CELERY__WORKER_SOFT_SHUTDOWN_TIMEOUT"] = "4"
    worker = start_worker(concurrency=2)
    short, long = (aurora.submit(independent_work(1, seconds=seconds)) for seconds in (2.0, 60.0))
    wait_for_progress(log, 2)
    os.kill(worker.pid, signal.SIGQUIT)
    until(lambda: states(aurora) == [True], "the beat says that the worker drains")
    until(lambda: not worker.alive, "the worker has ended")
    assert short.wait(timeout=90).state.value == "succeeded"
    assert (forgotten(short), forgotten(long)) == (set(), {("worker_stopped", "n0")})


def test_a_handler_that_does_not_heed_the_quick_stop_is_killed(
    aurora: Aurora, start_worker: StartWorker, log: Path, environment: dict[str, str]
) -> None:
    environment["AURORA_WORKER__INCLUDE"] += f",{PERILS}"
    worker = start_worker(concurrency=1)
    (child,) = worker.children()
    run = aurora.submit(perilous(unmoved={"handler": "unmoved", "seconds": 60.0}))
    wait_for_progress(log, 1)
    os.kill(worker.pid, signal.SIGQUIT)
    until(lambda: not worker.alive, "the worker has ended")
    assert ended(child)
    assert "unmoved unmoved" in log.read_text()
    assert forgotten(run) == {("worker_stopped", "unmoved")}
