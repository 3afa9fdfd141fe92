"""Secrets are kept sealed, and lists never show what they hold."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from aurora_celery.model.access import SealedSecret
from aurora_celery.store.access_ports import AccessStore

AtOnce = Callable[[int, Callable[[AccessStore, int], Any]], list[Any]]

SECRET = SealedSecret(name="db", sealed="$$NOW", key_id="$k1", by="$ann")


def test_a_secret_is_kept_as_it_is(access: AccessStore) -> None:
    kept = access.secrets.put(SECRET)
    assert kept.changed is not None
    assert kept == replace(SECRET, changed=kept.changed, version=1)
    assert access.secrets.get("db") == kept


def test_a_secret_replaces_the_older_one_of_its_name(access: AccessStore) -> None:
    access.secrets.put(SECRET)
    kept = access.secrets.put(replace(SECRET, sealed="new", key_id="k2", by="bob"))
    assert (kept.sealed, kept.key_id, kept.by, kept.version) == ("new", "k2", "bob", 2)
    assert access.secrets.get("db") == kept


def test_a_list_shows_all_but_what_is_sealed(access: AccessStore) -> None:
    for name in ("b", "$a", "图", "a"):
        access.secrets.put(replace(SECRET, name=name))
    found = access.secrets.list()
    assert [secret.name for secret in found] == ["$a", "a", "b", "图"]
    assert {(secret.sealed, secret.key_id, secret.by) for secret in found} == {("", "$k1", "$ann")}


def test_a_secret_that_is_not_there_is_none(access: AccessStore) -> None:
    access.secrets.put(SECRET)
    assert access.secrets.get("DB") is None
    assert not access.secrets.remove("x")
    assert access.secrets.remove("db")
    assert (access.secrets.get("db"), access.secrets.list()) == (None, ())


def test_of_many_at_once_every_one_counts(access: AccessStore, at_once: AtOnce) -> None:
    kept = at_once(16, lambda each, number: each.secrets.put(replace(SECRET, sealed=f"{number}")))
    assert sorted(secret.version for secret in kept) == list(range(1, 17))
    assert access.secrets.get("db") == max(kept, key=lambda secret: secret.version)


@pytest.mark.parametrize("name", ["", "$set", "a.b", "nul\0"])
def test_names_are_any_text(access: AccessStore, name: str) -> None:
    assert access.secrets.put(replace(SECRET, name=name)).name == name
    assert access.secrets.remove(name)
