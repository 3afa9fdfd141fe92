"""Put the results of a header together."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

import pytest
from celery import Celery
from celery.exceptions import ChordError
from celery.result import AsyncResult, GroupResult

from aurora_celery.backend.gathering import gather
from aurora_celery.store.task_ports import Envelope, Join, Part, TaskMeta


class Host:
    """What a backend offers, with a dict in place of the store."""

    def __init__(self, app: Celery, *metas: TaskMeta) -> None:
        self.app, self.store, self.metas = app, self, self
        self.known = {meta.id: meta for meta in metas}
        self.asked: list[list[str]] = []

    def get_many(self, task_ids: Sequence[str]) -> dict[str, TaskMeta]:
        self.asked.append(list(task_ids))
        return {key: self.known[key] for key in task_ids if key in self.known}

    def reliably(self, call: Any, *args: Any) -> Any:
        return call(*args)

    def decode(self, payload: Any) -> Any:
        return json.loads(payload)

    def exception_to_python(self, exc: Any) -> BaseException:
        return ValueError(exc)


def join_of(*parts: Part, shape: str | None = None) -> Join:
    body = Envelope("{}", "application/json", "utf-8")
    return Join(id="g", token="t", body_id="b", body=body, shape=shape, parts=parts, tries=1)


def part(task: str, index: int | None, value: Any = None, **more: Any) -> Part:
    text = None if value is None else json.dumps(value)
    return Part(**({"task": task, "index": index, "status": "SUCCESS", "value": text} | more))


def test_results_stand_in_the_order_of_the_header(app: Celery) -> None:
    host: Any = Host(app)
    join = join_of(part("c", 2, "C"), part("x", None, "X"), part("a", 0, "A"), part("b", 1, "B"))
    assert gather(join, host=host) == ["A", "B", "C", "X"]
    assert host.asked == []


def test_results_that_are_not_in_the_join_are_read_together(app: Celery) -> None:
    host: Any = Host(
        app, TaskMeta(id="a", status="SUCCESS", result='"A"'), TaskMeta(id="k", status="SUCCESS", result="2")
    )
    assert gather(join_of(part("a", 0), part("b", 1, 1), part("c", 2, kept="k")), host=host) == ["A", 1, 2]
    assert host.asked == [["a", "k"]]


def test_a_header_task_may_stand_at_two_places(app: Celery) -> None:
    host: Any = Host(app)
    assert gather(join_of(part("a", 0, 1), part("a", 1, 1)), host=host) == [1, 1]


def test_a_failure_is_told_with_its_cause(app: Celery) -> None:
    host: Any = Host(app)
    with pytest.raises(ChordError, match="Dependency b raised ValueError") as caught:
        gather(join_of(part("a", 0, 1), part("b", 1, "broken", status="FAILURE")), host=host)
    assert isinstance(caught.value.__cause__, ValueError)


def test_what_is_recorded_of_a_task_is_believed_rather_than_its_part(app: Celery) -> None:
    host: Any = Host(app, TaskMeta(id="a", status="SUCCESS", result="5"))
    assert gather(join_of(part("a", 0, status="FAILURE")), host=host) == [5]


def test_a_result_that_is_gone_is_named(app: Celery) -> None:
    host: Any = Host(app)
    with pytest.raises(ChordError, match="dependency a is gone"):
        gather(join_of(part("a", 0)), host=host)


def shape_of(app: Celery) -> str:
    leaf: list[AsyncResult[Any]] = [AsyncResult(name, app=app) for name in "abc"]
    inner: Any = GroupResult("i", [leaf[1], leaf[2]], app=app)
    return json.dumps(GroupResult("g", [leaf[0], inner], app=app).as_tuple())


def test_groups_within_the_header_keep_their_nesting_and_what_was_added_comes_last(app: Celery) -> None:
    host: Any = Host(app)
    parts = [part("c", 1, 3), part("n", 0, 9), part("a", 0, 1), part("b", 0, 2)]
    assert gather(join_of(*parts, shape=shape_of(app)), host=host) == [1, [2, 3], 9]


def test_a_hole_in_the_nesting_is_named(app: Celery) -> None:
    host: Any = Host(app)
    with pytest.raises(ChordError, match="dependency b is gone"):
        gather(join_of(part("a", 0, 1), part("c", 1, 3), shape=shape_of(app)), host=host)
