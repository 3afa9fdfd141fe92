"""What is shipped for Prometheus, Grafana and OpenTelemetry fits what the code tells."""

from __future__ import annotations

import json
import re
import subprocess
import threading
import time
import urllib.parse
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from flask import Flask
from werkzeug.serving import make_server

from aurora_celery import Aurora
from aurora_celery.observability.series import COUNTED
from aurora_celery.store.ports import WorkerBeat
from tests.integration.observability.scrape import scraped
from tests.servers import binaries
from tests.servers.child import Child
from tests.servers.ports import HOST, on_free_port

ROOT = Path(__file__).parents[3]
RULES = ROOT / "config" / "prometheus" / "aurora.rules.yml"
DASHBOARD = ROOT / "config" / "grafana" / "aurora.json"
NAME = re.compile(r"\baurora_[a-z0-9_]+\b")


@pytest.fixture
def told(aurora: Aurora, app: Flask) -> str:
    """An exposition in which everything is that may be."""
    aurora.store.tallies.add([series.one(*(["x"] * len(series.labels)), seconds=1.0) for series in COUNTED])
    beat = WorkerBeat(
        id="w", host="h", pid=1, birth=1, boot="b", namespace="n", pids=(1,), queues=("aurora",), running=1
    )
    aurora.store.workers.beat(beat)
    app.test_client().get("/api/v1/health/live")
    scraped(app)
    return app.test_client().get("/metrics").text


def rule_expressions() -> list[str]:
    groups = yaml.safe_load(RULES.read_text("utf-8"))["groups"]
    return [rule["expr"] for group in groups for rule in group["rules"]]


def dashboard_expressions() -> list[str]:
    document = json.loads(DASHBOARD.read_text("utf-8"))
    return [target["expr"] for panel in document["panels"] for target in panel["targets"]]


def dashboard_queries() -> list[str]:
    document = json.loads(DASHBOARD.read_text("utf-8"))
    return [each["query"] for each in document["templating"]["list"] if each["type"] == "query"]


def test_every_name_in_rules_and_dashboards_is_one_that_is_told(told: str) -> None:
    emitted = {line.partition("{")[0].partition(" ")[0] for line in told.splitlines() if not line.startswith("#")}
    used = {
        name
        for text in rule_expressions() + dashboard_expressions() + dashboard_queries()
        for name in NAME.findall(text)
    }
    assert used - emitted == set()
    base = {re.sub(r"_(total|bucket|count|sum|created)$", "", name) for name in emitted if name.startswith("aurora_")}
    shown = {re.sub(r"_(total|bucket|count|sum)$", "", name) for name in used}
    assert base - shown == set(), "the dashboard leaves something out"


def test_prometheus_reads_rules_dashboards_and_the_scrape_configuration(tmp_path: Path) -> None:
    promtool = binaries.promtool()
    rules = [
        {"record": f"dashboard:{number}", "expr": re.sub(r"\$__rate_interval", "1m", text)}
        for number, text in enumerate(dashboard_expressions())
    ]
    made = tmp_path / "dashboard.yml"
    made.write_text(yaml.safe_dump({"groups": [{"name": "dashboard", "rules": rules}]}))
    for command in (["rules", str(RULES), str(made)], ["config", str(RULES.with_name("prometheus.yml"))]):
        result = subprocess.run([promtool, "check", *command], capture_output=True, text=True, check=False)
        assert result.returncode == 0, result.stdout + result.stderr


def test_promtool_finds_nothing_to_say_about_the_names(told: str) -> None:
    result = subprocess.run(
        [binaries.promtool(), "check", "metrics"], input=told, capture_output=True, text=True, check=False
    )
    assert (result.returncode, result.stdout + result.stderr) == (0, "")


@pytest.fixture
def served(app: Flask) -> Iterator[int]:
    """The port at which the API answers."""
    server = make_server(HOST, 0, app, threaded=True)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield server.server_port
    server.shutdown()
    thread.join()
    server.server_close()


def test_a_real_prometheus_scrapes_the_api(told: str, served: int, tmp_path: Path) -> None:
    assert told
    configuration = {
        "global": {"scrape_interval": "1s"},
        "rule_files": [str(RULES)],
        "scrape_configs": [{"job_name": "aurora", "static_configs": [{"targets": [f"{HOST}:{served}"]}]}],
    }
    file = tmp_path / "prometheus.yml"
    file.write_text(yaml.safe_dump(configuration))
    ports: list[int] = []

    def start(port: int) -> Child:
        ports.append(port)
        command = [binaries.prometheus(), f"--config.file={file}", f"--storage.tsdb.path={tmp_path / 'tsdb'}"]
        child = Child([*command, f"--web.listen-address={HOST}:{port}"], name="prometheus")
        child.wait_for("Server is ready")
        return child

    child = on_free_port(start)
    try:
        assert _value(ports[-1], 'up{job="aurora"}') == "1"
        assert _value(ports[-1], 'aurora_tasks_total{job="aurora",state="x"}') == "1"
        assert _value(ports[-1], 'count(aurora_build_info{job="aurora"})') == "1"
    finally:
        child.stop()


def _value(port: int, query: str) -> str:
    """What a query gives, once it gives anything."""
    url = f"http://{HOST}:{port}/api/v1/query?{urllib.parse.urlencode({'query': query})}"
    deadline = time.monotonic() + 20
    while time.monotonic() < deadline:
        with urllib.request.urlopen(url, timeout=5) as answer:
            found: list[dict[str, Any]] = json.load(answer)["data"]["result"]
        if found:
            return str(found[0]["value"][1])
        time.sleep(0.1)
    raise AssertionError(f"{query} gives nothing")


def test_the_collector_takes_spans_where_they_are_sent_and_knows_their_attributes() -> None:
    text = (ROOT / "config" / "otel" / "collector.yaml").read_text("utf-8")
    document = yaml.safe_load(text)
    pipeline = document["service"]["pipelines"]["traces"]
    for kind in ("receivers", "processors", "exporters"):
        assert set(pipeline[kind]) == set(document[kind])
    assert document["receivers"]["otlp"]["protocols"]["http"]["endpoint"].endswith(":4318")
    source = ROOT / "aurora_celery" / "observability"
    told = "".join(file.read_text("utf-8") for file in source.glob("*.py"))
    assert all(name in told for name in re.findall(r"key: (\S+?),", text))
