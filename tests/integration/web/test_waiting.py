"""Why a node does not run yet, with real workers that cannot, may not, or do not run it."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest

from aurora_celery import Aurora, RunHandle
from aurora_celery.model.access import Role
from aurora_celery.model.states import NodeState
from tests.conftest import WorkerFactory
from tests.integration.conftest import configuration
from tests.integration.web.conftest import Caller
from tests.servers.valkey import ValkeyServer

Program = Callable[..., Caller]
Ask = Callable[..., dict[str, Any]]

SHOP = "tests.integration.engine.shop"
ECHO = {"handler": "aurora.echo", "with": {"value": 1}}


@pytest.fixture
def log(tmp_path: Path) -> Path:
    """The file in which handlers note their calls."""
    path = tmp_path / "calls.log"
    path.touch()
    return path


@pytest.fixture
def web_settings(valkey_url: str, mongo_url: str, log: Path) -> Mapping[str, str]:
    """The configuration of the API and of its workers."""
    return {**configuration(valkey_url, mongo_url, log), "AURORA_WEB__PRODUCTION": "false"}


@pytest.fixture
def ask(program: Program) -> Ask:
    """What a node of a run waits for, by kind; without the queue, which is always told."""
    viewer = program(Role.VIEWER)

    def look(run: RunHandle, node: str) -> dict[str, Any]:
        answer = viewer.get(f"/runs/{run.id}/nodes/{node}/waiting")
        assert answer.status_code == 200, answer.text
        return {each["kind"]: each for each in answer.get_json()["hindrances"]}

    return look


def started(aurora: Aurora, **nodes: Mapping[str, Any]) -> RunHandle:
    """A run of these nodes."""
    return aurora.submit(aurora.read({"aurora": 1, "name": "etl", "nodes": nodes}), deadline=900)


def test_what_the_run_and_its_nodes_say(aurora: Aurora, ask: Ask, program: Program) -> None:
    run = started(aurora, a=ECHO, b=ECHO, c={**ECHO, "needs": ["a", "b"]})
    run.mark_succeeded("a", 1)
    found = ask(run, "c")
    assert found["predecessors"]["nodes"] == [{"node": "b", "state": "pending"}]
    assert (found["predecessors"]["count"], [*found]) == (1, ["predecessors"])
    assert [*ask(run, "b")] == ["no_worker", "queue"]
    assert ask(run, "b")["queue"]["count"] >= 1
    run.pause()
    assert [*ask(run, "b")] == ["paused"]
    assert [*ask(run, "c")] == ["paused", "predecessors"]
    assert ask(run, "a") == {}
    seen = program(Role.VIEWER).get(f"/runs/{run.id}/nodes/b/waiting").get_json()
    assert (seen["node"], seen["state"], seen["queue"]) == ("b", "pending", "aurora")
    assert seen["deadline"] is not None
    run.cancel()
    assert ask(run, "b") == {}
    assert program(Role.VIEWER).get(f"/runs/{run.id}/nodes/x/waiting").status_code == 404


def test_what_workers_say(
    aurora: Aurora, ask: Ask, program: Program, celery_worker_process: WorkerFactory, web_settings: Mapping[str, str]
) -> None:
    elsewhere = {**ECHO, "queue": "late"}
    run = started(aurora, elsewhere=elsewhere, unknown={"handler": "nobody.knows"}, limited=ECHO)
    celery_worker_process("aurora_celery", env=web_settings, arguments=["-c", "1", "-Q", "aurora"])
    aurora.run(run.id)
    (worker,) = program(Role.VIEWER).get("/workers").get_json()["items"]
    assert ask(run, "elsewhere")["no_consumer"]["workers"] == [worker["id"]]
    assert ask(run, "elsewhere")["no_consumer"]["queue"] == "late"
    assert ask(run, "unknown")["no_handler"]["workers"] == [worker["id"]]
    admin = program(Role.ADMIN)
    order = {"kind": "rate_limit", "handler": "aurora.echo", "rate": "1/h", "why": "a test"}
    assert admin.post(f"/workers/{worker['id']}/orders", order).status_code == 200
    second, third = started(aurora, a=ECHO), started(aurora, a=ECHO)
    limited = next(found for run in (third, second) if "rate_limit" in (found := ask(run, "a")))
    assert (limited["rate_limit"]["rate"], limited["rate_limit"]["workers"]) == ("1/h", [worker["id"]])


def test_a_worker_that_is_busy_or_silent_or_drains_is_named(
    aurora: Aurora, ask: Ask, celery_worker_process: WorkerFactory, web_settings: Mapping[str, str], log: Path
) -> None:
    worker = celery_worker_process("aurora_celery", env=web_settings, arguments=["-c", "1"])
    hold = {"handler": f"{SHOP}.work", "with": {"name": "a", "seconds": 120}}
    first = started(aurora, a=hold)
    await_state(first, NodeState.RUNNING)
    second = started(aurora, a=hold)
    assert ask(second, "a")["busy"]["count"] >= 1
    assert ask(first, "a") == {}
    os.kill(worker.pid, signal.SIGSTOP)
    try:
        found = ask(second, "a")
    finally:
        os.kill(worker.pid, signal.SIGCONT)
    assert [*found] == ["silent", "queue"]
    os.kill(worker.pid, signal.SIGTERM)
    assert [*await_hindrance(lambda: ask(second, "a"), "draining")] == ["draining", "queue"]


def test_news_of_predecessors_that_is_on_its_way_is_said(
    aurora: Aurora, ask: Ask, celery_worker_process: WorkerFactory, web_settings: Mapping[str, str]
) -> None:
    """A join far from its predecessors is told of them by one of their own, which takes its time here."""
    slow = {"AURORA_TESTING": "1", "AURORA_FAILPOINTS": "gate.before_arrival=sleep:60"}
    celery_worker_process("aurora_celery", env={**web_settings, **slow}, arguments=["-c", "1"])
    wide = {f"n{number}": ECHO for number in range(128)}
    run = started(aurora, **wide, join={**ECHO, "needs": [*wide]})
    found = await_hindrance(lambda: ask(run, "join"), "signals")
    assert [*found] == ["signals"]
    assert found["signals"]["count"] >= 1


def await_hindrance(look: Callable[[], dict[str, Any]], kind: str) -> dict[str, Any]:
    """What is found once this is among it."""
    until = time.monotonic() + 60
    while kind not in (found := look()):
        assert time.monotonic() < until, found
        time.sleep(0.2)
    return found


def await_state(run: RunHandle, state: NodeState) -> None:
    """Follow a run until its node is in a state, or the time is over."""
    events = run.events(timeout=60)
    next(event for event in events if event.state is state or (event.view and event.view.nodes[0].state is state))


def test_a_retry_says_when_it_is_due(
    aurora: Aurora, ask: Ask, celery_worker_process: WorkerFactory, web_settings: Mapping[str, str]
) -> None:
    celery_worker_process("aurora_celery", env=web_settings, arguments=["-c", "1"])
    flaky = {"handler": f"{SHOP}.give", "with": {"what": "error"}, "retry": {"max": 1, "delay": "10m"}}
    run = started(aurora, a=flaky)
    await_state(run, NodeState.RETRYING)
    found = ask(run, "a")
    assert [*found] == ["retry"]
    assert found["retry"]["until"] is not None


def test_a_broker_that_is_away_is_said(aurora: Aurora, ask: Ask, valkey_server: ValkeyServer) -> None:
    run = started(aurora, a=ECHO)
    valkey_server.kill9()
    assert [*ask(run, "a")] == ["no_worker", "broker"]
