"""Results of plain tasks: a real broker, a real MongoDB, a worker of processes and one of threads."""

from __future__ import annotations

import uuid
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from celery import chain, group, states
from celery.app.task import Context
from celery.exceptions import TaskRevokedError
from celery.exceptions import TimeoutError as CeleryTimeoutError
from celery.result import GroupResult
from kombu.exceptions import EncodeError
from pymongo import MongoClient

from tests.integration.backend.conftest import Shop, backend_of
from tests.integration.backend.shop import make_app

PATIENCE = 60


def async_result(shop: Shop, task_id: str) -> Any:
    """A result of the app, with what Celery's stubs leave out."""
    return shop.app.AsyncResult(task_id)


@pytest.mark.parametrize(
    "value", [None, True, 0, 2**80, -1.5, "", "é\u2028\x00", [], {"$a.b": {"": [1]}}, "x" * 300_000, "x" * 20 * 2**20]
)
def test_a_value_comes_back_as_it_was_returned(shop: Shop, value: Any) -> None:
    made = shop.task("large").delay(len(value)) if value == "x" * 20 * 2**20 else shop.task("same").delay(value)
    assert made.get(timeout=PATIENCE) == value


def test_everything_about_a_task_is_kept_when_asked_for(shop: Shop) -> None:
    result: Any = chain(shop.task("same").s(1), shop.task("add").s(y=2)).apply_async()
    assert result.get(timeout=PATIENCE) == 3
    meta = shop.app.backend.get_task_meta(result.id)
    assert (meta["name"], meta["args"], meta["kwargs"]) == ("shop.add", [1], {"y": 2})
    assert (meta["retries"], meta["queue"], meta["parent_id"]) == (0, "celery", result.parent.id)
    assert meta["worker"]
    assert meta["children"] == []
    assert datetime.now(UTC) - result.date_done < timedelta(minutes=5)
    assert result.parent.children == [result]


def test_a_group_is_named_by_its_tasks(shop: Shop) -> None:
    result: Any = group(shop.task("same").s(n) for n in range(2)).apply_async()
    result.get(timeout=PATIENCE)
    assert {shop.app.backend.get_task_meta(member.id)["group_id"] for member in result} == {result.id}


def test_a_failure_is_raised_with_its_traceback(shop: Shop) -> None:
    result = shop.task("fail").delay()
    with pytest.raises(ValueError, match="broken"):
        result.get(timeout=PATIENCE)
    assert (result.state, result.failed()) == ("FAILURE", True)
    assert 'raise ValueError("broken")' in result.traceback
    assert isinstance(result.result, ValueError)


def test_a_result_that_cannot_be_serialised_fails_its_task(shop: Shop) -> None:
    result = shop.task("unserialisable").delay()
    with pytest.raises(EncodeError):
        result.get(timeout=PATIENCE)


def test_a_result_beyond_the_cap_fails_its_task_by_name(shop: Shop) -> None:
    result = shop.task("large").delay(70 * 2**20)
    with pytest.raises(EncodeError, match="more than the limit"):
        result.get(timeout=PATIENCE)


def test_a_retry_ends_in_the_result(shop: Shop) -> None:
    result = shop.task("second_time").delay(4)
    assert result.get(timeout=PATIENCE) == 4
    assert result.retries == 1


def test_a_result_that_is_not_kept_is_not_there(shop: Shop) -> None:
    name = uuid.uuid4().hex
    result = shop.task("note_unkept").delay(1, name)
    shop.wait_for(name)
    assert shop.app.AsyncResult(result.id).state == "PENDING"
    kept = shop.task("same").apply_async((1,), ignore_result=True)
    shop.task("same").delay(2).get(timeout=PATIENCE)
    assert not async_result(shop, kept.id).exists()


def test_a_forgotten_result_is_not_there(shop: Shop) -> None:
    result = shop.task("same").delay(1)
    result.get(timeout=PATIENCE)
    assert result.exists()
    result.forget()
    assert not async_result(shop, result.id).exists()
    assert shop.app.AsyncResult(result.id).state == "PENDING"


def test_forgetting_a_chain_forgets_its_parents(shop: Shop) -> None:
    result: Any = chain(shop.task("same").s(1), shop.task("same").s()).apply_async()
    result.get(timeout=PATIENCE)
    parent = result.parent.id
    result.forget()
    assert not async_result(shop, parent).exists()


def test_a_wait_ends_when_its_time_is_over(shop: Shop) -> None:
    for timeout in (0, 0.05):
        with pytest.raises(CeleryTimeoutError):
            shop.app.AsyncResult(str(uuid.uuid4())).get(timeout=timeout)


def test_a_long_wait_ends_with_the_result(shop: Shop) -> None:
    result = shop.task("same").apply_async((1,), countdown=2)
    assert result.get(timeout=PATIENCE) == 1


def test_a_waiter_sees_the_failure_of_a_parent(shop: Shop) -> None:
    result: Any = chain(shop.task("fail").s(), shop.task("same").s()).apply_async()
    with pytest.raises(ValueError, match="broken"):
        result.get(timeout=PATIENCE)


def test_a_revoked_task_says_so(shop: Shop) -> None:
    shop.app.backend.mark_as_revoked("revoked", "by hand")
    with pytest.raises(TaskRevokedError, match="by hand"):
        shop.app.AsyncResult("revoked").get(timeout=PATIENCE)


