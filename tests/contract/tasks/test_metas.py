"""What every store of task results keeps to."""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from pymongo.database import Database

from aurora_celery.errors import ResultTooLarge, StoreUnavailable
from aurora_celery.store.task_ports import Part, TaskDetails, TaskMeta, TaskStore
from tests.servers.mongo import MongoServer

FULL = TaskMeta(
    id="$t.1",
    status="SUCCESS",
    result='"$value"',
    traceback="Traceback:\n  \x00 $x.y",
    children="[]",
    done=datetime(2026, 1, 2, 3, 4, 5, 678000, tzinfo=UTC),
    parent="p",
    group="g",
    index=0,
    body="b",
    weight=3,
    details=TaskDetails(name="shop.add", args="[1]", kwargs="{}", worker="w@h", retries=2, queue="q", stamps="{}"),
)
MIB = 2**20


def success(task_id: str, result: str | bytes, **more: Any) -> TaskMeta:
    return TaskMeta(id=task_id, status="SUCCESS", result=result, **more)


@pytest.mark.parametrize(
    "meta",
    [FULL, TaskMeta(id="t", status="STARTED"), success("t", b"\x00\xff"), TaskMeta(id="t", status="RETRY", index=1)],
)
def test_a_result_comes_back_as_it_was_recorded(store: TaskStore, meta: TaskMeta) -> None:
    assert store.metas.put(meta, expires=60)
    assert store.metas.get(meta.id) == meta


def test_nothing_is_known_of_other_tasks(store: TaskStore) -> None:
    store.metas.put(FULL, expires=None)
    assert store.metas.get("other") is None
    assert not store.metas.known(["other"])
    assert store.metas.known(["other", FULL.id])


@pytest.mark.parametrize("later", ["RETRY", "FAILURE", "STARTED", "REVOKED", "SUCCESS"])
def test_the_first_success_stays(store: TaskStore, later: str) -> None:
    assert store.metas.put(success("t", "1"), expires=None)
    assert not store.metas.put(TaskMeta(id="t", status=later, result="2"), expires=None)
    assert store.metas.get("t") == success("t", "1")


@pytest.mark.parametrize("earlier", ["RETRY", "FAILURE", "STARTED", "REVOKED"])
def test_every_other_state_gives_way(store: TaskStore, earlier: str) -> None:
    store.metas.put(TaskMeta(id="t", status=earlier, result="2"), expires=None)
    assert store.metas.put(success("t", "1"), expires=None)
    assert store.metas.get("t") == success("t", "1")


def test_a_state_that_need_not_last_is_recorded_too(store: TaskStore) -> None:
    assert store.metas.put(TaskMeta(id="t", status="STARTED"), expires=None, durable=False)
    assert store.metas.put(success("t", "1"), expires=None)
    assert not store.metas.put(TaskMeta(id="t", status="STARTED"), expires=None, durable=False)
    assert store.metas.get("t") == success("t", "1")


def test_of_many_successes_at_once_one_stays(store: TaskStore) -> None:
    store.metas.put(TaskMeta(id="other", status="STARTED"), expires=None)
    with ThreadPoolExecutor(16) as pool:
        kept = list(pool.map(lambda n: store.metas.put(success("t", str(n)), expires=None), range(64)))
    assert kept.count(True) == 1
    assert store.metas.get("t") == success("t", str(kept.index(True)))


def test_many_results_are_read_with_one_command(store: TaskStore) -> None:
    for number in range(5):
        store.metas.put(TaskMeta(id=str(number), status="SUCCESS" if number % 2 else "STARTED"), expires=None)
    before = store.round_trips()
    found = store.metas.get_many([str(n) for n in range(9)], statuses=["SUCCESS", "FAILURE"])
    assert sorted(found) == ["1", "3"]
    assert store.round_trips() - before == 1
    assert len(store.metas.get_many([str(n) for n in range(9)])) == 5


def test_recording_and_reading_take_one_round_trip_each(store: TaskStore) -> None:
    store.metas.put(success("warm", "1"), expires=None)
    before = store.round_trips()
    store.metas.put(success("t", "1"), expires=5)
    store.metas.get("t")
    assert store.round_trips() - before == 2


@pytest.mark.parametrize("result", ["x" * 5 * MIB, "é" * 9 * MIB, b"\x00" * 20 * MIB])
def test_a_result_larger_than_a_document_comes_back_whole(store: TaskStore, result: str | bytes) -> None:
    store.metas.put(success("t", result, traceback="short"), expires=60)
    assert store.metas.get("t") == success("t", result, traceback="short")
    assert store.metas.get_many(["t"])["t"].result == result


def test_large_arguments_do_not_get_in_the_way(store: TaskStore) -> None:
    meta = success("t", "1", details=TaskDetails(name="n", args="a" * 10 * MIB, kwargs="b" * 10 * MIB))
    store.metas.put(meta, expires=60)
    assert store.metas.get("t") == meta


def test_a_result_beyond_the_cap_is_refused_by_name(store: TaskStore) -> None:
    with pytest.raises(ResultTooLarge) as caught:
        store.metas.put(success("t", b"x" * (64 * MIB + 1)), expires=60)
    assert caught.value.size == 64 * MIB + 1
    assert store.metas.get("t") is None


