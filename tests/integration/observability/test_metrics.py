"""Numbers of real prefork workers, as the API and the workers themselves tell them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from flask import Flask

from aurora_celery import Aurora, Graph
from aurora_celery.config import load_settings
from aurora_celery.errors import InvalidSettings
from aurora_web import create_app
from tests.integration.conftest import HANDLERS
from tests.integration.engine.graphs import independent_work
from tests.integration.engine.test_workers_stop import perilous, until
from tests.integration.observability.scrape import Samples, labels_of, scraped, scraped_from, value
from tests.servers.ports import free_port
from tests.servers.worker import CeleryWorker

StartWorker = Callable[..., CeleryWorker]
WORK, FLAKY = f"{HANDLERS}.work", f"{HANDLERS}.flaky"


def flaky_graph() -> Graph:
    nodes = {"shaky": {"handler": FLAKY, "with": {"until": 3}}}
    return Graph.from_dict({"aurora": 1, "name": "shaky", "nodes": nodes})


def runs(samples: Samples, graph: str, state: str) -> float:
    return value(samples, "aurora_runs_total", graph=graph, state=state)


def tasks(samples: Samples, handler: str, state: str) -> float:
    return value(samples, "aurora_tasks_total", handler=handler, queue="aurora", state=state)


def test_the_api_tells_what_all_workers_have_done(aurora: Aurora, app: Flask, start_worker: StartWorker) -> None:
    workers = [start_worker(concurrency=2) for _ in range(2)]
    graph = independent_work(40, seconds=0.01)
    aurora.submit(graph).wait(timeout=60)
    aurora.submit(flaky_graph()).wait(timeout=60)
    until(lambda: tasks(scraped(app), WORK, "succeeded") == 40, "all tries are counted")
    until(lambda: tasks(scraped(app), FLAKY, "succeeded") == 1, "all tries are counted")
    found = scraped(app)
    assert tasks(found, FLAKY, "retrying") == 2
    assert runs(found, graph.name, "succeeded") == runs(found, "shaky", "succeeded") == 1
    assert value(found, "aurora_task_duration_seconds_count", handler=WORK) == 40
    assert value(found, "aurora_task_duration_seconds_sum", handler=WORK) >= 0.4
    assert value(found, "aurora_task_duration_seconds_bucket", handler=WORK, le="0.005") == 0
    assert value(found, "aurora_task_duration_seconds_bucket", handler=WORK, le="+Inf") == 40
    assert value(found, "aurora_task_wait_seconds_count", queue="aurora") >= 40
    assert value(found, "aurora_run_duration_seconds_count", graph="shaky") == 1
    assert value(found, "aurora_build_info", version="0.1.0") == 1
    assert found["aurora_queue_depth", frozenset({("queue", "aurora")})] == 0
    assert ("aurora_scheduler_lag_seconds", frozenset()) in found
    assert len(labels_of(found, "aurora_worker_up")) == 2
    assert workers[0].stop() == 0
    until(lambda: len(labels_of(scraped(app), "aurora_worker_up")) == 1, "who is gone is not told of")
    after = scraped(app)
    assert tasks(after, WORK, "succeeded") == 40
    assert len(labels_of(after, "aurora_worker_slots")) == 1


def test_what_was_counted_outlives_workers_and_web(
    aurora: Aurora, app: Flask, start_worker: StartWorker, environment: dict[str, str]
) -> None:
    worker = start_worker(concurrency=2)
    aurora.submit(independent_work(10, seconds=0.0)).wait(timeout=60)
    assert worker.stop() == 0
    assert tasks(scraped(app), WORK, "succeeded") == 10
    again = Aurora(settings=load_settings(environ=environment))
    assert tasks(scraped(create_app(aurora=again)), WORK, "succeeded") == 10
    again.runtime.close()


def test_a_try_whose_process_is_killed_is_counted_as_lost(
    aurora: Aurora, app: Flask, start_worker: StartWorker
) -> None:
    start_worker(concurrency=2)
    run = aurora.submit(perilous(killer={"handler": "die", "how": "kill", "times": 1})).wait(timeout=60)
    assert run.state.value == "succeeded"
    handler = "tests.integration.engine.perils.die"
    until(lambda: tasks(scraped(app), handler, "succeeded") == 1, "the second try is counted")
    assert tasks(scraped(app), handler, "lost") == 1


def test_handlers_that_run_are_told_by_the_worker_and_by_the_api(
    aurora: Aurora, app: Flask, start_worker: StartWorker, environment: dict[str, str]
) -> None:
    port = free_port()
    environment["AURORA_METRICS__PORT"] = str(port)
    worker = start_worker(concurrency=2)
    assert value(scraped_from(port), "aurora_tasks_running") == 0
    run = aurora.submit(independent_work(2, seconds=3.0))
    until(lambda: value(scraped_from(port), "aurora_tasks_running") == 2, "two handlers run")
    until(lambda: value(scraped(app), "aurora_tasks_running") == 2, "the store hears of it with the next beat")
    (name,) = [each["worker"] for each in labels_of(scraped(app), "aurora_worker_tasks_running")]
    assert name.startswith("test")
    run.wait(timeout=60)
    until(lambda: tasks(scraped_from(port), WORK, "succeeded") == 2, "the worker has counted")
    until(lambda: value(scraped_from(port), "aurora_tasks_running") == 0, "nothing runs")
    assert worker.stop() == 0


def test_a_port_that_is_taken_costs_a_worker_no_more_than_its_numbers(
    aurora: Aurora, start_worker: StartWorker, environment: dict[str, str]
) -> None:
    port = free_port()
    environment["AURORA_METRICS__PORT"] = str(port)
    start_worker(concurrency=1)
    second = start_worker(concurrency=1)
    second.wait_for("the metrics of this worker cannot be had")
    assert aurora.submit(independent_work(4, seconds=0.0)).wait(timeout=60).state.value == "succeeded"


def test_the_api_times_its_requests_by_rule(app: Flask) -> None:
    client = app.test_client()
    client.get("/api/v1/health/live")
    client.get("/api/v1/runs/" + "0" * 32)
    client.get("/strange/path/1")
    client.open("/strange/path/2", method="PROPFIND")
    found = scraped(app)
    name = "aurora_http_request_duration_seconds_count"
    assert value(found, name, route="/api/v1/health/live", method="GET", status="200") == 1
    assert value(found, name, route="/api/v1/runs/<run_id>", method="GET", status="401") == 1
    assert sum(each["route"] == "unmatched" for each in labels_of(found, name)) in (1, 2)
    assert not [each for each in labels_of(found, name) if "strange" in each["route"] or each["method"] == "PROPFIND"]
    assert value(found, "aurora_sse_clients") == 0


def test_a_scrape_brings_the_token_if_one_is_asked_for(environment: dict[str, str], tmp_path: Path) -> None:
    token = tmp_path / "token"
    token.write_text("open sesame\n")
    environment["AURORA_METRICS__TOKEN_FILE"] = str(token)
    instance = Aurora(settings=load_settings(environ=environment))
    app = create_app(aurora=instance)
    for headers in ({}, {"Authorization": "Bearer other"}, {"Authorization": "open sesame"}):
        answer = app.test_client().get("/metrics", headers=headers)
        assert (answer.status_code, answer.get_json()["code"]) == (401, "unauthenticated")
    assert scraped(app, Authorization="Bearer open sesame")
    instance.runtime.close()


@pytest.mark.parametrize("content", [None, "", b"\xff"])
def test_a_token_that_cannot_be_read_keeps_the_api_from_starting(
    environment: dict[str, str], tmp_path: Path, content: str | bytes | None
) -> None:
    token = tmp_path / "token"
    if content is not None:
        token.write_bytes(content if isinstance(content, bytes) else content.encode())
    environment["AURORA_METRICS__TOKEN_FILE"] = str(token)
    with pytest.raises(InvalidSettings, match=r"metrics\.token_file"):
        create_app(aurora=Aurora(settings=load_settings(environ=environment)))


def test_metrics_that_are_off_are_not_to_be_found(environment: dict[str, str]) -> None:
    environment["AURORA_METRICS__ENABLED"] = "false"
    instance = Aurora(settings=load_settings(environ=environment))
    assert create_app(aurora=instance).test_client().get("/metrics").status_code == 404
    instance.runtime.close()
