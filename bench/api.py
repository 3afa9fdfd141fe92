"""The management API over a million runs: lists, filters, details, submits, and live events for many listeners."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import partial
from statistics import median, quantiles
from typing import Any

import httpx

from aurora_celery import Aurora
from aurora_celery.model.access import EVERY_PROJECT, Role, User
from bench.figures import Figure, Measured
from bench.ground import Ground
from bench.serving import serving
from bench.shapes import chain
from bench.store_of_runs import APART, fill
from bench.workers import ROOT

#: Threads of the one web process: a stream takes one each.
_THREADS = 1_100
_PAGE = 50
#: Ends of runs that every listener hears, so many seconds apart.
_EVENTS, _PAUSE = 20, 0.25


def measure(ground: Ground) -> Measured:
    """Everything against one web process, which is asked by one client at a time; then its listeners."""
    count, samples = ground.runs or ground.pick(1_000_000, 20_000), ground.pick(300, 50)
    began = time.perf_counter()
    fill(ground, count)
    filled = time.perf_counter() - began
    aurora = ground.aurora()
    aurora.apply(replace(chain(3), name="graph-20"))
    with serving(ground, threads=_THREADS) as url:
        tokens = {role: _token(aurora, role, *where) for role, *where in _PEOPLE}
        with httpx.Client(base_url=f"{url}/api/v1", headers=_bearer(tokens[Role.ADMIN])) as client:
            asked = _lists(client, viewer=tokens[Role.VIEWER], count=count, samples=samples)
            submits = _submits(aurora, client, samples)
        few = _heard(aurora, url=url, token=tokens[Role.ADMIN], listeners=300)
        many = _heard(aurora, url=url, token=tokens[Role.ADMIN], listeners=1_000)
    ground.forget()
    slowest = max((name for name in asked if name not in _NO_LISTS), key=lambda name: _p99(asked[name]))
    deep = median(asked["deep page"]) / median(asked["first page"])
    more = (median(submits["api"]) - median(submits["python"])) * 1e3
    figures = (
        Figure(budget="api_list", value=_p99(asked[slowest]) * 1e3, shown=f"{slowest}, of {count} runs"),
        Figure(budget="api_detail", value=_p99(asked["detail"]) * 1e3, shown=f"of {count} runs"),
        Figure(
            budget="api_stats", value=_p99(asked["stats"]) * 1e3, shown=f"p50 {median(asked['stats']) * 1e3:.0f} ms"
        ),
        Figure(budget="api_depth", value=deep, shown=f"{median(asked['deep page']) * 1e3:.1f} ms"),
        Figure(budget="api_submit", value=more, shown=f"{median(submits['api']) * 1e3:.1f} ms in all"),
        Figure(budget="api_events", value=_p95(few["late"]) * 1e3, shown=f"{few['heard']} of {300 * _EVENTS} heard"),
        Figure(
            budget="api_listeners",
            value=1_000 * _EVENTS - many["heard"],
            shown=f"p95 {_p95(many['late']) * 1e3:.0f} ms",
        ),
    )
    raw = {
        "runs": count,
        "filled_in": filled,
        "asked": asked,
        "submits": submits,
        "few": _summed_up(few),
        "many": _summed_up(many),
    }
    return Measured(name="api", figures=figures, raw=raw)


_NO_LISTS = frozenset({"detail", "stats", "grid"})
#: An admin of everything, and one who sees a fifth of the runs.
_PEOPLE = ((Role.ADMIN, EVERY_PROJECT), (Role.VIEWER, "shop"))


def _token(aurora: Aurora, role: Role, *projects: str) -> str:
    aurora.access.users.add(User(name=f"bench-{role.value}", grants=dict.fromkeys(projects, role)))
    return aurora.issue_key(owner=f"bench-{role.value}", title="bench", role=role, projects=projects, lifetime=None)[1]


def _bearer(token: str) -> dict[str, str]:
    return {"Authorization": f"Bearer {token}"}


def _lists(client: httpx.Client, *, viewer: str, count: int, samples: int) -> dict[str, list[float]]:
    """Seconds of each request of each kind."""
    deep = (datetime.now(UTC) - timedelta(seconds=APART * count * 0.9)).isoformat()
    kinds: Mapping[str, Mapping[str, Any]] = {
        "first page": {},
        "deep page": {"until": deep},
        "failed": {"state": "failed"},
        "two states": {"state": ["failed", "cancelled"]},
        "none of that state": {"state": "paused"},
        "graph": {"graph": "graph-20"},
        "graph, failed": {"graph": "graph-20", "state": "failed"},
        "label": {"label": "team=t7"},
        "two labels": {"label": ["team=t7", "host=h3"]},
        "label, failed": {"label": "team=t7", "state": "failed"},
        "label, graph": {"label": "team=t7", "graph": "graph-20"},
        "input": {"input": "day=17"},
        "unknown label": {"label": "team=nobody"},
        "text": {"text": "graph 20 t7"},
        "unknown text": {"text": "nobody"},
        "beginning of an id": {"text": "0a1b2c"},
    }
    asked = {name: _timed(partial(_page, client, query), samples) for name, query in kinds.items()}
    mine = {"headers": _bearer(viewer)}
    asked["one project"] = _timed(lambda: _page(client, {}, **mine), samples)
    asked["one project, failed"] = _timed(lambda: _page(client, {"state": "failed"}, **mine), samples)
    asked["grid"] = _timed(lambda: client.get("/graphs/graph-20/grid").raise_for_status(), samples)
    since = (datetime.now(UTC) - timedelta(days=300)).isoformat()
    asked["stats"] = _timed(lambda: client.get("/stats", params={"since": since}).raise_for_status(), samples)
    cursor = _page(client, {"until": deep})["cursor"]
    asked["deep cursor"] = _timed(lambda: _page(client, {"cursor": cursor}), samples)
    ids = [run["id"] for run in _page(client, {"until": deep, "limit": 500})["items"]]
    pending = iter(ids * samples)
    asked["detail"] = _timed(lambda: client.get(f"/runs/{next(pending)}").raise_for_status(), samples)
    return asked


def _page(client: httpx.Client, query: Mapping[str, Any], **options: Any) -> Any:
    return client.get("/runs", params={"limit": _PAGE, **query}, **options).raise_for_status().json()


def _timed(ask: Callable[[], object], samples: int) -> list[float]:
    """The first answer is not counted: it opens connections and reads indexes from the disk."""
    ask()
    return [_seconds(ask) for _ in range(samples)]


def _seconds(ask: Callable[[], object]) -> float:
    started = time.perf_counter()
    ask()
    return time.perf_counter() - started


def _submits(aurora: Aurora, client: httpx.Client, samples: int) -> dict[str, list[float]]:
    """The same graph, submitted in turns by the Python call and over HTTP."""
    graph = chain(3)
    aurora.apply(graph)
    both: dict[str, list[float]] = {"python": [], "api": []}
    for _ in range(samples + 1):
        both["python"].append(_seconds(lambda: aurora.submit(graph.name)))
        both["api"].append(_seconds(lambda: client.post("/runs", json={"graph": graph.name}).raise_for_status()))
    return {name: seconds[1:] for name, seconds in both.items()}


def _heard(aurora: Aurora, *, url: str, token: str, listeners: int) -> dict[str, Any]:
    """Let so many clients listen while runs are cancelled, one after the other."""
    runs = [aurora.submit(chain(1)) for _ in range(_EVENTS)]
    command = [sys.executable, "-m", "bench.listeners", url, str(listeners), str(_EVENTS)]
    with subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as child:
        if child.stdin is None or child.stdout is None:
            raise RuntimeError("the listeners have no streams")
        child.stdin.write(f"{token}\n")
        child.stdin.flush()
        child.stdout.readline()
        for run in runs:
            run.cancel()
            time.sleep(_PAUSE)
        found: dict[str, Any] = json.loads(child.stdout.readline())
    return found


def _summed_up(found: dict[str, Any]) -> dict[str, Any]:
    """How late events were, in hundredths of all: twenty thousand numbers say no more."""
    return {"heard": found["heard"], "late": quantiles(found["late"], n=100)}


def _p99(seconds: list[float]) -> float:
    return quantiles(seconds, n=100)[98]


def _p95(seconds: list[float]) -> float:
    return quantiles(seconds, n=100)[94]
