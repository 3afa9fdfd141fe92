"""A store that is restored from a backup taken in the middle of runs, beside a broker that knows of nothing."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from aurora_celery import Aurora
from tests.chaos.leftovers import audit
from tests.conftest import WorkerFactory
from tests.integration.conftest import configuration, open_aurora
from tests.integration.engine.backup import take
from tests.integration.engine.graphs import assert_sound, independent_work, random_work
from tests.integration.engine.test_faults import results_of, wait_for_progress
from tests.servers.mongo import MongoServer
from tests.servers.valkey import ValkeyServer

SEED = 20261128

#: Bytes of a result beyond which it lies in a document, or a file, of its own: all do.
INLINE = {"AURORA_STORE__INLINE_LIMIT": "1"}


@pytest.fixture
def new_servers(tmp_path: Path) -> Iterator[tuple[MongoServer, ValkeyServer]]:
    """A MongoDB and a Valkey that have never held anything."""
    mongo, valkey = MongoServer(tmp_path), ValkeyServer(tmp_path)
    yield mongo, valkey
    mongo.kill9()
    valkey.kill9()


def test_every_run_that_had_not_ended_ends(
    aurora: Aurora,
    environment: dict[str, str],
    celery_worker_process: WorkerFactory,
    new_servers: tuple[MongoServer, ValkeyServer],
    log: Path,
) -> None:
    mongo, valkey = new_servers
    worker = celery_worker_process("aurora_celery", env=environment | INLINE)
    done, graph = independent_work(2, seconds=0.0), random_work(SEED, size=150, seconds=0.01)
    before = aurora.submit(done).wait(timeout=90)
    running = aurora.submit(graph)
    wait_for_progress(log, 60)
    waiting = aurora.submit(random_work(SEED + 1, size=10))
    backup = take(environment["AURORA_STORE__URL"])
    later = aurora.submit(done, key="after the backup")
    worker.kill9()

    backup.restore(mongo.url("restored"))
    changed = configuration(valkey.url(), mongo.url("restored"), log) | INLINE
    restored = open_aurora(changed)
    kept = results_of(restored.run(running.id))
    assert 0 < len(kept) < 150
    assert results_of(restored.run(before.id)) == results_of(before)
    celery_worker_process("aurora_celery", env=changed)
    for run in (running, waiting):
        assert restored.run(run.id).wait(timeout=60).state.value == "succeeded"
    assert kept.items() <= results_of(restored.run(running.id)).items()
    assert later.id not in {run.id for run in restored.runs().items}
    assert_sound(restored.submit(graph).wait(timeout=60), log, graph)
    assert audit(restored) == []
    restored.runtime.close()
