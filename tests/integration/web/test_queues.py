"""Queues over HTTP on both brokers: how much waits, who takes it, and what becomes of nodes when one is emptied."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from kombu import Queue

from aurora_celery import Aurora
from aurora_celery.model.access import Role
from tests.conftest import WorkerFactory
from tests.integration.conftest import configuration
from tests.integration.web.conftest import Caller
from tests.servers.valkey import ValkeyServer

Program = Callable[..., Caller]


@pytest.fixture
def web_settings(broker_url: str, mongo_url: str, tmp_path: Path) -> Mapping[str, str]:
    """The configuration of the API and of its workers."""
    return {**configuration(broker_url, mongo_url, tmp_path / "calls.log"), "AURORA_WEB__PRODUCTION": "false"}


@pytest.fixture
def admin(program: Program) -> Caller:
    """Somebody who may do everything."""
    return program(Role.ADMIN)


def waiting(aurora: Aurora, count: int, queue: str) -> list[str]:
    """Runs whose one node waits in a queue."""
    node = {"handler": "aurora.echo", "with": {"value": 1}, "queue": queue}
    graph = aurora.read({"aurora": 1, "name": "one", "nodes": {"a": node}})
    return [aurora.submit(graph).id for _ in range(count)]


def test_a_queue_says_how_much_waits_for_whom(
    aurora: Aurora, admin: Caller, celery_worker_process: WorkerFactory, web_settings: Mapping[str, str]
) -> None:
    waiting(aurora, 3, "late")
    celery_worker_process("aurora_celery", env=web_settings, arguments=["-Q", "aurora,soon"])
    (worker,) = admin.get("/workers").get_json()["items"]
    found = {each["name"]: each for each in admin.get("/queues").get_json()["items"]}
    late = found["late"]
    assert (late["ready"], late["consumers"]) == (3, [])
    assert late["depth"] >= 3  # the worker's sweeper rings again for what nobody takes
    assert late["oldest"] >= 0
    assert {name for name, each in found.items() if each["consumers"] == [worker["id"]]} == {"aurora", "soon"}
    assert (found["soon"]["depth"], found["soon"]["oldest"]) == (0, None)
    assert admin.get("/queues/late").get_json()["depth"] >= 3


@pytest.mark.parametrize("broker_url", ["valkey"], indirect=True)
def test_a_queue_has_an_age_however_many_older_runs_wait_for_another(
    aurora: Aurora, admin: Caller, celery_worker_process: WorkerFactory, web_settings: Mapping[str, str]
) -> None:
    celery_worker_process("aurora_celery", env=web_settings, arguments=["-Q", "elsewhere"])
    aurora.celery.conf.task_queues = [Queue("late"), Queue("soon")]
    waiting(aurora, 60, "late")
    waiting(aurora, 1, "soon")
    found = {each["name"]: each for each in admin.get("/queues").get_json()["items"]}
    assert (found["soon"]["ready"], found["late"]["ready"]) == (1, 60)
    assert 0 <= found["soon"]["oldest"] <= found["late"]["oldest"]


def test_an_emptied_queue_loses_no_node(
    aurora: Aurora, admin: Caller, celery_worker_process: WorkerFactory, web_settings: Mapping[str, str]
) -> None:
    runs = waiting(aurora, 4, "late")
    answer = admin.post("/queues/late/purge", {"confirm": "late", "why": "a test"})
    assert answer.get_json() == {"queue": "late", "removed": 4}
    seen = admin.get("/queues/late").get_json()
    assert (seen["depth"], seen["ready"]) == (0, 4)
    entry = next(each for each in admin.get("/audit").get_json()["items"] if each["action"] == "queues.QueuePurge")
    assert (entry["detail"]["why"], entry["detail"]["removed"]) == ("a test", "4")
    celery_worker_process("aurora_celery", env=web_settings, arguments=["-Q", "late"])
    for run in runs:
        assert aurora.run(run).wait(timeout=60).state == "succeeded"


def test_a_queue_that_is_not_there_yet_is_empty_and_can_be_emptied(admin: Caller) -> None:
    assert admin.get("/queues/aurora").get_json()["depth"] == 0
    assert admin.post("/queues/aurora/purge", {"confirm": "aurora", "why": "x"}).get_json()["removed"] == 0


def test_only_a_queue_of_ours_is_emptied_and_only_when_its_name_is_typed(
    aurora: Aurora, admin: Caller, program: Program
) -> None:
    waiting(aurora, 1, "late")
    wrong = admin.post("/queues/late/purge", {"confirm": "Late", "why": "x"})
    assert (wrong.status_code, wrong.get_json(force=True)["errors"][0]["path"]) == (422, "confirm")
    assert admin.post("/queues/late/purge", {"confirm": "late"}).status_code == 422
    unknown = admin.post("/queues/elsewhere/purge", {"confirm": "elsewhere", "why": "x"})
    assert (unknown.status_code, unknown.get_json(force=True)["code"]) == (404, "queue_not_found")
    assert admin.get("/queues/elsewhere").status_code == 404
    assert admin.get("/queues/late").get_json()["depth"] == 1
    assert program(Role.EDITOR).post("/queues/late/purge", {"confirm": "late", "why": "x"}).status_code == 403
    assert program(Role.VIEWER).get("/queues").status_code == 200
    assert program(Role.VIEWER, "shop").get("/queues").status_code == 403


@pytest.mark.parametrize("broker_url", ["valkey"], indirect=True)
def test_a_broker_that_is_away_is_503_within_its_time(admin: Caller, valkey_server: ValkeyServer) -> None:
    valkey_server.kill9()
    answer = admin.get("/queues")
    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "5")
    assert admin.post("/queues/aurora/purge", {"confirm": "aurora", "why": "x"}).status_code == 503
