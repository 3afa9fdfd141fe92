"""The audit log has an entry for everything, one after the other, each bound to the one before."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from aurora_celery.errors import Unserialisable
from aurora_celery.model.access import AuditEntry
from aurora_celery.store.access_ports import AccessStore
from aurora_celery.store.audit_chain import chain_of

AtOnce = Callable[[int, Callable[[AccessStore, int], Any]], list[Any]]

WORDS = ["", "$set", "a.b", "nul\0", "图", "new\nline", '"],["']


def written(access: AccessStore, number: int = 0, *, actor: str = "ann") -> AuditEntry:
    return access.audit.append(actor=actor, action="runs.cancel", target=f"run/{number}", outcome="done")


def listed(access: AccessStore, *, limit: int = 2, **where: str) -> list[AuditEntry]:
    found: list[AuditEntry] = []
    cursor = None
    while True:
        page = access.audit.list(limit=limit, cursor=cursor, **where)
        found += page.items
        cursor = page.cursor
        if cursor is None:
            return found
        assert len(page.items) == limit


def test_an_entry_is_kept_with_all_that_it_says(access: AccessStore) -> None:
    entry = access.audit.append(
        actor="ann",
        action="users.change",
        target="bob",
        outcome="refused",
        address="2001:db8::1",
        trace="4bf9",
        detail={"$role": "admin", "a.b": "$$NOW", "": ""},
    )
    assert (entry.number, entry.actor, entry.action, entry.target) == (1, "ann", "users.change", "bob")
    assert (entry.outcome, entry.address, entry.trace) == ("refused", "2001:db8::1", "4bf9")
    assert entry.detail == {"$role": "admin", "a.b": "$$NOW", "": ""}
    assert access.audit.list().items == (entry,)


def test_each_entry_is_bound_to_the_one_before(access: AccessStore) -> None:
    entries = [written(access, number) for number in range(5)]
    assert [entry.number for entry in entries] == [1, 2, 3, 4, 5]
    chains = ["", *(entry.chain for entry in entries)]
    assert [chain_of(entry, before=before) for entry, before in zip(entries, chains, strict=False)] == chains[1:]
    assert access.audit.verify() is None


def test_an_empty_log_is_sound(access: AccessStore) -> None:
    assert access.audit.verify() is None
    assert (access.audit.list().items, access.audit.list().cursor) == ((), None)


def test_entries_of_many_at_once_have_no_gap_and_no_double(access: AccessStore, at_once: AtOnce) -> None:
    entries = at_once(64, written)
    assert sorted(entry.number for entry in entries) == list(range(1, 65))
    assert {entry.target for entry in entries} == {f"run/{number}" for number in range(64)}
    assert sorted(entries, key=lambda entry: -entry.number) == listed(access, limit=50)
    assert access.audit.verify() is None


@pytest.mark.parametrize("limit", [1, 2, 5, 6, 100])
def test_pages_give_every_entry_once_and_newest_first(access: AccessStore, limit: int) -> None:
    for number in range(6):
        written(access, number)
    assert [entry.number for entry in listed(access, limit=limit)] == [6, 5, 4, 3, 2, 1]


def test_entries_are_found_by_actor_action_and_target(access: AccessStore) -> None:
    for actor in ("ann", "$ne", ""):
        for number in range(3):
            written(access, number, actor=actor)
    assert [entry.number for entry in listed(access, actor="$ne")] == [6, 5, 4]
    assert [entry.number for entry in listed(access, actor="")] == [9, 8, 7]
    assert [entry.number for entry in listed(access, target="run/1")] == [8, 5, 2]
    assert len(listed(access, action="runs.cancel")) == 9
    assert [entry.number for entry in listed(access, actor="ann", action="runs.cancel", target="run/2")] == [3]
    assert listed(access, actor="ann", action="x") == []


@pytest.mark.parametrize("word", WORDS)
def test_entries_hold_any_text(access: AccessStore, word: str) -> None:
    entry = access.audit.append(actor=word, action=word, target=word, outcome=word, detail={word: word})
    assert access.audit.list(actor=word, action=word, target=word).items == (entry,)
    assert access.audit.verify() is None


def test_what_is_no_text_is_refused_and_leaves_no_gap(access: AccessStore) -> None:
    with pytest.raises(Unserialisable):
        written(access, actor="\ud800")
    assert written(access).number == 1
    assert access.audit.verify() is None
