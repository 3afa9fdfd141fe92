"""Looks over many runs in MongoDB: the server picks what is wanted out of its indexes, or out of the cells."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Final

from aurora_celery.model.access import project_of
from aurora_celery.model.glance import FailingGraph, History, NodeGlance, RunGlance, Stretch
from aurora_celery.model.states import NodeState, RunState
from aurora_celery.store.cancelled import cancelled_with
from aurora_celery.store.mongo import fields as f
from aurora_celery.store.mongo.client import Connection
from aurora_celery.store.mongo.errors import answered
from aurora_celery.store.mongo.fields import Document
from aurora_celery.store.mongo.indexes import BY_STATE
from aurora_celery.store.mongo.runs_list import NEWEST_FIRST

_NEWEST: Final[Document] = dict(NEWEST_FIRST)
_STATES: Final = [state.value for state in RunState]
_LIVE: Final = [state.value for state in RunState if not state.is_terminal]
#: Of each node that something has happened to: its slot, and what is seen of it.
_NODES: Final[Document] = {
    "$map": {
        "input": {"$objectToArray": f"${f.NODES}"},
        "as": "node",
        "in": ["$$node.k", *(f"$$node.v.{name}" for name in (f.STATE, f.ATTEMPT, f.STARTED, f.FINISHED))],
    }
}
_CELL: Final[Document] = {"$project": {f.RUN: 1, f.OFFSET: 1, f.SIZE: 1, f.CANCELLED: 1, f.NODES: _NODES}}
#: What the index by state has of a run, so that no run has to be read.
_INDEXED: Final[Document] = {"_id": 0, f.RUN_STATE: 1, f.CREATED: 1, f.GRAPH: 1, f.PROJECT: 1}
_RUN: Final = {"_id": 1, f.VERSION: 1, f.PLAN: 1, f.RUN_STATE: 1, f.CREATED: 1, f.ENDED: 1}


class MongoGlances:
    """``GlanceStore`` in MongoDB."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    @answered
    def nodes(self, runs: Sequence[str]) -> dict[str, tuple[NodeGlance, ...]]:
        """One command for both collections; sees claims that are not durable yet."""
        handles = self._connection.handles()
        later: list[Document] = [{"$match": {f.RUN: {"$in": [*runs]}}}, _CELL]
        first: list[Document] = [{"$match": {f.ID: {"$in": [*runs]}, f.DYING: None}}, _CELL]
        union: Document = {"$unionWith": {"coll": handles.cells.name, "pipeline": later}}
        cells: dict[str, dict[int, list[NodeGlance]]] = {}
        for document in handles.light_runs.aggregate([*first, union]):
            run = document.get(f.RUN) or document[f.ID]
            cells.setdefault(run, {})[document[f.OFFSET]] = _glances(document)
        return {
            run: tuple(node for offset in sorted(parts) for node in parts[offset])
            for run, parts in cells.items()
            if 0 in parts
        }

    @answered
    def recent(self, graphs: Collection[str], *, each: int) -> dict[str, tuple[RunGlance, ...]]:
        """One command, which looks into the index by graph once for each of them."""
        handles = self._connection.handles()
        wanted: Document = {"$documents": [{"name": {"$literal": graph}} for graph in graphs]}
        last: list[Document] = [{"$match": {f.DYING: None}}, {"$sort": _NEWEST}, {"$limit": each}, {"$project": _RUN}]
        joined: Document = {"from": handles.runs.name, "localField": "name", "foreignField": f.GRAPH, "as": "runs"}
        found = handles.runs.database.aggregate([wanted, {"$lookup": {**joined, "pipeline": last}}])
        return {graph["name"]: tuple(map(_run, graph["runs"])) for graph in found if graph["runs"]}

    @answered
    def history(self, stretch: Stretch, *, failing: int) -> History:
        """One command, answered by the index alone."""
        within: Document = {f.RUN_STATE: {"$in": _STATES}, f.CREATED: {"$gte": stretch.since, "$lt": stretch.until}}
        times: Document = {"oldest": {"$min": f"${f.CREATED}"}, "newest": {"$max": f"${f.CREATED}"}}
        stages: list[Document] = [
            {"$match": within},
            {"$sort": _NEWEST},
            {"$limit": stretch.most},
            {"$project": _INDEXED},
            {"$group": {"_id": _alike(stretch), "count": {"$sum": 1}, **times}},
        ]
        found = self._connection.handles().runs.aggregate(stages, hint=BY_STATE)
        return _history(stretch, list(found), failing=failing)

    @answered
    def going_on(self, *, projects: tuple[str, ...] | None = None, most: int = 100_000) -> dict[RunState, int]:
        """One command, answered by the index alone."""
        stages: list[Document] = [
            {"$match": {f.RUN_STATE: {"$in": _LIVE}}},
            {"$project": _INDEXED},
            *_seen(projects),
            {"$limit": most},
            {"$group": {"_id": f"${f.RUN_STATE}", "count": {"$sum": 1}}},
        ]
        found = self._connection.handles().runs.aggregate(stages, hint=BY_STATE)
        return {RunState(row["_id"]): row["count"] for row in found}


