"""A graph is an ordinary signature: it stands inside Celery's own canvases and passes its result on."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from celery import chain, chord, group

from aurora_celery import Aurora
from aurora_celery.engine.ids import node_task_id
from tests.integration.conftest import configuration, open_aurora
from tests.servers.mongo import MongoServer
from tests.servers.valkey import ValkeyServer
from tests.servers.worker import CeleryWorker

SHOP = "tests.integration.engine.shop"


@pytest.fixture(scope="module")
def aurora(_mongo: MongoServer, _valkey: ValkeyServer, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Aurora]:
    log: Path = tmp_path_factory.mktemp("canvas") / "calls.log"
    log.touch()
    environment = configuration(_valkey.url(), _mongo.url("aurora_canvas"), log)
    worker = CeleryWorker("aurora_celery", env=environment, concurrency=4)
    instance = open_aurora(environment)
    yield instance
    worker.kill9()
    instance.runtime.close()


def diamond(aurora: Aurora, **inputs: int) -> Any:
    """The graph as a signature: start + 1 + 10 + start + 1 + 100."""
    return aurora.celery.signature("aurora.run", kwargs={"graph": "diamond", "inputs": inputs})


def total(aurora: Aurora) -> Any:
    return aurora.celery.signature(f"{SHOP}.sums")


def test_the_signature_of_a_graph_gives_its_outputs(aurora: Aurora) -> None:
    result = diamond(aurora, start=1).apply_async()
    assert result.get(timeout=90) == {"sum": 12 + 102}


def test_a_graph_takes_the_result_of_the_task_before_it_in_a_chain(aurora: Aurora) -> None:
    two = aurora.celery.signature("legacy.double", args=(1,))
    result = chain(two, diamond(aurora), aurora.celery.signature(f"{SHOP}.unpack")).apply_async()
    assert result.get(timeout=90) == 13 + 103


def test_graphs_are_the_header_of_a_chord(aurora: Aurora) -> None:
    header = group(diamond(aurora, start=1), diamond(aurora, start=2))
    result = chord(header, total(aurora)).apply_async()
    assert result.get(timeout=90) == 114 + 116


def test_a_graph_that_fails_fails_its_canvas(aurora: Aurora) -> None:
    result = aurora.celery.signature("aurora.run", kwargs={"graph": "broken", "inputs": {}}).apply_async()
    with pytest.raises(Exception, match="on purpose"):
        result.get(timeout=90)


def test_an_async_result_of_a_node_is_served_from_its_run(aurora: Aurora) -> None:
    diamond(aurora, start=5).apply_async().get(timeout=90)
    (run,) = aurora.runs(limit=1).items
    results = [aurora.celery.AsyncResult(node_task_id(run.id, 0, index)) for index in range(4)]
    assert {result.state for result in results} == {"SUCCESS"}
    assert sorted(result.get(timeout=90) for result in results) == [6, 16, 106, 122]
