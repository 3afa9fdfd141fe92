"""Large values come back as they were put, whatever their size."""

from __future__ import annotations

import random

import pytest

from aurora_celery.errors import ResultNotFound, ResultTooLarge, Unserialisable
from aurora_celery.store.ports import Output, Store
from tests.contract.conftest import MakeStore

KIB = 1024


@pytest.mark.parametrize("size", [0, 1, 1025, 256 * KIB - 1, 256 * KIB, 256 * KIB + 1, 17 * KIB * KIB])
def test_a_value_of_any_size_comes_back_exactly(store: Store, size: int) -> None:
    text = "".join(random.Random(size).choices('abc{}[]"\\$.', k=min(size, 4099))) * (size // 4099 + 1)
    text = text[:size]
    assert store.results.put("r/0/t", text, run="r") == Output(ref="r/0/t", size=size)
    assert store.results.get("r/0/t") == text


@pytest.mark.parametrize("text", ["nul\0", "é", "\U0001f600", '"\\ud800"', "$where", "﻿x", "a\r\nb\u2028"])
@pytest.mark.parametrize("times", [1, 300 * KIB])
def test_any_text_comes_back_exactly(store: Store, text: str, times: int) -> None:
    put = store.results.put("r/0/t", text * times, run="r")
    assert put.size == len((text * times).encode())
    assert store.results.get("r/0/t") == text * times


def test_many_values_come_at_once_from_wherever_they_lie(store: Store) -> None:
    texts = {f"r/{n}/t": f"{n}" * (n * 100_000) for n in range(6)}
    for key, text in texts.items():
        store.results.put(key, text, run="r")
    assert store.results.get_many(list(texts)) == texts
    assert store.results.get_many(["r/1/t", "r/1/t"]) == {"r/1/t": texts["r/1/t"]}
    assert store.results.get_many([]) == {}


def test_many_values_are_put_at_once_and_again(store: Store) -> None:
    texts = {f"r/{n}/t": f"{n}" * (n * 100_000) for n in range(6)}
    store.results.put("r/1/t", texts["r/1/t"], run="r")
    for _ in range(2):
        store.results.put_many(texts, run="r")
    store.results.put_many({}, run="r")
    assert store.results.get_many(list(texts)) == texts
    with pytest.raises(ValueError, match="does not begin"):
        store.results.put_many({"q/1": "1"}, run="r")


def test_a_value_that_is_not_there_is_not_found(store: Store) -> None:
    store.results.put("r/0/t", "1", run="r")
    with pytest.raises(ResultNotFound):
        store.results.get("r/0/u")
    with pytest.raises(ResultNotFound):
        store.results.get_many(["r/0/t", "r/0/u"])


@pytest.mark.parametrize("size", [10, 300 * KIB])
def test_putting_a_value_again_is_harmless(store: Store, size: int) -> None:
    outputs = [store.results.put("r/0/t", "x" * size, run="r") for _ in range(2)]
    assert outputs[0] == outputs[1]
    assert store.results.get("r/0/t") == "x" * size


def test_a_value_beyond_the_hard_limit_is_refused_and_nothing_remains(make_store: MakeStore) -> None:
    store = make_store(hard_limit=10)
    store.results.put("r/0/t", "x" * 10, run="r")
    with pytest.raises(ResultTooLarge) as refused:
        store.results.put("r/0/u", "é" * 6, run="r")
    assert (refused.value.size, refused.value.limit) == (12, 10)
    with pytest.raises(ResultNotFound):
        store.results.get("r/0/u")


def test_a_lone_surrogate_is_refused(store: Store) -> None:
    with pytest.raises(Unserialisable):
        store.results.put("r/0/t", "\ud800", run="r")


def test_a_key_belongs_to_its_run(store: Store) -> None:
    with pytest.raises(ValueError, match="does not begin"):
        store.results.put("other/0/t", "1", run="r")


def test_the_store_says_up_to_which_size_a_value_belongs_in_a_cell(make_store: MakeStore) -> None:
    assert make_store().inline_limit == 1024
    assert make_store(inline_limit=7).inline_limit == 7


def test_what_is_lost_is_told_without_reading_anything(store: Store) -> None:
    small, large = "r/small", "r/large"
    store.results.put(small, "1", run="r")
    store.results.put(large, '"' + "x" * 400_000 + '"', run="r")
    assert store.results.lost([small, "r/none", large, "s/none"]) == ("r/none", "s/none")
    assert store.results.lost([]) == ()
