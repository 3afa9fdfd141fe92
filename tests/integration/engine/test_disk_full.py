"""A full disk: under MongoDB it refuses runs and loses none; under a worker's log it stops nothing."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from pathlib import Path

import pytest
from pymongo import MongoClient
from pymongo.errors import PyMongoError

from aurora_celery import RunHandle
from aurora_celery.errors import StoreUnavailable
from tests.conftest import WorkerFactory
from tests.integration.conftest import configuration, open_aurora
from tests.integration.engine.graphs import assert_sound, independent_work
from tests.integration.engine.test_workers_stop import until
from tests.servers.mongo import MongoServer
from tests.servers.needs import SMALL_DISK
from tests.servers.small_disk import SmallDisk
from tests.servers.worker import CeleryWorker

#: What a worker prints whatever becomes of its log.
BANNER = r"\.> transport:"


@pytest.fixture
def disk(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Iterator[SmallDisk | None]:
    """A file system that can become full; None where the kernel does not allow one."""
    if not SMALL_DISK.granted(capsys):
        yield None
        return
    disk = SmallDisk(tmp_path / "disk")
    yield disk
    disk.close()


def dies(mongo: MongoServer) -> bool:
    """Ask for everything to be written down, which needs room."""
    client: MongoClient[dict[str, object]] = MongoClient(mongo.url(), serverSelectionTimeoutMS=500)
    with client, contextlib.suppress(PyMongoError):
        client.admin.command("fsync")
    return not mongo.alive


def test_a_full_disk_refuses_runs_and_loses_none_that_was_accepted(
    disk: SmallDisk | None, valkey_url: str, log: Path, celery_worker_process: WorkerFactory
) -> None:
    if disk is None:
        return
    mongo = MongoServer(disk.path)
    environment = configuration(valkey_url, mongo.url("aurora"), log)
    # A submit tries again and again, and each time waits for so long for a server to come.
    aurora = open_aurora(configuration(valkey_url, mongo.url("aurora") + "&serverSelectionTimeoutMS=300", log))
    graph = independent_work(4, seconds=0.0)
    try:
        runs = [aurora.submit(graph) for _ in range(5)]
        disk.fill()
        until(lambda: dies(mongo), "the full disk ends mongod")
        with pytest.raises(StoreUnavailable, match="MongoDB does not answer"):
            aurora.submit(graph, key="again")
        disk.free()
        mongo.start()
        runs.append(aurora.submit(graph, key="again"))
        celery_worker_process("aurora_celery", env=environment)
        for run in runs:
            assert_sound(run.wait(timeout=60), log, graph)
    finally:
        aurora.runtime.close()
        mongo.kill9()


def test_a_worker_whose_log_has_no_room_goes_on(
    disk: SmallDisk | None, environment: dict[str, str], log: Path, celery_worker_process: WorkerFactory
) -> None:
    if disk is None:
        return
    diary = disk.path / "worker.log"
    worker = celery_worker_process("aurora_celery", env=environment, arguments=["--logfile", str(diary)], ready=BANNER)
    aurora = open_aurora(environment)
    graph = independent_work(8, seconds=0.0)
    try:
        assert_sound(aurora.submit(graph).wait(timeout=60), log, graph)
        disk.fill()
        with pytest.raises(OSError, match="No space left"):
            (disk.path / "more").write_bytes(bytes(4096))
        until(lambda: _tells(worker, aurora.submit(graph)), "the log has no room")
        assert_sound(aurora.submit(graph).wait(timeout=60), log, graph)
        full = diary.stat().st_size
        disk.free()
        assert_sound(aurora.submit(graph).wait(timeout=60), log, graph)
        until(lambda: diary.stat().st_size > full, "the log goes on")
    finally:
        aurora.runtime.close()


def _tells(worker: CeleryWorker, run: RunHandle) -> bool:
    """True once the worker has told, in another place, that its log cannot be written; a run makes it write there."""
    run.wait(timeout=60)
    return "cannot be written" in worker.log
