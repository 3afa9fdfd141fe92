"""One operation on many runs: what counts as done, refused and failed, and who goes on."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from celery import Celery

from aurora_celery import Aurora, RunFilter
from aurora_celery.app.bulk import BulkOperations
from aurora_celery.config import load_settings
from aurora_celery.engine.bulk import drive
from aurora_celery.engine.operations import Operations
from aurora_celery.errors import BrokerUnavailable, PlanNotFound, RunNotFound, StoreTooLarge, StoreUnavailable
from aurora_celery.model.bulk import BulkOperation, BulkState, BulkStep
from aurora_celery.model.operation import OperationKind
from aurora_celery.store.filter_text import write_filter

GRAPH = {"aurora": 1, "name": "etl", "nodes": {"a": {"handler": "shop.sell"}}}


def sell() -> None:
    """A handler."""


@pytest.fixture
def aurora() -> Iterator[Aurora]:
    """An Aurora in memory, and no worker."""
    app = Celery("t", broker="memory://", set_as_current=False)
    instance = Aurora(app, store="memory://", settings=load_settings(environ={}))
    app.task(name="shop.sell", shared=False)(sell)
    yield instance
    instance.runtime.close()


def begun(aurora: Aurora, count: int, kind: OperationKind = OperationKind.CANCEL) -> list[str]:
    """So many runs, and a bulk operation on them that nobody drives."""
    graph = aurora.read(GRAPH)
    runs = [aurora.submit(graph).id for _ in range(count)]
    where = write_filter(RunFilter(graph="etl"))
    aurora.store.bulk.add(BulkOperation(id="b", kind=kind, where=where, by="ada"))
    return runs


def driven(aurora: Aurora) -> BulkOperation:
    """It, driven to its end."""
    assert drive(aurora.runtime.engine(), "one")
    return aurora.store.bulk.get("b")


def test_a_broker_that_is_away_does_not_undo_what_was_accepted(aurora: Aurora, monkeypatch: pytest.MonkeyPatch) -> None:
    begun(aurora, 2)
    control = Operations.control

    def rings_in_vain(*args: Any, **named: Any) -> None:
        control(*args, **named)
        raise BrokerUnavailable("it is away")

    monkeypatch.setattr(Operations, "control", rings_in_vain)
    assert driven(aurora).tally.done == 2


def test_what_aurora_cannot_do_counts_as_failed(aurora: Aurora, monkeypatch: pytest.MonkeyPatch) -> None:
    (run,) = begun(aurora, 1)

    def too_large(*_: Any, **__: Any) -> None:
        raise StoreTooLarge("one document\nand more of it")

    monkeypatch.setattr(Operations, "control", too_large)
    tally = driven(aurora).tally
    assert (tally.matched, tally.failed) == (1, 1)
    assert [(each.run, each.code, each.reason) for each in tally.refusals] == [(run, "store_too_large", "one document")]


def test_a_run_that_is_gone_by_then_is_refused(aurora: Aurora) -> None:
    (run,) = begun(aurora, 1)
    store = aurora.store.bulk
    store.take("one", seconds=60)
    store.advance("b", "one", BulkStep(step=0, page=("0" * 32, run), last=True), seconds=60)
    tally = driven(aurora).tally
    assert (tally.done, tally.refused, tally.refusals[0].code) == (1, 1, RunNotFound.code)


def test_a_run_that_took_it_before_the_page_was_begun_anew_counts_as_done(
    aurora: Aurora, monkeypatch: pytest.MonkeyPatch
) -> None:
    (run,) = begun(aurora, 1)
    control = Operations.control

    def done_already(self: Operations, name: str, kind: OperationKind, author: Any, **named: Any) -> None:
        control(self, name, kind, author, **named)
        raise PlanNotFound(name)

    monkeypatch.setattr(Operations, "control", done_already)
    assert driven(aurora).tally.done == 1
    assert aurora.run(run).state == "cancelled"


def test_who_lost_it_to_another_stops(aurora: Aurora, monkeypatch: pytest.MonkeyPatch) -> None:
    begun(aurora, 3)
    monkeypatch.setattr(aurora.store.bulk, "advance", lambda *_, **__: None)
    assert driven(aurora).state is BulkState.RUNNING


def test_whoever_is_to_stop_leaves_it_to_others(aurora: Aurora) -> None:
    begun(aurora, 3)
    assert drive(aurora.runtime.engine(), "one", stopping=lambda: True)
    assert drive(aurora.runtime.engine(), "two")
    assert aurora.store.bulk.get("b").tally.done == 3


def test_a_store_that_is_away_keeps_the_thread_looking(
    aurora: Aurora, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    begun(aurora, 1)
    unfinished, errors = aurora.store.bulk.unfinished, [StoreUnavailable("it is away")]

    def failing() -> bool:
        if errors:
            raise errors.pop()
        return unfinished()

    monkeypatch.setattr(aurora.store.bulk, "unfinished", failing)
    bulk = BulkOperations(aurora.runtime)
    bulk.wake()
    thread = bulk._thread
    assert thread is not None
    thread.join(30)
    assert aurora.store.bulk.get("b").state is BulkState.SUCCEEDED
    assert "cannot be told now" in caplog.text


def test_a_store_that_is_away_ends_nothing_and_somebody_goes_on(
    aurora: Aurora, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun(aurora, 2)

    def away(*_: Any, **__: Any) -> None:
        raise StoreUnavailable("it is away")

    with monkeypatch.context() as patched:
        patched.setattr(Operations, "control", away)
        with pytest.raises(StoreUnavailable):
            drive(aurora.runtime.engine(), "one")
    assert aurora.store.bulk.get("b").state is BulkState.RUNNING
    ended = driven(aurora)
    assert (ended.state, ended.tally.done) == (BulkState.SUCCEEDED, 2)
