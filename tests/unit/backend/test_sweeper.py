"""The thread that looks after chords."""

from __future__ import annotations

import threading
from types import SimpleNamespace
from typing import Any

import pytest
from celery import Celery, signals

from aurora_celery.backend import sweeper
from aurora_celery.backend.sweeper import ChordSweeper


def test_a_pass_that_fails_is_followed_by_the_next() -> None:
    passes: list[int] = []
    enough = threading.Event()

    def sweep() -> None:
        passes.append(len(passes))
        if len(passes) >= 3:
            enough.set()
        raise ConnectionError("the store is gone")

    thread = ChordSweeper(sweep, interval=0.001)
    thread.start()
    assert enough.wait(20)
    thread.stop()
    thread.join(20)
    assert not thread.is_alive()


class Backend:
    """What the sweeper asks of a backend."""

    def __init__(self) -> None:
        self.options = SimpleNamespace(sweep_interval=0.001)
        self.swept = threading.Event()

    def sweep_chords(self) -> int:
        self.swept.set()
        return 0


class Consumer:
    """What a worker sends its signals as."""

    def __init__(self, app: Any, pool: Any) -> None:
        self.app, self.pool = app, pool


@pytest.fixture
def host(monkeypatch: pytest.MonkeyPatch, app: Celery) -> Any:
    """An app whose worker's pool is of a kind that the test chooses."""
    monkeypatch.setattr(sweeper, "_running", {})
    yield SimpleNamespace(backend=Backend(), pool=None)
    signals.worker_shutdown.send(sender=None)
    assert sweeper._running == {}


def test_a_pool_of_threads_is_swept_by_the_worker_itself(host: Any) -> None:
    sweeper.attend(host, interval=0.001)
    signals.worker_ready.send(sender=Consumer(host, object()))
    assert host.backend.swept.wait(20)


def test_the_main_process_of_a_prefork_pool_does_not_sweep(host: Any) -> None:
    sweeper.attend(host, interval=0.001)
    pool = type("TaskPool", (), {"__module__": "celery.concurrency.prefork"})()
    signals.worker_ready.send(sender=Consumer(host, pool))
    assert sweeper._running == {}


def test_a_pool_process_that_meets_its_backend_late_sweeps_all_the_same(
    host: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sweeper, "current_process", lambda: SimpleNamespace(name="ForkPoolWorker-3"))
    sweeper.attend(host, interval=0.001)
    assert host.backend.swept.wait(20)


@pytest.mark.parametrize("interval", [0, 0.0])
def test_an_interval_of_zero_means_never(host: Any, monkeypatch: pytest.MonkeyPatch, interval: float) -> None:
    monkeypatch.setattr(sweeper, "current_process", lambda: SimpleNamespace(name="ForkPoolWorker-3"))
    sweeper.attend(host, interval=interval)
    assert sweeper._running == {}


def test_another_backend_is_left_alone(host: Any) -> None:
    sweeper.attend(host, interval=0.001)
    other = SimpleNamespace(backend=object())
    signals.worker_ready.send(sender=Consumer(other, object()))
    assert sweeper._running == {}
