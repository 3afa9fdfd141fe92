"""What every store of joins keeps to: parts are a set, and one sender at a time has the body."""

from __future__ import annotations

import random
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from pymongo.database import Database

from aurora_celery.store.task_ports import Claimant, Counted, Counting, Envelope, Join, NewJoin, Part, TaskStore

BODY = Envelope('{"task": "$body"}', "application/json", "utf-8")
WIDE = 130


def announce(store: TaskStore, *, width: int | None = 2, body_id: str = "b", quiet: float = 60, **more: Any) -> bool:
    join = NewJoin(id="$g", body_id=body_id, body=BODY, width=width, **more)
    return store.joins.open(join, quiet=quiet, expires=3600)


def part(number: int, **more: Any) -> Part:
    return Part(**{"task": f"$t{number}", "index": number, "status": "SUCCESS", "value": f'"$v{number}"', **more})


def count(store: TaskStore, given: Part, *, token: str = "me", body_id: str = "b", lease: float = 60) -> Counted:
    claimant = Claimant(token=token, lease=lease)
    return store.joins.count("$g", given, body_id=body_id, claimant=claimant, quiet=60, expires=3600)


def complete(store: TaskStore, *, width: int = 2, lease: float = 60) -> Join:
    announce(store, width=width)
    store.joins.seal("$g", width, expires=3600)
    answers = [count(store, part(n), lease=lease) for n in range(width)]
    join = answers[-1].join
    assert join is not None
    return join


@pytest.fixture(params=[2, WIDE], ids=["narrow", "wide"])
def width(request: pytest.FixtureRequest) -> int:
    return int(request.param)


def test_the_last_part_makes_its_counter_the_sender(store: TaskStore, width: int) -> None:
    announce(store, width=width, shape="[]")
    store.joins.seal("$g", width, expires=3600)
    answers = [count(store, part(n)) for n in range(width)]
    assert {answer.outcome for answer in answers[:-1]} == {Counting.WAITING}
    join = answers[-1].join
    assert join is not None
    assert (join.id, join.token, join.body_id, join.body, join.shape, join.tries) == ("$g", "me", "b", BODY, "[]", 1)
    assert sorted(join.parts, key=lambda found: found.index or 0) == [part(n) for n in range(width)]


def test_a_part_that_comes_again_counts_once(store: TaskStore, width: int) -> None:
    announce(store, width=width)
    store.joins.seal("$g", width, expires=3600)
    for _ in range(width + 1):
        assert count(store, part(0)).outcome is Counting.WAITING
    assert store.joins.counted("$g") == {part(0).key}


def test_one_task_at_two_places_is_two_parts(store: TaskStore) -> None:
    announce(store)
    store.joins.seal("$g", 2, expires=3600)
    assert count(store, part(0, task="t")).join is None
    assert count(store, part(1, task="t")).join is not None


def test_a_part_may_stand_for_several(store: TaskStore, width: int) -> None:
    announce(store, width=width)
    store.joins.seal("$g", width, expires=3600)
    assert count(store, part(0, weight=width - 1)).join is None
    assert count(store, part(1)).join is not None


def test_nobody_sends_before_the_size_is_known(store: TaskStore, width: int) -> None:
    announce(store, width=width)
    assert count(store, part(0)).outcome is Counting.WAITING
    store.joins.seal("$g", 2, expires=3600)
    assert count(store, part(1)).join is not None


def test_a_header_of_unknown_width_is_counted_too(store: TaskStore) -> None:
    announce(store, width=None)
    assert count(store, part(0)).join is None
    store.joins.seal("$g", 2, expires=3600)
    assert count(store, part(1)).join is not None


def test_a_task_that_was_added_is_waited_for_once(store: TaskStore) -> None:
    announce(store)
    store.joins.seal("$g", 2, expires=3600)
    for _ in range(2):
        store.joins.widen("$g", "more")
    assert count(store, part(0)).join is None
    assert count(store, part(1)).join is None
    assert count(store, part(0, task="more")).join is not None


def test_a_join_made_from_a_part_takes_over_the_size_that_was_announced(store: TaskStore) -> None:
    store.joins.seal("$g", 2, expires=3600)
    assert count(store, part(0)).outcome is Counting.MISSING
    announce(store, announced=False)
    assert count(store, part(0)).outcome is Counting.WAITING
    assert count(store, part(1)).join is not None


def test_a_part_may_be_counted_without_waiting_until_that_is_durable(store: TaskStore, width: int) -> None:
    announce(store, width=width)
    store.joins.seal("$g", 2, expires=3600)
    claimant = Claimant(token="me", lease=60)
    counted = [
        store.joins.count("$g", part(number), body_id="b", claimant=claimant, quiet=60, expires=None, durable=False)
        for number in range(2)
    ]
    assert counted[-1].join is not None


