"""No chord is lost or doubled when a worker dies at the worst moment. Processes and deaths are real."""

from __future__ import annotations

from typing import Any

import pytest
from celery import chord
from celery.exceptions import ChordError

from tests.integration.backend.conftest import Shop

PATIENCE = 60
#: Nobody but a waiter looks after chords.
NO_SWEEPER = {"chord_lease": 1.0, "chord_quiet": 0.5, "sweep_interval": 0}
POINTS = ["stored, not counted", "counted, body not sent", "body sent, not noted"]

anywhere = pytest.mark.parametrize("point", POINTS)
acknowledged = pytest.mark.parametrize("acks_late", [False, True], ids=["early", "late"])


def apply(shop: Shop, *, body: str = "note", width: int = 3) -> Any:
    same = shop.task("same")
    return chord([same.s(n) for n in range(width)], shop.task(body).s(name="body")).apply_async()


def assert_ran_once(shop: Shop, result: Any, expected: Any) -> None:
    assert shop.app.AsyncResult(result.id).get(timeout=PATIENCE) == expected
    shop.settle()
    assert shop.seen("body") == ["ran"]
    assert len(shop.seen("died")) == 1


@acknowledged
@anywhere
def test_a_pool_process_may_die_anywhere(make_shop: Any, point: str, acks_late: bool) -> None:
    shop = make_shop(task_acks_late=acks_late)
    shop.worker(death=point)
    assert_ran_once(shop, apply(shop), [0, 1, 2])


@anywhere
def test_a_whole_worker_may_die_anywhere(make_shop: Any, point: str) -> None:
    shop = make_shop()
    dead = shop.worker(death=f"{point}!", concurrency=1)
    result = apply(shop, width=1)
    shop.wait_for("died")
    dead.kill9()
    shop.worker()
    assert_ran_once(shop, result, [0])


@anywhere
@pytest.mark.parametrize("deduplicate", [False, True], ids=["run again", "deduplicated"])
def test_messages_that_come_again_do_no_harm(make_shop: Any, rabbitmq_url: str, point: str, deduplicate: bool) -> None:
    conf = {"task_acks_late": True, "worker_deduplicate_successful_tasks": deduplicate, "result_extended": True}
    shop = make_shop(broker=rabbitmq_url, **conf)
    # One process, so that the body cannot be cut off while it runs: a task that is would rightly run again.
    dead = shop.worker(death=f"{point}!", concurrency=1)
    result = apply(shop)
    shop.wait_for("died")
    dead.kill9()
    shop.worker()
    assert_ran_once(shop, result, [0, 1, 2])


@anywhere
def test_a_wide_chord_is_no_exception(make_shop: Any, point: str) -> None:
    shop = make_shop()
    shop.worker(death=point)
    assert_ran_once(shop, apply(shop, width=140), list(range(140)))


@anywhere
def test_a_body_without_a_stored_result_runs_once_too(make_shop: Any, point: str) -> None:
    shop = make_shop()
    shop.worker(death=point)
    apply(shop, body="note_unkept")
    shop.wait_for("body")
    shop.settle()
    assert shop.seen("body") == ["ran"]
    assert len(shop.seen("died")) == 1


@acknowledged
def test_a_failure_is_told_although_the_teller_died(make_shop: Any, acks_late: bool) -> None:
    shop = make_shop(task_acks_late=acks_late)
    shop.worker(death="failed, errbacks not called")
    body = shop.task("note").s(name="body").on_error(shop.task("errback").s(name="error"))
    result = chord([shop.task("fail").s(), shop.task("same").s(1)], body).apply_async()
    with pytest.raises(ChordError, match="broken"):
        shop.app.AsyncResult(result.id).get(timeout=PATIENCE)
    shop.settle()
    assert len(shop.seen("error")) == len(shop.seen("died")) == 1
    assert shop.seen("body") == []


def test_a_waiter_sends_the_body_where_no_worker_looks_after_chords(make_shop: Any) -> None:
    shop = make_shop(result_backend_transport_options={"aurora": NO_SWEEPER})
    shop.worker(death="counted, body not sent")
    assert_ran_once(shop, apply(shop), [0, 1, 2])


def test_a_header_that_was_published_in_part_fails_its_body(make_shop: Any) -> None:
    shop = make_shop()
    shop.worker(death="header half published")
    shop.task("launch").delay(3, "body")
    joins = shop.until(shop.chords)
    with pytest.raises(ChordError, match="was published in part only"):
        shop.app.AsyncResult(joins[0]["body_id"]).get(timeout=PATIENCE)
    shop.settle()
    assert shop.seen("body") == []


def test_a_header_that_was_published_in_part_is_published_again_by_a_task_that_runs_again(make_shop: Any) -> None:
    shop = make_shop(task_acks_late=True)
    shop.worker(death="header half published")
    body = shop.task("launch").delay(3, "body").get(timeout=PATIENCE)
    assert shop.app.AsyncResult(body).get(timeout=PATIENCE) == [0, 1, 2]
    shop.settle()
    assert shop.seen("body") == ["ran"]
