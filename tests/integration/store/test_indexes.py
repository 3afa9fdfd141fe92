"""Every query of the store goes through an index, as the server itself explains it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from itertools import chain
from typing import Any

import pytest
from pymongo import MongoClient
from pymongo.monitoring import CommandStartedEvent

from aurora_celery.store.factory import open_store
from aurora_celery.store.mongo.client import CommandCount
from aurora_celery.store.ports import Store
from tests.integration.store.access_scenario import every_access_call
from tests.integration.store.scenario import every_call, glance_calls

EXPLAINABLE = {"find", "aggregate", "findAndModify", "update", "delete", "count"}
#: What the driver adds to a command, and the server does not take within an explain.
ENVELOPE = {"lsid", "txnNumber", "$clusterTime", "$db", "maxTimeMS", "writeConcern", "readConcern", "$readPreference"}


def looks_for_anything(command: Mapping[str, Any]) -> bool:
    """GridFS asks so, once, whether there is any file: it reads one document however many there are."""
    return command.get("limit") == 1 and not command.get("filter") and "sort" not in command


@pytest.fixture
def sent(monkeypatch: pytest.MonkeyPatch) -> list[dict[str, Any]]:
    """The commands that the store sends, in a form that can be explained."""
    commands: list[dict[str, Any]] = []

    def record(_: CommandCount, event: CommandStartedEvent) -> None:
        if event.command_name in EXPLAINABLE and not looks_for_anything(event.command):
            commands.append({name: value for name, value in event.command.items() if name not in ENVELOPE})

    monkeypatch.setattr(CommandCount, "started", record)
    return commands


def test_no_query_reads_a_whole_collection(sent: list[dict[str, Any]], mongo_url: str, store: Store) -> None:
    opened = open_store(mongo_url, retention=-1.0)
    found = []
    with MongoClient[dict[str, Any]](mongo_url) as client:
        for name, call in chain(every_call(opened), every_access_call(opened.access)):
            sent.clear()
            call()
            plans = [plan for command in sent for plan in explained(client.get_default_database(), command)]
            found += [(name, stage) for plan in plans for stage in stages(plan) if stage == "COLLSCAN"]
    opened.close()
    assert found == []


def test_a_count_of_runs_reads_no_run(sent: list[dict[str, Any]], mongo_url: str, store: Store) -> None:
    opened = open_store(mongo_url)
    with MongoClient[dict[str, Any]](mongo_url) as client:
        for name, call in glance_calls(opened):
            sent.clear()
            call()
            if name.startswith(("history", "what goes on")):
                (plan,) = explained(client.get_default_database(), sent[0])
                assert "FETCH" not in set(stages(plan)), name
    opened.close()


def explained(database: Any, command: dict[str, Any]) -> Iterator[Any]:
    """What the server says to each part of a command."""
    if "$changeStream" in str(command):
        return
    parts = command.get("updates") or command.get("deletes") or [None]
    for part in parts:
        one = dict(command)
        if part is not None:
            one["updates" if "updates" in command else "deletes"] = [part]
        answer = database.command("explain", one, verbosity="queryPlanner")
        yield {key: value for key, value in answer.items() if key != "command"}


def stages(plan: Any) -> Iterator[str]:
    """The names of all stages anywhere in an explanation, those of plans that were rejected left out."""
    if isinstance(plan, dict):
        for key, value in plan.items():
            if key == "stage" and isinstance(value, str):
                yield value
            elif key != "rejectedPlans":
                yield from stages(value)
    elif isinstance(plan, list):
        for part in plan:
            yield from stages(part)


def test_preparing_again_makes_no_index_again(sent: list[dict[str, Any]], mongo_url: str, store: Store) -> None:
    sent.clear()
    store.prepare()
    assert [command.get("find") for command in sent] == ["aurora_leases"]


def test_two_may_prepare_at_once(mongo_url: str) -> None:
    stores = [open_store(mongo_url) for _ in range(4)]
    with ThreadPoolExecutor(4) as threads:
        list(threads.map(lambda store: store.prepare(), stores))
    for store in stores:
        store.close()
