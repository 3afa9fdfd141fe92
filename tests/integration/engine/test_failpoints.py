"""A process dies at every named place in turn, and the run comes to its right end all the same."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from aurora_celery import Aurora, Graph, RunHandle, WaitTimeout
from aurora_celery.failpoints import NAMES
from tests.integration.engine.graphs import SHOP
from tests.servers.child import ChildFailed
from tests.servers.worker import CeleryWorker

StartWorker = Callable[..., CeleryWorker]

#: Places that a worker passes; what is struck there, and how often.
WORKER = {
    "recv.before_claim": "kill:2times",
    "claim.sent_no_ack": "kill:2times",
    "claim.after": "kill:2times",
    "effect.before": "kill:2times",
    "effect.after": "kill:2times",
    "blob.after": "kill:2times",
    "complete.sent_no_ack": "kill:2times",
    "complete.after": "kill:3times",
    "fanout.k": "kill:2times",
    "outbox.after_publish": "kill:2times",
    "ack.before": "kill:2times",
    "retry.after_record": "kill:1times",
    "gate.before_arrival": "kill:2times",
    "close.before_finish": "kill:1times",
}
#: Places that whoever submits or operates passes.
CLIENT = {
    "submit.after_insert": "kill:1times",
    "submit.mid_children": "kill:1times",
    "cancel.after_flag": "kill:1times",
    "reopen.mid_cells": "kill:1times",
}
#: The main process of a worker passes this one, after a child of it has died.
PARENT = {"reaper.after_bump": "kill:1times"}


def graph() -> Graph:
    """Over two cells: a first node, 140 in the middle, two of which fail once, a large result, and a join."""
    middle = [f"m{index}" for index in range(140)]
    nodes: dict[str, Any] = {"first": {"handler": f"{SHOP}.work", "with": {"name": "first"}}}
    nodes |= {name: {"handler": f"{SHOP}.work", "with": {"name": name}, "needs": ["first"]} for name in middle}
    nodes["flaky"] = {"handler": f"{SHOP}.flaky", "with": {"until": 2}, "needs": ["first"]}
    nodes["large"] = {"handler": f"{SHOP}.give", "with": {"what": "large", "size": 5000}, "needs": ["first"]}
    nodes["length"] = {"handler": f"{SHOP}.length", "with": {"value": "${{ nodes.large }}"}}
    nodes["last"] = {"handler": f"{SHOP}.add", "with": {"left": "${{ nodes.length }}"}, "needs": [*middle, "flaky"]}
    return Graph.from_dict({"aurora": 1, "name": "g", "nodes": nodes, "outputs": "${{ nodes.last }}"})


def fired(log: Path) -> list[str]:
    return [line.split()[0] for line in log.read_text().splitlines()] if log.exists() else []


@pytest.fixture
def struck(environment: dict[str, str], tmp_path: Path) -> Callable[[str, str], Path]:
    """Arm one place for the processes that are started from now on; the file in which it says that it fired."""

    def arm(name: str, act: str) -> Path:
        log = tmp_path / "fired"
        armed = {"AURORA_FAILPOINTS": f"{name}={act}", "AURORA_TESTING": "1", "AURORA_FAILPOINTS_LOG": str(log)}
        environment.update(armed)
        return log

    return arm


def test_every_place_is_struck() -> None:
    assert {*WORKER, *CLIENT, *PARENT} == set(NAMES)


def assert_right(run: RunHandle, log: Path) -> None:
    assert run.wait(timeout=90).result == 5001
    nodes = run.view().nodes
    assert {node.state.value for node in nodes} == {"succeeded"}
    ends = [line.split()[1] for line in log.read_text().splitlines() if line.startswith("end")]
    assert set(ends) == {node.id for node in nodes if node.handler.endswith(".work")}


def started(start_worker: StartWorker) -> CeleryWorker | None:
    """A worker, unless it dies at the place before it is ready."""
    try:
        return start_worker(concurrency=2)
    except ChildFailed:
        return None


def ended(run: RunHandle) -> bool:
    """Whether the run ends within a second."""
    try:
        run.wait(timeout=1.0)
    except WaitTimeout:
        return False
    return True


@pytest.mark.timeout(120)
@pytest.mark.parametrize("name", sorted(WORKER))
def test_a_process_of_a_worker_dies_at(
    name: str, aurora: Aurora, start_worker: StartWorker, struck: Callable[[str, str], Path], log: Path
) -> None:
    where = struck(name, WORKER[name])
    run = aurora.submit(graph())
    worker = started(start_worker)
    while not ended(run):
        worker = worker if worker is not None and worker.alive else started(start_worker)
    assert_right(run, log)
    assert name in fired(where), "nobody passed the place"


@pytest.mark.parametrize("name", ["claim.sent_no_ack", "complete.sent_no_ack"])
def test_an_answer_gets_lost_at(
    name: str, aurora: Aurora, start_worker: StartWorker, struck: Callable[[str, str], Path], log: Path
) -> None:
    where = struck(name, "raise:1in4")
    start_worker(concurrency=2)
    assert_right(aurora.submit(graph()), log)
    assert name in fired(where)


@pytest.mark.parametrize("name", sorted(PARENT))
def test_the_parent_of_a_worker_dies_at(
    name: str, aurora: Aurora, start_worker: StartWorker, struck: Callable[[str, str], Path], log: Path
) -> None:
    where = struck(name, PARENT[name])
    crashing = {"crash": {"handler": f"{SHOP}.crash", "with": {"name": "crash", "times": 1}}}
    run = aurora.submit(Graph.from_dict({"aurora": 1, "name": "crash", "nodes": crashing}))
    start_worker(concurrency=2)
    while name not in fired(where):
        assert not run.state.is_terminal
    start_worker(concurrency=2)
    assert run.wait(timeout=60).result == {"crash": "crash"}


def client(environment: dict[str, str], code: str, *arguments: str) -> int:
    """Run code in a process of its own, as a client of the same stack; how it ended."""
    script = f"from tests.integration.engine.test_failpoints import {code} as act; import sys; act(*sys.argv[1:])"
    env = {**os.environ, **environment}
    return subprocess.run([sys.executable, "-c", script, *arguments], env=env, timeout=60, check=False).returncode


def open_here() -> Aurora:
    from tests.integration.conftest import open_aurora

    return open_aurora({name: value for name, value in os.environ.items() if name.startswith("AURORA_")})


def submit_one() -> None:
    open_here().submit(graph(), key="the-run")


def cancel_one(run: str) -> None:
    open_here().run(run).cancel()


def rerun_one(run: str) -> None:
    open_here().run(run).rerun()


@pytest.mark.parametrize("name", ["submit.after_insert", "submit.mid_children"])
def test_a_client_dies_while_it_submits_at(
    name: str,
    aurora: Aurora,
    start_worker: StartWorker,
    struck: Callable[[str, str], Path],
    environment: dict[str, str],
    log: Path,
) -> None:
    where = struck(name, CLIENT[name])
    assert client(environment, "submit_one") == -9
    assert name in fired(where)
    found = aurora.store.runs.find_key("the-run")
    assert (found is not None) == (name == "submit.after_insert"), "a run is there or it is not"
    start_worker(concurrency=2)
    assert_right(aurora.submit(graph(), key="the-run"), log)


def test_a_client_dies_while_it_cancels(
    aurora: Aurora, start_worker: StartWorker, struck: Callable[[str, str], Path], environment: dict[str, str]
) -> None:
    run = aurora.submit(graph())
    where = struck("cancel.after_flag", CLIENT["cancel.after_flag"])
    assert client(environment, "cancel_one", run.id) == -9
    assert "cancel.after_flag" in fired(where)
    start_worker(concurrency=2)
    assert run.wait(timeout=60).state.value == "cancelled"


def test_a_client_dies_while_it_reopens(
    aurora: Aurora,
    start_worker: StartWorker,
    struck: Callable[[str, str], Path],
    environment: dict[str, str],
    log: Path,
) -> None:
    start_worker(concurrency=2)
    run = aurora.submit(graph())
    assert_right(run, log)
    log.write_text("")
    where = struck("reopen.mid_cells", CLIENT["reopen.mid_cells"])
    assert client(environment, "rerun_one", run.id) == -9
    assert "reopen.mid_cells" in fired(where)
    again = aurora.run(run.id)
    while (seen := again.view()).epoch == 0:
        assert seen.state.value == "succeeded"
    assert_right(aurora.run(run.id), log)
