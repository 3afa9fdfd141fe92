"""What programs do with the deployment: store graphs, run them to their end, look without a pause."""

from __future__ import annotations

import threading
import time
from pathlib import Path
from typing import Any

import httpx

from aurora_celery.client import Client
from tests.deployment.site import Site

API = "/api/v1"
SUM = {
    "aurora": 1,
    "name": "sum",
    "inputs": {"left": {"type": "integer"}},
    "nodes": {
        "added": {"handler": "tests.deployment.handlers.add", "with": {"left": "${{ inputs.left }}", "right": 2}},
        "slowly": {
            "handler": "tests.deployment.handlers.add",
            "queue": "aurora-slow",
            "with": {"left": "${{ nodes.added }}", "right": 100},
        },
    },
    "outputs": {"sum": "${{ nodes.slowly }}"},
}


def gated(name: str) -> dict[str, Any]:
    """A graph whose only node waits for its gate."""
    node = {"handler": "tests.deployment.handlers.gated", "with": {"name": name}}
    return {"aurora": 1, "name": "gated", "nodes": {"waits": node}, "outputs": {"name": "${{ nodes.waits }}"}}


def run_sum(client: httpx.Client, left: int) -> dict[str, Any]:
    """Run the stored graph to its end."""
    body = {"graph": "sum", "inputs": {"left": left}}
    answer = client.post(f"{API}/runs", json=body, headers={"Prefer": "wait=30"})
    assert answer.status_code in (200, 201, 202), answer.text
    found: dict[str, Any] = answer.json()
    return found


def store(client: httpx.Client) -> None:
    """Store the graph, or the same once more."""
    assert client.post(f"{API}/graphs", json={"definition": SUM}).status_code in (200, 201)


def begin(client: httpx.Client, site: Site, name: str) -> tuple[str, Path]:
    """A run that waits for its gate, and the file that says who executes it."""
    answer = client.post(f"{API}/runs", json={"definition": gated(name)})
    assert answer.status_code in (200, 201, 202), answer.text
    return answer.json()["id"], site.gates / f"{name}.begun"


def until_ended(client: httpx.Client, run: str) -> dict[str, Any]:
    """A run, when it has ended."""
    client.get(f"{API}/runs/{run}/result", headers={"Prefer": "wait=30"})
    found: dict[str, Any] = client.get(f"{API}/runs/{run}").json()
    return found


def look(site: Site, key: str, stop: threading.Event) -> tuple[set[int], int]:
    """Ask for the runs without a pause: the statuses of the answers, and how many answers broke off."""
    statuses: set[int] = set()
    cut = 0
    with site.client() as client:
        client.headers["Authorization"] = f"Bearer {key}"
        while not stop.is_set():
            try:
                statuses.add(client.get(f"{API}/runs").status_code)
            except httpx.RemoteProtocolError:
                cut += 1
    return statuses, cut


def look_with_the_client(site: Site, key: str, stop: threading.Event) -> int:
    """Do it with the client; how often it answered."""
    seen = 0
    with Client(site.url, token=key, verify=str(site.authority.file)) as client:
        while not stop.is_set():
            assert all(run.graph in {"sum", "gated"} for run in client.runs().items)
            seen += 1
    return seen


def wait_for(file: Path) -> None:
    """Until a file has a whole line."""
    deadline = time.monotonic() + 60
    while not (file.exists() and file.read_text().endswith("\n")):
        assert time.monotonic() < deadline, f"{file} did not come"
        time.sleep(0.05)
