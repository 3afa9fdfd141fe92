"""The address of a store decides which adapter opens it."""

from __future__ import annotations

import traceback

import pytest

from aurora_celery.errors import StoreUnfit
from aurora_celery.store.factory import check_server, open_store


@pytest.mark.parametrize("url", ["memory://", "mongodb://h/db", "mongodb://a:1,b:2/db?replicaSet=r"])
def test_a_store_keeps_its_address_and_sends_nothing_when_it_is_opened(url: str) -> None:
    store = open_store(url, inline_limit=5)
    assert (store.url, store.inline_limit, store.round_trips()) == (url, 5, 0)
    store.close()


@pytest.mark.parametrize("url", ["", "mongo", "redis://h", "postgresql://h/db", "MONGODB:/x"])
def test_any_other_address_is_refused_with_those_that_are_known(url: str) -> None:
    with pytest.raises(StoreUnfit, match=r"use mongodb://, mongodb\+srv:// or memory://"):
        open_store(url)


@pytest.mark.parametrize("name", ["a.b", "a%20b", "$x", "a/b", "a%00"])
def test_a_database_that_cannot_be_is_refused_before_anything_is_sent(name: str) -> None:
    with pytest.raises(StoreUnfit, match="names the database"):
        open_store(f"mongodb://h/{name}")


def test_the_memory_is_fit() -> None:
    assert check_server("memory://").problem is None


def test_two_stores_in_memory_share_nothing() -> None:
    first, second = open_store("memory://"), open_store("memory://")
    first.graphs.put(name="g", definition="{}", plan="p")
    assert second.graphs.names() == ()


@pytest.mark.parametrize(
    "url",
    [
        "mongodb://user:se/cret@127.0.0.1:1/db",
        "mongodb://user:\N{ACCOUNT OF}secret@127.0.0.1/db",
        "mongodb://user:secret@[::1/db",
        "mongodb://user:secret@h/db?tlsCAFile=/no/such/file",
        "mongodb://user:secret@h:99999/db",
    ],
)
def test_an_address_that_cannot_be_used_is_refused_without_its_password(url: str) -> None:
    with pytest.raises(StoreUnfit) as caught:
        open_store(url).plans.has("p")
    told = "".join(traceback.format_exception(caught.value))
    assert "cret" not in told
    assert "user" not in told
