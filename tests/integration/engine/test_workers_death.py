"""A process of a worker dies, or its parent does: what that costs the node it ran, and nobody else."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable
from pathlib import Path

import pytest

from aurora_celery import Aurora
from tests.integration.engine.graphs import assert_sound, independent_work, random_work
from tests.integration.engine.test_faults import wait_for_progress
from tests.integration.engine.test_workers_stop import PERILS, ended, perilous, until
from tests.servers.worker import CeleryWorker

StartWorker = Callable[..., CeleryWorker]

SEED = 20261101


@pytest.fixture
def environment(environment: dict[str, str]) -> dict[str, str]:
    """The worker knows the dangerous handlers too."""
    return environment | {"AURORA_WORKER__INCLUDE": f"{environment['AURORA_WORKER__INCLUDE']},{PERILS}"}


@pytest.mark.parametrize("how", ["exit", "exit 0", "segmentation fault", "kill", "term"])
def test_a_node_that_kills_its_process_however_is_poison_after_three_times(
    aurora: Aurora, start_worker: StartWorker, log: Path, how: str
) -> None:
    worker = start_worker(concurrency=2)
    neighbours = independent_work(8, seconds=0.5)
    beside = aurora.submit(neighbours)
    run = aurora.submit(perilous(killer={"handler": "die", "how": how, "times": 99}))
    run.wait(timeout=60)
    assert run.error is not None
    assert (run.error.reason, run.error.node) == ("poison", "killer")
    assert log.read_text().count("die killer") == 3
    assert_sound(beside.wait(timeout=60), log, neighbours)
    assert worker.alive


def test_a_death_costs_the_node_that_was_running_and_no_rider_of_its_message(
    aurora: Aurora, start_worker: StartWorker, log: Path, environment: dict[str, str]
) -> None:
    """Quick nodes go in groups; the one that dies leaves the others of its group to be served at once."""
    environment["AURORA_ENGINE__REPUBLISH"] = "300"
    start_worker(concurrency=2)
    warm = independent_work(200, seconds=0.0)
    assert_sound(aurora.submit(warm).wait(timeout=60), log, warm)
    nodes = {f"n{index}": {"handler": "die", "how": "kill", "times": 0} for index in range(300)}
    nodes["n150"] = {"handler": "die", "how": "kill", "times": 1}
    run = aurora.submit(perilous(**nodes)).wait(timeout=60)
    tries = {node.id: node.attempts for node in run.view().nodes}
    assert run.state.value == "succeeded"
    assert {name for name, attempts in tries.items() if attempts > 1} == {"n150"}


def test_no_handler_outlives_a_parent_that_was_killed(aurora: Aurora, start_worker: StartWorker, log: Path) -> None:
    worker = start_worker(concurrency=2)
    children = worker.children()
    aurora.submit(independent_work(2, seconds=60.0))
    wait_for_progress(log, 2)
    pids = {int(line.split()[2]) for line in log.read_text().splitlines()}
    assert pids <= set(children)
    os.kill(worker.pid, signal.SIGKILL)
    until(lambda: all(map(ended, children)), "every process of the pool has ended", seconds=10)


def test_processes_that_are_renewed_every_five_messages_lose_nothing(
    aurora: Aurora, start_worker: StartWorker, log: Path
) -> None:
    graph = random_work(SEED, size=60, seconds=0.02)
    worker = start_worker(concurrency=2, arguments=["--max-tasks-per-child", "5"])
    first = worker.children()
    run = aurora.submit(graph)
    assert_sound(run.wait(timeout=90), log, graph)
    assert log.read_text().count("begin") == 60
    assert not {*first} & {*worker.children()}
    assert [node.id for node in run.view().nodes if node.attempts > 1] == []


def test_a_handler_that_runs_out_of_its_own_limit_fails_by_itself(
    aurora: Aurora, start_worker: StartWorker, log: Path
) -> None:
    worker = start_worker(concurrency=1)
    run = aurora.submit(perilous(hog={"handler": "greedy"})).wait(timeout=90)
    assert run.error is not None
    assert (run.error.reason, run.error.type) == ("oom", "MemoryError")
    assert log.read_text().count("greedy hog") == 2
    assert worker.alive
    children = worker.children()
    assert_sound(aurora.submit(independent_work(1, seconds=0)).wait(timeout=90), log, independent_work(1, seconds=0))
    assert worker.children() == children


@pytest.mark.parametrize("stubborn", [False, True])
def test_a_node_that_computes_for_ever_is_stopped_at_its_limit(
    aurora: Aurora, start_worker: StartWorker, log: Path, stubborn: bool
) -> None:
    """Asked to, or by the end of its process; what runs beside it is not touched."""
    worker = start_worker(concurrency=2)
    neighbours = independent_work(4, seconds=0.5)
    beside = aurora.submit(neighbours)
    run = aurora.submit(perilous(loop={"handler": "spin", "stubborn": stubborn})).wait(timeout=60)
    assert run.error is not None
    assert (run.error.reason, run.error.node) == ("timeout", "loop")
    assert log.read_text().count("spin loop") == 1
    assert_sound(beside.wait(timeout=60), log, neighbours)
    assert worker.alive