def _seen(projects: tuple[str, ...] | None) -> list[Document]:
    return [] if projects is None else [{"$match": {f.PROJECT: {"$in": [*projects]}}}]


def _alike(stretch: Stretch) -> Document:
    """What runs have in common that are counted together; the project is part of the graph's name."""
    milliseconds = stretch.step.total_seconds() * 1000
    age: Document = {"$subtract": [f"${f.CREATED}", stretch.since]}
    return {"at": {"$floor": {"$divide": [age, milliseconds]}}, "state": f"${f.RUN_STATE}", "graph": f"${f.GRAPH}"}


def _history(stretch: Stretch, rows: list[Document], *, failing: int) -> History:
    """The counts of those that may be seen; how far back was counted depends on all."""
    whole = sum(row["count"] for row in rows) < stretch.most
    counts: Counter[tuple[int, RunState]] = Counter()
    graphs: dict[str, list[tuple[RunState, Document]]] = {}
    for row in rows:
        key, state = row["_id"], RunState(row["_id"]["state"])
        if stretch.projects is None or project_of(key["graph"]) in stretch.projects:
            counts[int(key["at"]), state] += row["count"]
            graphs.setdefault(key["graph"], []).append((state, row))
    worst = sorted(_failing(graphs), key=lambda each: (-each.failed, each.graph))[:failing]
    since = stretch.since if whole else min(row["oldest"] for row in rows)
    return History(since=since, counts=counts, failing=tuple(worst))


def _failing(graphs: Mapping[str, list[tuple[RunState, Document]]]) -> Iterator[FailingGraph]:
    for graph, rows in graphs.items():
        failed = [row for state, row in rows if state is RunState.FAILED]
        if failed:
            yield FailingGraph(
                graph=graph,
                runs=sum(row["count"] for _, row in rows),
                failed=sum(row["count"] for row in failed),
                last=max(row["newest"] for row in failed),
            )


def _glances(document: Document) -> list[NodeGlance]:
    found, cancelled = [NodeGlance()] * document[f.SIZE], document.get(f.CANCELLED)
    for slot, state, attempt, started, finished in document[f.NODES]:
        known = NodeState.PENDING if state is None else NodeState(state)
        found[int(slot)] = NodeGlance(known, attempt or 0, started, finished)
    return found if cancelled is None else [cancelled_with(node, cancelled) for node in found]


def _run(document: Document) -> RunGlance:
    return RunGlance(
        id=document[f.ID],
        version=document[f.VERSION],
        plan=document[f.PLAN],
        state=RunState(document[f.RUN_STATE]),
        created=document[f.CREATED],
        finished=document.get(f.ENDED),
    )
