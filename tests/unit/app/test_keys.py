"""Keys of programs: shown once, known by their digest, and for scripts of a local stack and the first user too."""

from __future__ import annotations

import base64
import hashlib

import pytest

from aurora_celery.app.keys import digest_of, issue_key, local_key, setup_secret
from aurora_celery.model.access import LOCAL, SETUP, Role, User
from aurora_celery.store.access_ports import AccessStore
from aurora_celery.store.memory.store import MemoryStore


@pytest.fixture
def access() -> AccessStore:
    return MemoryStore().access


def test_a_key_names_its_id_and_holds_enough_chance(access: AccessStore) -> None:
    key, secret = issue_key(access, owner="ann", title="deploy", role=Role.VIEWER, projects=["shop"], lifetime=60.0)
    prefix, key_id, chance = secret.split("_", 2)
    assert (prefix, key_id) == ("aur", key.id)
    assert len(base64.urlsafe_b64decode(chance + "=")) * 8 >= 128
    assert (key.owner, key.title, key.role, key.projects) == ("ann", "deploy", Role.VIEWER, ("shop",))


def test_of_a_secret_only_the_digest_is_kept(access: AccessStore) -> None:
    key, secret = issue_key(access, owner="ann", title="deploy", role=Role.VIEWER, lifetime=None)
    assert key.digest == digest_of(secret) == hashlib.sha256(secret.encode()).hexdigest()
    assert secret not in repr(access.keys.list())
    assert access.keys.find(secret) is None
    found = access.keys.find(digest_of(secret))
    assert found is not None
    assert found.id == key.id


def test_no_two_keys_are_alike(access: AccessStore) -> None:
    made = [issue_key(access, owner="ann", title="t", role=Role.VIEWER, lifetime=None) for _ in range(100)]
    assert len({key.id for key, _ in made}) == len({secret for _, secret in made}) == 100


def test_a_local_stack_has_one_key(access: AccessStore) -> None:
    before, now = local_key(access), local_key(access)
    assert access.keys.find(digest_of(before)) is None
    assert access.keys.find(digest_of(now)) is not None
    assert len(access.keys.list(LOCAL).items) == 1


def test_a_secret_for_the_first_user_is_made_as_long_as_there_is_none(access: AccessStore) -> None:
    secret = setup_secret(access)
    assert secret is not None
    key = access.keys.find(digest_of(secret))
    assert key is not None
    assert (key.owner, key.expires is not None) == (SETUP, True)
    access.users.add_first(User(name="ann"))
    assert setup_secret(access) is None
