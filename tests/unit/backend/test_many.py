"""Waiting for many results."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import pytest
from celery.exceptions import TimeoutError as CeleryTimeoutError

from aurora_celery.backend.many import Every, Terms, collect


class Rests:
    """Stands in for a vigil: notes what was asked and returns at once."""

    def __init__(self) -> None:
        self.asked: list[list[str]] = []

    def rest(self, ids: Sequence[str], *, left: float | None) -> None:
        self.asked.append(sorted(ids))


def looks(*answers: dict[str, Any]) -> Any:
    given = iter(answers)
    return lambda ids: {key: meta for key, meta in next(given).items() if key in ids}


def gather(missing: set[str], look: Any, rests: Any, **terms: Any) -> Iterator[tuple[str, Any]]:
    return collect(missing, look, vigil=rests, terms=Terms(**terms))


def test_results_are_given_as_they_come_and_only_the_rest_is_asked_for() -> None:
    rests = Rests()
    found = list(gather({"a", "b", "c"}, looks({"b": {}}, {}, {"a": {}, "c": {}}), rests))
    assert next(key for key, _ in found) == "b"
    assert len(found) == 3
    assert rests.asked == [["a", "c"], ["a", "c"]]


def test_nothing_is_asked_when_nothing_is_missing() -> None:
    assert list(gather(set(), looks(), Rests())) == []


def test_a_timeout_of_zero_looks_once() -> None:
    with pytest.raises(CeleryTimeoutError):
        list(gather({"a"}, looks({}), Rests(), timeout=0))
    assert list(gather({"a"}, looks({"a": {}}), Rests(), timeout=0)) == [("a", {})]


def test_no_more_looks_are_made_than_asked_for() -> None:
    assert list(gather({"a", "b"}, looks({"a": {}}), Rests(), looks=1)) == [("a", {})]


def test_every_result_is_told_and_something_is_called_between_the_looks() -> None:
    told: list[Any] = []
    called: list[None] = []
    terms = {"on_message": told.append, "between": (lambda: called.append(None),)}
    list(gather({"a"}, looks({}, {}, {"a": {"status": "SUCCESS"}}), Rests(), **terms))
    assert told == [{"status": "SUCCESS"}]
    assert len(called) == 2


def test_a_call_is_passed_on_only_when_it_is_time() -> None:
    called: list[str] = []
    often, seldom = Every(0.0, lambda: called.append("often")), Every(3600.0, lambda: called.append("seldom"))
    late = Every(0.0, lambda: called.append("late"), first=3600.0)
    for _ in range(3):
        often()
        seldom()
        late()
    assert called.count("often") == 3
    assert called.count("seldom") == 1
    assert called.count("late") == 0
