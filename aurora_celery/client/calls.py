"""Each request that a client makes, and how its answer is read. Opens no connection."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Generic, TypeAlias, TypeVar
from urllib.parse import quote
from uuid import uuid4

from aurora_celery.client.log_values import entries_of, entry_page_of
from aurora_celery.client.values import effect_of, graph_of, graphs_of, handlers_of, run_of, runs_of
from aurora_celery.definition import GraphBuilder, dump
from aurora_celery.engine.effects import Effect
from aurora_celery.model.graph import Graph
from aurora_celery.model.handler import HandlerSpec
from aurora_celery.model.log import LogEntry, LogQuery
from aurora_celery.model.pairs import write_pair
from aurora_celery.model.run import Run
from aurora_celery.store.log_ports import LogEntries
from aurora_celery.store.values import GraphVersion, Page, RunFilter

T = TypeVar("T")

#: What can be run: the name of a stored graph, or a graph itself.
Runnable: TypeAlias = str | Graph | GraphBuilder

PREFIX = "/api/v1"


@dataclass(frozen=True, slots=True)
class Call(Generic[T]):
    """One request. ``repeatable``: asked twice, it does no more than once. ``wait`` is how long the API may take."""

    method: str
    path: str
    read: Callable[[Any], T]
    query: Sequence[tuple[str, str]] = ()
    body: Mapping[str, Any] | None = None
    headers: Mapping[str, str] = field(default_factory=dict)
    repeatable: bool = False
    wait: float = 0.0


def submit(
    graph: Runnable,
    inputs: Mapping[str, Any],
    *,
    key: str | None,
    deadline: float | None,
    labels: Mapping[str, str],
    version: int | None,
) -> Call[Run]:
    """Start a run. Without a key of the caller's one is drawn, so that the request can be repeated."""
    what = {"graph": graph} if isinstance(graph, str) else {"definition": document_of(graph)}
    body = {**what, "inputs": dict(inputs), "labels": dict(labels), "deadline": deadline, "version": version}
    headers = {"Idempotency-Key": key or f"client-{uuid4().hex}"}
    return Call("POST", "/runs", run_of, body=body, headers=headers, repeatable=True)


def runs(where: RunFilter, *, limit: int, cursor: str | None) -> Call[Page[Run]]:
    """A page of runs."""
    query = [("state", state.value) for state in where.states]
    query += [("label", write_pair(name, value)) for name, value in where.labels.items()]
    query += [("input", write_pair(name, text)) for name, text in where.facts.items()]
    single = {
        "graph": where.graph,
        "text": where.text,
        "since": where.created_after.isoformat() if where.created_after else None,
        "until": where.created_before.isoformat() if where.created_before else None,
        "limit": str(limit),
        "cursor": cursor,
    }
    query += [(name, value) for name, value in single.items() if value is not None]
    return Call("GET", "/runs", runs_of, query=query, repeatable=True)


def run(run_id: str) -> Call[Run]:
    """A run with its nodes."""
    return Call("GET", _run(run_id), run_of, repeatable=True)


def result(run_id: str, *, wait: float = 0.0) -> Call[Mapping[str, Any]]:
    """What a run returned, once it has ended or after so many seconds: its ``state``, ``outputs`` and ``error``."""
    headers = {"Prefer": f"wait={int(wait)}"} if wait >= 1 else {}
    return Call("GET", f"{_run(run_id)}/result", dict, headers=headers, repeatable=True, wait=wait)


def node_result(run_id: str, node: str) -> Call[Any]:
    """What a node returned."""
    return Call("GET", f"{_run(run_id)}/nodes/{path_part(node)}/result", _value, repeatable=True)


def run_logs(run_id: str, query: LogQuery, *, limit: int, cursor: str | None, newest: bool) -> Call[LogEntries]:
    """A page of what the handlers of a run said."""
    return Call(
        "GET",
        f"{_run(run_id)}/logs",
        entries_of,
        query=_page(query, limit=limit, cursor=cursor, newest=newest),
        repeatable=True,
    )


def logs(query: LogQuery, *, limit: int, cursor: str | None, newest: bool) -> Call[Page[LogEntry]]:
    """A page of what the handlers of all runs said."""
    return Call(
        "GET", "/logs", entry_page_of, query=_page(query, limit=limit, cursor=cursor, newest=newest), repeatable=True
    )


def lines(query: LogQuery) -> list[tuple[str, str]]:
    """Which lines are wanted, as a query says it. The projects are those that the token opens."""
    given = {
        "level": None if query.level is None else query.level.name,
        "text": query.contains or None,
        "since": None if query.since is None else query.since.isoformat(),
        "until": None if query.until is None else query.until.isoformat(),
    }
    named = {name: getattr(query, name) for name in ("node", "epoch", "attempt", "graph", "handler", "worker")}
    return [(name, str(value)) for name, value in (given | named).items() if value is not None]


def log_stream(run_id: str) -> str:
    """Where the lines of a run come as they are said."""
    return f"{_run(run_id)}/logs/stream"


def operate(run_id: str, kind: str, **how: Any) -> Call[Effect]:
    """Do something to a run."""
    body = {"kind": kind, **{name: value for name, value in how.items() if value is not None}}
    return Call("POST", f"{_run(run_id)}/operations", effect_of, body=body, repeatable=bool(how.get("dry_run")))


def apply(graph: Graph | GraphBuilder, *, expected: int | None) -> Call[GraphVersion]:
    """Store a graph."""
    headers = {} if expected is None else {"If-None-Match": "*"} if expected == 0 else {"If-Match": f'"{expected}"'}
    body = {"definition": document_of(graph)}
    return Call("POST", "/graphs", graph_of, body=body, headers=headers, repeatable=expected is None)


def graphs() -> Call[tuple[GraphVersion, ...]]:
    """The newest version of every graph, without definitions."""
    return Call("GET", "/graphs", graphs_of, repeatable=True)


def graph(name: str, version: int | None) -> Call[GraphVersion]:
    """One version of a graph."""
    query = [] if version is None else [("version", str(version))]
    return Call("GET", f"/graphs/{path_part(name)}", graph_of, query=query, repeatable=True)


def handlers() -> Call[dict[str, HandlerSpec]]:
    """Every handler that is known."""
    return Call("GET", "/handlers", handlers_of, repeatable=True)


def workers() -> Call[tuple[Mapping[str, Any], ...]]:
    """The workers that live, as the API shows them."""
    return Call("GET", "/workers", lambda found: tuple(found["items"]), repeatable=True)


def document_of(given: Graph | GraphBuilder) -> dict[str, Any]:
    """The definition of a graph. Raises InvalidGraph."""
    whole = given.freeze() if isinstance(given, GraphBuilder) else given
    document: dict[str, Any] = json.loads(dump(whole, format="json"))
    return document


def _page(query: LogQuery, *, limit: int, cursor: str | None, newest: bool) -> list[tuple[str, str]]:
    place = [("cursor", cursor)] if cursor is not None else []
    return [*lines(query), *place, ("limit", str(limit)), ("order", "desc" if newest else "asc")]


def _value(found: Mapping[str, Any]) -> Any:
    return found["value"]


def _run(run_id: str) -> str:
    return f"/runs/{path_part(run_id)}"


def path_part(text: str) -> str:
    """A name as one part of a path: its slashes belong to it."""
    return quote(text, safe="")
