"""What is counted only grows, whoever counts, and is told under the labels that it was counted under."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

from aurora_celery.store.ports import Store
from aurora_celery.store.tallies import Tally

COUNT = Tally(name="aurora_tasks", labels=("$shop.fetch", "a.b", "succeeded"), count=2)
TIMES = Tally(name="aurora_run_duration_seconds", labels=("etl",), count=2, total=1.5, buckets=(0, 2, 0))


def kept(store: Store) -> list[Tally]:
    return [replace(tally, since=None) for tally in store.tallies.all(limit=100)]


def test_nothing_was_counted_yet(store: Store) -> None:
    store.tallies.add([])
    assert kept(store) == []


def test_what_is_added_is_kept_as_it_was_given(store: Store) -> None:
    store.tallies.add([COUNT])
    store.tallies.add([TIMES])
    assert sorted(kept(store), key=lambda tally: tally.name) == [TIMES, COUNT]
    assert all(tally.since is not None for tally in store.tallies.all(limit=100))


def test_the_same_name_and_labels_are_added_up_and_others_are_not(store: Store) -> None:
    other = replace(COUNT, labels=("$shop.fetch", "a.b", "failed"), count=1)
    store.tallies.add([COUNT, other, TIMES])
    store.tallies.add([COUNT, replace(TIMES, buckets=(1, 0, 1), total=9.0)])
    found = {tally.labels: tally for tally in kept(store)}
    assert found[COUNT.labels].count == 4
    assert found[other.labels] == other
    assert found[TIMES.labels] == replace(TIMES, count=4, total=10.5, buckets=(1, 2, 1))


def test_many_who_count_at_once_lose_nothing(store: Store) -> None:
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda _: store.tallies.add([COUNT]), range(40)))
    assert [tally.count for tally in kept(store)] == [80]


def test_the_oldest_come_first_and_no_more_than_asked_for(store: Store) -> None:
    for number in range(5):
        store.tallies.add([replace(COUNT, labels=(str(number), "q", "failed"))])
    assert len(store.tallies.all(limit=3)) == 3
    since = [tally.since for tally in store.tallies.all(limit=100) if tally.since]
    assert since == sorted(since)
