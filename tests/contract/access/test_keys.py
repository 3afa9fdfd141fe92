"""Keys are found by the digest of their secret, for as long as they last."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from aurora_celery.model.access import ApiKey, Role
from aurora_celery.store.access_ports import AccessStore

KEY = ApiKey(id="k1", digest="d1", owner="ann", title="$deploy", role=Role.OPERATOR, projects=("shop", "$where", "a.b"))
LONG, OVER = 3600.0, -1.0


def kept(access: AccessStore, number: int, owner: str = "ann", *, lifetime: float | None = None) -> ApiKey:
    key = ApiKey(id=f"k{number}", digest=f"d{number}", owner=owner, title="t", role=Role.VIEWER)
    return access.keys.add(key, lifetime=lifetime)


def listed(access: AccessStore, owner: str | None = None, *, limit: int = 2) -> list[str]:
    found: list[str] = []
    cursor = None
    while True:
        page = access.keys.list(owner, limit=limit, cursor=cursor)
        found += [key.id for key in page.items]
        cursor = page.cursor
        if cursor is None:
            return found
        assert len(page.items) == limit


def test_a_key_is_kept_and_found_by_digest_and_id(access: AccessStore) -> None:
    key = access.keys.add(KEY, lifetime=LONG)
    assert key.created is not None
    assert key == replace(KEY, created=key.created, expires=key.created + timedelta(seconds=LONG))
    assert access.keys.get("k1") == key
    found = access.keys.find("d1")
    assert found is not None
    assert found.used is not None
    assert found == replace(key, used=found.used)
    assert found.used >= key.created


def test_a_key_may_last_for_ever(access: AccessStore) -> None:
    assert kept(access, 1).expires is None
    assert access.keys.find("d1") is not None


def test_a_key_that_is_there_stays_as_it_is(access: AccessStore) -> None:
    key = access.keys.add(KEY, lifetime=LONG)
    assert access.keys.add(replace(KEY, owner="eve", role=Role.ADMIN), lifetime=None) == key


def test_a_key_that_is_over_is_not_found(access: AccessStore) -> None:
    kept(access, 1, lifetime=OVER)
    assert (access.keys.find("d1"), access.keys.get("k1")) == (None, None)
    assert access.keys.list().items == ()
    assert not access.keys.remove("k1")


def test_a_key_that_was_removed_is_not_found(access: AccessStore) -> None:
    kept(access, 1)
    assert access.keys.remove("k1")
    assert (access.keys.find("d1"), access.keys.get("k1")) == (None, None)
    assert not access.keys.remove("k1")


def test_use_is_noted_once_in_a_while_only(access: AccessStore) -> None:
    kept(access, 1)
    first = access.keys.find("d1")
    assert first is not None
    assert access.keys.find("d1") == first


@pytest.mark.parametrize("limit", [1, 2, 5, 6, 100])
def test_pages_give_every_key_once_and_newest_first(access: AccessStore, limit: int) -> None:
    made = [kept(access, number) for number in range(6)]
    by_age = sorted(made, key=lambda key: (key.created, key.id), reverse=True)
    assert listed(access, limit=limit) == [key.id for key in by_age]


@pytest.mark.parametrize("owner", ["ann", "$ne", "", "aurora:local"])
def test_keys_are_listed_by_owner(access: AccessStore, owner: str) -> None:
    for number in range(5):
        kept(access, number, owner)
    kept(access, 9, owner + "x")
    assert sorted(listed(access, owner)) == [f"k{number}" for number in range(5)]
    assert len(listed(access)) == 6
    assert listed(access, "nobody") == []
