"""What the backend reads from signatures."""

from __future__ import annotations

from typing import Any

import pytest
from celery import Celery, chain, chord, group
from celery.app.task import Context
from kombu.utils.json import dumps, loads

from aurora_celery.backend.signatures import as_request, first_tasks, id_of, last_tasks, weight_of


@pytest.fixture
def one(app: Celery) -> Any:
    """Make a signature with a given id."""
    task = app.tasks["unit.one"]
    return lambda name: task.s().set(task_id=name)


def ids(signatures: Any) -> list[str]:
    return [id_of(signature) for signature in signatures]


def shapes(one: Any) -> list[tuple[Any, list[str], list[str]]]:
    a, b, c, d = one("a"), one("b"), one("c"), one("d")
    return [
        (a, ["a"], ["a"]),
        (group(a, b), ["a", "b"], ["a", "b"]),
        (chain(a, b, c), ["a"], ["c"]),
        (chord([a, b], c), ["a", "b"], ["c"]),
        (chord([a, b], group(c, d)), ["a", "b"], ["c", "d"]),
        (group(chain(a, b), chord([c], d)), ["a", "c"], ["b", "d"]),
        (chord([chain(a, b), c], chain(d, one("e"))), ["a", "c"], ["e"]),
    ]


@pytest.mark.parametrize("number", range(7))
def test_what_runs_first_and_what_runs_last_is_found_in_every_shape(app: Celery, one: Any, number: int) -> None:
    signature, first, last = shapes(one)[number]
    for form in (signature, loads(dumps(signature))):
        assert ids(first_tasks(form, app)) == first
        assert ids(last_tasks(form, app)) == last


def test_an_empty_chain_at_the_end_is_passed_over(app: Celery, one: Any) -> None:
    signature: Any = chain(one("a"), one("b"))
    signature.tasks = [one("a"), group(app=app)]
    assert ids(last_tasks(signature, app)) == ["a"]


def test_the_body_runs_first_when_the_header_is_empty(app: Celery, one: Any) -> None:
    assert ids(first_tasks(chord([], one("z"), app=app), app)) == ["z"]


def test_nothing_is_found_in_nothing(app: Celery) -> None:
    assert list(first_tasks(None, app)) == list(last_tasks(None, app)) == []
    assert not id_of(None)


def test_a_plain_request_weighs_one(app: Celery) -> None:
    assert weight_of(Context({"id": "a"}), app) == 1


def test_a_failed_chain_stands_for_every_task_of_the_group_it_would_have_ended_with(app: Celery, one: Any) -> None:
    request = as_request(group(one("a"), one("b"), chain(one("c"), one("d"))))
    assert weight_of(request, app) == 3


def test_a_signature_becomes_the_request_its_task_would_have_had(one: Any) -> None:
    request: Any = as_request(one("a").set(group_id="g", group_index=4, chord={"task": "body"}))
    assert (request.id, request.group, request.group_index, request.chord) == ("a", "g", 4, {"task": "body"})
