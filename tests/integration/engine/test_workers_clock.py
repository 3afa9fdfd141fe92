"""Workers whose clocks are wrong: leases and delays are judged by the store's clock, so nothing happens too early."""

from __future__ import annotations

import re
import time
from datetime import timedelta
from pathlib import Path

import pytest

from aurora_celery import Aurora, Graph
from tests.conftest import WorkerFactory
from tests.integration.engine.graphs import SHOP, assert_sound, independent_work
from tests.integration.engine.test_workers_stop import until
from tests.servers.needs import WALL_CLOCK
from tests.servers.wall_clock import WallClock
from tests.servers.worker import CeleryWorker

HOUR = 3600.0

#: Seconds that a worker may be silent, on a busy machine too, and longer ones for which nodes are held.
LEASE, HELD = 4.0, 5.0

#: How many nodes are held, and how many fail at first.
KEPT, TRIED = 4, 8

#: Seconds that a node waits for its second try.
DELAY = 2.0

#: What two readings of one clock may differ by.
TICK = timedelta(milliseconds=10)


def retried(size: int) -> Graph:
    """Nodes that succeed at the second try."""
    retry = {"max": 1, "delay": DELAY, "backoff": "fixed", "jitter": 0}
    node = {"handler": f"{SHOP}.flaky", "with": {"until": 2}, "retry": retry}
    return Graph.from_dict({"aurora": 1, "name": "retried", "nodes": {f"r{n}": node for n in range(size)}})


def ahead(worker: CeleryWorker) -> float:
    """By how many seconds the last line of the worker's log is ahead of this process's clock."""
    stamp = re.findall(r"^\[(\d{4}-\d\d-\d\d \d\d:\d\d:\d\d),", worker.log, re.MULTILINE)[-1]
    return time.mktime(time.strptime(stamp, "%Y-%m-%d %H:%M:%S")) - time.time()


def all_begun(log: Path) -> bool:
    """Whether every node has been called."""
    text = log.read_text()
    return text.count("flaky 1\n") >= TRIED and text.count("begin ") >= KEPT


def test_wrong_clocks_take_no_node_away_and_shorten_no_delay(
    aurora: Aurora,
    environment: dict[str, str],
    log: Path,
    tmp_path: Path,
    celery_worker_process: WorkerFactory,
    capsys: pytest.CaptureFixture[str],
) -> None:
    if not WALL_CLOCK.granted(capsys):
        return
    patient = environment | {"AURORA_WORKER__LEASE": str(LEASE)}
    stepped, hasty = (WallClock(tmp_path / name) for name in ("stepped", "hasty"))
    stepped.shift(HOUR)
    first, _ = (
        celery_worker_process("aurora_celery", env={**patient, **clock.environment}, concurrency=4)
        for clock in (stepped, hasty)
    )
    assert ahead(first) > HOUR / 2
    hasty.double()
    held = independent_work(KEPT, seconds=HELD)
    runs = [aurora.submit(held), aurora.submit(retried(TRIED))]
    until(lambda: all_begun(log), "all have begun", seconds=60)
    stepped.shift(-HOUR)
    working, waiting = (run.wait(timeout=60) for run in runs)
    assert_sound(working, log, held)
    assert {node.attempts for node in working.view().nodes} == {1}
    while ahead(first) > -HOUR / 2:
        aurora.submit(independent_work(KEPT, seconds=0.0)).wait(timeout=60)
    for node in waiting.view().nodes:
        failed = node.history[0].finished
        assert failed is not None
        assert node.started is not None
        assert node.started - failed >= timedelta(seconds=DELAY) - TICK
