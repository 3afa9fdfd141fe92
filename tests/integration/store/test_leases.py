"""A lease is asked for by every worker all the time: only taking and renewing it may write."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from pymongo import MongoClient
from pymongo.monitoring import CommandStartedEvent

from aurora_celery.store.mongo.client import CommandCount
from aurora_celery.store.ports import Store

Sent = Callable[[str, float], list[str]]

READ, WRITTEN = ["find"], ["find", "findAndModify"]


@pytest.fixture
def sent(monkeypatch: pytest.MonkeyPatch, store: Store) -> Sent:
    """The names of the commands that a worker sends when it asks for the lease."""
    commands: list[str] = []
    monkeypatch.setattr(CommandCount, "started", lambda _, event: commands.append(_name(event)))

    def ask(owner: str, seconds: float) -> list[str]:
        commands.clear()
        store.workers.lead("sweeper", owner, seconds=seconds)
        return list(commands)

    return ask


@pytest.fixture
def lease(mongo_url: str) -> Iterator[Callable[[], Any]]:
    """The document of the lease, as it stands."""
    with MongoClient[dict[str, Any]](mongo_url) as client:
        yield lambda: client.get_default_database()["aurora_leases"].find_one({"_id": "sweeper"})


def _name(event: CommandStartedEvent) -> str:
    return event.command_name


def test_who_does_not_lead_only_reads(sent: Sent, lease: Callable[[], Any]) -> None:
    assert sent("a", 60.0) == WRITTEN
    before = lease()
    assert sent("b", 60.0) == READ
    assert sent("b", 3600.0) == READ
    assert lease() == before


def test_who_leads_writes_when_half_of_the_time_has_passed(sent: Sent, lease: Callable[[], Any]) -> None:
    assert sent("a", 60.0) == WRITTEN
    before = lease()
    assert sent("a", 60.0) == READ
    assert lease() == before
    # What is left of 60 s is less than half of 200 s.
    assert sent("a", 200.0) == WRITTEN
    assert lease()["until"] > before["until"]
    assert sent("a", 200.0) == READ


def test_a_lease_that_has_run_out_or_was_given_up_is_taken_with_a_write(sent: Sent, store: Store) -> None:
    assert sent("a", -1.0) == WRITTEN
    assert sent("b", 60.0) == WRITTEN
    store.workers.resign("sweeper", "b")
    assert sent("c", 60.0) == WRITTEN
