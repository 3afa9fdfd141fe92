"""Where the time of a run went, over HTTP, of a run that a real worker ran."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from aurora_celery import Aurora
from aurora_celery.model.access import Role
from tests.conftest import WorkerFactory
from tests.integration.conftest import configuration
from tests.integration.web.conftest import Caller

Program = Callable[..., Caller]

SHOP = "tests.integration.engine.shop"
GRAPH: dict[str, Any] = {
    "aurora": 1,
    "name": "shop/etl",
    "nodes": {
        "first": {"handler": f"{SHOP}.add", "with": {"left": 1}},
        "slow": {"handler": f"{SHOP}.work", "with": {"name": "a", "seconds": 0.5}, "needs": ["first"]},
        "quick": {"handler": f"{SHOP}.add", "with": {"left": "${{ nodes.first }}"}},
        "flaky": {
            "handler": f"{SHOP}.flaky",
            "with": {"until": 2},
            "retry": {"max": 1, "delay": 0},
            "needs": ["quick"],
        },
        "last": {"handler": "aurora.noop", "needs": ["slow", "flaky"]},
    },
}


@pytest.fixture
def web_settings(valkey_url: str, mongo_url: str, tmp_path: Path) -> Mapping[str, str]:
    """The configuration of the API and of its worker."""
    return {**configuration(valkey_url, mongo_url, tmp_path / "calls.log"), "AURORA_WEB__PRODUCTION": "false"}


def test_the_time_of_a_run_is_told_try_by_try(
    aurora: Aurora, program: Program, celery_worker_process: WorkerFactory, web_settings: Mapping[str, str]
) -> None:
    run = aurora.submit(aurora.read(GRAPH))
    waiting = program(Role.VIEWER).get(f"/runs/{run.id}/trace").get_json()
    assert (waiting["state"], waiting["critical_path"]) == ("pending", [])
    celery_worker_process("aurora_celery", env=web_settings, concurrency=2)
    assert run.wait(timeout=60).state == "succeeded", run.error
    trace = program(Role.VIEWER).get(f"/runs/{run.id}/trace").get_json()
    nodes = {node["id"]: node for node in trace["nodes"]}
    assert (trace["run"], trace["graph"], trace["state"], trace["epoch"]) == (run.id, "shop/etl", "succeeded", 0)
    assert trace["critical_path"] == [name for name in nodes if nodes[name]["critical"]]
    assert (trace["critical_path"][0], trace["critical_path"][-1]) == ("first", "last")
    assert nodes["last"]["preds"] == ["slow", "flaky"]
    assert nodes["slow"]["ran"] >= 0.5
    assert [each["state"] for each in nodes["flaky"]["tries"]] == ["retrying", "succeeded"]
    assert all(node["worker"] for each in nodes.values() for node in each["tries"])
    for each in nodes.values():
        times = [moment(trace["created"]), moment(each["ready"]), moment(each["tries"][0]["claimed"])]
        assert [*times, moment(each["finished"])] == sorted([*times, moment(each["finished"])])
    for name, node in nodes.items():
        assert all(moment(nodes[pred]["finished"]) <= moment(node["ready"]) for pred in node["preds"]), name
    assert program(Role.VIEWER, "bank").get(f"/runs/{run.id}/trace").status_code == 404
    assert program(Role.VIEWER).get("/runs/nothing/trace").status_code == 404


def moment(text: str) -> datetime:
    """A time of the answer."""
    return datetime.fromisoformat(text)
