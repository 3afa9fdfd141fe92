"""Workers say that they live, and one of them leads."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from aurora_celery.store.ports import Store, Unheard, WorkerBeat

BEAT = WorkerBeat(
    id="celery@host",
    host="$host.name",
    pid=42,
    birth=12345678901,
    boot="$$NOW",
    namespace="pid:[4026531836]",
    pids=(43, 44),
    handlers=("$shop.fetch", "a.b"),
    queues=("$q",),
    labels=("zone=$eu", "$a.b=1"),
    concurrency=2,
    draining=True,
    refused=3,
    running=1,
    unheard=(
        Unheard(handler="$shop.fetch", queue=None, since=datetime(2026, 1, 1, tzinfo=UTC)),
        Unheard(handler="a.b", queue="$q", since=datetime(2026, 1, 2, tzinfo=UTC)),
    ),
)
RECENT, NEVER = 3600.0, -1.0


def test_a_living_worker_is_seen_with_all_that_it_says(store: Store) -> None:
    store.workers.beat(BEAT)
    (seen,) = store.workers.workers(within=RECENT)
    assert replace(seen, beat=None, started=None) == BEAT
    assert seen.started == seen.beat
    assert seen.beat is not None


def test_a_worker_keeps_the_time_it_started_and_renews_the_rest(store: Store) -> None:
    store.workers.beat(BEAT)
    (first,) = store.workers.workers(within=RECENT)
    store.workers.beat(replace(BEAT, pids=(45,)))
    (second,) = store.workers.workers(within=RECENT)
    assert second.pids == (45,)
    assert second.started == first.started
    assert second.beat is not None
    assert first.beat is not None
    assert second.beat >= first.beat


def test_a_worker_that_has_been_silent_for_too_long_is_not_seen(store: Store) -> None:
    store.workers.beat(BEAT)
    assert store.workers.workers(within=NEVER) == ()


def test_workers_come_by_id(store: Store) -> None:
    for name in ("b", "c", "a"):
        store.workers.beat(replace(BEAT, id=name))
    assert [beat.id for beat in store.workers.workers(within=RECENT)] == ["a", "b", "c"]


def test_a_worker_that_left_is_not_seen_and_begins_anew(store: Store) -> None:
    store.workers.beat(BEAT)
    store.workers.leave(BEAT.id)
    store.workers.leave(BEAT.id)
    assert store.workers.workers(within=RECENT) == ()
    store.workers.beat(BEAT)
    (seen,) = store.workers.workers(within=RECENT)
    assert seen.started == seen.beat


def test_one_leads_and_may_go_on_leading(store: Store) -> None:
    assert store.workers.lead("sweeper", "a", seconds=60.0)
    assert not store.workers.lead("sweeper", "b", seconds=60.0)
    assert store.workers.lead("sweeper", "a", seconds=60.0)
    assert store.workers.lead("other", "b", seconds=60.0)


def test_a_lease_that_has_run_out_is_free(store: Store) -> None:
    store.workers.lead("sweeper", "a", seconds=NEVER)
    assert store.workers.lead("sweeper", "b", seconds=60.0)
    assert not store.workers.lead("sweeper", "a", seconds=60.0)


def test_a_lease_of_ours_that_has_run_out_is_renewed(store: Store) -> None:
    store.workers.lead("sweeper", "a", seconds=NEVER)
    assert store.workers.lead("sweeper", "a", seconds=60.0)
    assert not store.workers.lead("sweeper", "b", seconds=60.0)


def test_a_lease_of_ours_that_is_long_enough_is_left_as_it_is(store: Store) -> None:
    store.workers.lead("sweeper", "a", seconds=60.0)
    assert store.workers.lead("sweeper", "a", seconds=NEVER)
    assert not store.workers.lead("sweeper", "b", seconds=60.0)


def test_a_lease_can_be_given_up_by_who_has_it_only(store: Store) -> None:
    store.workers.lead("sweeper", "a", seconds=60.0)
    store.workers.resign("sweeper", "b")
    assert not store.workers.lead("sweeper", "b", seconds=60.0)
    store.workers.resign("sweeper", "a")
    store.workers.resign("sweeper", "a")
    assert store.workers.lead("sweeper", "b", seconds=60.0)


@pytest.mark.parametrize("name", ["$name", "a.b", "", "$$ROOT"])
def test_the_names_of_leases_and_owners_are_any_text(store: Store, name: str) -> None:
    assert store.workers.lead(name, name, seconds=60.0)
    assert store.workers.lead(name, name, seconds=60.0)
    assert not store.workers.lead(name, name + "x", seconds=60.0)


def test_of_many_at_once_exactly_one_leads(store: Store) -> None:
    with ThreadPoolExecutor(8) as threads:
        answers = list(threads.map(lambda n: store.workers.lead("sweeper", f"{n}", seconds=60.0), range(16)))
    assert sum(answers) == 1


def test_of_many_that_find_a_lease_run_out_exactly_one_leads(store: Store) -> None:
    store.workers.lead("sweeper", "before", seconds=NEVER)
    with ThreadPoolExecutor(8) as threads:
        answers = list(threads.map(lambda n: store.workers.lead("sweeper", f"{n}", seconds=60.0), range(16)))
    assert sum(answers) == 1