def test_states_of_the_users_own_are_kept(shop: Shop) -> None:
    task_id = str(uuid.uuid4())
    shop.app.backend.store_result(task_id, {"done": 3}, "PROGRESS")
    found = shop.app.AsyncResult(task_id)
    assert (found.state, found.info) == ("PROGRESS", {"done": 3})


@pytest.mark.parametrize("later", [states.RETRY, states.FAILURE, states.STARTED])
def test_a_success_is_never_overwritten(shop: Shop, later: str) -> None:
    task_id = str(uuid.uuid4())
    shop.app.backend.store_result(task_id, 1, states.SUCCESS)
    shop.app.backend.store_result(task_id, {"pid": 2} if later == states.STARTED else ValueError("late"), later)
    assert shop.app.AsyncResult(task_id).get(timeout=PATIENCE) == 1


@pytest.mark.parametrize(("conf", "kept"), [({"result_expires": 90}, 90.0), ({"result_expires": None}, None)])
def test_results_go_when_the_app_says(
    mongo_url: str, valkey_url: str, conf: dict[str, Any], kept: float | None
) -> None:
    app = make_app(valkey_url, mongo_url, valkey_url, conf)
    app.backend.store_result("t", 1, states.STARTED)
    with MongoClient[dict[str, Any]](mongo_url, tz_aware=True) as client:
        document = client.get_default_database()["aurora_taskmeta"].find_one({"_id": "t"}) or {}
    goes = document.get("expire_at")
    assert (goes is None) == (kept is None)
    assert goes is None or goes - datetime.now(UTC) <= timedelta(seconds=kept or 0)
    backend_of(app).store.close()
    app.close()


FORMATS = [
    {"result_compression": "gzip"},
    {"result_serializer": "yaml", "result_accept_content": ["yaml"]},
    {"result_serializer": "pickle", "result_accept_content": ["pickle"]},
]


@pytest.mark.parametrize("conf", FORMATS, ids=["compressed", "yaml", "pickle"])
def test_results_may_be_kept_in_any_format(mongo_url: str, valkey_url: str, conf: dict[str, Any]) -> None:
    app = make_app(valkey_url, mongo_url, valkey_url, conf | {"result_extended": True})
    backend = backend_of(app)
    backend.store_result("t", {"a": ["x" * 1000, 2]}, states.SUCCESS, request=Context({"args": [1], "kwargs": {}}))
    assert backend.get_result("t") == {"a": ["x" * 1000, 2]}
    assert backend.get_task_meta("t")["args"] == [1]
    backend.store_result("f", ValueError("broken"), states.FAILURE)
    assert isinstance(backend.get_result("f"), ValueError)
    backend.store.close()
    app.close()


# -- many -----------------------------------------------------------------------


def test_a_group_is_read_with_few_commands_and_in_order(shop: Shop) -> None:
    result: Any = group(shop.task("same").s(n) for n in range(100)).apply_async()
    assert result.get(timeout=PATIENCE) == list(range(100))
    before = backend_of(shop.app).store.round_trips()
    assert shop.app.GroupResult(result.id, list(map(shop.app.AsyncResult, [r.id for r in result]))).get(timeout=1)
    assert backend_of(shop.app).store.round_trips() - before == 1


def test_results_are_told_as_they_come(shop: Shop) -> None:
    result: Any = group(shop.task("same").s(n) for n in range(5)).apply_async()
    told: list[Any] = []
    found = dict(backend_of(shop.app).get_many({r.id for r in result}, timeout=PATIENCE, on_message=told.append))
    assert sorted(meta["result"] for meta in found.values()) == list(range(5))
    assert len(told) == 5


def test_a_look_at_many_may_be_limited(shop: Shop) -> None:
    backend = backend_of(shop.app)
    assert list(backend.get_many(["no such task"], max_iterations=1)) == []
    with pytest.raises(CeleryTimeoutError):
        list(backend.get_many(["no such task"], timeout=0))
    assert list(backend.get_many([])) == []


def test_a_failure_among_many_is_raised_or_given(shop: Shop) -> None:
    result: Any = group(shop.task("same").s(1), shop.task("fail").s()).apply_async()
    found = result.get(timeout=PATIENCE, propagate=False)
    assert found[0] == 1
    assert isinstance(found[1], ValueError)
    with pytest.raises(ValueError, match="broken"):
        result.get(timeout=PATIENCE)


def test_a_callback_gets_every_result(shop: Shop) -> None:
    found: list[Any] = []
    result: Any = group(shop.task("same").s(n) for n in range(3)).apply_async()
    result.get(timeout=PATIENCE, callback=lambda _, value: found.append(value))
    assert sorted(found) == [0, 1, 2]


# -- groups -----------------------------------------------------------------------


def test_a_saved_group_comes_back_with_its_nesting_and_its_parents(shop: Shop) -> None:
    same = shop.task("same")
    result: Any = chain(same.s(1), group(same.s(), chain(same.s(), group(same.s(), same.s())))).apply_async()
    result.save()
    found: Any = GroupResult.restore(result.id, app=shop.app)
    assert found.as_tuple() == result.as_tuple()
    assert found.parent.id == result.parent.id
    assert isinstance(found.results[1], GroupResult)
    assert found.results[0].get(timeout=PATIENCE) == 1


def test_a_deleted_group_is_gone(shop: Shop) -> None:
    result: Any = group(shop.task("same").s(1)).apply_async()
    result.save()
    result.delete()
    assert GroupResult.restore(result.id, app=shop.app) is None
