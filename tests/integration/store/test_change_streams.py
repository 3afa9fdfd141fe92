"""What only a real server can do to a feed of changes."""

from __future__ import annotations

import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from pymongo.database import Database

from aurora_celery.errors import EventsLost, RunNotFound, StoreError, StoreUnavailable
from aurora_celery.store.factory import open_store
from aurora_celery.store.ports import Store
from aurora_celery.store.task_factory import open_task_store
from aurora_celery.store.task_ports import TaskMeta
from tests.contract.store.runs import cell_of, claimed, submitted
from tests.servers.mongo import MongoServer


class ForgetfulServer(MongoServer):
    """Cuts its log of changes, which is of a fixed size, every second instead of every minute."""

    def _command(self, port: int, data: Path) -> list[str]:
        return [*super()._command(port, data), "--syncdelay", "1"]

    def forget(self, since: datetime) -> None:
        """Write until the log begins later than this."""
        with self.client() as client:
            log = client["local"]["oplog.rs"]
            for _ in range(300):
                client["filler"]["a"].insert_one({"x": b"x" * 8_000_000})
                client["filler"]["a"].delete_many({})
                oldest = log.find_one(sort=[("$natural", 1)])
                if oldest is not None and oldest["ts"].as_datetime() > since:
                    return
                time.sleep(0.1)
        raise AssertionError("the log still reaches back")


@pytest.fixture
def server(tmp_path: Path) -> Iterator[ForgetfulServer]:
    started = ForgetfulServer(tmp_path)
    yield started
    started.stop()


def test_a_log_that_has_moved_on_is_told(server: ForgetfulServer) -> None:
    with closing(open_store(server.url("aurora"))) as store:
        store.prepare()
        ref = submitted(store, cell_of(0))
        cursor = store.changes.snapshot(ref.run).cursor
        with closing(store.changes.follow(ref.run)) as feed:
            claimed(store, ref, 0)
            change = feed.next(timeout=20)
        assert change is not None
        server.forget(change.at)
        for lost in (cursor, change.cursor):
            with pytest.raises(EventsLost), closing(store.changes.follow(ref.run, after=lost)) as feed:
                feed.next(timeout=1)


@pytest.fixture
def database(mongo_server: MongoServer, mongo_url: str) -> Iterator[Database[dict[str, Any]]]:
    """The store's own database, seen without Aurora."""
    with mongo_server.client() as client:
        yield client[urlsplit(mongo_url).path.lstrip("/")]


def until_watched(database: Database[dict[str, Any]]) -> None:
    """Return when somebody has a change stream open on the runs."""
    runs = f"{database.name}.aurora_runs"
    question: list[dict[str, Any]] = [{"$currentOp": {"idleCursors": True}}, {"$match": {"ns": runs}}]
    for _ in range(1000):
        with database.client.admin.aggregate(question) as found:
            if any("$changeStream" in str(operation.get("cursor")) for operation in found):
                return
        time.sleep(0.02)
    raise AssertionError("nobody watches the runs")


def test_whoever_waits_for_a_run_is_told_that_everything_was_dropped(
    store: Store, database: Database[dict[str, Any]]
) -> None:
    lost = submitted(store, cell_of(0)).run
    with ThreadPoolExecutor() as pool:
        waiting = pool.submit(store.runs.wait, lost, timeout=60)
        until_watched(database)
        database.client.drop_database(database)
        with pytest.raises(RunNotFound):
            waiting.result(50)
        later = submitted(store, cell_of(0)).run
        waiting = pool.submit(store.runs.wait, later, timeout=60)
        until_watched(database)
        database["aurora_runs"].delete_one({"_id": later})
        with pytest.raises(RunNotFound):
            waiting.result(50)


def test_whoever_follows_a_run_is_told_that_everything_was_dropped(
    store: Store, database: Database[dict[str, Any]]
) -> None:
    ref = submitted(store, cell_of(0))
    changes, logs = store.changes, store.logs.follow(ref.run)
    with closing(changes.follow(ref.run)) as of_run, closing(changes.follow()) as of_all, closing(logs):
        claimed(store, ref, 0)
        assert of_run.next(timeout=20) is not None
        assert of_all.next(timeout=20) is not None
        database.client.drop_database(database)
        for feed in (of_run, of_all, logs):
            with pytest.raises(EventsLost):
                list(iter(partial(feed.next, timeout=20), None))


def test_whoever_watches_results_that_were_dropped_is_told_to_ask_for_them(
    mongo_url: str, database: Database[dict[str, Any]]
) -> None:
    with closing(open_task_store(mongo_url)) as tasks:
        tasks.metas.put(TaskMeta(id="a", status="SUCCESS", result="1"), expires=None)
        with tasks.metas.watch(["b"]) as wait:
            database.client.drop_database(database)
            with pytest.raises(StoreError, match="was dropped"):
                any(wait(1.0) for _ in range(50))


def test_whoever_follows_is_told_that_the_server_is_away(mongo_url: str, mongo_server: MongoServer) -> None:
    with closing(open_store(f"{mongo_url}&serverSelectionTimeoutMS=200")) as store:
        store.prepare()
        ref = submitted(store, cell_of(0))
        feed, logs = store.changes.follow(ref.run), store.logs.follow(ref.run)
        mongo_server.kill9()
        for each in (feed, logs):
            with pytest.raises(StoreUnavailable):
                each.next(timeout=1)
