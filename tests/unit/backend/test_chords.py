"""Count parts, and find what was left behind: what the store is told, and what is done with its answers."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from types import SimpleNamespace
from typing import Any

import pytest
from celery import Celery
from celery.app.task import Context
from celery.result import AsyncResult, GroupResult
from celery.utils.functional import regen
from kombu.exceptions import ContentDisallowed

from aurora_celery.backend.chords import Chords
from aurora_celery.backend.options import BackendOptions
from aurora_celery.errors import StoreUnavailable
from aurora_celery.store.task_ports import Counted, Counting, DueJoin, Join, NewJoin, Part, TaskMeta


class Store:
    """Joins and results as the test wants them."""

    def __init__(self) -> None:
        self.opened: list[NewJoin] = []
        self.counts: list[tuple[Part, str]] = []
        self.answers: list[Counted] = []
        self.durable: list[bool] = []
        self.metas: dict[str, TaskMeta] = {}
        self.kept: list[TaskMeta] = []
        self.due_now: tuple[DueJoin, ...] = ()
        self.left: list[Part] = []
        self.claimable: Join | None = None
        self.abandoned: Join | None = None
        self.replaced = False
        self.forgotten: list[str] = []
        self.silent = False

    def open(self, join: NewJoin, **_: Any) -> bool:
        self.opened.append(join)
        return self.replaced

    def count(self, join: str, part: Part, *, body_id: str, durable: bool, **_: Any) -> Counted:
        self.durable.append(durable)
        if self.silent:
            raise StoreUnavailable("gone")
        self.counts.append((part, body_id))
        return self.answers.pop(0) if self.answers else Counted(Counting.WAITING)

    def get(self, task_id: str) -> TaskMeta | None:
        return self.metas.get(task_id)

    def put(self, meta: TaskMeta, **_: Any) -> bool:
        self.kept.append(meta)
        return True

    def forget(self, task_id: str) -> None:
        self.forgotten.append(task_id)

    def known(self, ids: list[str]) -> bool:
        return any(key in self.metas for key in ids)

    def due(self, **_: Any) -> tuple[DueJoin, ...]:
        return self.due_now

    def counted(self, join: str) -> frozenset[str]:
        return frozenset({"0:a"})

    def ended_parts(self, group: str, *, statuses: list[str], **_: Any) -> Iterator[Part]:
        return (part for part in self.left if part.status in statuses)

    def claim(self, join: str, claimant: Any) -> Join | None:
        return self.claimable

    def abandon(self, join: str, claimant: Any, *, quiet: float) -> Join | None:
        return self.abandoned


class Said:
    """In place of the sender: what it was told to do."""

    def __init__(self) -> None:
        self.told: list[tuple[str, Any]] = []

    def send(self, join: Any, *, again: bool = False, may_fail: bool = True) -> None:
        self.told.append(("send again" if again else "send", join))
        self.may_fail = may_fail

    def fail(self, join: Any, reason: str) -> None:
        self.told.append(("fail", reason))

    def body_ran(self, join: str) -> None:
        self.told.append(("ran", join))


@pytest.fixture
def store() -> Store:
    return Store()


@pytest.fixture
def chords(app: Celery, store: Store) -> Chords:
    host: Any = SimpleNamespace(
        app=app,
        store=SimpleNamespace(joins=store, metas=store),
        options=BackendOptions(),
        chord_expires=60.0,
        reliably=lambda call, *args, **kwargs: call(*args, **kwargs),
        encode=json.dumps,
        encode_result=lambda result, _: str(result),
    )
    chords = Chords(host)
    chords._sender = Said()  # type: ignore[assignment]
    return chords


def told(chords: Chords) -> list[tuple[str, Any]]:
    return chords._sender.told  # type: ignore[attr-defined, no-any-return]


def request(**more: Any) -> Context:
    body: dict[str, Any] = {
        "task": "unit.one",
        "args": [],
        "kwargs": {},
        "options": {"task_id": "b"},
        "subtask_type": None,
    }
    return Context({"id": "a", "group": "g", "group_index": 0, "chord": body, **more})


JOIN: Any = object()
DUE = DueJoin(id="g", body_id="b", sealed=True, announced=True, complete=False, reopened=False, quiet=1.0)


def test_a_small_result_travels_with_the_part(chords: Chords, store: Store) -> None:
    chords.part_returned(request(), "SUCCESS", 5, stored=True)
    assert store.counts == [(Part(task="a", index=0, status="SUCCESS", value='"5"'), "b")]


def test_a_large_result_is_left_where_it_is_stored(chords: Chords, store: Store) -> None:
    chords.part_returned(request(), "SUCCESS", "x" * 600, stored=True)
    assert store.counts[0][0] == Part(task="a", index=0, status="SUCCESS")


def test_a_count_is_durable_where_it_cannot_be_made_again_from_a_result(chords: Chords, store: Store) -> None:
    chords.part_returned(request(), "SUCCESS", 5, stored=True)
    chords.part_returned(request(), "SUCCESS", 5, stored=False)
    assert store.durable == [False, True]


def test_a_result_that_is_stored_nowhere_is_kept_for_the_body(chords: Chords, store: Store) -> None:
    chords.part_returned(request(), "SUCCESS", "x" * 600, stored=False)
    chords.part_returned(request(), "SUCCESS", "x" * 20_000, stored=False)
    assert store.counts[0][0].value is not None
    assert store.counts[1][0] == Part(task="a", index=0, status="SUCCESS", kept="g/0:a")
    assert [meta.id for meta in store.kept] == ["g/0:a"]


def test_a_failure_after_a_success_counts_as_the_success(chords: Chords, store: Store) -> None:
    store.metas["a"] = TaskMeta(id="a", status="SUCCESS", result="1")
    chords.part_returned(request(), "FAILURE", ValueError("late"), stored=False)
    assert store.counts[0][0] == Part(task="a", index=0, status="SUCCESS")


def test_the_last_part_has_the_body_sent(chords: Chords, store: Store) -> None:
    store.answers = [Counted(Counting.COMPLETE, JOIN)]
    chords.part_returned(request(), "SUCCESS", 5, stored=True)
    assert told(chords) == [("send", JOIN)]


def test_a_part_of_an_ended_chord_does_nothing(chords: Chords, store: Store) -> None:
    store.answers = [Counted(Counting.OVER)]
    chords.part_returned(request(), "SUCCESS", 5, stored=True)
    assert told(chords) == []
    assert store.opened == []


def test_a_join_that_is_missing_is_made_from_the_part(chords: Chords, store: Store) -> None:
    store.answers = [Counted(Counting.MISSING), Counted(Counting.COMPLETE, JOIN)]
    chords.part_returned(request(), "SUCCESS", 5, stored=True)
    assert [(join.id, join.body_id, join.announced) for join in store.opened] == [("g", "b", False)]
    assert told(chords) == [("send", JOIN)]


def test_a_part_whose_result_is_kept_is_counted_later_when_the_store_is_silent(chords: Chords, store: Store) -> None:
    store.silent = True
    chords.part_returned(request(), "SUCCESS", 5, stored=True)
    with pytest.raises(StoreUnavailable):
        chords.part_returned(request(), "SUCCESS", 5, stored=False)


def test_a_flat_header_has_no_shape_and_a_nested_one_has(app: Celery, chords: Chords, store: Store) -> None:
    flat: list[AsyncResult[Any]] = [AsyncResult("x", app=app), AsyncResult("y", app=app)]
    nested = [flat[0], GroupResult("i", [flat[1]], app=app)]
    for results in (flat, nested, (result for result in flat)):
        chords.announce("g", results, app.tasks["unit.one"].s().set(task_id="b"))
    assert [join.width for join in store.opened] == [2, 2, None]
    assert [join.shape is None for join in store.opened] == [True, False, True]


def test_the_failure_of_an_earlier_try_is_forgotten(app: Celery, chords: Chords, store: Store) -> None:
    store.replaced = True
    body = app.tasks["unit.one"].s().set(task_id="b")
    chords.announce("g", [], body)
    store.metas["b"] = TaskMeta(id="b", status="SUCCESS")
    chords.announce("g", [], body)
    assert store.forgotten == []
    store.metas["b"] = TaskMeta(id="b", status="FAILURE")
    chords.announce("g", [], body)
    assert store.forgotten == ["b"]


def test_a_result_that_was_not_counted_is_counted(chords: Chords, store: Store) -> None:
    store.due_now = (DUE,)
    store.left = [Part(task="a", index=0, status="SUCCESS"), Part(task="c", index=1, status="FAILURE")]
    store.answers = [Counted(Counting.COMPLETE, JOIN)]
    assert chords.sweep() == 1
    assert store.counts == [(store.left[1], "b")]
    assert told(chords) == [("send again", JOIN)]


def test_old_failures_of_a_chord_that_is_tried_again_are_not_counted(chords: Chords, store: Store) -> None:
    store.due_now = (replace(DUE, reopened=True),)
    store.left = [Part(task="c", index=1, status="FAILURE"), Part(task="d", index=2, status="SUCCESS")]
    chords.sweep()
    assert [part.task for part, _ in store.counts] == ["d"]


def test_a_body_whose_sender_is_gone_is_sent(chords: Chords, store: Store) -> None:
    store.due_now, store.claimable = (DUE,), JOIN
    chords.sweep()
    assert told(chords) == [("send again", JOIN)]


def test_a_body_that_is_seen_to_have_been_sent_ends_its_chord(chords: Chords, store: Store) -> None:
    store.due_now = (replace(DUE, complete=True),)
    store.metas["b"] = TaskMeta(id="b", status="STARTED")
    chords.sweep()
    assert told(chords) == [("ran", "g")]


def test_a_chord_that_waits_for_its_parts_is_left_alone(chords: Chords, store: Store) -> None:
    store.due_now = (DUE,)
    store.metas["b"] = TaskMeta(id="b", status="FAILURE")
    chords.sweep()
    assert told(chords) == []


@pytest.mark.parametrize(
    ("announced", "sealed", "quiet", "given_up"),
    [
        (True, False, 9999.0, True),
        (True, False, 3000.0, False),
        (True, True, 55.0, True),
        (True, True, 50.0, False),
        (False, False, 9999.0, False),
    ],
)
def test_a_chord_that_is_silent_for_too_long_is_given_up(
    chords: Chords, store: Store, announced: bool, sealed: bool, quiet: float, given_up: bool
) -> None:
    store.due_now = (replace(DUE, sealed=sealed, announced=announced, quiet=quiet),)
    store.abandoned = JOIN
    chords.sweep()
    assert [word for word, _ in told(chords)] == (["fail"] if given_up else [])


def test_a_sealed_chord_that_never_expires_may_be_silent_for_ever(chords: Chords, store: Store) -> None:
    chords._host.chord_expires = None  # type: ignore[misc]
    store.due_now = (replace(DUE, quiet=1e9),)
    store.abandoned = JOIN
    chords.sweep()
    assert told(chords) == []


def test_a_header_that_is_still_being_generated_is_not_hurried(app: Celery, chords: Chords, store: Store) -> None:
    made: list[str] = []

    def header() -> Iterator[AsyncResult[Any]]:
        for name in "xyz":
            made.append(name)
            yield AsyncResult(name, app=app)

    chords.announce("g", regen(header()), app.tasks["unit.one"].s().set(task_id="b"))
    assert made == []
    assert store.opened[0].width is None


def test_who_waits_for_a_body_may_send_it_but_not_fail_it(chords: Chords, store: Store) -> None:
    store.due_now, store.claimable = (DUE,), JOIN
    chords.sweep(waits_for="b")
    assert told(chords) == [("send again", JOIN)]
    assert not chords._sender.may_fail  # type: ignore[attr-defined]
    store.due_now, store.claimable, store.abandoned = (replace(DUE, sealed=False, quiet=1e9),), None, JOIN
    chords.sweep(waits_for="b")
    assert len(told(chords)) == 1


def test_a_chord_that_cannot_be_looked_after_keeps_the_sweep_from_no_other(
    chords: Chords, store: Store, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def broken_once(join: str) -> frozenset[str]:
        if join == "broken":
            raise ContentDisallowed("the app no longer accepts its format")
        return frozenset()

    monkeypatch.setattr(store, "counted", broken_once)
    store.due_now, store.claimable = (replace(DUE, id="broken"), DUE), JOIN
    assert chords.sweep() == 2
    assert told(chords) == [("send again", JOIN)]
    assert "chord 'broken' cannot be looked after" in caplog.text


def test_a_store_that_is_away_ends_the_sweep(chords: Chords, store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    def silent(_: str) -> frozenset[str]:
        raise StoreUnavailable("no answer")

    monkeypatch.setattr(store, "counted", silent)
    store.due_now = (DUE, DUE)
    with pytest.raises(StoreUnavailable):
        chords.sweep()
