"""Celery's canvas on the backend: a real broker, a real MongoDB, a worker of processes and one of threads."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from typing import Any

import pytest
from celery import chain, chord, group
from celery.exceptions import ChordError

from tests.integration.backend.conftest import Shop

PATIENCE = 60


def shapes(shop: Shop) -> dict[str, tuple[Any, Any]]:
    """Canvases by name, each with the result that it must have."""
    add, same = shop.task("add"), shop.task("same")
    pair = [same.s(1), same.s(2)]
    return {
        "a chord": (chord(pair, same.s()), [1, 2]),
        "a group made a chord by what follows": (group(pair) | same.s(), [1, 2]),
        "a generated header": (chord((same.s(n) for n in range(4)), same.s()), [0, 1, 2, 3]),
        "an empty header": (chord([], same.s()), []),
        "a header of one": (chord([same.s(7)], same.s()), [7]),
        "a chord within a header": (chord([chord(pair, same.s()), same.s(9)], same.s()), [[1, 2], 9]),
        "chords three deep": (
            chord([chord([chord(pair, same.s())], same.s()), same.s(3)], same.s()),
            [[[1, 2]], 3],
        ),
        "a chain within a header": (chord([chain(same.s(1), add.s(1)), same.s(9)], same.s()), [2, 9]),
        "a chain that ends in a group within a header": (
            chord([chain(same.s(1), group(add.s(1), add.s(2))), add.s(3, 3)], same.s()),
            [[2, 3], 6],
        ),
        "a chord with a group for a body within a header": (
            chord([chord(pair, group(same.s(), same.s())), same.s(9)], same.s()),
            [[[1, 2], [1, 2]], 9],
        ),
        "a group for a body": (chord(pair, group(same.s(), same.s())), [[1, 2], [1, 2]]),
        "a chain for a body": (chord(pair, chain(same.s(), same.s())), [1, 2]),
        "a chord for a body": (chord(pair, chord([same.s(), same.s()], same.s())), [[1, 2], [1, 2]]),
        "a chord within a chain": (chain(same.s(5), chord([add.s(1), add.s(2)], same.s()), same.s()), [6, 7]),
        "two chords in a row": (
            chain(group(pair), chord([same.s(), same.s()], same.s()), same.s()),
            [[1, 2], [1, 2]],
        ),
        "a task replaced by a group": (chord([shop.task("become_group").s(1), same.s(9)], same.s()), [[1, 2], 9]),
        "a task replaced by a chord": (chord([shop.task("become_chord").s(1), same.s(9)], same.s()), [[1, 2], 9]),
        "a task that is tried again": (chord([shop.task("second_time").s(4), same.s(9)], same.s()), [4, 9]),
        "a task whose result is not kept": (chord([shop.task("unkept").s(1), same.s(9)], same.s()), [1, 9]),
        "a large result that is not kept": (
            chord([shop.task("unkept").s("x" * 40_000), same.s(9)], same.s()),
            ["x" * 40_000, 9],
        ),
        "a large result": (chord([shop.task("large").s(5000), same.s(9)], same.s()), ["x" * 5000, 9]),
        "values with signs of their own": (
            chord([same.s({"$set": {"a.b": "$x"}}), same.s("$$NOW")], same.s()),
            [{"$set": {"a.b": "$x"}}, "$$NOW"],
        ),
    }


@pytest.mark.parametrize("number", range(22))
def test_a_canvas_gives_its_result(shop: Shop, number: int) -> None:
    name, (signature, expected) = list(shapes(shop).items())[number]
    assert name
    assert signature.apply_async().get(timeout=PATIENCE) == expected


def test_a_task_that_adds_another_is_waited_for_with_it(shop: Shop) -> None:
    same = shop.task("same")
    result = chord([shop.task("add_another").s(1), same.s(9)], same.s())().get(timeout=PATIENCE)
    # Both have the place of the one that adds; which comes first there is up to which ends first.
    assert (sorted(result[:2]), result[2:]) == ([1, 100], [9])


def test_a_nested_group_in_a_header_is_flattened(shop: Shop) -> None:
    same = shop.task("same")
    result = chord([group(same.s(1), same.s(2)), same.s(3)], same.s())().get(timeout=PATIENCE)
    assert sorted(result) == [1, 2, 3]


def test_one_frozen_task_may_stand_in_a_header_twice(shop: Shop) -> None:
    task = shop.task("same").s(5).set(task_id=str(uuid.uuid4()))
    assert chord([task, task], shop.task("same").s())().get(timeout=PATIENCE) == [5, 5]


def test_a_wide_chord_keeps_its_order(shop: Shop) -> None:
    same = shop.task("same")
    assert chord([same.s(n) for n in range(150)], same.s())().get(timeout=PATIENCE) == list(range(150))


# -- failures ---------------------------------------------------------------


def failing(shop: Shop, body: Any) -> dict[str, Any]:
    """Chords by name whose body cannot run, each with a body that is told of it."""
    fail, same = shop.task("fail"), shop.task("same")
    return {
        "a header task": chord([fail.s(), same.s(2)], body),
        "every header task": chord([fail.s(), fail.s()], body),
        "a task before the end of a chain": chord([chain(same.s(1), fail.s(), same.s()), same.s(9)], body),
        "a chain before the group that it ends in": chord(
            [chain(fail.s(), group(same.s(), same.s())), same.s(9)], body
        ),
        "the header of a chord within": chord([chord([fail.s(), same.s(2)], same.s()), same.s(9)], body),
        "the body of a chord within": chord([chord([same.s(1), same.s(2)], fail.s()), same.s(9)], body),
        "the header of a chord two deep": chord([chord([chord([fail.s()], same.s())], same.s()), same.s(9)], body),
        "a chain body of a chord within": chord([chord([fail.s()], chain(same.s(), same.s())), same.s(9)], body),
    }


@pytest.mark.parametrize("number", range(8))
def test_a_body_whose_header_fails_is_told_once_and_does_not_run(shop: Shop, number: int) -> None:
    name = uuid.uuid4().hex
    body = shop.task("note").s(name=f"body-{name}").on_error(shop.task("errback").s(name=f"error-{name}"))
    result = list(failing(shop, body).values())[number].apply_async()
    with pytest.raises(ChordError, match="broken"):
        shop.app.AsyncResult(result.id).get(timeout=PATIENCE)
    assert shop.wait_for(f"error-{name}").startswith("ChordError: Dependency")
    assert len(shop.seen(f"error-{name}")) == 1
    assert shop.seen(f"body-{name}") == []
    assert shop.app.AsyncResult(result.id).state == "FAILURE"


def test_an_errback_that_takes_an_id_is_sent_as_a_task(shop: Shop) -> None:
    name = uuid.uuid4().hex
    body = shop.task("same").s().on_error(shop.task("old_errback").s(name=name))
    result = chord([shop.task("fail").s()], body).apply_async()
    assert shop.wait_for(name) == result.id


@pytest.mark.parametrize("kind", ["group", "chain", "chord"])
def test_every_task_of_a_body_that_cannot_run_is_failed(shop: Shop, kind: str) -> None:
    same = shop.task("same")
    bodies: dict[str, Callable[[], Any]] = {
        "group": lambda: group(same.s(), same.s()),
        "chain": lambda: chain(same.s(), same.s()),
        "chord": lambda: chord([same.s(), same.s()], same.s()),
    }
    result: Any = chord([shop.task("fail").s(), same.s(1)], bodies[kind]()).apply_async()
    results = result.results if kind == "group" else [result]
    for waited in results:
        with pytest.raises((ChordError, ValueError), match="broken"):
            shop.app.AsyncResult(waited.id).get(timeout=PATIENCE)


def test_what_follows_a_chord_that_failed_is_failed_too(shop: Shop) -> None:
    same = shop.task("same")
    result = chain(chord([shop.task("fail").s(), same.s(1)], same.s()), same.s(), same.s()).apply_async()
    with pytest.raises(ChordError):
        shop.app.AsyncResult(result.id).get(timeout=PATIENCE)


def test_a_failed_chord_may_be_applied_again(shop: Shop) -> None:
    result = chord([shop.task("fail").s()], shop.task("same").s())
    for _ in range(2):
        with pytest.raises((ChordError, ValueError)):
            result.apply_async(task_id="again").get(timeout=PATIENCE)


# -- links --------------------------------------------------------------------


def test_a_link_runs_after_a_success_with_its_result(shop: Shop) -> None:
    name = uuid.uuid4().hex
    shop.task("add").apply_async((1, 2), link=shop.task("note").s(name=name)).get(timeout=PATIENCE)
    shop.wait_for(name)
    assert len(shop.seen(name)) == 1


def test_a_link_of_a_chord_runs_after_its_body(shop: Shop) -> None:
    name = uuid.uuid4().hex
    same = shop.task("same")
    signature = chord([same.s(1), same.s(2)], same.s())
    signature.link(shop.task("note").s(name=name))
    assert signature.apply_async().get(timeout=PATIENCE) == [1, 2]
    shop.wait_for(name)


def test_an_error_link_runs_after_a_failure_only(shop: Shop) -> None:
    name = uuid.uuid4().hex
    errback = shop.task("errback").s(name=name)
    shop.task("add").apply_async((1, 2), link_error=errback).get(timeout=PATIENCE)
    with pytest.raises(ValueError, match="broken"):
        shop.task("fail").apply_async(link_error=errback).get(timeout=PATIENCE)
    assert shop.wait_for(name) == "ValueError: broken"
    assert len(shop.seen(name)) == 1