@pytest.mark.parametrize("seed", range(3))
def test_of_many_processes_one_becomes_the_sender(store: TaskStore, width: int, seed: int) -> None:
    announce(store, width=width)
    store.joins.seal("$g", width, expires=3600)
    work = [part(n) for n in range(width)] * 2
    random.Random(seed).shuffle(work)
    with ThreadPoolExecutor(16) as pool:
        answers = list(pool.map(lambda job: count(store, job[1], token=f"w{job[0]}"), enumerate(work)))
    joins = [answer.join for answer in answers if answer.join is not None]
    assert len(joins) == 1
    assert len(joins[0].parts) == width


def test_a_counted_part_takes_one_round_trip_and_one_of_a_wide_join_two(store: TaskStore, width: int) -> None:
    announce(store, width=width)
    store.joins.seal("$g", width, expires=3600)
    count(store, part(0), token="warm")
    before = store.round_trips()
    for number in range(1, min(width - 1, 20) or 1):
        count(store, part(number))
    counted = min(width - 1, 20) - 1
    assert store.round_trips() - before == counted * (1 if width == 2 else 2)


def test_a_join_of_any_width_stays_small(store: TaskStore, database: Database[Any]) -> None:
    announce(store, width=10_000)
    store.joins.seal("$g", 10_000, expires=3600)
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda n: count(store, part(n)), range(250)))
    sizes: list[dict[str, Any]] = [
        {"$project": {"size": {"$bsonSize": "$$ROOT"}}},
        {"$group": {"_id": None, "most": {"$max": "$size"}}},
    ]
    for name in ("aurora_chords", "aurora_chord_parts"):
        assert database[name].aggregate(sizes).next()["most"] < 16 * 1024


# -- who sends --------------------------------------------------------------


def test_a_sender_keeps_the_body_while_its_lease_lasts(store: TaskStore, width: int) -> None:
    complete(store, width=width)
    assert store.joins.claim("$g", Claimant(token="other", lease=60)) is None
    assert count(store, part(0), token="other").outcome is Counting.WAITING
    assert store.joins.renew("$g", Claimant(token="me", lease=60))


def test_after_the_lease_the_body_is_anybodys(store: TaskStore, width: int) -> None:
    complete(store, width=width, lease=0)
    join = store.joins.claim("$g", Claimant(token="other", lease=60))
    assert join is not None
    assert (join.token, join.tries, len(join.parts)) == ("other", 2, width)
    assert not store.joins.renew("$g", Claimant(token="me", lease=60))


def test_an_incomplete_join_has_no_sender(store: TaskStore, width: int) -> None:
    announce(store, width=width)
    store.joins.seal("$g", width, expires=3600)
    count(store, part(0))
    assert store.joins.claim("$g", Claimant(token="other", lease=60)) is None


def test_a_claim_that_is_repeated_after_an_unknown_outcome_is_the_same(store: TaskStore) -> None:
    complete(store)
    join = count(store, part(1)).join
    assert join is not None
    assert join.tries == 1


# -- the end ----------------------------------------------------------------


@pytest.mark.parametrize("failed", [False, True])
def test_late_parts_of_an_ended_join_are_told_so(
    store: TaskStore, database: Database[Any], width: int, failed: bool
) -> None:
    complete(store, width=width)
    store.joins.close("$g", token="me", failed=failed, expires=3600)
    for number in (0, width - 1):
        assert count(store, part(number), token="other").outcome is Counting.OVER
    assert store.joins.claim("$g", Claimant(token="other", lease=60)) is None
    assert store.joins.due(limit=9, rest=60) == ()
    assert database["aurora_chord_parts"].count_documents({}) == 0


def test_a_sender_that_lost_its_lease_cannot_end_the_join(store: TaskStore) -> None:
    complete(store, lease=0)
    store.joins.claim("$g", Claimant(token="other", lease=0))
    store.joins.close("$g", token="me", expires=3600)
    assert store.joins.claim("$g", Claimant(token="third", lease=60)) is not None


def test_a_body_that_ran_ends_the_join_whoever_sent_it(store: TaskStore) -> None:
    complete(store)
    store.joins.close("$g", expires=3600)
    assert count(store, part(1)).outcome is Counting.OVER


def test_the_same_chord_announced_again_is_the_same_join(store: TaskStore, width: int) -> None:
    assert not announce(store, width=width)
    count(store, part(0))
    assert not announce(store, width=width)
    assert store.joins.counted("$g") == {part(0).key}
    store.joins.seal("$g", 2, expires=3600)
    assert count(store, part(1)).join is not None
    store.joins.close("$g", token="me", expires=3600)
    announce(store, width=width)
    assert count(store, part(1)).outcome is Counting.OVER


