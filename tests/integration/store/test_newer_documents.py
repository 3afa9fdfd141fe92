"""What a newer version of Aurora wrote to the same store: refused by name, and in nobody's way."""

from __future__ import annotations

import json
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from pymongo import MongoClient

from aurora_celery import Aurora, RunHandle
from aurora_celery.errors import FormatUnknown
from tests.conftest import WorkerFactory
from tests.integration.conftest import configuration, open_aurora
from tests.integration.engine.graphs import assert_sound, independent_work
from tests.servers.mongo import MongoServer

Change = Callable[[Any, RunHandle], None]


def a_state_of_the_run(database: Any, run: RunHandle) -> None:
    database.aurora_runs.update_one({"_id": run.id}, {"$set": {"state": "hibernating"}})


def a_state_of_a_node(database: Any, run: RunHandle) -> None:
    database.aurora_runs.update_one({"_id": run.id}, {"$set": {"n.0.s": "hibernating"}})


def a_field_that_is_missing(database: Any, run: RunHandle) -> None:
    database.aurora_runs.update_one({"_id": run.id}, {"$unset": {"rounds": True, "cells": True}})


def the_format_of_the_plan(database: Any, run: RunHandle) -> None:
    plan = database.aurora_runs.find_one({"_id": run.id})["plan"]
    head = json.loads(zlib.decompress(database.aurora_plans.find_one({"_id": plan})["head"]))
    packed = zlib.compress(json.dumps(head | {"format": 99}).encode())
    database.aurora_plans.update_one({"_id": plan}, {"$set": {"head": packed}})


@pytest.fixture
def environment(valkey_url: str, mongo_url: str, log: Path) -> dict[str, str]:
    return configuration(valkey_url, mongo_url, log)


@pytest.fixture
def log(tmp_path: Path) -> Path:
    path = tmp_path / "calls.log"
    path.touch()
    return path


@pytest.fixture
def aurora(environment: dict[str, str]) -> Any:
    made = open_aurora(environment)
    yield made
    made.runtime.close()


@pytest.mark.parametrize("change", [a_state_of_a_node, a_field_that_is_missing, the_format_of_the_plan])
def test_one_run_that_cannot_be_read_stands_in_no_others_way(
    aurora: Aurora,
    environment: dict[str, str],
    celery_worker_process: WorkerFactory,
    mongo_server: MongoServer,
    log: Path,
    change: Change,
) -> None:
    strange, graph = aurora.submit(independent_work(2, seconds=0.0)), independent_work(3, seconds=0.0)
    with MongoClient[dict[str, Any]](environment["AURORA_STORE__URL"]) as client:
        change(client.get_default_database(), strange)
    aurora.celery.control.purge()
    worker = celery_worker_process("aurora_celery", env=environment)
    worker.wait_for("cannot be read here .*: a newer version of Aurora wrote it, or it is damaged")
    for _ in range(2):
        assert_sound(aurora.submit(graph).wait(timeout=90), log, graph)
    assert worker.alive
    assert "the steward's pass failed" not in worker.log
    assert worker.log.count("cannot be read here") <= 3


def test_a_run_in_an_unknown_state_is_refused_by_name_and_left_out_of_lists(
    aurora: Aurora, environment: dict[str, str]
) -> None:
    graph = independent_work(1, seconds=0.0)
    before, strange, after = (aurora.submit(graph) for _ in range(3))
    with MongoClient[dict[str, Any]](environment["AURORA_STORE__URL"]) as client:
        a_state_of_the_run(client.get_default_database(), strange)
    with pytest.raises(FormatUnknown, match=f"the document {strange.id} cannot be read here .*hibernating"):
        strange.view()
    page = aurora.runs(limit=2)
    assert [run.id for run in page.items] == [after.id]
    assert [run.id for run in aurora.runs(limit=2, cursor=page.cursor).items] == [before.id]


def test_a_field_that_is_not_known_is_passed_over(
    aurora: Aurora, environment: dict[str, str], celery_worker_process: WorkerFactory, log: Path
) -> None:
    graph = independent_work(2, seconds=0.0)
    run = aurora.submit(graph)
    with MongoClient[dict[str, Any]](environment["AURORA_STORE__URL"]) as client:
        new = {"newer": {"a": [1]}, "n.0.newer": True}
        client.get_default_database().aurora_runs.update_one({"_id": run.id}, {"$set": new})
    celery_worker_process("aurora_celery", env=environment)
    assert_sound(run.wait(timeout=90), log, graph)


def test_the_indexes_of_a_newer_version_are_left_alone(aurora: Aurora, environment: dict[str, str]) -> None:
    aurora.store.prepare()
    with MongoClient[dict[str, Any]](environment["AURORA_STORE__URL"]) as client:
        database = client.get_default_database()
        database.aurora_leases.update_one({"_id": "indexes"}, {"$set": {"version": 99}})
        database.aurora_runs.drop_index("by_graph")
        aurora.store.prepare()
        assert "by_graph" not in database.aurora_runs.index_information()
