"""Bulk operations: one driver at a time, each page counted once, in memory and in MongoDB alike."""

from __future__ import annotations

import time

import pytest

from aurora_celery.errors import BadCursor
from aurora_celery.model.bulk import TOLD, BulkOperation, BulkState, BulkStep, Refusal, Tally
from aurora_celery.model.operation import OperationKind
from aurora_celery.operator_errors import BulkNotFound
from aurora_celery.store.ports import Store

LONG = 60.0


def bulk(name: str = "b1") -> BulkOperation:
    """A bulk operation whose texts mean something to a database."""
    return BulkOperation(id=name, kind=OperationKind.RETRY, where='{"a": "$b.c"}', by="$ada", why="$$NOW", dry_run=True)


def test_what_was_accepted_is_read_again(store: Store) -> None:
    accepted = store.bulk.add(bulk())
    assert accepted.created is not None
    assert store.bulk.get("b1") == accepted
    assert (accepted.where, accepted.by, accepted.why, accepted.dry_run) == ('{"a": "$b.c"}', "$ada", "$$NOW", True)
    assert (accepted.state, accepted.tally) == (BulkState.RUNNING, Tally())


def test_accepting_again_changes_nothing(store: Store) -> None:
    accepted = store.bulk.add(bulk())
    store.bulk.take("one", seconds=LONG)
    store.bulk.advance("b1", "one", BulkStep(step=0, page=("r",)), seconds=LONG)
    assert store.bulk.add(bulk()).page == ("r",)
    assert store.bulk.get("b1").created == accepted.created


def test_one_that_is_not_there_is_not_found(store: Store) -> None:
    for ask in (store.bulk.get, store.bulk.cancel):
        with pytest.raises(BulkNotFound):
            ask("nothing")
    assert store.bulk.advance("nothing", "one", BulkStep(step=0), seconds=LONG) is None
    store.bulk.release("nothing", "one")


def test_only_one_drives_it(store: Store) -> None:
    store.bulk.add(bulk())
    assert store.bulk.take("one", seconds=LONG) is not None
    assert store.bulk.take("two", seconds=LONG) is None
    assert store.bulk.take("one", seconds=LONG) is not None
    assert store.bulk.advance("b1", "two", BulkStep(step=0), seconds=LONG) is None


def test_another_drives_it_once_the_lease_is_over(store: Store) -> None:
    store.bulk.add(bulk())
    store.bulk.take("one", seconds=0.05)
    time.sleep(0.1)
    assert store.bulk.take("two", seconds=LONG) is not None
    assert store.bulk.advance("b1", "one", BulkStep(step=0), seconds=LONG) is None


def test_another_drives_it_once_it_was_released(store: Store) -> None:
    store.bulk.add(bulk())
    store.bulk.take("one", seconds=LONG)
    store.bulk.release("b1", "two")
    assert store.bulk.take("two", seconds=LONG) is None
    store.bulk.release("b1", "one")
    assert store.bulk.take("two", seconds=LONG) is not None


def test_the_oldest_is_driven_first(store: Store) -> None:
    for name in ("b2", "b1", "b3"):
        store.bulk.add(bulk(name))
        time.sleep(0.002)
    taken = [store.bulk.take(owner, seconds=LONG) for owner in ("one", "two", "three")]
    assert [each.id for each in taken if each is not None] == ["b2", "b1", "b3"]


def test_a_page_is_counted_once_however_often_it_is_told(store: Store) -> None:
    store.bulk.add(bulk())
    store.bulk.take("one", seconds=LONG)
    refusal = Refusal("$run", "illegal_operation", "$it is running")
    tally = Tally(matched=3, done=1, refused=1, failed=1, refusals=(refusal,))
    steps = [
        BulkStep(step=0, page=("r1", "r2", "r3"), cursor="$c"),
        BulkStep(step=1, tally=tally, page=("r4",), last=True),
    ]
    for step in (steps[0], steps[1], steps[1]):
        store.bulk.advance("b1", "one", step, seconds=LONG)
    seen = store.bulk.get("b1")
    assert (seen.step, seen.page, seen.cursor, seen.last, seen.tally) == (2, ("r4",), None, True, tally)


def test_only_so_many_refusals_are_kept(store: Store) -> None:
    store.bulk.add(bulk())
    store.bulk.take("one", seconds=LONG)
    many = tuple(Refusal(f"r{number}", "c", "w") for number in range(TOLD - 1))
    for step in range(3):
        tally = Tally(matched=len(many), refused=len(many), refusals=many)
        store.bulk.advance("b1", "one", BulkStep(step=step, tally=tally), seconds=LONG)
    seen = store.bulk.get("b1").tally
    assert (seen.refused, seen.refusals) == (3 * len(many), (*many, many[0]))


def test_it_ends_with_its_last_page_and_is_driven_no_more(store: Store) -> None:
    store.bulk.add(bulk())
    assert store.bulk.unfinished()
    store.bulk.take("one", seconds=LONG)
    ended = store.bulk.advance("b1", "one", BulkStep(step=0, done=True), seconds=LONG)
    assert ended is not None
    assert ended.state is BulkState.SUCCEEDED
    assert ended.finished is not None
    assert not store.bulk.unfinished()
    assert store.bulk.take("one", seconds=LONG) is None
    assert store.bulk.cancel("b1") == ended


def test_one_that_is_cancelled_counts_its_last_page_and_stays_cancelled(store: Store) -> None:
    store.bulk.add(bulk())
    store.bulk.take("one", seconds=LONG)
    store.bulk.advance("b1", "one", BulkStep(step=0, page=("r",)), seconds=LONG)
    cancelled = store.bulk.cancel("b1")
    assert cancelled.state is BulkState.CANCELLED
    assert cancelled.finished is not None
    step = BulkStep(step=1, tally=Tally(matched=1, done=1), done=True)
    after = store.bulk.advance("b1", "one", step, seconds=LONG)
    assert after is not None
    assert (after.state, after.tally.done, after.finished) == (BulkState.CANCELLED, 1, cancelled.finished)
    assert store.bulk.take("two", seconds=LONG) is None


def test_pages_give_each_once_and_newest_first(store: Store) -> None:
    for number in range(5):
        store.bulk.add(bulk(f"b{number}"))
    seen: list[BulkOperation] = []
    cursor: str | None = None
    while True:
        page = store.bulk.list(limit=2, cursor=cursor)
        seen += page.items
        cursor = page.cursor
        if cursor is None:
            break
    assert sorted(each.id for each in seen) == [f"b{number}" for number in range(5)]
    assert seen == sorted(seen, key=lambda each: (each.created, each.id), reverse=True)
    with pytest.raises(BadCursor):
        store.bulk.list(cursor="garbage")
