"""Messages that nobody can read: each is refused once, with a reason, and the worker goes on."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
import redis

from aurora_celery import Aurora
from tests.integration.conftest import configuration
from tests.integration.engine.forged import Forged, doorbell, send, unreadable
from tests.integration.engine.graphs import assert_sound, independent_work
from tests.integration.engine.test_workers_stop import until
from tests.servers.worker import CeleryWorker

StartWorker = Callable[..., CeleryWorker]

#: What the log says of each that is refused, by Aurora or by Celery itself.
REFUSALS = ("a message is refused: ", "Can't decode message body: ", "Received and deleted unknown message.")


@pytest.fixture
def environment(broker_url: str, mongo_url: str, log: Path) -> dict[str, str]:
    """The configuration, once with each broker."""
    return configuration(broker_url, mongo_url, log)


def refused(aurora: Aurora) -> int:
    """How many messages the living workers say that they have refused."""
    return sum(beat.refused for beat in aurora.store.workers.workers(within=60))


def refusals(worker: CeleryWorker) -> list[str]:
    return [line for line in worker.log.splitlines() if any(start in line for start in REFUSALS)]


@pytest.mark.timeout(300)
def test_each_is_refused_once_with_a_reason_and_the_worker_goes_on(
    aurora: Aurora, start_worker: StartWorker, broker_url: str, log: Path, tmp_path: Path
) -> None:
    graph, file = independent_work(4, seconds=0.0), tmp_path / "made by a message"
    worker = start_worker()
    assert_sound(aurora.submit(graph).wait(timeout=90), log, graph)
    sent = send(broker_url, "aurora", unreadable(aurora.compile(graph).plan.hash, file))
    assert_sound(aurora.submit(graph).wait(timeout=60), log, graph)
    until(lambda: refused(aurora) >= len(sent), f"all {len(sent)} are refused", seconds=60)
    assert_sound(aurora.submit(graph).wait(timeout=90), log, graph)
    assert refused(aurora) == len(refusals(worker)) == len(sent) > 100
    assert (worker.alive, file.exists()) == (True, False)
    assert "Traceback" not in "".join(line for line in worker.log.splitlines() if "ForkPoolWorker" in line)


def test_a_message_for_a_run_that_is_not_there_ends_without_a_fuss(
    aurora: Aurora, start_worker: StartWorker, broker_url: str, log: Path
) -> None:
    """It may be a late one, for a run that was deleted."""
    graph = independent_work(1, seconds=0.0)
    worker = start_worker()
    plan = aurora.compile(graph).plan.hash
    assert_sound(aurora.submit(graph).wait(timeout=90), log, graph)
    send(broker_url, "aurora", iter([Forged("unknown run", headers=doorbell(plan))]))
    worker.wait_for("run 0{32}: node n0 is not to be had")
    assert_sound(aurora.submit(graph).wait(timeout=90), log, graph)
    assert refused(aurora) == 0
    assert log.read_text().count("begin") == 2


@pytest.mark.parametrize("broker_url", ["valkey"], indirect=True)
def test_what_is_no_message_at_all_is_dropped_and_the_worker_connects_anew(
    aurora: Aurora, start_worker: StartWorker, broker_url: str, log: Path
) -> None:
    garbage = (b"\xff\x00", b"1", b"{}", b'{"body": ' * 50_000)
    graph = independent_work(2, seconds=0.0)
    worker = start_worker()
    assert_sound(aurora.submit(graph).wait(timeout=90), log, graph)
    with redis.Redis.from_url(broker_url) as client:
        for count, text in enumerate(garbage, start=1):
            client.lpush("aurora", text)
            worker.wait_for("Connection to broker lost", count=count)
    assert_sound(aurora.submit(graph).wait(timeout=90), log, graph)
    assert worker.alive
    assert worker.log.count("Connection to broker lost") == len(garbage)
