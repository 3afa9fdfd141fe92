"""What MongoDB keeps of people and programs: what each call costs, and by whose clock things end."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any

import pytest
from pymongo import MongoClient
from pymongo.database import Database

from aurora_celery.model.access import ApiKey, Role, SealedSecret, Session, User
from aurora_celery.store.ports import Store
from tests.integration.store.access_scenario import every_access_call

DEAR = {
    "add first user": 2,
    "add user": 3,
    "remove user": 5,
    "append 0": 3,
    "append 1": 2,
    "append 2": 2,
    "verify": 2,
}
LONG = 3600.0


@pytest.fixture
def database(mongo_url: str, store: Store) -> Iterator[Database[dict[str, Any]]]:
    """What the store has written, seen without Aurora."""
    with MongoClient[dict[str, Any]](mongo_url, tz_aware=True) as client:
        yield client.get_default_database()


def aged(database: Database[dict[str, Any]], collection: str, field: str, seconds: float) -> datetime:
    """Put a time of all documents back by the server's clock, and say to when."""
    back = {"$subtract": ["$$NOW", round(seconds * 1000)]}
    database[collection].update_many({}, [{"$set": {field: back}}])
    (document,) = database[collection].find()
    moment: datetime = document[field]
    return moment


def test_most_calls_cost_one_round_trip(store: Store) -> None:
    costs = {}
    for name, call in every_access_call(store.access):
        before = store.round_trips()
        call()
        costs[name] = store.round_trips() - before
    assert costs == {name: DEAR.get(name, 1) for name in costs}


def test_only_what_is_over_is_deleted_by_time(store: Store, database: Database[dict[str, Any]]) -> None:
    for _, call in every_access_call(store.access):
        call()
    timed = {
        (name, index["name"], index["expireAfterSeconds"])
        for name in database.list_collection_names()
        for index in database[name].list_indexes()
        if "expireAfterSeconds" in index
    }
    names = ("aurora_sessions", "aurora_keys", "aurora_limits", "aurora_bulk", "aurora_logs")
    over = {(name, "over", 0) for name in names}
    assert timed == over | {("aurora_workers", "forget", 86_400)}


def test_what_never_ends_has_no_time_at_which_it_does(store: Store, database: Database[dict[str, Any]]) -> None:
    store.access.keys.add(ApiKey(id="k", digest="d", owner="ann", title="t", role=Role.VIEWER), lifetime=None)
    (key,) = database["aurora_keys"].find()
    assert "expire_at" not in key


def test_text_of_users_is_never_the_name_of_a_field(store: Store, database: Database[dict[str, Any]]) -> None:
    word = "tell.tale"
    access = store.access
    access.users.add(User(name=word, grants={word: Role.VIEWER}, recovery=(word,), subject=word))
    access.sessions.add(Session(id=word, user=word, csrf=word, agent=word), lifetime=LONG)
    access.keys.add(
        ApiKey(id=word, digest=word, owner=word, title=word, role=Role.VIEWER, projects=(word,)), lifetime=None
    )
    access.audit.append(actor=word, action=word, target=word, outcome=word, detail={word: word})
    access.limits.hit(word, window=LONG)
    access.secrets.put(SealedSecret(name=word, sealed=word, key_id=word, by=word))
    documents = [document for name in database.list_collection_names() for document in database[name].find()]
    assert len(documents) >= 7
    assert not [name for document in documents for name in fields(document) if "tale" in name]


def fields(value: Any) -> Iterator[str]:
    """The names of all fields, however deep."""
    if isinstance(value, dict):
        for name, inner in value.items():
            yield name
            yield from fields(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from fields(inner)


def test_a_session_is_noted_as_seen_once_a_minute(store: Store, database: Database[dict[str, Any]]) -> None:
    store.access.sessions.add(Session(id="s", user="ann", csrf="c"), lifetime=LONG)
    recent = aged(database, "aurora_sessions", "seen", 30.0)
    session = store.access.sessions.get("s", idle=LONG)
    assert session is not None
    assert session.seen == recent
    old = aged(database, "aurora_sessions", "seen", 61.0)
    session = store.access.sessions.get("s", idle=LONG)
    assert session is not None
    assert session.seen is not None
    assert session.seen > old
    (document,) = database["aurora_sessions"].find()
    assert document["seen"] == session.seen


def test_a_session_goes_on_while_it_is_used_however_short_it_may_be_idle(
    store: Store, database: Database[dict[str, Any]]
) -> None:
    store.access.sessions.add(Session(id="s", user="ann", csrf="c"), lifetime=LONG)
    old = aged(database, "aurora_sessions", "seen", 40.0)
    session = store.access.sessions.get("s", idle=70.0)
    assert session is not None
    assert session.seen is not None
    assert session.seen > old


def test_a_session_that_was_idle_or_is_over_is_refused_before_it_is_deleted(
    store: Store, database: Database[dict[str, Any]]
) -> None:
    store.access.sessions.add(Session(id="s", user="ann", csrf="c"), lifetime=LONG)
    aged(database, "aurora_sessions", "seen", 100.0)
    assert store.access.sessions.get("s", idle=99.0) is None
    assert store.access.sessions.get("s", idle=200.0) is not None
    aged(database, "aurora_sessions", "expire_at", 0.001)
    assert store.access.sessions.get("s", idle=200.0) is None


def test_a_key_is_noted_as_used_once_a_minute(store: Store, database: Database[dict[str, Any]]) -> None:
    store.access.keys.add(ApiKey(id="k", digest="d", owner="ann", title="t", role=Role.VIEWER), lifetime=None)
    recent = aged(database, "aurora_keys", "used", 30.0)
    key = store.access.keys.find("d")
    assert key is not None
    assert key.used == recent
    old = aged(database, "aurora_keys", "used", 61.0)
    key = store.access.keys.find("d")
    assert key is not None
    assert key.used is not None
    assert key.used > old


def test_a_window_is_over_when_the_server_says_so(store: Store, database: Database[dict[str, Any]]) -> None:
    limits = store.access.limits
    assert [limits.hit("ann", window=LONG) for _ in range(3)] == [1, 2, 3]
    aged(database, "aurora_limits", "expire_at", 0.001)
    assert limits.count("ann") == (0, 0.0)
    assert [limits.hit("ann", window=LONG) for _ in range(2)] == [1, 2]
