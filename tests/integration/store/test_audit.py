"""Whoever can write to the database can change the audit log, but not without a trace."""

from __future__ import annotations

import random
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any

import pytest
from pymongo import MongoClient
from pymongo.collection import Collection
from pymongo.database import Database

from aurora_celery.model.access import AuditEntry
from aurora_celery.store.access_ports import AuditStore
from aurora_celery.store.audit_chain import chain_of
from aurora_celery.store.factory import open_store
from aurora_celery.store.ports import Store

LENGTH = 6


@pytest.fixture
def database(mongo_url: str) -> Iterator[Database[dict[str, Any]]]:
    with MongoClient[dict[str, Any]](mongo_url, tz_aware=True) as client:
        yield client.get_default_database()


@pytest.fixture
def audit(store: Store) -> AuditStore:
    """A log of a few entries."""
    for number in range(1, LENGTH + 1):
        written(store.access.audit, number)
    return store.access.audit


@pytest.fixture
def entries(audit: AuditStore, database: Database[dict[str, Any]]) -> Collection[dict[str, Any]]:
    """Its documents."""
    return database["aurora_audit"]


def written(audit: AuditStore, number: int) -> AuditEntry:
    detail = {"graph": "shop", "state": "failed"}
    return audit.append(
        actor="ann", action="cancel", target=f"run/{number}", outcome="done", address="::1", trace="4b", detail=detail
    )


def changed(value: Any) -> Iterator[Any]:
    """A value in a few other ways; every other way is tried without a database."""
    if isinstance(value, str):
        yield from (chr(ord(value[0]) ^ 1) + value[1:], value[:-1], None)
    elif isinstance(value, list):
        yield from ([[name, value + "x"] for name, value in value], value[::-1], [*value, ["x", "y"]], {})
    else:
        yield from (value + timedelta(milliseconds=1), "2026")


@pytest.mark.parametrize("number", [1, 4, LENGTH])
def test_any_part_of_an_entry_that_was_changed_is_found(
    audit: AuditStore, entries: Collection[dict[str, Any]], number: int
) -> None:
    (whole,) = entries.find({"_id": number})
    for field in whole.keys() - {"_id"}:
        for value in changed(whole[field]):
            entries.replace_one({"_id": number}, whole | {field: value})
            assert audit.verify() == number, (field, value)
        entries.update_one({"_id": number}, {"$unset": {field: True}})
        assert audit.verify() == number, field
    entries.replace_one({"_id": number}, whole)
    assert audit.verify() is None


@pytest.mark.parametrize("number", range(1, LENGTH + 1))
def test_an_entry_that_is_missing_is_found(audit: AuditStore, entries: Collection[dict[str, Any]], number: int) -> None:
    entries.delete_one({"_id": number})
    assert audit.verify() == number


def test_an_end_that_was_cut_off_is_found_and_stays_so(audit: AuditStore, entries: Collection[dict[str, Any]]) -> None:
    entries.delete_many({"_id": {"$gte": 4}})
    assert audit.verify() == 4
    assert written(audit, 7).number == LENGTH + 1
    assert audit.verify() == 4


def test_a_log_of_which_nothing_is_left_is_found(audit: AuditStore, entries: Collection[dict[str, Any]]) -> None:
    entries.drop()
    assert audit.verify() == 1


def test_an_end_that_was_written_anew_with_digests_that_fit_is_found(
    audit: AuditStore, entries: Collection[dict[str, Any]]
) -> None:
    newest, before, *_ = audit.list().items
    forged = AuditEntry(
        number=newest.number, at=newest.at, actor="bob", action="cancel", target="run/6", outcome="done"
    )
    new = {"actor": "bob", "chain": chain_of(forged, before=before.chain), "address": "", "trace": "", "detail": []}
    entries.update_one({"_id": LENGTH}, {"$set": new})
    assert audit.verify() == LENGTH
    written(audit, 7)
    assert audit.verify() == LENGTH + 1


@pytest.mark.parametrize("foreign", [{"_id": 0}, {"_id": LENGTH + 2}, {"_id": "x"}, {"_id": 2.5}])
def test_what_was_put_between_the_entries_is_found_and_is_in_nobodys_way(
    audit: AuditStore, entries: Collection[dict[str, Any]], foreign: dict[str, Any]
) -> None:
    entries.insert_one(foreign)
    assert audit.verify() is not None
    entries.delete_one(foreign)
    assert audit.verify() is None


def test_a_field_too_many_is_found(audit: AuditStore, entries: Collection[dict[str, Any]]) -> None:
    entries.update_one({"_id": 3}, {"$set": {"by": "eve"}})
    assert audit.verify() == 3


def test_one_bit_in_a_long_log_is_found(store: Store, database: Database[dict[str, Any]]) -> None:
    with ThreadPoolExecutor(4) as threads:
        list(threads.map(lambda number: written(store.access.audit, number), range(300)))
    assert store.access.audit.verify() is None
    number = random.Random(1).randint(1, 300)
    (entry,) = database["aurora_audit"].find({"_id": number})
    target = entry["target"]
    database["aurora_audit"].update_one({"_id": number}, {"$set": {"target": chr(ord(target[0]) ^ 1) + target[1:]}})
    assert store.access.audit.verify() == number


def test_a_log_is_sound_while_it_grows(mongo_url: str, store: Store) -> None:
    other = open_store(mongo_url)

    def act(number: int) -> int | None:
        return other.access.audit.verify() if number % 4 == 0 else (written(store.access.audit, number), None)[1]

    with ThreadPoolExecutor(8) as threads:
        assert set(threads.map(act, range(80))) == {None}
    other.close()


def test_the_end_that_was_not_noted_is_noted_with_the_next(
    audit: AuditStore, entries: Collection[dict[str, Any]], database: Database[dict[str, Any]]
) -> None:
    fourth = entries.find_one({"_id": 4})
    assert fourth is not None
    database["aurora_audit_end"].replace_one({"_id": "end"}, {"number": 4, "chain": fourth["chain"]})
    assert audit.verify() is None
    assert written(audit, 7).number == LENGTH + 1
    assert audit.verify() is None
    entries.delete_one({"_id": LENGTH + 1})
    assert audit.verify() == LENGTH + 1
