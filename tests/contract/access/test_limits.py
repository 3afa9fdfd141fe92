"""Tries are counted in windows that open with the first and close by the store's clock."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from aurora_celery.errors import Unserialisable
from aurora_celery.store.access_ports import AccessStore

AtOnce = Callable[[int, Callable[[AccessStore, int], Any]], list[Any]]

LONG, OVER = 3600.0, -1.0


def test_tries_are_counted_by_name(access: AccessStore) -> None:
    assert [access.limits.hit("ann", window=LONG) for _ in range(3)] == [1, 2, 3]
    assert access.limits.hit("bob", window=LONG) == 1
    count, left = access.limits.count("ann")
    assert count == 3
    assert 0 < left <= LONG


def test_later_tries_do_not_make_the_window_longer(access: AccessStore) -> None:
    access.limits.hit("ann", window=LONG)
    access.limits.hit("ann", window=100 * LONG)
    assert access.limits.count("ann")[1] <= LONG


def test_what_nobody_tried_counts_nothing(access: AccessStore) -> None:
    assert access.limits.count("ann") == (0, 0.0)
    access.limits.clear("ann")


def test_a_window_that_is_over_counts_nothing(access: AccessStore) -> None:
    assert [access.limits.hit("ann", window=OVER) for _ in range(3)] == [1, 1, 1]
    assert access.limits.count("ann") == (0, 0.0)
    assert [access.limits.hit("ann", window=LONG) for _ in range(2)] == [1, 2]


def test_a_count_can_be_forgotten(access: AccessStore) -> None:
    access.limits.hit("ann", window=LONG)
    access.limits.clear("ann")
    assert access.limits.count("ann") == (0, 0.0)
    assert access.limits.hit("ann", window=LONG) == 1


@pytest.mark.parametrize("before", [None, OVER])
def test_of_many_tries_at_once_each_counts_once(access: AccessStore, at_once: AtOnce, before: float | None) -> None:
    if before is not None:
        access.limits.hit("ann", window=before)
    answers = at_once(48, lambda each, _: each.limits.hit("ann", window=LONG))
    assert sorted(answers) == list(range(1, 49))
    assert access.limits.count("ann")[0] == 48


@pytest.mark.parametrize("name", ["", "$inc", "a.b", "nul\0", "图", "x" * 100_000])
def test_names_are_any_text(access: AccessStore, name: str) -> None:
    assert [access.limits.hit(name, window=LONG), access.limits.hit(name + "x", window=LONG)] == [1, 1]
    assert access.limits.count(name)[0] == 1


def test_what_is_no_text_is_refused(access: AccessStore) -> None:
    with pytest.raises(Unserialisable):
        access.limits.hit("\ud800", window=LONG)
