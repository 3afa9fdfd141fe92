"""Workers of different versions side by side: an old one lacks a handler that a new one has."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from aurora_celery import Aurora, Graph, RunHandle
from tests.integration.conftest import HANDLERS, configuration
from tests.integration.engine.test_workers_stop import PERILS, until
from tests.servers.worker import CeleryWorker

StartWorker = Callable[..., CeleryWorker]

#: A handler of the new version only, which returns its first argument.
NEW = f"{PERILS}.die"


@pytest.fixture
def environment(broker_url: str, mongo_url: str, log: Path) -> dict[str, str]:
    """The configuration, once with each broker; workers that are started with it are old."""
    return configuration(broker_url, mongo_url, log)


def mixed_work(size: int) -> Graph:
    """Nodes for the handlers of either version, in turn."""
    old = {"handler": f"{HANDLERS}.work", "with": {"name": "old"}}
    new = {"handler": NEW, "with": {"name": "new", "how": "exit", "times": 0}}
    nodes: dict[str, Any] = {f"n{index}": new if index % 2 else old for index in range(size)}
    return Graph.from_dict({"aurora": 1, "name": "mixed", "nodes": nodes})


def test_a_node_waits_until_a_worker_lives_that_has_its_handler_and_then_goes_there(
    aurora: Aurora, start_worker: StartWorker, environment: dict[str, str]
) -> None:
    run = aurora.submit(mixed_work(12))
    old = start_worker(concurrency=2)
    old.wait_for(f"this worker does not have the handler {NEW}; nor does any that lives: its nodes wait")
    until(lambda: len(done(run)) == 6, "the nodes of the old handler are done")
    until(lambda: NEW in unheard(aurora), "the operator can see what nobody serves")
    environment["AURORA_WORKER__INCLUDE"] = f"{HANDLERS},{PERILS}"
    new = start_worker(concurrency=2)
    run.wait(timeout=60)
    assert run.state.value == "succeeded"
    assert {node.attempts for node in run.view().nodes} == {1}
    assert (old.alive, new.alive) == (True, True)
    assert "Received unregistered task" not in old.log


def done(run: RunHandle) -> list[str]:
    """The nodes that have succeeded."""
    return [node.id for node in run.view().nodes if node.state.value == "succeeded"]


def unheard(aurora: Aurora) -> set[str]:
    """Handlers that the living workers rang for in vain."""
    return {call.handler for beat in aurora.store.workers.workers(within=60) for call in beat.unheard}


def test_a_run_ends_well_with_an_old_and_a_new_worker(
    aurora: Aurora, start_worker: StartWorker, environment: dict[str, str]
) -> None:
    """Without waiting for the sweeper, who would ring again after 300 s."""
    environment["AURORA_ENGINE__REPUBLISH"] = "300"
    old = start_worker(concurrency=4)
    environment["AURORA_WORKER__INCLUDE"] = f"{HANDLERS},{PERILS}"
    start_worker(concurrency=1)
    run = aurora.submit(mixed_work(40)).wait(timeout=60)
    assert run.state.value == "succeeded"
    assert {node.attempts for node in run.view().nodes} == {1}
    assert old.alive