def test_pieces_of_a_large_result_go_with_it(store: TaskStore, database: Database[Any]) -> None:
    large = "x" * 5 * MIB
    store.metas.put(TaskMeta(id="a", status="FAILURE", result=large), expires=60)
    store.metas.put(success("a", large), expires=60)
    assert database["aurora_taskblobs"].count_documents({}) == 2
    store.metas.put(success("a", large), expires=60)
    assert database["aurora_taskblobs"].count_documents({}) == 2
    store.metas.forget("a")
    assert database["aurora_taskblobs"].count_documents({}) == 0


def test_forgetting_is_harmless_when_there_is_nothing(store: TaskStore) -> None:
    store.metas.put(FULL, expires=None)
    store.metas.forget(FULL.id)
    store.metas.forget(FULL.id)
    assert store.metas.get(FULL.id) is None


def test_a_lone_surrogate_in_a_traceback_does_not_lose_the_result(store: TaskStore) -> None:
    store.metas.put(TaskMeta(id="t", status="FAILURE", traceback="bad \udc80"), expires=None)
    found = store.metas.get("t")
    assert found is not None
    assert found.traceback == "bad \\udc80"


@pytest.mark.parametrize("status", ["SUCCESS", "STARTED"])
def test_every_result_carries_the_time_at_which_it_goes(store: TaskStore, database: Database[Any], status: str) -> None:
    store.metas.put(TaskMeta(id="t", status=status, result="x" * 5 * MIB), expires=3600)
    goes = database["aurora_taskmeta"].find_one({"_id": "t"})["expire_at"].replace(tzinfo=UTC)  # type: ignore[index]
    assert timedelta(minutes=50) < goes - datetime.now(UTC) < timedelta(minutes=70)
    assert database["aurora_taskblobs"].count_documents({"expire_at": {"$exists": False}}) == 0
    for name in ("aurora_taskmeta", "aurora_taskgroups", "aurora_chords", "aurora_chord_parts", "aurora_taskblobs"):
        indexes = database[name].index_information().values()
        assert [index["key"] for index in indexes if index.get("expireAfterSeconds") == 0] == [[("expire_at", 1)]]


@pytest.mark.parametrize("never", [None, 0])
def test_without_a_lifetime_a_result_stays(store: TaskStore, database: Database[Any], never: float | None) -> None:
    store.metas.put(FULL, expires=never)
    assert "expire_at" not in database["aurora_taskmeta"].find_one({})  # type: ignore[operator]


def test_the_ended_parts_of_a_chord_are_found_by_an_index(store: TaskStore, database: Database[Any]) -> None:
    for number, status in enumerate(["SUCCESS", "STARTED", "FAILURE"]):
        store.metas.put(TaskMeta(id=f"t{number}", status=status, group="g", index=number, body="b"), expires=None)
    store.metas.put(success("other", "1", group="g", index=0, body="other"), expires=None)
    found = sorted(store.metas.ended_parts("g", body="b", statuses=["SUCCESS", "FAILURE"]), key=lambda part: part.key)
    assert found == [Part(task="t0", index=0, status="SUCCESS"), Part(task="t2", index=2, status="FAILURE")]
    plan = database["aurora_taskmeta"].find({"group": "g", "body": "b", "status": {"$in": ["SUCCESS"]}}).explain()
    assert "COLLSCAN" not in str(plan)


def test_a_watcher_is_told_of_its_own_tasks_only(store: TaskStore) -> None:
    store.metas.put(success("warm", "1"), expires=None)
    with store.metas.watch(["a", "b"]) as wait:
        store.metas.put(success("c", "1"), expires=None)
        assert not wait(0.3)
        later = threading.Timer(0.05, store.metas.put, [success("b", "1")], {"expires": None})
        later.start()
        assert wait(30)
        later.join()


def test_a_short_wait_of_a_watcher_is_short(store: TaskStore) -> None:
    store.metas.put(success("warm", "1"), expires=None)
    with store.metas.watch(["a"]) as wait:
        assert not wait(0.001)


CALLS: list[Callable[[TaskStore], Any]] = [
    lambda store: store.metas.get("t"),
    lambda store: store.metas.put(FULL, expires=None),
    lambda store: store.metas.get_many(["t"]),
    lambda store: store.metas.forget("t"),
    lambda store: list(store.metas.ended_parts("g", body="b", statuses=["SUCCESS"])),
    lambda store: store.metas.watch(["t"]).__enter__(),
    lambda store: store.groups.get("g"),
    lambda store: store.joins.counted("g"),
    lambda store: store.joins.due(limit=1, rest=60),
]


def test_a_silent_server_is_told_by_every_call(mongo_server: MongoServer, store: TaskStore) -> None:
    impatient = type(store)(f"{store.url}&timeoutMS=300")  # type: ignore[call-arg]
    impatient.metas.put(FULL, expires=None)
    mongo_server.kill9()
    for call in CALLS:
        with pytest.raises(StoreUnavailable):
            call(impatient)
    impatient.close()
