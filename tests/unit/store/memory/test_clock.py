"""The store in memory goes by the clock that it is given."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from aurora_celery.model.states import RunState
from aurora_celery.store.memory.store import MemoryStore
from aurora_celery.store.ports import Finish, WorkerBeat
from tests.contract.store.runs import BROKEN, claimed, holder, slot_of, submitted

START = datetime(2030, 1, 1, tzinfo=UTC)


class Clock:
    """A clock that a test moves."""

    def __init__(self) -> None:
        self.moment = START

    def __call__(self) -> datetime:
        return self.moment

    def move(self, seconds: float) -> None:
        self.moment += timedelta(seconds=seconds)


def test_time_is_cut_to_milliseconds() -> None:
    assert MemoryStore(clock=lambda: START.replace(microsecond=1999)).now() == START.replace(microsecond=1000)


def test_a_retry_is_due_to_the_millisecond() -> None:
    clock = Clock()
    store = MemoryStore(clock=clock)
    ref = submitted(store)
    claimed(store, ref, 0)
    store.runs.retry(ref, 0, token="t", failure=BROKEN, delay=5.0)
    clock.move(4.999)
    assert store.runs.claim(ref, 0, holder=holder()) is None
    clock.move(0.001)
    assert store.runs.claim(ref, 0, holder=holder()) is not None
    assert slot_of(store, ref, 0).started == START + timedelta(seconds=5)


def test_a_cell_is_due_when_its_time_has_come() -> None:
    clock = Clock()
    store = MemoryStore(clock=clock)
    ref = submitted(store, attention=15.0)
    clock.move(14.999)
    assert store.runs.due() == ()
    clock.move(0.001)
    (cell,) = store.runs.due()
    assert store.runs.attend(cell, seconds=30.0)
    clock.move(29.999)
    assert store.runs.due() == ()
    clock.move(0.001)
    assert [cell.ref for cell in store.runs.due()] == [ref]


def test_a_lease_ends_and_a_worker_falls_silent() -> None:
    clock = Clock()
    store = MemoryStore(clock=clock)
    store.workers.beat(WorkerBeat(id="w", host="h", pid=1, birth=1, boot="b", namespace="n", pids=()))
    assert store.workers.lead("sweeper", "a", seconds=10.0)
    clock.move(10.0)
    assert len(store.workers.workers(within=10.0)) == 1
    assert store.workers.lead("sweeper", "b", seconds=10.0)
    clock.move(0.001)
    assert store.workers.workers(within=10.0) == ()


def test_a_lease_is_renewed_when_half_of_it_has_passed() -> None:
    clock = Clock()
    store = MemoryStore(clock=clock)
    store.workers.lead("sweeper", "a", seconds=10.0)
    clock.move(4.999)
    assert store.workers.lead("sweeper", "a", seconds=10.0)
    clock.move(5.001)
    assert store.workers.lead("sweeper", "b", seconds=10.0)
    clock.move(5.0)
    assert store.workers.lead("sweeper", "b", seconds=10.0)
    clock.move(9.999)
    assert not store.workers.lead("sweeper", "a", seconds=10.0)
    clock.move(0.001)
    assert store.workers.lead("sweeper", "a", seconds=10.0)


def test_an_ended_run_is_deleted_when_its_time_is_over() -> None:
    clock = Clock()
    store = MemoryStore(clock=clock, retention=60.0)
    run = submitted(store).run
    store.runs.finish(run, 0, Finish(state=RunState.SUCCEEDED))
    clock.move(59.999)
    assert store.runs.purge() == 0
    clock.move(0.001)
    assert store.runs.purge() == 1
