"""The result of an Aurora node is read from its run, through Celery's own AsyncResult."""

from __future__ import annotations

import json
import threading
import uuid
from collections.abc import Iterator
from typing import Any

import pytest
from celery import Celery
from celery.exceptions import TaskRevokedError

from aurora_celery.backend import nodes
from aurora_celery.compiler import compile_graph
from aurora_celery.model.run import Failure
from aurora_celery.store.factory import open_store
from aurora_celery.store.ports import CellRef, CellSeed, Holder, NewRun, Output, Store
from tests.builders import graph_of
from tests.integration.backend.conftest import backend_of
from tests.integration.backend.shop import make_app

HOLDER = Holder(token="t", worker="w@h", pid=1)
BROKEN = Failure(reason="exception", type="ValueError", message="it broke", traceback="line 1")


@pytest.fixture
def app(mongo_url: str, valkey_url: str) -> Iterator[Celery]:
    app = make_app(valkey_url, mongo_url, valkey_url)
    yield app
    nodes._store(mongo_url).close()
    backend_of(app).store.close()
    app.close()


@pytest.fixture
def store(mongo_url: str) -> Iterator[Store]:
    store = open_store(mongo_url)
    store.prepare()
    yield store
    store.close()


@pytest.fixture
def run(store: Store) -> CellRef:
    """A run of three nodes, each of which stands alone, in cells of two."""
    plan = compile_graph(graph_of("a", "b", "c"), cell_size=2)
    store.plans.put(plan)
    seeds = (CellSeed(number=0, size=2, slots={0: 0, 1: 0}), CellSeed(number=1, size=1, slots={0: 0}))
    new = NewRun(id=uuid.uuid4().hex, graph="g", version=None, plan=plan.hash, cells=seeds, inputs=Output("{}", size=2))
    store.runs.submit(new)
    return CellRef(new.id, 0, 0)


def result(app: Celery, run: CellRef, index: int) -> Any:
    return app.AsyncResult(f"{run.run}.{run.epoch}.{index}")


def complete(store: Store, run: CellRef, slot: int, value: Any) -> None:
    store.runs.claim(run, slot, holder=HOLDER)
    text = json.dumps(value)
    output = Output(text, size=len(text))
    if len(text) > 1000:
        output = store.results.put(f"{run.run}/{slot}", text, run=run.run)
    store.runs.complete(run, slot, token="t", output=output)


@pytest.mark.parametrize("value", [None, 5, {"$a.b": ["é"]}, "x" * 5000])
def test_a_node_gives_its_recorded_value(app: Celery, store: Store, run: CellRef, value: Any) -> None:
    assert result(app, run, 0).state == "PENDING"
    store.runs.claim(run, 0, holder=HOLDER)
    assert result(app, run, 0).state == "STARTED"
    complete(store, run, 0, value)
    found = result(app, run, 0)
    assert found.get(timeout=20) == value
    assert (found.worker, found.retries, found.exists()) == ("w@h", 0, True)
    assert found.date_done.tzinfo is not None


def test_a_node_of_any_cell_is_found(app: Celery, store: Store, run: CellRef) -> None:
    complete(store, CellRef(run.run, 0, 1), 0, "third")
    assert result(app, run, 2).get(timeout=20) == "third"


def test_nodes_and_tasks_are_waited_for_together(app: Celery, store: Store, run: CellRef) -> None:
    app.backend.store_result("plain", 1, "SUCCESS")
    later = threading.Timer(0.1, complete, [store, run, 1, 2])
    later.start()
    found = dict(backend_of(app).get_many(["plain", result(app, run, 1).id], timeout=20))
    later.join()
    assert sorted(meta["result"] for meta in found.values()) == [1, 2]


def test_a_failed_node_raises_an_error_of_its_name(app: Celery, store: Store, run: CellRef) -> None:
    store.runs.claim(run, 0, holder=HOLDER)
    store.runs.fail(run, 0, token="t", failure=BROKEN, skips=[1])
    with pytest.raises(ValueError, match="it broke"):
        result(app, run, 0).get(timeout=20)
    assert result(app, run, 0).traceback == "line 1"
    with pytest.raises(TaskRevokedError, match="skipped"):
        result(app, run, 1).get(timeout=20)


@pytest.mark.parametrize("task_id", [f"{'0' * 32}.0.0", "{run}.0.9", "{run}.7.0"])
def test_a_node_that_does_not_exist_is_pending(app: Celery, run: CellRef, task_id: str) -> None:
    assert app.AsyncResult(task_id.format(run=run.run)).state == "PENDING"


def test_nothing_is_written_for_a_node(app: Celery, run: CellRef) -> None:
    node = result(app, run, 0)
    app.backend.mark_as_done(node.id, 5)
    app.backend.mark_as_failure(node.id, ValueError("late"))
    assert backend_of(app).store.metas.get(node.id) is None
    assert node.state == "PENDING"