def test_a_chord_with_another_body_begins_anew(store: TaskStore, width: int) -> None:
    complete(store, width=width)
    assert announce(store, width=width, body_id="c")
    assert count(store, part(0)).outcome is Counting.OVER
    store.joins.seal("$g", width, expires=3600)
    answers = [count(store, part(n), body_id="c") for n in range(width)]
    assert answers[-1].join is not None


def test_a_failed_chord_may_be_tried_again(store: TaskStore, width: int) -> None:
    complete(store, width=width)
    store.joins.close("$g", token="me", failed=True, expires=3600)
    assert announce(store, width=width, quiet=0)
    assert [due.reopened for due in store.joins.due(limit=1, rest=0)] == [True]
    store.joins.seal("$g", width, expires=3600)
    answers = [count(store, part(n)) for n in range(width)]
    assert answers[-1].join is not None


def test_parts_of_an_unknown_join_are_told_so(store: TaskStore) -> None:
    assert count(store, part(0)).outcome is Counting.MISSING
    store.joins.seal("$g", 2, expires=3600)
    assert count(store, part(0)).outcome is Counting.MISSING


def test_a_group_that_is_no_join_is_never_due(store: TaskStore) -> None:
    store.joins.seal("$g", 2, expires=3600)
    assert store.joins.due(limit=9, rest=60) == ()
    assert store.joins.counted("$g") == frozenset()


# -- what was left behind -----------------------------------------------------


def test_a_quiet_join_is_due_once_and_then_rests(store: TaskStore) -> None:
    announce(store, quiet=0)
    found = store.joins.due(limit=9, rest=60)
    assert [(due.id, due.body_id, due.sealed, due.announced) for due in found] == [("$g", "b", False, True)]
    assert not found[0].reopened
    assert found[0].quiet >= 0
    assert store.joins.due(limit=9, rest=60) == ()


def test_a_due_join_says_whether_its_parts_are_all_there(store: TaskStore, width: int) -> None:
    announce(store, width=width)
    store.joins.seal("$g", 2, expires=3600)
    for number, complete_now in enumerate([False, True]):
        claimant = Claimant(token="me", lease=60)
        store.joins.count("$g", part(number), body_id="b", claimant=claimant, quiet=0, expires=None)
        assert [due.complete for due in store.joins.due(limit=1, rest=0)] == [complete_now]


def test_a_join_to_which_something_happens_is_not_due(store: TaskStore) -> None:
    announce(store, quiet=0)
    count(store, part(0))
    assert store.joins.due(limit=9, rest=60) == ()


def test_a_waiter_finds_the_join_of_its_body(store: TaskStore) -> None:
    announce(store, quiet=0)
    assert store.joins.due(limit=9, rest=60, body_id="other") == ()
    assert len(store.joins.due(limit=9, rest=60, body_id="b")) == 1


def test_due_joins_are_found_by_an_index(store: TaskStore, database: Database[Any]) -> None:
    announce(store)
    query: dict[str, Any] = {"live": True, "$expr": {"$lt": ["$due", "$$NOW"]}}
    assert "COLLSCAN" not in str(database["aurora_chords"].find(query).sort("due", 1).explain())


def test_a_bucket_that_was_filled_but_not_added_up_is_added_up_later(store: TaskStore, database: Database[Any]) -> None:
    announce(store, width=WIDE)
    store.joins.seal("$g", 3, expires=3600)
    fill(store, range(3))
    database["aurora_chords"].update_one(
        {"_id": "$g"}, {"$set": {"counts": {}, "total": 0, "token": None, "lease": None}}
    )
    assert store.joins.claim("$g", Claimant(token="other", lease=60)) is None
    assert len(store.joins.counted("$g")) == 3
    assert store.joins.claim("$g", Claimant(token="other", lease=60)) is not None


def fill(store: TaskStore, numbers: Iterable[int]) -> None:
    for number in numbers:
        count(store, part(number), lease=0)


def test_a_silent_join_is_given_up_after_its_time(store: TaskStore, width: int) -> None:
    announce(store, width=width)
    count(store, part(0))
    claimant = Claimant(token="other", lease=60)
    assert store.joins.abandon("$g", claimant, quiet=60) is None
    join = store.joins.abandon("$g", claimant, quiet=-1)
    assert join is not None
    assert (join.body, len(join.parts)) == (BODY, 1)
    assert store.joins.abandon("$g", Claimant(token="third", lease=60), quiet=-1) is None


def test_an_ended_join_is_not_given_up(store: TaskStore) -> None:
    complete(store)
    store.joins.close("$g", token="me", expires=3600)
    assert store.joins.abandon("$g", Claimant(token="other", lease=60), quiet=-1) is None


def test_sealing_breaks_the_silence(store: TaskStore) -> None:
    announce(store, quiet=0)
    store.joins.seal("$g", 2, expires=3600)
    assert store.joins.due(limit=1, rest=0)[0].quiet < 30
